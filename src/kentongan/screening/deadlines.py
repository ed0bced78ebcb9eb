"""The clocks of the passport desk: until when, by which source, and how sure it is."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from pydantic import Field

from kentongan.engine.working_days import WorkingCalendar
from kentongan.screening.catalogues import CODE
from kentongan.screening.dated import Dated, in_force, read


class Unit(StrEnum):
    """By what a period is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


class Status(StrEnum):
    """How far the text behind a period was read."""

    VERIFIED = "verified"
    PRACTICE = "practice"
    UNCHECKED = "unchecked"


class Period(Dated):
    """One period of law or practice, and what starts it."""

    id: str = Field(pattern=CODE)
    count: int = Field(ge=1)
    unit: Unit
    starts: str
    words: str
    status: Status

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True)
class Deadline:
    """The last day of a period, and the last day up to then on which the office is open.

    is_sure: every year it touches has its decree of days off.
    """

    period: Period
    start: date
    last_day: date
    last_open_day: date
    is_sure: bool

    def is_over(self, on: date) -> bool:
        """Whether the period has ended before a day."""
        return on > self.last_day


@cache
def periods() -> tuple[Period, ...]:
    """Every edition of every period."""
    return read("clocks.yaml", Period)


def deadline(clock: str, start: date, calendar: WorkingCalendar) -> Deadline:
    """When a clock that starts on a day ends, by the edition in force on that day.

    The first day is not counted. Periods in days and months end on their day even when the office
    is closed then; they are never stretched. Raises KeyError for an unknown clock.
    """
    period = in_force(periods(), start)[clock]
    last = last_day(period, start, calendar)
    return Deadline(
        period=period,
        start=start,
        last_day=last,
        last_open_day=max(start, calendar.last_working_day(last)),
        is_sure=period.unit is not Unit.WORKING_DAYS or calendar.is_sure(start, last),
    )


def last_day(period: Period, start: date, calendar: WorkingCalendar) -> date:
    """The day on which a period ends."""
    if period.unit is Unit.WORKING_DAYS:
        return calendar.add(start, period.count)
    if period.unit is Unit.DAYS:
        return start + timedelta(days=period.count)
    return months_after(start, period.count)


def months_after(start: date, count: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
