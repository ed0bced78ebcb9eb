"""Three reports that name one recruiter in three spellings, and a stranger."""

from collections.abc import Callable
from datetime import date

import pytest

from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person
from kentongan.entities.actions import record_people
from kentongan.entities.models import PersonMention
from kentongan.entities.told import Role, Setting, WrittenPerson
from tests.entities.conftest import MASARAN, PRIGI, TASIKMADU

BORN = date(1971, 5, 12)
Names = Callable[..., PersonMention]


@pytest.fixture
def names(sari: User, setting: Callable[..., Setting]) -> Names:
    """``names("report:1", Person(…), region_code=…)`` through the door."""

    def tell(source: str, person: Person, **changes: object) -> PersonMention:
        told = [WrittenPerson(Role.SUSPECTED, person)]
        record_people(by=sari, told=[(setting(source, **changes), told)])
        return PersonMention.objects.get(source=source, withdrawn=False)

    return tell


@pytest.fixture
def soleh(names: Names) -> list[PersonMention]:
    """One recruiter as three voices of three villages write him."""
    spellings = ("Moch. Soleh Hidayat", "H. Muhamad Sholeh Hidayat", "Muhammad Soleh Hidayat")
    places = (PRIGI, TASIKMADU, MASARAN)
    return [
        names(
            f"report:{number}",
            Person(name, birth_date=BORN, region_code=place, mother="Sumini"),
            region_code=place,
            voice=f"{number}:x",
        )
        for number, (name, place) in enumerate(zip(spellings, places, strict=True), start=1)
    ]


@pytest.fixture
def stranger(names: Names) -> PersonMention:
    person = Person("Wagimin Tukul", birth_date=date(1990, 1, 2), region_code=MASARAN)
    return names("report:9", person, region_code=MASARAN)
