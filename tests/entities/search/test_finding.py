"""People are found by any spelling and number, at once, and only by who may see them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.engine.linkage.people import Person
from kentongan.entities.search import finding
from kentongan.entities.search.asking import read_words
from kentongan.entities.search.counter import at_the_counter
from kentongan.entities.search.finding import asked, find_people
from kentongan.entities.search.indexing import bring_up_to_date
from kentongan.entities.sides import PROTECTED, SUSPECTED, Side
from tests.entities.search.conftest import MOMENT

pytestmark = pytest.mark.django_db


def found(viewer: User, words: str, side: Side = SUSPECTED) -> list[str]:
    question = read_words(words + " ")
    hits = find_people(viewer, side, asked(question.person, question.beginning))
    return [hit.mention.shown for hit in hits]


@pytest.mark.parametrize(
    "words", ["0812 3456 7001", "+6281234567001", "3502010101800001", "Moch Soleh 1980"]
)
def test_a_person_is_found_by_keys_before_the_index_knows_him(
    words: str, bima: User, person: Callable[..., Any]
) -> None:
    person(
        "Muhamad Sholeh",
        phones=("+6281234567001",),
        national_id="3502010101800001",
        birth_date=date(1980, 1, 1),
    )
    assert found(bima, words) == ["Muhamad Sholeh"]


@pytest.mark.parametrize("words", ["Moch. Soleh", "Soleh", "muhammad salih", "Muhamad Shoeleh"])
def test_a_name_alone_is_found_in_another_spelling_by_the_index(
    words: str, bima: User, person: Callable[..., Any]
) -> None:
    person("H. Muhamad Sholeh")
    assert found(bima, words) == []
    bring_up_to_date(MOMENT)
    assert found(bima, words) == ["H. Muhamad Sholeh"]


def test_only_who_may_see_a_mention_finds_it(
    bima: User, asing: User, laras: User, person: Callable[..., Any]
) -> None:
    person("Muhamad Sholeh", phones=("+6285012345678",))
    words = "0850 1234 5678"
    assert found(bima, words) == ["Muhamad Sholeh"]
    assert found(asing, words) == []
    assert found(laras, words) == []


def test_people_to_protect_are_found_by_their_own_officer_alone(
    sari: User, bima: User, person: Callable[..., Any]
) -> None:
    person("Siti Aminah", PROTECTED, phones=("+6285012345678",))
    words = "0850 1234 5678"
    assert found(sari, words, PROTECTED) == ["Siti Aminah"]
    assert found(bima, words, PROTECTED) == []
    assert found(sari, words, SUSPECTED) == []


def test_the_most_alike_comes_first(bima: User, person: Callable[..., Any]) -> None:
    for name, born in (("Soleh Widodo", 1971), ("Sholeh", 1980), ("Muhammad Soleh", 1980)):
        person(name, birth_date=date(born, 5, 12))
    bring_up_to_date(MOMENT)
    assert found(bima, "Moch Soleh 12-05-1980")[0] == "Muhammad Soleh"


def test_what_a_viewer_may_see_is_found_behind_much_that_is_kept_from_him(
    monkeypatch: pytest.MonkeyPatch, asing: User, person: Callable[..., Any]
) -> None:
    monkeypatch.setattr(finding, "BY_KEYS", (3, 40))
    monkeypatch.setattr(finding, "BY_MARKS", (3, 40))
    for _ in range(8):
        person("Muhamad Sholeh", phones=("+6285012345678",))
    own = person("Muhamad Sholeh", phones=("+6285012345678",))
    own.office = asing.office
    own.save()
    assert found(asing, "0850 1234 5678") == ["Muhamad Sholeh"]


def test_a_word_is_found_while_it_is_typed(bima: User, person: Callable[..., Any]) -> None:
    person("Kusnowitaningrum")
    bring_up_to_date(MOMENT)
    question = read_words("Kusnowi")
    hits = find_people(bima, SUSPECTED, asked(question.person, question.beginning))
    assert [hit.mention.shown for hit in hits] == ["Kusnowitaningrum"]


def test_the_counter_learns_level_agency_and_reasons_and_leaves_a_trace(
    bima: User, person: Callable[..., Any]
) -> None:
    mention = person("Muhamad Sholeh", phones=("+6285012345678",))
    sought = Person(name="Moch Soleh", phones=("+6285012345678",))
    (known,) = at_the_counter(by=bima, person=sought, purpose="paspor")
    assert (known.subject, known.agency) == (f"person:{mention.pk}", mention.agency.name)
    assert "Sholeh" not in repr(known)
    event = AuditEvent.objects.get(action="person.asked_at_counter")
    assert event.detail == {"purpose": "paspor", "found": 1}
