"""Working days: on which days an office works, and how to count by them.

The days off are handed in. Counting follows the custom of Indonesian administrative law: the day
on which a period starts is not counted, the last day is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SATURDAY, SUNDAY = 5, 6
DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """Days off of a country or an office, and the week days on which nobody works (Monday is 0).

    decreed: the years whose list of days off is complete. In other years a count may end too
    early, never too late, as long as only certain days are handed in.
    """

    days_off: frozenset[date]
    decreed: frozenset[int]
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def __post_init__(self) -> None:
        if not self.weekend < set(range(7)):
            raise ValueError("a week needs a working day; week days are 0 to 6")

    def is_day_off(self, day: date) -> bool:
        """Whether ``day`` is a holiday, joint leave or an election day."""
        return day in self.days_off

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on ``day``."""
        return day.weekday() not in self.weekend and day not in self.days_off

    def next_working_day(self, day: date) -> date:
        """``day`` itself when it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def last_working_day(self, day: date) -> date:
        """``day`` itself when it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= DAY
        return day

    def add(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``; ``start`` itself for none.

        Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError(f"{count} working days lie behind, not ahead")
        day = start
        for _one in range(count):
            day = self.next_working_day(day + DAY)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after ``start``, up to and with ``end``.

        Negative when ``end`` lies before ``start``: how many have passed since ``end``.
        """
        if end < start:
            return -self.between(end, start)
        return sum(map(self.is_working_day, days_after(start, end)))

    def moment_after(self, start: datetime, count: int) -> datetime:
        """The same time of day on the ``count``-th working day after the day of ``start``.

        The day is that of the time zone ``start`` carries.
        """
        return datetime.combine(self.add(start.date(), count), start.time(), start.tzinfo)

    def is_sure(self, start: date, end: date) -> bool:
        """Whether every year that a period touches has its decree."""
        return set(range(start.year, end.year + 1)) <= self.decreed


def days_after(start: date, end: date) -> Iterator[date]:
    """The days after ``start``, up to and with ``end``."""
    return (start + DAY * count for count in range(1, (end - start).days + 1))


def calendar_of(
    rows: Iterable[tuple[date, bool]], weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
) -> WorkingCalendar:
    """A calendar from days off, each with whether a decree says so.

    A year counts as decreed when all of its days are, and it has any.
    """
    told = list(rows)
    open_years = {day.year for day, is_decreed in told if not is_decreed}
    return WorkingCalendar(
        days_off=frozenset(day for day, _is_decreed in told),
        decreed=frozenset(day.year for day, _is_decreed in told) - open_years,
        weekend=weekend,
    )
