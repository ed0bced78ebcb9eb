"""The clocks of UU 27/2022: how long until a breach is told and a data subject is answered."""

from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kentongan.website.privacy.models import Wish


class Dated(BaseModel):
    """Something in force from one day until another, with its source."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    valid_from: date
    valid_to: date | None
    source: str = Field(min_length=5)

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


class Clock(BaseModel):
    """Hours, day and night, and the article that says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    hours: int = Field(gt=0)
    source: str = Field(min_length=5)


class ClockEdition(Dated):
    """One clock for every wish."""

    clocks: dict[Wish, Clock]


class Step(BaseModel):
    """One thing to do after a breach, and until which hour."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z_]{3,40}$")
    by_hour: int = Field(gt=0)
    what: str = Field(min_length=5)


class BreachEdition(Dated):
    """Whom to tell within how many hours, and the steps in order."""

    hours: int = Field(gt=0)
    authority: str = Field(min_length=5)
    authority_address: str
    steps: tuple[Step, ...] = Field(min_length=1)


def read(name: str) -> object:
    """The content of a file of reference data."""
    return yaml.safe_load(files("kentongan.reference").joinpath(name).read_text("utf-8"))


@cache
def clock_editions() -> tuple[ClockEdition, ...]:
    """Raises pydantic.ValidationError for a malformed file."""
    return tuple(TypeAdapter(list[ClockEdition]).validate_python(read("privacy_clocks.yaml")))


@cache
def breach_editions() -> tuple[BreachEdition, ...]:
    """Raises pydantic.ValidationError for a malformed file."""
    return tuple(TypeAdapter(list[BreachEdition]).validate_python(read("breach.yaml")))


def newest[Edition: Dated](editions: tuple[Edition, ...], on: date) -> Edition:
    """The newest edition in force; before all of them the first."""
    fitting = [edition for edition in editions if edition.in_force(on)]
    return max(fitting, key=lambda edition: edition.valid_from) if fitting else editions[0]


def clock_for(wish: Wish, on: date) -> Clock:
    """The clock that runs for a wish received on a day."""
    return newest(clock_editions(), on).clocks[wish]


def breach_on(day: date) -> BreachEdition:
    """What holds for a breach known on a day."""
    return newest(breach_editions(), day)


def hours_left(due: datetime, now: datetime) -> int:
    """Whole hours until then, rounded towards less; negative when it is late."""
    return int((due - now) // timedelta(hours=1))
