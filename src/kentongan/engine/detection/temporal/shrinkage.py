"""Small counts: each place is judged by its own past, drawn towards that of its neighbours.

A gamma law of the rates of all places with the same parent is learnt from those places (empirical
Bayes by moments: Marshall, Appl Stat 1991;40:283); the past of a place sharpens it, and what may
come next follows a negative binomial law (Clayton & Kaldor, Biometrics 1987;43:671). A village
with no notice in a year neither alarms at its first one nor waits for ten.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.detection.temporal.bounds import Expectation, Floats, as_series
from kentongan.engine.detection.temporal.tails import bounds, tails

# The prior of a parent's mean, Jeffreys' for a Poisson mean: never quite zero.
HALF_A_CASE = 0.5


@dataclass(frozen=True)
class ShrinkageSettings:
    """alpha: how often chance alone raises an alarm in a period.

    baseline: periods of history. guard: periods left out before the judged one, so that an
    outbreak that builds up slowly does not raise its own baseline. Raises ValueError where one is
    impossible.
    """

    alpha: float = 0.001
    baseline: int = 52
    guard: int = 2

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha is {self.alpha}; it lies between 0 and 1")
        if self.baseline < 2 or self.guard < 0:
            raise ValueError("a baseline has at least 2 periods and a guard at least 0")

    @property
    def reach(self) -> int:
        """The first column with enough history."""
        return self.baseline + self.guard


class Past(NamedTuple):
    """(places × judged) sums over the baseline of each judged period.

    periods: of a baseline. squares: of cases over exposure, for the dispersion.
    """

    periods: int
    cases: Floats
    exposure: Floats
    squares: Floats


def shrinkage(
    counts: ArrayLike,
    *,
    parents: ArrayLike,
    since: int,
    settings: ShrinkageSettings | None = None,
    exposure: ArrayLike = 1.0,
) -> Expectation:
    """Judge the periods from column ``since`` on that have enough history.

    counts: (places × periods). parents: one whole number for each place. exposure: how much is to
    be expected of each period, up to a factor, such as the share of notices that have come in or
    the season of the parent; anything that broadcasts to counts. Raises ValueError where the
    parents do not match the places, for a column outside the table or an exposure of zero.
    """
    series, chosen = as_series(counts), settings or ShrinkageSettings()
    groups, exposures = np.asarray(parents), np.asarray(exposure, dtype=np.float64)
    if groups.shape != series.shape[:1] or not 0 <= since < series.shape[1]:
        raise ValueError("give a parent for each place and a column of the table")
    if not np.all(exposures > 0):
        raise ValueError("an exposure of zero expects nothing")
    judged = np.arange(max(since, chosen.reach), series.shape[1])
    spread_out = np.broadcast_to(exposures, series.shape)
    past = past_of(series, spread_out, judged, chosen)
    mean, dispersion = predicted(past, groups, spread_out[:, judged])
    return laid_out(series, judged, mean, dispersion, chosen.alpha)


def past_of(
    series: Floats, exposure: Floats, judged: NDArray[np.int64], settings: ShrinkageSettings
) -> Past:
    """The sums over every baseline, from cumulative sums."""
    end = judged - settings.guard

    def summed(values: Floats) -> Floats:
        before = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
        return np.asarray(before[:, end] - before[:, end - settings.baseline])

    return Past(settings.baseline, summed(series), summed(exposure), summed(series**2 / exposure))


def predicted(past: Past, parents: NDArray[np.int64], exposure: Floats) -> tuple[Floats, Floats]:
    """Mean and dispersion of what may come next, (places × judged)."""
    _, place = np.unique(parents, return_inverse=True)
    shape, rate = prior(past, place)
    sharpness = rate[place] + past.exposure
    mean = (shape[place] + past.cases) / sharpness * exposure
    return mean, restlessness(past, place)[place] + exposure / sharpness


def prior(past: Past, place: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Shape and rate of the gamma law of each parent, (parents × judged)."""
    cases, exposure = together(past.cases, place), together(past.exposure, place)
    mean = (cases + HALF_A_CASE) / exposure
    apart = past.cases / past.exposure - mean[place]
    between = together(past.exposure * apart**2, place) / exposure
    chance = mean * together(np.ones_like(past.cases), place) / exposure
    variance = np.maximum(between - chance, 0.0)
    # Places alike to the last digit do not make the mean of the parent better known than its cases.
    shape = mean**2 / np.maximum(variance, mean**2 / (cases + HALF_A_CASE))
    return shape, shape / mean


def restlessness(past: Past, place: NDArray[np.int64]) -> Floats:
    """Variance over mean of the periods of a place, pooled within each parent; at least 1."""
    seen = past.cases > 0
    ratio = np.divide(past.exposure, past.cases, out=np.zeros_like(past.cases), where=seen)
    distance = together(ratio * past.squares - past.cases, place)
    freedom = (past.periods - 1) * together(seen.astype(np.float64), place)
    return np.maximum(1.0, distance / np.maximum(freedom, 1.0))


def together(values: Floats, place: NDArray[np.int64]) -> Floats:
    """The sum over the places of each parent, (parents × judged)."""
    sums = np.zeros((int(place.max()) + 1, values.shape[1]))
    np.add.at(sums, place, values)
    return sums


def laid_out(
    series: Floats, judged: NDArray[np.int64], mean: Floats, dispersion: Floats, alpha: float
) -> Expectation:
    """Bounds and tails of the judged columns, in tables of NaN."""
    score = NormalDist().inv_cdf(1 - alpha)
    table = np.full((4, *series.shape), np.nan)
    table[0][:, judged] = bounds(mean, dispersion, alpha, score)
    table[1][:, judged], table[2][:, judged] = mean, dispersion
    table[3][:, judged] = tails(series[:, judged], mean, dispersion)
    return Expectation(table[0], series > table[0], table[1], table[2], table[3])
