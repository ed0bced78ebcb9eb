"""What the tests of reports share: a valid form, and a client per person."""

from collections.abc import Callable
from functools import cache
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.accounts.models import User
from kentongan.regions import queries
from kentongan.regions.models import Region
from kentongan.regions.resolver import PlaceIndex

FormData = dict[str, object]
HOME = ("35.02", "35.03")


@cache
def index_of(areas: tuple[tuple[str, str], ...]) -> PlaceIndex:
    """The resolver over these codes and names."""
    return PlaceIndex.build([(code, name, "") for code, name in areas], HOME)


@pytest.fixture(autouse=True)
def places_of_the_small_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Written places are looked up among the areas of the test, not in the whole country."""

    def small_index() -> PlaceIndex:
        rows = Region.objects.filter(valid_to=None).values_list("code", "name").order_by("code")
        return index_of(tuple(rows))

    monkeypatch.setattr(queries, "place_index", small_index)


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
