"""What detectors read and what they give: pure values, no database, no clock.

The sentences are kept in the database as the office reads them, so they are plain Indonesian and
do not pass through gettext: a stored sentence has one language.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

CONFIDENTIAL = 3  # access.labels.Label.CONFIDENTIAL: what reports usually carry
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Telling:
    """One report as detectors read it.

    phones: as they were written. is_own: told by the office itself, so one of it was there.
    voice: who told it. day: when it was noticed, or told where that is unknown. known_on: the day
    from which the office could know. region_code: "" when unsure. names_person: somebody is named.
    is_dated: the day says something of when it was; else it is no part of what is compared by days.
    """

    source: str
    voice: str
    agency: str
    region_code: str
    day: date
    known_on: date
    text: str = ""
    indicators: tuple[str, ...] = ()
    destination: str = ""
    reliability: str = "F"
    credibility: str = "6"
    source_kind: str = "told"
    label: int = CONFIDENTIAL
    names_person: bool = False
    job: str = ""
    phones: tuple[str, ...] = ()
    is_own: bool = False
    is_dated: bool = True

    @cached_property
    def district(self) -> str:
        """The code of the sub-district, "" when not even that is known."""
        return district_of(self.region_code)


def district_of(code: str) -> str:
    """35.03.05.2001 → 35.03.05; "" for a coarser code."""
    parts = code.split(".")
    return ".".join(parts[:3]) if len(parts) >= 3 else ""


@dataclass(frozen=True)
class Shared:
    """A thing in its normal form and the sources that mention it."""

    kind: str
    key: str
    display: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Gazetteer:
    """Names of areas and where they lie (degrees: longitude, latitude)."""

    names: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def name(self, code: str) -> str:
        """The name of an area; its code when it has none here."""
        return self.names.get(code, code)


@dataclass(frozen=True)
class Piece:
    """One row of evidence: no text and no name."""

    source: str
    region_code: str
    noticed_on: date
    known_on: date
    agency_name: str
    reason: str


@dataclass(frozen=True)
class Found:
    """What a detector found. ``key`` names what it is about; the same key is the same alert.

    is_weak: chance does the like too often for an alert; it is watched.

    data_hash: of the rule and the evidence, so that the same data again is the same finding.
    """

    key: str
    kind: str
    rule: str
    rule_version: str
    title: str
    sentence: str
    checks: tuple[str, ...]
    urgency: int
    label: int
    areas: tuple[str, ...]
    figures: Mapping[str, float]
    evidence: tuple[Piece, ...]
    is_weak: bool = False

    @cached_property
    def data_hash(self) -> str:
        """sha256 over the rule, the key and the sources with their places and days."""
        rows = sorted(
            f"{piece.source}|{piece.region_code}|{piece.noticed_on}" for piece in self.evidence
        )
        text = "\n".join((self.rule, self.rule_version, self.key, *rows))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def sources(self) -> frozenset[str]:
        """The sources behind it."""
        return frozenset(piece.source for piece in self.evidence)


def pieces(tellings: Iterable[Telling], reason: str) -> tuple[Piece, ...]:
    """Evidence rows, oldest first."""
    ordered = sorted(tellings, key=lambda telling: (telling.day, telling.source))
    return tuple(
        Piece(
            source=telling.source,
            region_code=telling.region_code,
            noticed_on=telling.day,
            known_on=telling.known_on,
            agency_name=telling.agency,
            reason=reason,
        )
        for telling in ordered
    )


def strictest(label: int, tellings: Iterable[Telling]) -> int:
    """The rule's label, as long as no report is more sensitive than reports usually are.

    An alert tells less than its reports (no text, no reporter), so it may be read more widely; but
    one that rests on a report about a protected person is as closed as that report.
    """
    closed = [telling.label for telling in tellings if telling.label > CONFIDENTIAL]
    return max([label, *closed])


def distinct_places(tellings: Iterable[Telling]) -> list[str]:
    """The areas told, in code order; an area that only surrounds another one is not another."""
    codes = sorted({telling.region_code for telling in tellings if telling.region_code})
    return [code for code in codes if not any(other.startswith(f"{code}.") for other in codes)]


def bounded_key(key: str) -> str:
    """The key, shortened by a hash where it would not fit the column (120)."""
    if len(key) <= 120:
        return key
    return f"{key[:80]}#{hashlib.sha256(key.encode()).hexdigest()[:32]}"
