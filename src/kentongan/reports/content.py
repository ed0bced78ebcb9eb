"""What one revision of a report says, as one value that can be compared and stored."""

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from kentongan.entities.told import Person, Written, WrittenPerson, read_person, write_person
from kentongan.reports.models import (
    Credibility,
    PlacePrecision,
    Reliability,
    Revision,
    SourceKind,
    TimePrecision,
)

# Written by phones and spreadsheets; PostgreSQL refuses NUL, the others are never meant.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Content:
    """Every content field of a ``Revision``; ``region_code`` is the code of ``region_id`` or ""."""

    noticed: str
    place_precision: str = PlacePrecision.UNSURE
    time_precision: str = TimePrecision.UNKNOWN
    region_id: int | None = None
    region_code: str = ""
    place_text: str = ""
    noticed_on: date | None = None
    indicators: tuple[str, ...] = ()
    things: tuple[Written, ...] = ()
    people: tuple[WrittenPerson, ...] = ()
    destination: str = ""
    job: str = ""
    fee: str = ""
    fee_rupiah: int | None = None
    source_kind: str = SourceKind.TOLD
    reliability: str = Reliability.F
    credibility: str = Credibility.UNKNOWN

    @property
    def grading(self) -> tuple[str, str]:
        """The 6×6 grading: of the source, of what is said."""
        return self.reliability, self.credibility


BESIDE = {"region_code", "people"}  # the place has a key, people stand among the things
NAMES = tuple(field.name for field in fields(Content))
UNGRADED = (str(Reliability.F), str(Credibility.UNKNOWN))
LINE_FIELDS = ("place_text", "destination", "job", "fee")
PERSON_LINES = ("name", "father", "mother", "national_id", "passport")
PERSON_LISTS = ("others", "phones", "accounts", "handles")


def tidy_text(text: str) -> str:
    """The same words whatever keyboard sent them: NFC, line feeds, no control characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    # What stood on both sides of a control character may be one letter without it: NFC comes last.
    meant = CONTROL_CHARACTERS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", meant).strip()


def tidy_line(text: str) -> str:
    """Tidied text on one line with single spaces."""
    return " ".join(tidy_text(text).split())


def tidy_things(things: tuple[Written, ...]) -> tuple[Written, ...]:
    """Each thing once, in the order first written; empty ones dropped."""
    cleaned = (Written(str(thing.kind), tidy_line(thing.raw)) for thing in things)
    return tuple(dict.fromkeys(thing for thing in cleaned if thing.raw))


def tidy_people(people: tuple[WrittenPerson, ...]) -> tuple[WrittenPerson, ...]:
    """Each person once, on single lines; whoever has no name is dropped."""
    cleaned = (replace(one, person=tidy_person(one.person)) for one in people)
    return tuple(dict.fromkeys(one for one in cleaned if one.person.name or one.person.others))


def tidy_person(person: Person) -> Person:
    """The person with every text on one line."""
    lines = {name: tidy_line(getattr(person, name)) for name in PERSON_LINES}
    lists = {
        name: tuple(line for raw in getattr(person, name) if (line := tidy_line(raw)))
        for name in PERSON_LISTS
    }
    return replace(person, **lines, **lists)  # type: ignore[arg-type]


def tidied(content: Content) -> Content:
    """The one form in which contents are compared and stored; tidying twice changes nothing."""
    lines: dict[str, Any] = {name: tidy_line(getattr(content, name)) for name in LINE_FIELDS}
    return replace(
        content,
        noticed=tidy_text(content.noticed),
        indicators=tuple(sorted(set(content.indicators))),
        things=tidy_things(content.things),
        people=tidy_people(content.people),
        **lines,
    )


def columns_of(content: Content) -> dict[str, Any]:
    """The columns of ``Revision`` that hold this content."""
    columns = {name: getattr(content, name) for name in NAMES if name not in BESIDE}
    columns["indicators"] = list(content.indicators)
    columns["things"] = [
        *({"kind": thing.kind, "raw": thing.raw} for thing in content.things),
        *(stored_person(one) for one in content.people),
    ]
    return columns


def stored_person(one: WrittenPerson) -> dict[str, Any]:
    """A person among the things of a revision: told in full, and in words for who reads it."""
    return {"kind": one.role, "raw": person_words(one.person), "told": write_person(one.person)}


def person_words(person: Person) -> str:
    """The person in one line: names, then numbers."""
    names = " alias ".join(name for name in (person.name, *person.others) if name)
    return ", ".join([names, *person.phones, *person.accounts, *person.handles])


def things_of(revision: Revision) -> tuple[Written, ...]:
    """The things in their own box of a stored revision."""
    stored = (thing for thing in revision.things if "told" not in thing)
    return tuple(Written(thing["kind"], thing["raw"]) for thing in stored)


def people_of(revision: Revision) -> tuple[WrittenPerson, ...]:
    """The people that a stored revision names."""
    stored = (thing for thing in revision.things if "told" in thing)
    return tuple(WrittenPerson(one["kind"], read_person(one["told"])) for one in stored)


COLUMNS = tuple(columns_of(Content(noticed="")))


def content_of(revision: Revision) -> Content:
    """What a stored revision says; reads its region, so select it along."""
    columns = {name: getattr(revision, name) for name in COLUMNS}
    columns |= {
        "region_id": revision.region_id,
        "region_code": revision.region.code if revision.region else "",
        "indicators": tuple(revision.indicators),
        "things": things_of(revision),
        "people": people_of(revision),
    }
    return Content(**columns)
