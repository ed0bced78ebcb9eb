"""Whoever asks finds what the gate shows, no more, no less: against a twin that opens every row."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from kentongan.access.labels import Label
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person
from kentongan.entities.models import AnyPersonMention, Findable, IndexGeneration, ToIndex
from kentongan.entities.search.counter import at_the_counter
from kentongan.entities.search.finding import asked, find_people, size_of
from kentongan.entities.search.indexing import bring_up_to_date
from kentongan.entities.sides import PROTECTED, SIDES, SUSPECTED, Side
from tests.entities.search.conftest import MOMENT

pytestmark = pytest.mark.django_db
NUMBER = Person(phones=("+6285012345678",))
CAST = ("sari", "dimas", "bima", "ratna", "hadi", "joko", "wening", "agung", "laras", "asing")


def found(viewer: User, side: Side, person: Person = NUMBER) -> set[int]:
    return {hit.mention.pk for hit in find_people(viewer, side, asked(person))}


def naive(viewer: User, side: Side) -> set[int]:
    """All that the gate shows and that has the number, by opening every row."""
    rows = visible(side.told.filter(withdrawn=False), viewer, side.sight)
    return {row.pk for row in rows if set(NUMBER.phones) & set(row.person.phones)}


@pytest.fixture
def crowd(
    person: Callable[..., AnyPersonMention], asing: User, police: Any
) -> list[AnyPersonMention]:
    """Mentions of both sorts under several labels, of two offices, one kept from the police."""
    made = [
        person("Muhamad Sholeh", side, phones=NUMBER.phones) for side in SIDES.values()
        for _ in range(4)
    ]  # fmt: skip
    for one, label in zip(made, (3, 4, 3, 3, 4, 4, 5, 4), strict=True):
        one.label = label
    made[2].office = made[5].office = asing.office
    made[3].hidden_from = police
    for one in made:
        one.save()
    person("Muhamad Sholeh", phones=("+6285099999999",))
    return made


@pytest.mark.parametrize("side", [SUSPECTED, PROTECTED], ids=["suspected", "protected"])
@pytest.mark.parametrize("name", CAST)
def test_the_search_finds_exactly_what_the_gate_shows(
    name: str, side: Side, crowd: list[AnyPersonMention], request: pytest.FixtureRequest
) -> None:
    viewer = request.getfixturevalue(name)
    assert found(viewer, side) == naive(viewer, side)
    bring_up_to_date(MOMENT)
    assert found(viewer, side) == naive(viewer, side)


def test_somebody_in_the_cast_finds_something_and_somebody_nothing(
    bima: User, sari: User, laras: User, crowd: list[AnyPersonMention]
) -> None:
    assert found(bima, SUSPECTED)
    assert found(sari, PROTECTED)
    assert not found(laras, SUSPECTED) | found(laras, PROTECTED)


def test_a_sealed_mention_is_found_by_nobody_without_its_key(
    bima: User, person: Callable[..., AnyPersonMention]
) -> None:
    sealed = person("Muhamad Sholeh", phones=NUMBER.phones)
    sealed.label = Label.SEALED
    sealed.save()
    assert found(bima, SUSPECTED) == naive(bima, SUSPECTED) == set()


def test_who_is_no_longer_active_finds_nothing(bima: User, crowd: list[AnyPersonMention]) -> None:
    bima.is_active = False
    bima.save()
    assert found(bima, SUSPECTED) == set()


def test_the_counter_is_told_of_nobody_whom_its_officer_may_not_see(
    asing: User, laras: User, crowd: list[AnyPersonMention]
) -> None:
    seen = {known.subject for known in at_the_counter(by=asing, person=NUMBER, purpose="paspor")}
    assert seen == {f"person:{pk}" for pk in naive(asing, SUSPECTED)}
    assert at_the_counter(by=laras, person=NUMBER, purpose="paspor") == []


def test_the_counter_asks_in_order_of_weight(
    bima: User, person: Callable[..., AnyPersonMention]
) -> None:
    person("Kartini", phones=NUMBER.phones)
    person("Muhamad Sholeh", national_id="3502710101800001", phones=NUMBER.phones)
    sought = Person(name="Moch Soleh", national_id="3502710101800001", phones=NUMBER.phones)
    known = at_the_counter(by=bima, person=sought, purpose="paspor")
    assert [one.weight for one in known] == sorted((one.weight for one in known), reverse=True)
    assert known[0].reasons
    assert len(known) == 2


def test_the_size_of_the_register_is_that_of_the_index(
    person: Callable[..., AnyPersonMention],
) -> None:
    unknown = size_of(SUSPECTED)
    for _ in range(3):
        person("Muhamad Sholeh")
    assert size_of(SUSPECTED) == unknown
    bring_up_to_date(MOMENT)
    assert size_of(SUSPECTED) == 3
    assert size_of(PROTECTED) == 0


def test_the_tables_of_the_search_hold_no_word(person: Callable[..., AnyPersonMention]) -> None:
    person(
        "Kusnowitaningrum",
        national_id="3502710101800001",
        phones=("+6285012345678",),
        mother="Parjiyem",
    )
    bring_up_to_date(MOMENT)
    person("Kusnowitaningrum Kedua")
    tables = [model._meta.db_table for model in (Findable, IndexGeneration, ToIndex)]
    held = ""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
            assert rows
            held += repr(rows).lower()
    words = ("kusnowi", "parjiy", "350271", "8501234")
    assert not [word for word in words if word in held]
