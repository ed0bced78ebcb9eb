"""People who log in by form: the cast has no password until then."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from tests.factories import PASSWORD


@pytest.fixture(autouse=True)
def nobody_tried_before(db: None) -> None:
    """Failed logins are counted in the cache table, which a new test database lacks."""
    call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.fixture
def known(sari: User) -> User:
    """Sari, with the common test password."""
    sari.set_password(PASSWORD)
    sari.save(update_fields=["password"])
    return sari


@pytest.fixture
def log_in(client: Client) -> Callable[..., HttpResponse]:
    """``log_in(name, password, address=…)`` through the real form."""

    def post(name: str, password: str = PASSWORD, address: str = "192.0.2.1") -> HttpResponse:
        data = {"login": name, "password": password}
        return client.post(reverse("account_login"), data, REMOTE_ADDR=address)

    return post
