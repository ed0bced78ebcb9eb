"""Cases of a file as tables, and people as numbers by group, place and time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kentongan.engine.counts import CountTable, Every
from kentongan.engine.detection.against import Population
from kentongan.engine.detection.files.bad import BadFile, Fault
from kentongan.engine.detection.files.satscan import Told

type Group = tuple[str, ...]

# So many cases take 80 MB where their times are shuffled; so many cells of places and days 1.6 GB.
MOST_CASES, MOST_CELLS = 20_000_000, 200_000_000


@dataclass(frozen=True)
class Counting:
    """Places, study period and the length of a period."""

    areas: tuple[str, ...]
    start: date
    end: date
    every: Every

    def inside(self, told: Iterable[Told]) -> list[Told]:
        """Those of the study period; raises BadFile for one in a place without coordinates."""
        known = frozenset(self.areas)
        kept = [one for one in told if self.start <= (one.day or self.start) <= self.end]
        for one in kept:
            if one.number and one.place not in known:
                texts = [field.text for field in one.row.fields]
                raise one.row.bad(texts.index(one.place), Fault.UNKNOWN_PLACE)
        return [one for one in kept if one.number]

    def check_size(self, told: Iterable[Told], source: str) -> None:
        """Raise BadFile where memory would not hold the study."""
        if len(self.areas) * ((self.end - self.start).days + 1) > MOST_CELLS:
            raise BadFile(source, 0, 0, Fault.TOO_LARGE)
        if sum(one.number for one in told) > MOST_CASES:
            raise BadFile(source, 0, 0, Fault.TOO_MANY)

    def table(self, told: Iterable[Told]) -> CountTable:
        """All of them counted."""
        days = (self.end - self.start).days + 1
        row = {area: at for at, area in enumerate(self.areas)}
        daily = np.zeros((len(self.areas), days), dtype=np.int64)
        for one in told:
            daily[row[one.place], ((one.day or self.start) - self.start).days] += int(one.number)
        empty = CountTable.from_events(
            (), areas=self.areas, start=self.start, end=self.end, every=self.every
        )
        firsts = [(start - self.start).days for start in empty.starts]
        counts = np.add.reduceat(daily, firsts, axis=1)
        return CountTable(counts, self.areas, empty.starts, self.end, empty.period_days)

    def looks_since(self, day: date | None) -> int:
        """How many periods before the last one ended on this day or later."""
        if day is None:
            return 0
        table = self.table(())
        ends = [table.last_day(period) for period in range(len(table.starts))]
        return max(sum(end >= day for end in ends) - 1, 0)


def by_group(told: Iterable[Told], *, apart: bool) -> dict[Group, list[Told]]:
    """Cases by age and sex, say; all together where they are not kept apart."""
    groups: dict[Group, list[Told]] = {}
    for one in told:
        groups.setdefault(one.group if apart else (), []).append(one)
    return groups


def population_of(
    told: Sequence[Told], counting: Counting, groups: Mapping[Group, Sequence[Told]]
) -> Population:
    """People of the groups that have cases, along straight lines between the counts.

    Raises BadFile where a group, or a place and group with cases, has nobody.
    """
    days = sorted({one.day for one in told if one.day}) or [counting.start]
    row = {area: at for at, area in enumerate(counting.areas)}
    group_of = {group: at for at, group in enumerate(sorted(groups))}
    people = np.zeros((len(groups), len(counting.areas), len(days)))
    for one in told:
        if one.place in row and one.group in group_of:
            # Who was counted at no certain time was there at all times.
            at = days.index(one.day) if one.day else slice(None)
            people[group_of[one.group], row[one.place], at] += one.number
    for group, cases in groups.items():
        for one in cases:
            if not people[group_of[group], row[one.place]].any():
                raise one.row.bad(0, Fault.NO_PEOPLE, " ".join((one.place, *group)))
    periods = counting.table(())
    return Population.between_censuses(counting.areas, days, people, periods)
