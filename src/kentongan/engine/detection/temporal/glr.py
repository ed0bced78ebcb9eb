"""Generalised likelihood ratios: when did the mean begin to lie above what was expected?

Höhle & Paul, Comput Stat Data Anal 2008;52:4357. For every possible first period of a rise, the
likelihood of the best rise since then is compared with that of none; the largest ratio is the
statistic. It gathers what a small lasting rise adds up to, and begins anew after an alarm.
"""

import math
from dataclasses import dataclass

import numpy as np
from numba import njit, prange
from numpy.typing import ArrayLike

from kentongan.engine.detection.temporal.bounds import Bounds, Floats, as_series
from kentongan.engine.detection.temporal.rises import (
    largest_ratio_of,
    smallest_loud,
    sums_of,
)


@dataclass(frozen=True)
class GlrSettings:
    """threshold: the statistic that raises an alarm. excess: variance = mean + excess × mean².

    window: the longest rise in periods, None for no limit. Raises ValueError where one is
    impossible.
    """

    threshold: float = 5.0
    excess: float = 0.0
    window: int | None = None

    def __post_init__(self) -> None:
        if not self.threshold > 0 or self.excess < 0 or (self.window or 1) < 1:
            raise ValueError("the threshold lies above 0, excess is at least 0 and window 1")


@dataclass(frozen=True, eq=False)
class Chart(Bounds):
    """Bounds with the statistic of each period, (series × periods), NaN before the first."""

    statistic: Floats


def glr(
    counts: ArrayLike, *, since: int, mean: ArrayLike, settings: GlrSettings | None = None
) -> Chart:
    """Watch for a lasting rise from column ``since`` on.

    counts, mean: (series × periods), what was counted and what is expected, as by
    ``seasonal_mean``. Raises ValueError for a column outside the table or a mean of zero.
    """
    series, chosen = as_series(counts), settings or GlrSettings()
    expected = np.broadcast_to(np.asarray(mean, dtype=np.float64), series.shape)[:, since:]
    if not 0 <= since < series.shape[1]:
        raise ValueError(f"there is no column {since} of {series.shape[1]} to begin in")
    if not np.all(expected > 0):
        raise ValueError("a mean of zero has nothing to rise above")
    window = chosen.window or series.shape[1]
    find = negative_binomial_chart if chosen.excess else poisson_chart
    found = find(
        series[:, since:].copy(), expected.copy(), (chosen.threshold, chosen.excess), window
    )
    table = np.full((2, *series.shape), np.nan)
    table[:, :, since:] = np.moveaxis(found, 2, 0)
    return Chart(table[1], table[0] >= chosen.threshold, table[0])


@njit(cache=True, parallel=True, error_model="numpy")
def poisson_chart(counts: Floats, mean: Floats, terms: tuple[float, float], window: int) -> Floats:
    """(series × periods × 2) the statistic, and the largest count that raises no alarm.

    terms: the threshold and the excess, here zero.
    """
    found, threshold = np.empty((*counts.shape, 2)), terms[0]
    for row in prange(len(counts)):
        begin = 0
        for now in range(counts.shape[1]):
            first = max(begin, now + 1 - window)
            seen, means = counts[row, first : now + 1].copy(), mean[row, first : now + 1]
            statistic = largest_ratio(seen, means, math.inf)
            found[row, now, 0] = statistic
            found[row, now, 1] = largest_quiet(seen, means, threshold)
            begin = now + 1 if statistic >= threshold else begin
    return found


@njit(cache=True, error_model="numpy")
def largest_ratio(seen: Floats, means: Floats, enough: float) -> float:
    """The statistic of the last period; the search ends early at a value that is enough."""
    largest = cases = expected = 0.0
    for first in range(len(seen) - 1, -1, -1):
        cases += seen[first]
        expected += means[first]
        # Where the likelihood falls from no rise on, no rise is the best one.
        if cases > expected:
            largest = max(largest, cases * math.log(cases / expected) - cases + expected)
            if largest >= enough:
                break
    return largest


@njit(cache=True, error_model="numpy")
def largest_quiet(seen: Floats, means: Floats, threshold: float) -> float:
    """The largest last count with a statistic below the threshold, -1 where there is none.

    The statistic rises with the last count, so the count is found by halving.
    """
    trial = seen.copy()
    quiet, loud = -1.0, 1.0
    trial[-1] = loud
    while largest_ratio(trial, means, threshold) < threshold:
        quiet, loud = loud, 2 * loud
        trial[-1] = loud
    while loud - quiet > 1:
        trial[-1] = math.floor((quiet + loud) / 2)
        if largest_ratio(trial, means, threshold) < threshold:
            quiet = trial[-1]
        else:
            loud = trial[-1]
    return quiet


@njit(cache=True, error_model="numpy")
def negative_binomial_chart(
    counts: Floats, mean: Floats, terms: tuple[float, float], window: int
) -> Floats:
    """The same for a variance above the mean."""
    found, (threshold, excess) = np.empty((*counts.shape, 2)), terms
    for row in range(len(counts)):
        sums, begin = sums_of(counts[row], mean[row], excess), 0
        for now in range(counts.shape[1]):
            first = max(begin, now + 1 - window)
            statistic = largest_ratio_of(sums, first, now)
            found[row, now, 0] = statistic
            found[row, now, 1] = smallest_loud(sums, first, now, threshold) - 1
            begin = now + 1 if statistic >= threshold else begin
    return found
