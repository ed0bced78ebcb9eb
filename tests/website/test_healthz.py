"""The question of a supervisor: are you there, and is your database?"""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_it_says_ok_without_a_login(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text, answer["Content-Type"]) == (200, "ok", "text/plain")


@pytest.mark.django_db
def test_it_asks_the_database_once(client: Client, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_without_a_database_it_is_not_ok(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("no such server")

    monkeypatch.setattr(connection, "cursor", gone)
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
def test_it_tells_nothing_to_a_form(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
