"""Which earlier periods a period is compared with, and the season of each.

Noufaily et al., Stat Med 2013;32:1206: the same weeks of earlier years with some weeks on either
side are the season of the judged week; what lies between two such windows is split evenly into
the other seasons. The weeks just before the judged one are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]

OUTSIDE = -1


@dataclass(frozen=True)
class Reach:
    """years: how far back. half_window: periods on either side of the same one of earlier years.

    seasons: into how many the year is split, 1 for the windows alone. left_out: periods just
    before the judged one. year: periods of a year. Raises ValueError where one is impossible.
    """

    years: int = 5
    half_window: int = 3
    seasons: int = 10
    left_out: int = 26
    year: int = 52

    def __post_init__(self) -> None:
        smallest = {"years": 1, "half_window": 0, "seasons": 1, "left_out": 0}
        for name, least in smallest.items():
            if getattr(self, name) < least:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be at least {least}")
        if self.year < 2 * self.half_window + self.seasons:
            raise ValueError(f"a year of {self.year} periods does not hold so many seasons")


class References(NamedTuple):
    """The baselines of all judged periods, one after the other.

    judged: columns with enough history. columns, seasons: of the baselines; that of the nth judged
    period runs from starts[n] to starts[n + 1].
    """

    judged: Ints
    starts: Ints
    columns: Ints
    seasons: Ints

    @classmethod
    def of(cls, columns: range, reach: Reach, first_days: Sequence[date]) -> "References":
        """columns: those to judge. first_days: of every period, or none to count periods."""
        marks = [(column, *anniversaries(column, reach, first_days)) for column in columns]
        marks = [mark for mark in marks if mark[-1] >= reach.half_window]
        labels = [season_labels(mark, reach) for mark in marks]
        chosen = [np.flatnonzero(label != OUTSIDE) for label in labels]
        return cls(
            np.array([mark[0] for mark in marks], dtype=np.int64),
            np.cumsum([0, *map(len, chosen)], dtype=np.int64),
            np.concatenate([np.zeros(0, dtype=np.int64), *chosen]),
            np.concatenate(
                [np.zeros(0, dtype=np.int64)]
                + [label[at] for label, at in zip(labels, chosen, strict=True)]
            ),
        )


def anniversaries(column: int, reach: Reach, first_days: Sequence[date]) -> list[int]:
    """The columns of the same time of earlier years, latest first; some may lie before the table.

    By the calendar where the days are known: the period that begins nearest to the same date.
    """
    years = range(1, reach.years + 1)
    if not first_days:
        return [column - back * reach.year for back in years]
    length = (first_days[1] - first_days[0]).days
    dates = [years_before(first_days[column], back) for back in years]
    return [round((day - first_days[0]).days / length) for day in dates]


def years_before(day: date, years: int) -> date:
    """The same date in an earlier year; the first of March where there was no 29 February."""
    year = day.year - years
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def season_labels(marks: Sequence[int], reach: Reach) -> Ints:
    """The season of each column up to the judged one, OUTSIDE for those not compared with.

    marks: the judged column and its anniversaries, latest first.
    """
    now, wide = marks[0], reach.half_window
    labels = np.full(now + 1, OUTSIDE, dtype=np.int64)
    labels[now - wide :] = reach.seasons - 1
    for later, earlier in pairwise(marks):
        labels[earlier - wide : earlier + wide + 1] = reach.seasons - 1
        between = labels[earlier + wide + 1 : later - wide]
        for season, part in enumerate(np.array_split(between, max(1, reach.seasons - 1))):
            part[:] = season if reach.seasons > 1 else OUTSIDE
    labels[now - reach.left_out :] = OUTSIDE
    return labels
