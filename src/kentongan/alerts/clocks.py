"""Deadlines in working hours and working days, from dated editions of a data file.

Method: hours are counted only between opening and closing time of working days; days end at
closing time of the n-th working day after the start. Working days are the week days with opening
hours that the national calendar (holidays, cuti bersama, election days) leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from kentongan.alerts.models import State
from kentongan.regions.working_days import national_calendar


class Clock(BaseModel):
    """Either working hours or working days."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    hours: int = 0
    days: int = 0

    @model_validator(mode="after")
    def exactly_one(self) -> "Clock":
        if (self.hours > 0) == (self.days > 0):
            raise ValueError("a clock has either hours or days")
        return self


class Edition(BaseModel):
    """The clocks in force from one day until another, with their source."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    valid_from: date
    valid_to: date | None
    source: str
    opening_hours: dict[int, tuple[time, time]]
    clocks: dict[State, dict[int, Clock]]

    @model_validator(mode="after")
    def every_open_state_has_a_clock(self) -> "Edition":
        for state in State:
            if state is not State.CLOSED and set(self.clocks.get(state, {})) != {1, 2, 3}:
                raise ValueError(f"{state} needs a clock for urgency 1, 2 and 3")
        return self

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class Window:
    """One stretch of working time."""

    opens: datetime
    closes: datetime


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition in the data file; raises pydantic.ValidationError for a malformed one."""
    text = files("kentongan.reference").joinpath("alert_clocks.yaml").read_text("utf-8")
    return tuple(TypeAdapter(list[Edition]).validate_python(yaml.safe_load(text)))


def edition_on(day: date) -> Edition:
    """The edition in force on a day; days before the first edition use the first."""
    for edition in editions():
        if edition.in_force(day):
            return edition
    return editions()[0]


def is_working_day(day: date, edition: Edition) -> bool:
    """Whether the office works on ``day``."""
    return day.isoweekday() in edition.opening_hours and not national_calendar().is_day_off(day)


def working_windows(start: datetime, edition: Edition) -> Iterator[Window]:
    """The stretches of working time from ``start`` on, the first one cut at ``start``."""
    day = start.date()
    while True:
        if is_working_day(day, edition):
            opens, closes = (
                datetime.combine(day, at, start.tzinfo)
                for at in edition.opening_hours[day.isoweekday()]
            )
            if start < closes:
                yield Window(max(opens, start), closes)
        day += timedelta(days=1)


def after_hours(start: datetime, hours: int, edition: Edition) -> datetime:
    """The moment ``hours`` working hours after ``start``."""
    left = timedelta(hours=hours)
    for window in working_windows(start, edition):
        length = window.closes - window.opens
        if left <= length:
            return window.opens + left
        left -= length
    raise AssertionError("working time never ends")


def after_days(start: datetime, days: int, edition: Edition) -> datetime:
    """Closing time of the ``days``-th working day after the day of ``start``."""
    tomorrow = datetime.combine(start.date() + timedelta(days=1), time(), start.tzinfo)
    for count, window in enumerate(working_windows(tomorrow, edition), start=1):
        if count == days:
            return window.closes
    raise AssertionError("working time never ends")


def due_at(state: State, urgency: int, since: datetime, zone: ZoneInfo) -> datetime | None:
    """When an alert that entered ``state`` at ``since`` is late there; None once it is closed.

    ``since`` must be aware; the office's hours are read in ``zone``. Urgency beyond 1-3 counts as
    the nearest of them.
    """
    if state is State.CLOSED:
        return None
    start = since.astimezone(zone)
    edition = edition_on(start.date())
    clock = edition.clocks[state][min(max(urgency, 1), 3)]
    if clock.hours:
        return after_hours(start, clock.hours, edition)
    return after_days(start, clock.days, edition)
