"""The rhythm of a week and of seasons that move, as what each period lets expect."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.expected.calendar import RAMADAN, SHAWWAL, SURO, Calendar
from kentongan.engine.detection.expected.regression import Exposure, effects, factors_of
from kentongan.engine.detection.temporal.bounds import Floats

FRIDAY = 4
DAYS_BEFORE_LEBARAN, DAYS_AFTER_LEBARAN = 7, 7
DAYS_AROUND_IDUL_ADHA = 3
YEAR_END = (11, 12)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

type Question = Callable[[Calendar, date], bool]


def is_lebaran(calendar: Calendar, day: date) -> bool:
    """The fortnight around Idul Fitri, in which the country travels."""
    return -DAYS_BEFORE_LEBARAN <= calendar.days_from_idul_fitri(day) <= DAYS_AFTER_LEBARAN


# Seasons do not overlap, so that each factor stands by itself.
SEASONS: dict[str, Question] = {
    "day_off": lambda calendar, day: calendar.is_day_off(day) and day.weekday() <= FRIDAY,
    "ramadan": lambda calendar, day: (
        calendar.month(day) == RAMADAN and not is_lebaran(calendar, day)
    ),
    "lebaran": is_lebaran,
    "shawwal": lambda calendar, day: (
        calendar.month(day) == SHAWWAL and not is_lebaran(calendar, day)
    ),
    "idul_adha": lambda calendar, day: (
        abs(calendar.days_from_idul_adha(day)) <= DAYS_AROUND_IDUL_ADHA
    ),
    "suro": lambda calendar, day: calendar.month(day) == SURO,
    "year_end": lambda calendar, day: day.month in YEAR_END,
}
NAMES = (*WEEKDAYS, *SEASONS)


def features(calendar: Calendar, first: date, days: int) -> Floats:
    """days × NAMES: 1 where a name holds on a day; raises ValueError beyond the calendar."""
    found = np.zeros((days, len(NAMES)))
    for number in range(days):
        day = first + timedelta(number)
        asked = (question(calendar, day) for question in SEASONS.values())
        found[number] = [*(day.weekday() == one for one in range(7)), *asked]
    return found


def features_of_periods(calendar: Calendar, starts: Sequence[date], end: date) -> Floats:
    """periods × NAMES: the share of the days of each period on which a name holds."""
    edges = [(start - starts[0]).days for start in starts]
    by_day = features(calendar, starts[0], (end - starts[0]).days + 1)
    return np.asarray(np.add.reduceat(by_day, edges) / days_of(starts, end)[:, None])


def days_of(starts: Sequence[date], end: date) -> Floats:
    """How many days each period has."""
    edges = [start.toordinal() for start in starts]
    return np.diff([*edges, end.toordinal() + 1]).astype(np.float64)


def exposure_by_time(table: CountTable, calendar: Calendar, *, until: int) -> Exposure:
    """How much each period lets expect, of all areas together; learnt from those before ``until``.

    until: the number of periods to learn from; what is judged must not be among them. table of the
    answer: one number for each period, 1 for an average day of the learnt ones times the days of
    the period. Raises ValueError without a count before ``until`` or beyond the calendar.
    """
    if not 0 < until <= len(table.starts):
        raise ValueError(f"{until} of {len(table.starts)} periods cannot be learnt from")
    terms = features_of_periods(calendar, table.starts, table.end)
    days = days_of(table.starts, table.end)
    totals = table.counts[:, :until].sum(axis=0).astype(np.float64)
    curve = effects(totals, terms[:until], days[:until])
    busy = np.exp(terms @ curve[1:])
    average = float(np.average(busy[:until], weights=days[:until]))
    return Exposure(busy / average * days, factors_of(NAMES, curve))
