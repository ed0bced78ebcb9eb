"""A recruiter whom three reports name, two of them confirmed to be one by an analyst."""

from collections.abc import Callable
from uuid import UUID

import pytest

from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import judge_people, record_people
from kentongan.entities.models import AnyPersonMention, Mention
from kentongan.entities.sides import SIDES
from kentongan.entities.told import Role, Setting, WrittenPerson
from tests.entities.conftest import MASARAN, PRIGI, TASIKMADU

FIRST, SECOND = ("phone", "0850-0001-2345"), ("phone", fake_phone(54321))
DARTO = ("alias", "Pak Darto")
PLACES = (PRIGI, TASIKMADU, MASARAN)
WHY = "Kedua pelapor menunjuk rumah dan istri yang sama di Prigi."
Names = Callable[..., AnyPersonMention]
Merge = Callable[..., UUID]
Told = Callable[..., list[Mention]]


@pytest.fixture
def names(sari: User, setting: Callable[..., Setting]) -> Names:
    """``names("report:1", "Moch. Soleh", …)``: one more person of a source, through the door."""

    def tell(source: str, name: str, role: str = Role.SUSPECTED, **more: object) -> object:
        told = [WrittenPerson(role, Person(name))]
        record_people(by=sari, told=[(setting(source, **more), told)])
        return SIDES[role].told.get(source=source, withdrawn=False)

    return tell


@pytest.fixture
def merged(bima: User) -> Merge:
    """``merged(one, other)``: the analyst says that they are one; returns the act."""

    def say(one: AnyPersonMention, other: AnyPersonMention) -> UUID:
        return judge_people(by=bima, first=one, second=other, verdict="same", reason=WHY)

    return say


@pytest.fixture
def three(names: Names, told: Told) -> list[AnyPersonMention]:
    """Three spellings in three villages; the last is told of together with Darto."""
    told("report:1", FIRST, region_code=PRIGI)
    told("report:3", SECOND, DARTO, region_code=MASARAN)
    spellings = enumerate(("Moch. Soleh", "Muhamad Sholeh", "M. Soleh Hidayat"), start=1)
    return [
        names(f"report:{number}", name, region_code=PLACES[number - 1])
        for number, name in spellings
    ]


@pytest.fixture
def soleh(three: list[AnyPersonMention], merged: Merge) -> list[AnyPersonMention]:
    """The three, confirmed."""
    for other in three[1:]:
        merged(three[0], other)
    return three
