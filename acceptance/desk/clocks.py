"""Every clock of working days on every day of 2025 to 2027, beside an independent table.

2025 stands in ``decree_2025``, by hand; 2026 and 2027 come from lokal-id's calendar. Days are
counted by NumPy, not by the product.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import django
import lokal
import numpy as np

from acceptance.desk.decree_2025 import DAYS_OFF
from acceptance.result import Part
from kentongan.regions.working_days import national_calendar
from kentongan.screening.deadlines import Unit, deadline, periods

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()  # the clocks of alerts stand beside their tables

from kentongan.alerts.clocks import due_at, edition_on  # noqa: E402
from kentongan.alerts.models import State  # noqa: E402

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
ZONE = ZoneInfo("Asia/Jakarta")
NOON = time(12)


def clock_results() -> Iterator[Part]:
    """Days, the clocks of the desk, the clocks of alerts, and counting between days."""
    for year in (2025, 2026, 2027):
        yield days_of(year)
    for period in periods():
        if period.unit is Unit.WORKING_DAYS:
            yield clock_of(period.id, period.count)
    yield alerts()
    yield between()


def every_day(first: date = FIRST, last: date = LAST) -> list[date]:
    """All days from the first to the last."""
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


@cache
def independent() -> np.busdaycalendar:
    """The independent table; of 2028 only what a fixed date makes certain."""
    official = [day for day in every_day(date(2026, 1, 1)) if not lokal.is_working_day(day)]
    new_year = date(2028, 1, 1)
    return np.busdaycalendar("1111100", [*sorted(DAYS_OFF), *official, new_year])


def in_table(start: date, count: int) -> date:
    """The count-th working day after a day, by the table."""
    found = np.busday_offset(start, count, roll="backward", busdaycal=independent())
    return found.astype(date)  # type: ignore[no-any-return]


def part(what: str, wrong: int, of: int, source: str) -> Part:
    """How many days are wrong; none may be."""
    return what, f"{of - wrong} of {of} right", f"all, by {source}", of > 0 and wrong == 0


def days_of(year: int) -> Part:
    """Whether each day of a year is a working day."""
    days = every_day(date(year, 1, 1), date(year, 12, 31))
    calendar = national_calendar()
    wrong = [
        day
        for day in days
        if calendar.is_working_day(day) != bool(np.is_busday(day, busdaycal=independent()))
    ]
    source = "a table by hand" if year == 2025 else "lokal-id"
    return part(f"working days of {year}", len(wrong), len(days), source)


def clock_of(clock: str, count: int) -> Part:
    """A clock of the desk, started on every day."""
    calendar = national_calendar()
    wrong = [
        day
        for day in every_day()
        if deadline(clock, day, calendar).last_day != in_table(day, count)
    ]
    return part(f"{clock}, {count} working days", len(wrong), len(every_day()), "the table")


def alerts() -> Part:
    """The clock of an alert that is counted in days, started at noon of every day."""
    wrong = 0
    for day in every_day():
        due = due_at(State.OUTCOME, 2, datetime.combine(day, NOON, ZONE), ZONE)
        count = edition_on(day).clocks[State.OUTCOME][2].days
        wrong += due is None or due.date() != in_table(day, count)
    return part("outcome of an alert, in working days", wrong, len(every_day()), "the table")


def between() -> Part:
    """Working days between every day and the thirtieth after it."""
    wrong = 0
    for day in every_day(last=LAST - timedelta(days=30)):
        end = day + timedelta(days=30)
        first = day + timedelta(days=1)
        told = np.busday_count(first, end + timedelta(days=1), busdaycal=independent())
        wrong += national_calendar().between(day, end) != told
    return part("working days of thirty days", wrong, len(every_day()) - 30, "the table")
