"""What has happened but has not been told yet: counts of the last periods, completed.

Lawless, Can J Stat 1994;22:15: of the reports with a delay of at most x, the share with exactly x
is a hazard in reversed time; their product is the share of a period's reports that have come in.
(The chain ladder of insurers gives the same.) The interval rests on a beta negative binomial law:
the reports still missing after so many came, with a share that is itself estimated.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.detection.temporal.bounds import Floats, as_series

# Jeffreys' prior for a Poisson mean: no report yet does not mean that there will be none.
HALF_A_REPORT = 0.5
# A share known so much better than by a billion reports is as good as known.
SHARPEST = 1e9
MOST_MISSING = 1_000_000


@dataclass(frozen=True, eq=False)
class DelayLaw:
    """How late reports come.

    share: (longest delay + 1) of the reports that come within so many periods. variance: of each
    share, as it is only estimated.
    """

    share: Floats
    variance: Floats

    @classmethod
    def of(cls, triangle: ArrayLike) -> Self:
        """triangle: (periods × delays) reports known by the last period.

        Raises ValueError where there are fewer periods than delays.
        """
        table = as_series(triangle)
        periods, delays = table.shape
        if periods < delays:
            raise ValueError(f"{periods} periods do not show delays of up to {delays - 1}")
        exact, within = np.zeros(delays), np.zeros(delays)
        for delay in range(delays):
            known = table[: periods - delay]
            exact[delay], within[delay] = known[:, delay].sum(), known[:, : delay + 1].sum()
        # A delay that nobody could have had tells nothing: as if it did not occur.
        hazard = np.divide(exact, within, out=np.zeros(delays), where=within > 0)
        return cls(*backwards(hazard[1:], within[1:]))

    def by_now(self, periods: int) -> tuple[Floats, Floats]:
        """Share and its variance for each of so many periods, the last one being now."""
        delay = np.minimum(np.arange(periods)[::-1], len(self.share) - 1)
        return self.share[delay], self.variance[delay]


def backwards(hazard: Floats, within: Floats) -> tuple[Floats, Floats]:
    """Share within each delay and its variance (Lawless, 2.13 and 2.15)."""
    left = 1 - hazard
    share = np.append(np.cumprod(left[::-1])[::-1], 1.0)
    counted = (within > 0) & (left > 0)
    part = np.divide(hazard, within * left, out=np.zeros_like(hazard), where=counted)
    return share, share**2 * np.append(np.cumsum(part[::-1])[::-1], 0.0)


@dataclass(frozen=True, eq=False)
class Nowcast:
    """(series × periods) reported by now, and what the total is likely to become.

    share: (periods) of the reports that have come in. total: reported / share, NaN while nothing
    can have come in. error: its standard error. low, high: the interval of the total.
    """

    reported: Floats
    share: Floats
    total: Floats
    error: Floats
    low: Floats
    high: Floats


def nowcast(reported: ArrayLike, law: DelayLaw, level: float = 0.95) -> Nowcast:
    """Complete the last periods.

    reported: (series × periods), the last one being now. level: of the interval. Raises ValueError
    for impossible counts or a level outside 0..1.
    """
    series = as_series(reported)
    if not 0 < level < 1:
        raise ValueError(f"the level is {level}; it lies between 0 and 1")
    share, variance = law.by_now(series.shape[1])
    known = np.where(share > 0, share, np.nan)
    total = series / known
    # Lawless, 2.16: the share may be wrong, and reports come in by chance.
    error = np.sqrt(series * (series + 1) * variance / known**4 + series * (1 - known) / known**2)
    low, high = (
        series + missing(series, share, variance, chance)
        for chance in ((1 - level) / 2, (1 + level) / 2)
    )
    return Nowcast(series, share, total, error, low, high)


def whole_totals(
    found: Nowcast, chances: Sequence[float] = (0.5, 0.025, 0.975), largest: int = 300
) -> Floats:
    """(series × periods × chances) totals in whole numbers, as R ``surveillance`` tells them.

    The smallest number that a normal law around the total reaches with each chance, cut off below
    what has come in; NaN while nothing has. R loses the first half of Lawless's variance at the end
    of a line, and with it that the share is only estimated; ``Nowcast.low`` and ``high`` keep it.
    largest: no total is larger.
    """
    spread = np.sqrt(found.reported * (1 - found.share)) / np.where(found.share > 0, found.share, 1)
    told = np.full((*found.reported.shape, len(chances)), np.nan)
    for at in zip(*np.nonzero((found.reported > 0) & (spread > 0)), strict=True):
        law = NormalDist(float(found.total[at]), float(spread[at]))
        came = int(found.reported[at])
        least = 1 - law.cdf(came)
        reached = np.array([law.cdf(number) / least for number in range(came, largest + 1)])
        told[at] = [came + np.argmax(reached > chance) for chance in chances]
    return told


@njit(cache=True)
def missing(reported: Floats, share: Floats, variance: Floats, chance: float) -> Floats:
    """The quantile of the reports still missing; NaN while nothing can have come in."""
    found = np.full(reported.shape, math.nan)
    for column in range(reported.shape[1]):
        part = share[column]
        if part <= 0.0:
            continue
        # The beta law with the mean and variance of the share.
        sharpness = SHARPEST
        if variance[column] > 0.0:
            sharpness = min(sharpness, part * (1 - part) / variance[column] - 1)
        came, misses = part * max(sharpness, 1.0), (1 - part) * max(sharpness, 1.0)
        for row in range(reported.shape[0]):
            found[row, column] = quantile(reported[row, column], came, misses, chance)
    return found


@njit(cache=True)
def quantile(reported: float, came: float, misses: float, chance: float) -> float:
    """Of the beta negative binomial law: the smallest number reached with the chance.

    came, misses: shapes of the beta law of the share.
    """
    if misses <= 0.0:
        return 0.0
    size = reported + HALF_A_REPORT
    height = math.lgamma(came + size) - math.lgamma(came)
    height += math.lgamma(came + misses) - math.lgamma(came + misses + size)
    part = total = math.exp(height)
    number = 0
    while total < chance and number < MOST_MISSING:
        part *= (size + number) * (misses + number)
        part /= (number + 1) * (came + misses + size + number)
        total += part
        number += 1
    return float(number)


def reporting_triangle(
    events: ArrayLike, reports: ArrayLike, *, periods: int, longest: int
) -> NDArray[np.int64]:
    """(periods × delays) known by the last period; delays above the longest count as the longest.

    events, reports: the period in which each thing happened and was told, counted from zero.
    Raises ValueError where something is told before it happens or happens before period zero.
    """
    happened, told = np.asarray(events, dtype=np.int64), np.asarray(reports, dtype=np.int64)
    if np.any(told < happened) or np.any(happened < 0):
        raise ValueError("nothing is told before it happens or happens before the first period")
    known = told < periods
    delay = np.minimum(told - happened, longest)[known]
    triangle = np.zeros((periods, longest + 1), dtype=np.int64)
    np.add.at(triangle, (happened[known], delay), 1)
    return triangle


def only_complete(counts: ArrayLike, share: ArrayLike, least: float = 0.95) -> Floats:
    """The periods before the first that is not complete: a table that detectors may judge.

    An incomplete period is small because reports are late, and beside complete ones it hides an
    outbreak. counts: (series × periods). share: (periods) that have come in. least: share from
    which a period is complete. Raises ValueError where the shapes differ.
    """
    series, come_in = as_series(counts), np.asarray(share, dtype=np.float64)
    if come_in.shape != series.shape[1:]:
        raise ValueError("give the share of each period")
    late = np.flatnonzero(come_in < least)
    return series[:, : late[0]] if late.size else series
