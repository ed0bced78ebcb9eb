"""Two who look after accounts, and a person of a partner."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from tests.factories import PASSWORD, make_user

Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def surroundings(db: None, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.fixture
def eko(office: Office) -> User:
    """System admin."""
    return make_user("eko", RoleKey.SYSTEM_ADMIN, office, "Eko Nugroho")


@pytest.fixture
def browser_of() -> Browser:
    """``browser_of(user)``: somebody who has just logged in through the form."""

    def enter(user: User) -> Client:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        browser = Client()
        data = {"login": user.username, "password": PASSWORD}
        assert browser.post(reverse("account_login"), data).status_code == 302
        return browser

    return enter
