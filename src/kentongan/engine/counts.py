"""One labelled table of counts: areas by periods, the shape every detector reads."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

type Every = int | Literal["month", "year"]

# Mean lengths in the Gregorian calendar, used where a rate is stated per period.
DAYS_IN_MONTH = 365.25 / 12
DAYS_IN_YEAR = 365.25


@dataclass(frozen=True, eq=False)
class CountTable:
    """Counts of one kind of event per area and period.

    counts: integers, one row per area and one column per period, oldest first.
    areas: the code of each row. starts: the first day of each period.
    end: the last day of the last period, included.
    period_days: the usual length of a period in days (a month is 30.4375, a year 365.25).
    """

    counts: NDArray[np.int64]
    areas: tuple[str, ...]
    starts: tuple[date, ...]
    end: date
    period_days: float = 1.0

    def __post_init__(self) -> None:
        counts = _as_integers(self.counts)
        counts.setflags(write=False)
        object.__setattr__(self, "counts", counts)
        _check_labels(counts, self.areas, self.starts, self.end)
        if not self.period_days > 0:
            raise ValueError(f"period_days is {self.period_days}; a period has at least one day")

    @classmethod
    def from_events(
        cls,
        events: Iterable[tuple[str, date]],
        *,
        areas: Sequence[str],
        start: date,
        end: date,
        every: Every = 1,
    ) -> Self:
        """Count (area, day) events from `start` to `end`, both included.

        Periods of several days end on `end`, so that today is always a full period and only
        the first one may be shorter. Months and years follow the calendar.
        Events of other days are left out; an area that is not in `areas` raises ValueError.
        """
        starts = _period_starts(start, end, every)
        period_of_day = _period_of_day(starts, end)
        row = {area: i for i, area in enumerate(areas)}
        counts = np.zeros((len(areas), len(starts)), dtype=np.int64)
        for (area, day), number in Counter(events).items():
            if area not in row:
                raise ValueError(f"an event names the area {area!r}, which is not in the table")
            if start <= day <= end:
                counts[row[area], period_of_day[(day - start).days]] += number
        return cls(counts, tuple(areas), starts, end, _length_in_days(every))

    @property
    def start(self) -> date:
        """The first day of the first period."""
        return self.starts[0]

    @property
    def total(self) -> int:
        """All events in the table."""
        return int(self.counts.sum())

    def last_day(self, period: int) -> date:
        """The last day of the period in column `period`."""
        nexts = (*self.starts[1:], self.end + timedelta(days=1))
        return nexts[period] - timedelta(days=1)

    def in_order(self, areas: Sequence[str]) -> Self:
        """The same counts with one row per code of `areas`; a code without a row counts zero.

        Raises ValueError where the table holds an area that `areas` does not.
        """
        if tuple(areas) == self.areas:
            return self
        row = {area: i for i, area in enumerate(areas)}
        unknown = [area for area in self.areas if area not in row]
        if unknown:
            raise ValueError(f"these areas have counts but no place: {', '.join(unknown[:5])}")
        counts = np.zeros((len(areas), len(self.starts)), dtype=np.int64)
        counts[[row[area] for area in self.areas]] = self.counts
        return type(self)(counts, tuple(areas), self.starts, self.end, self.period_days)

    def until(self, period: int, *, periods: int | None = None) -> Self:
        """The table as it stood at the end of column `period`, or its last `periods` columns."""
        first = 0 if periods is None else max(0, period + 1 - periods)
        kept = slice(first, period + 1)
        starts, end = self.starts[kept], self.last_day(period)
        return type(self)(self.counts[:, kept], self.areas, starts, end, self.period_days)


def _as_integers(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    table = np.asarray(counts)
    if table.ndim != 2 or table.dtype.kind not in "iu":
        raise ValueError("counts must be a two-dimensional array of whole numbers")
    if table.size and table.min() < 0:
        raise ValueError("counts must not be negative")
    return table.astype(np.int64)


def _check_labels(
    counts: NDArray[np.int64], areas: Sequence[str], starts: Sequence[date], end: date
) -> None:
    if counts.shape != (len(areas), len(starts)):
        raise ValueError(
            f"counts are {counts.shape[0]} x {counts.shape[1]} "
            f"but there are {len(areas)} areas and {len(starts)} periods"
        )
    if not areas or not starts:
        raise ValueError("the table is empty: it needs at least one area and one period")
    if len(set(areas)) != len(areas):
        raise ValueError("an area stands in the table twice")
    days = [*starts, end + timedelta(days=1)]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise ValueError("periods must follow each other and end on or before `end`")


def _period_starts(start: date, end: date, every: Every) -> tuple[date, ...]:
    if end < start:
        raise ValueError(f"the end {end} lies before the start {start}")
    if isinstance(every, int):
        if every < 1:
            raise ValueError(f"a period of {every} days is not possible")
        first = start + timedelta(days=((end - start).days + 1) % every)
        days = range((end - first).days + 1)[::every]
        later = tuple(first + timedelta(days=i) for i in days)
        return later if first == start else (start, *later)
    return (start, *_calendar_starts(start, end, every))


def _calendar_starts(start: date, end: date, every: Literal["month", "year"]) -> Iterator[date]:
    for day in range(1, (end - start).days + 1):
        when = start + timedelta(days=day)
        if when.day == 1 and (every == "month" or when.month == 1):
            yield when


def _period_of_day(starts: Sequence[date], end: date) -> NDArray[np.int64]:
    """The column of each day from the first start to `end`."""
    first = np.array([(start - starts[0]).days for start in starts])
    days = np.arange((end - starts[0]).days + 1)
    return np.searchsorted(first, days, side="right") - 1


def _length_in_days(every: Every) -> float:
    if isinstance(every, int):
        return float(every)
    return DAYS_IN_MONTH if every == "month" else DAYS_IN_YEAR
