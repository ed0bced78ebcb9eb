"""What one revision of a report says, as one value that can be compared and stored."""

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from kentongan.entities.told import Written
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


NAMES = tuple(field.name for field in fields(Content))
UNGRADED = (str(Reliability.F), str(Credibility.UNKNOWN))
LINE_FIELDS = ("place_text", "destination", "job", "fee")


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


def tidied(content: Content) -> Content:
    """The one form in which contents are compared and stored; tidying twice changes nothing."""
    lines: dict[str, Any] = {name: tidy_line(getattr(content, name)) for name in LINE_FIELDS}
    return replace(
        content,
        noticed=tidy_text(content.noticed),
        indicators=tuple(sorted(set(content.indicators))),
        things=tidy_things(content.things),
        **lines,
    )


def columns_of(content: Content) -> dict[str, Any]:
    """The columns of ``Revision`` that hold this content."""
    columns = {name: getattr(content, name) for name in NAMES if name != "region_code"}
    columns["indicators"] = list(content.indicators)
    columns["things"] = [{"kind": thing.kind, "raw": thing.raw} for thing in content.things]
    return columns


COLUMNS = tuple(columns_of(Content(noticed="")))


def content_of(revision: Revision) -> Content:
    """What a stored revision says; reads its region, so select it along."""
    columns = {name: getattr(revision, name) for name in COLUMNS}
    columns |= {
        "region_id": revision.region_id,
        "region_code": revision.region.code if revision.region else "",
        "indicators": tuple(revision.indicators),
        "things": tuple(Written(thing["kind"], thing["raw"]) for thing in revision.things),
    }
    return Content(**columns)
