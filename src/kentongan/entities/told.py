"""What a source tells about the things it mentions."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class BirthPrecision(models.TextChoices):
    """How much of a birth date is known."""

    UNKNOWN = "", _("tidak tahu")
    YEAR = "year", _("tahun saja")
    DAY = "day", _("tanggal lengkap")


class Role(models.TextChoices):
    """Why a source speaks of somebody; each is kept in a table of its own."""

    SUSPECTED = "suspected", _("Terduga perekrut")
    PROTECTED = "protected", _("Calon korban atau saksi")


LISTS = ("others", "phones", "accounts", "handles")


@dataclass(frozen=True)
class ToldPerson:
    """What a source tells of one person, as it was written; "" and () where it tells nothing.

    ``others`` are further names (alias lists). ``region_code`` is where the person lives;
    ``birth_area`` as written, or the six digits that a national id begins with.
    """

    name: str
    others: tuple[str, ...] = ()
    father: str = ""
    mother: str = ""
    national_id: str = ""
    birth_date: date | None = None
    birth_precision: str = BirthPrecision.UNKNOWN
    sex: str = ""  # "L", "P"
    birth_area: str = ""
    region_code: str = ""
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    passport: str = ""

    def write(self) -> dict[str, Any]:
        """What is told as JSON, without what is empty."""
        held = {one.name: getattr(self, one.name) for one in fields(self)}
        born = self.birth_date.isoformat() if self.birth_date else ""
        return {name: value for name, value in (held | {"birth_date": born}).items() if value}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """The inverse of ``write``; nothing tells of nobody."""
        known = {one.name for one in fields(cls)}
        held: dict[str, Any] = {name: stored[name] for name in known & set(stored)}
        held |= {name: tuple(held[name]) for name in LISTS if name in held}
        if born := held.get("birth_date"):
            held["birth_date"] = date.fromisoformat(born)
        return cls(**({"name": ""} | held))


@dataclass(frozen=True)
class WrittenPerson:
    """A person as a source tells of him, and why: ``role`` is a ``Role`` value."""

    role: str
    person: ToldPerson


def report_uuid(source: str) -> UUID | None:
    """The uuid in ``report:<uuid>``; None for any other source."""
    kind, _colon, rest = source.partition(":")
    try:
        return UUID(rest) if kind == "report" else None
    except ValueError:
        return None
