"""The people of the privacy pages, and how they open and post."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from kentongan.accounts.models import User
from tests.website.conftest import client_of

Post = Callable[..., HttpResponse]
STRANGERS = ("sari", "bima", "joko", "wening", "laras", "asing")
READERS = ("ratna", "hadi", "agung")


@pytest.fixture
def people(
    sari: User,
    bima: User,
    joko: User,
    wening: User,
    laras: User,
    asing: User,
    ratna: User,
    hadi: User,
    agung: User,
) -> dict[str, User]:
    """The cast by login name."""
    cast = (sari, bima, joko, wening, laras, asing, ratna, hadi, agung)
    return {user.username: user for user in cast}


@pytest.fixture
def post_as() -> Post:
    """``post_as(user, path, **fields)``: the answer to that person's form."""

    def post(user: User, path: str, **fields: object) -> HttpResponse:
        return client_of(user).post(path, fields)

    return post
