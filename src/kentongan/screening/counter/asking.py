"""What the counter is told while an applicant's data is typed; every question is written down."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.entities.search.counter import SameApplicant, earlier_applicants
from kentongan.entities.told import Person
from kentongan.screening.facts.blind_lookups import told_of
from kentongan.screening.facts.gathering import Sheet
from kentongan.screening.facts.shown import shown_of

FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Similar:
    """An application that may be by the same person; nothing of it but number, office and day."""

    number: str
    office: str
    on: date
    level: str
    reasons: tuple[str, ...]


def looked_up(viewer: User, sheet: Sheet) -> dict[str, Any]:
    """The facts of a sheet that is not saved, and applications that may be by the same person.

    That it was asked is kept, never the words.
    """
    facts = shown_of(sheet, timezone.localdate())
    similar = similar_to(viewer, sheet.applicant.person)
    with transaction.atomic():
        record(
            viewer,
            "interview.looked_up",
            "application",
            purpose=sheet.purpose,
            found=len(facts),
            count=len(similar),
        )
    return {"facts": facts, "similar": similar}


def similar_to(viewer: User, person: Person, but: str = "") -> list[Similar]:
    """Applications in sight that may be by the same person, best first; a clue and no fact."""
    if sum(letter.isalpha() for letter in person.name) < FEWEST_LETTERS:
        return []
    found = earlier_applicants(viewer, person, but)
    named = told_of({uuid_in(one.source) for one in found})
    return [
        similar(one, named[uuid_in(one.source)]) for one in found if uuid_in(one.source) in named
    ]


def uuid_in(source: str) -> UUID:
    """The name of an application in ``application:<uuid>``."""
    return UUID(source.partition(":")[2])


def similar(one: SameApplicant, told: tuple[str, str, date]) -> Similar:
    """A hit in the words of the page."""
    number, office, on = told
    return Similar(number, office, on, one.level, one.reasons)
