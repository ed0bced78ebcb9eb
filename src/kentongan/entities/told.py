"""What a source tells about the things it mentions."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from kentongan.engine.linkage.people import Person, Precision

__all__ = [
    "Person",
    "Precision",
    "Role",
    "Setting",
    "Written",
    "WrittenPerson",
    "read_person",
    "report_uuid",
    "write_person",
]


@dataclass(frozen=True)
class Written:
    """A thing as it was written: ``kind`` is a ``ThingKind`` value."""

    kind: str
    raw: str


@dataclass(frozen=True)
class Setting:
    """Which source told it, for whom, where and when; ``region_code`` is "" when unsure."""

    source: str  # "report:<uuid>"
    agency_id: int | None
    office_id: int | None
    region_code: str
    noticed_on: date | None
    recorded_at: datetime
    voice: str  # "<agency>:<reporter>": one person repeating himself is one voice
    label: int
    hidden_from_id: int | None = None  # the agency that the special channel leaves out
    author_id: int | None = None  # who wrote the source; people mentioned in it are read by him


class Role(models.TextChoices):
    """Why a source speaks of somebody; each is kept in a table of its own."""

    SUSPECTED = "suspected", _("Terduga perekrut")
    PROTECTED = "protected", _("Calon korban atau saksi")


LISTS = ("others", "phones", "accounts", "handles")
FIELDS = tuple(field.name for field in fields(Person))


def write_person(person: Person) -> dict[str, Any]:
    """What is told of somebody as JSON, without what is empty."""
    held = {name: getattr(person, name) for name in FIELDS}
    held["birth_date"] = person.birth_date.isoformat() if person.birth_date else ""
    held["birth_precision"] = str(person.birth_precision) if person.birth_date else ""
    return {name: value for name, value in held.items() if value}


def read_person(stored: Mapping[str, Any]) -> Person:
    """The inverse of ``write_person``; nothing tells of nobody."""
    held: dict[str, Any] = {name: stored[name] for name in FIELDS if name in stored}
    held |= {name: tuple(held[name]) for name in LISTS if name in held}
    if born := held.get("birth_date"):
        held["birth_date"] = date.fromisoformat(born)
        held["birth_precision"] = Precision(held.get("birth_precision", Precision.DAY))
    return Person(**held)


@dataclass(frozen=True)
class WrittenPerson:
    """A person as a source tells of him, and why: ``role`` is a ``Role`` value."""

    role: str
    person: Person


def report_uuid(source: str) -> UUID | None:
    """The uuid in ``report:<uuid>``; None for any other source."""
    kind, _colon, rest = source.partition(":")
    try:
        return UUID(rest) if kind == "report" else None
    except ValueError:
        return None
