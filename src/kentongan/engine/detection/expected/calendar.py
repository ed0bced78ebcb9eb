"""Days that move: months of the moon and holidays, as data that is handed in."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Self

MUHARRAM, RAMADAN, SHAWWAL, DHUL_HIJJAH = 1, 9, 10, 12
# 1 Muharram begins the Javanese month of Suro, in which nobody likes to set out.
SURO = MUHARRAM
FEAST_OF_SACRIFICE = 9  # days after the first of Dhul-Hijjah
LONGEST_MONTH = 30


@dataclass(frozen=True)
class Calendar:
    """First days of the months of the moon, in order, with their numbers; holidays; joint leave.

    Months by calculation may differ by a day from what a ministry decides by sighting.
    """

    months: tuple[tuple[date, int], ...]
    holidays: frozenset[date] = frozenset()
    joint_leave: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.months or list(self._firsts) != sorted(set(self._firsts)):
            raise ValueError("give the first days of months in their order, each once")

    @classmethod
    def from_rows(
        cls, months: Iterable[Mapping[str, str]], days_off: Iterable[Mapping[str, str]] = ()
    ) -> Self:
        """Rows with ``first_day`` and ``month``, and rows with ``day`` and ``kind``.

        kind: "cuti_bersama" for joint leave; every other kind is a holiday. Days as 2026-03-20.
        Raises ValueError for a row that cannot be read.
        """
        off = [(date.fromisoformat(row["day"]), row["kind"]) for row in days_off]
        return cls(
            tuple((date.fromisoformat(row["first_day"]), int(row["month"])) for row in months),
            frozenset(day for day, kind in off if kind != "cuti_bersama"),
            frozenset(day for day, kind in off if kind == "cuti_bersama"),
        )

    @cached_property
    def _firsts(self) -> tuple[date, ...]:
        return tuple(first for first, _month in self.months)

    def month(self, day: date) -> int:
        """The month of the moon (1-12); raises ValueError for a day that is not covered."""
        place = bisect_right(self._firsts, day) - 1
        if place < 0 or (day - self._firsts[place]).days >= LONGEST_MONTH:
            raise ValueError(f"the calendar of the moon does not reach {day}")
        return self.months[place][1]

    def days_from_idul_fitri(self, day: date) -> int:
        """Days since the nearest Idul Fitri, negative before it; raises ValueError without one."""
        return self._days_from(day, SHAWWAL, 0)

    def days_from_idul_adha(self, day: date) -> int:
        """Days since the nearest Idul Adha, negative before it; raises ValueError without one."""
        return self._days_from(day, DHUL_HIJJAH, FEAST_OF_SACRIFICE)

    def _days_from(self, day: date, wanted: int, later: int) -> int:
        feasts = [first + timedelta(later) for first, month in self.months if month == wanted]
        if not feasts:
            raise ValueError("the calendar of the moon has no such month")
        return min(((day - feast).days for feast in feasts), key=abs)

    def is_day_off(self, day: date) -> bool:
        """A holiday or joint leave, whatever the day of the week."""
        return day in self.holidays or day in self.joint_leave
