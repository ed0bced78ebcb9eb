"""What rules may look at: things that can be checked, each with its source and its date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Evidence:
    """Where something stands and as of which day."""

    source: str
    on: date


@dataclass(frozen=True)
class PaperDifference(Evidence):
    """One field that two papers of the same person tell differently."""

    field: str
    first_paper: str
    first: str
    second_paper: str
    second: str


@dataclass(frozen=True)
class NationalIdDifference(Evidence):
    """A field for which the digits of the national id number say something else than a paper."""

    field: str
    paper: str


@dataclass(frozen=True)
class OpenApplication(Evidence):
    """Another application, or a passport in force, on the same national id number."""

    number: str


@dataclass(frozen=True)
class SharedContact(Evidence):
    """A phone, sponsor or address that other applicants gave too."""

    thing: str
    others: int
    days: int


@dataclass(frozen=True)
class Lookup(Evidence):
    """A name that was looked up in a dated list."""

    name: str
    list_name: str
    is_listed: bool


@dataclass(frozen=True)
class StatedDate(Evidence):
    """A day, or the first and last day of a month, that the applicant or a paper tells."""

    name: str
    earliest: date
    latest: date


@dataclass(frozen=True)
class Caution(Evidence):
    """A live caution from an alert, and on which kinds of things it meets this application."""

    number: str
    thing: str
    matched_on: frozenset[str]


@dataclass(frozen=True)
class EarlierDecision(Evidence):
    """A refusal or postponement before, at this office or another."""

    decision: str
    office: str
    reason: str


@dataclass(frozen=True)
class Examination(Evidence):
    """The result of an examination record about one statement."""

    number: str
    statement: str
    is_proven_false: bool


@dataclass(frozen=True)
class Request(Evidence):
    """Documents that were asked for, until when, and whether they came."""

    until: date
    is_complete: bool


@dataclass(frozen=True)
class Consent(Evidence):
    """Which written consent for a child was shown: both, one, guardian or none."""

    given_by: str
