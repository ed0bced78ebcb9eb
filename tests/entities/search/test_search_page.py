"""The search box: a page without script, an answer while somebody types, nothing in addresses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.entities.models import Mention
from kentongan.entities.search.indexing import bring_up_to_date
from tests.entities.search.conftest import MOMENT

pytestmark = pytest.mark.django_db
PAGE, TYPED = "/hal/cari/", "/hal/cari/sementara/"


def test_the_page_shows_people_and_things_in_sight(
    as_user: Callable[[User], Client],
    bima: User,
    person: Callable[..., Any],
    told: Callable[..., list[Mention]],
) -> None:
    person("Muhamad Sholeh", phones=("+6285012345678",))
    told("report:9", ("phone", "0850 1234 5678"))
    page = as_user(bima).post(PAGE, {"kata": "0850-1234-5678"}).content.decode()
    assert "Muhamad Sholeh" in page
    assert "Nomor telepon" in page
    assert "Terduga perekrut" in page


def test_the_page_says_what_to_do_when_nothing_is_found(
    as_user: Callable[[User], Client], bima: User
) -> None:
    client = as_user(bima)
    assert "Tidak ada yang cocok" in client.post(PAGE, {"kata": "Zulaikha"}).content.decode()
    assert "paling sedikit tiga huruf" in client.post(PAGE, {"kata": "Zu"}).content.decode()
    assert "Tidak ada" not in client.get(PAGE).content.decode()


def test_what_is_typed_is_answered_as_it_stands(
    as_user: Callable[[User], Client], bima: User, person: Callable[..., Any]
) -> None:
    person("Muhamad Sholeh")
    bring_up_to_date(MOMENT)
    (line,) = as_user(bima).post(TYPED, {"kata": "moch sol"}).json()["lines"]
    assert line["title"] == "Muhamad Sholeh"
    assert set(line) == {"sort", "title", "meta", "address", "level"}


def test_who_may_not_see_a_person_gets_the_same_answer_as_for_nobody(
    as_user: Callable[[User], Client], asing: User, person: Callable[..., Any]
) -> None:
    client = as_user(asing)
    before = client.post(PAGE, {"kata": "0850 1234 5678"}).content
    person("Muhamad Sholeh", phones=("+6285012345678",))
    after = client.post(PAGE, {"kata": "0850 1234 5678"}).content
    assert b"Sholeh" not in after
    assert len(before) == len(after)
    assert client.post(TYPED, {"kata": "0850 1234 5678"}).json() == {"lines": []}


def test_whose_role_sees_no_things_finds_no_such_page(
    as_user: Callable[[User], Client], laras: User
) -> None:
    assert as_user(laras).get(PAGE).status_code == 404
    assert as_user(laras).post(TYPED, {"kata": "Soleh"}).status_code == 404


def test_words_stand_in_no_address(as_user: Callable[[User], Client], bima: User) -> None:
    client = as_user(bima)
    assert client.get(TYPED).status_code == 405
    page = client.get(PAGE, {"kata": "Muhamad Sholeh"}).content.decode()
    assert "Sholeh" not in page


def test_confidential_people_that_were_shown_are_written_down_without_their_names(
    as_user: Callable[[User], Client], bima: User, person: Callable[..., Any]
) -> None:
    mention = person("Muhamad Sholeh", phones=("+6285012345678",))
    as_user(bima).post(PAGE, {"kata": "0850 1234 5678"})
    event = AuditEvent.objects.get(action="person.listed")
    assert event.subject == f"person:{mention.pk}"
    assert "Sholeh" not in str(event.detail)
