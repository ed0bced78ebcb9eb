"""How much an office is told where and when: what a quiet year of it looks like."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable

WEEK = 7


@dataclass(frozen=True, eq=False)
class Margins:
    """Rates of places and of days that have nothing to do with each other.

    shares: of each place, adding up to one. by_weekday: cases of a day in all places, Monday first.
    spread: the variance of the number of a day over its mean, 1 where days are as even as chance.
    """

    areas: tuple[str, ...]
    shares: NDArray[np.float64]
    by_weekday: NDArray[np.float64]
    spread: float

    @classmethod
    def of(cls, table: CountTable) -> Self:
        """From daily counts; raises ValueError for other periods or a table without cases.

        Places with few cases are drawn towards the mean of all (gamma-Poisson, by moments), so that
        a village that was never heard of may be heard of once.
        """
        if table.period_days != 1 or not table.total:
            raise ValueError("margins are taken from daily counts with at least one case")
        per_day = table.counts.sum(axis=0).astype(np.float64)
        weekday = np.array([start.weekday() for start in table.starts])
        numbers, days = np.bincount(weekday, per_day, WEEK), np.bincount(weekday, minlength=WEEK)
        by_weekday = np.where(days > 0, numbers / np.maximum(days, 1), per_day.mean())
        due = by_weekday[weekday]
        free = max(len(per_day) - np.count_nonzero(days), 1)
        spread = ((per_day - due) ** 2 / np.maximum(due, 1e-9)).sum() / free
        shares = _drawn_to_the_mean(table.counts.sum(axis=1).astype(np.float64))
        return cls(table.areas, shares, by_weekday, float(max(spread, 1.0)))

    def quiet(self, start: date, end: date, seed: int) -> CountTable:
        """Days in which nothing is the matter, the same for the same seed.

        Numbers of a day follow a negative binomial law with the spread; places are drawn by share.
        """
        random = np.random.default_rng(seed)
        days = tuple(start + timedelta(days=day) for day in range((end - start).days + 1))
        due = self.by_weekday[[day.weekday() for day in days]]
        if self.spread > 1:
            scale = self.spread - 1
            due = random.gamma(np.maximum(due / scale, 1e-12), scale)
        counts = random.multinomial(random.poisson(due), self.shares).T
        return CountTable(np.ascontiguousarray(counts, dtype=np.int64), self.areas, days, end)


def _drawn_to_the_mean(cases: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares of places; alike where their numbers differ no more than chance lets them."""
    mean, variance = cases.mean(), cases.var()
    if variance <= mean:
        return np.full(len(cases), 1 / len(cases))
    weight = mean / (variance - mean)
    rates = (cases + mean * weight) / (1 + weight)
    shares: NDArray[np.float64] = rates / rates.sum()
    return shares
