"""What the tests of reports share: a valid form, and a client per person."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.accounts.models import User

FormData = dict[str, object]


@pytest.fixture
def filled() -> Callable[..., FormData]:
    """``filled(place=…, …)``: the least that makes a report, with changes."""

    def fill(**changes: object) -> FormData:
        least: FormData = {
            "uuid": str(uuid4()),
            "place": "35.03.05.2001",
            "when": "today",
            "noticed": "Dua orang mengumpulkan KTP pemuda.",
        }
        return least | changes

    return fill


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A logged-in client."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
