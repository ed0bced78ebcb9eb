"""The retention schedule as data, and what a folder says of its records that are due.

``reference/retention.yaml`` holds the rules with their source. Each rule is carried out by a
``Task`` of the folder that owns the records; ``website/retention.py`` puts them together.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator


class Deed(StrEnum):
    """What becomes of a record."""

    ERASE = "erase"  # its content becomes unreadable, the bare row stays for counting
    DELETE = "delete"
    MASK = "mask"


class Approval(StrEnum):
    """Who decides: the schedule itself, or one person who approves and another who destroys."""

    NONE = "none"
    TWO_PERSONS = "two_persons"


class Period(BaseModel):
    """How long something is kept: one of the three."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    hours: int = Field(0, ge=0)
    days: int = Field(0, ge=0)
    years: int = Field(0, ge=0)

    @model_validator(mode="after")
    def exactly_one(self) -> "Period":
        if sum(bool(part) for part in (self.hours, self.days, self.years)) != 1:
            raise ValueError("a period has either hours, days or years")
        return self

    def before(self, now: datetime) -> datetime:
        """The moment that lies this long ago; 29 February becomes the 28th."""
        if not self.years:
            return now - timedelta(hours=self.hours, days=self.days)
        year = now.year - self.years
        try:
            return now.replace(year=year)
        except ValueError:
            return now.replace(year=year, day=28)


class Rule(BaseModel):
    """One line of the schedule.

    clock: what starts the period, in words. covers: further tables that go with the record.
    built: whether the product has such records already.
    certificate: whether what is done stands in a numbered certificate.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z][a-z0-9_]{2,39}$")
    what: str = Field(min_length=5, max_length=160)
    model: str = Field(pattern=r"^[a-z]+\.[A-Za-z]+$")
    covers: tuple[str, ...] = ()
    clock: str = Field(min_length=3, max_length=80)
    keep: Period
    action: Deed
    approval: Approval = Approval.NONE
    certificate: bool = True
    built: bool = True
    ground: str = Field(min_length=5)
    source: str = Field(min_length=5)
    valid_from: date
    valid_to: date | None = None

    @property
    def version(self) -> str:
        """Its first day and a hash of all it says."""
        digest = hashlib.sha256(self.model_dump_json().encode()).hexdigest()
        return f"{self.valid_from.isoformat()}-{digest[:12]}"

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class Due:
    """A record whose period is over; ``about``: further subjects a hold on which keeps it."""

    subject: str
    since: datetime
    about: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.subject, *self.about)


@dataclass(frozen=True)
class Task:
    """How a rule on records is carried out.

    due(before, only): the records whose clock started before a moment, oldest first; ``only``:
    among these subjects. carry_out(subjects): does it, returns how many.
    """

    due: Callable[[datetime, Collection[str] | None], list[Due]]
    carry_out: Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Sweep:
    """How a rule on technical leftovers is carried out: counted and swept, never listed."""

    count: Callable[[datetime], int]
    sweep: Callable[[datetime], int]


class Malformed(ValueError):
    """The schedule contradicts itself; the message says where."""


@cache
def schedule() -> tuple[Rule, ...]:
    """Every edition of every rule; raises pydantic.ValidationError or Malformed."""
    text = files("kentongan.reference").joinpath("retention.yaml").read_text("utf-8")
    return read_schedule(text)


def read_schedule(text: str) -> tuple[Rule, ...]:
    """The rules of a YAML text; two editions of one rule may not be in force on one day."""
    rules = tuple(TypeAdapter(list[Rule]).validate_python(yaml.safe_load(text)))
    for at, rule in enumerate(rules):
        for other in rules[at + 1 :]:
            if rule.id == other.id and overlap(rule, other):
                raise Malformed(f"{rule.id}: two editions are in force on one day")
    return rules


def overlap(one: Rule, other: Rule) -> bool:
    """Whether both are in force on some day."""
    last = date.max
    return one.valid_from < (other.valid_to or last) and other.valid_from < (one.valid_to or last)


def rules_on(day: date) -> list[Rule]:
    """The rules in force on a day, in the order of the file."""
    return [rule for rule in schedule() if rule.in_force(day)]


def hash_of(rule: Rule, subjects: Iterable[str]) -> str:
    """What an approval binds itself to: the rule as it reads and exactly these records."""
    text = "\n".join([rule.id, rule.version, *sorted(subjects)])
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(subject: str) -> str:
    """One line of the hash list of a certificate: whoever knows the record can find it there."""
    return hashlib.sha256(subject.encode()).hexdigest()
