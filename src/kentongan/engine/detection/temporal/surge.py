"""Surges: a count that is too large by itself, or too large together with the one before.

An outbreak seldom ends with the week it begins in, so that two weeks together tell it from chance
sooner than either; the week before alone must not raise an alarm again, so the judged week has to
be large itself. Expected counts come from a penalised curve (level, trend, waves of a year) and
the law around them is negative binomial, wide enough for what is not known about the curve.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import ArrayLike

from kentongan.engine.detection.temporal.bounds import Expectation, Floats, as_series
from kentongan.engine.detection.temporal.penalised import Curve, log_means, robust, uncertainty
from kentongan.engine.detection.temporal.tails import bound, tail

# A series without any case must still expect something: half a case in its whole baseline.
HALF_A_CASE = 0.5
# Precision of the prior: the log mean rarely changes by more than a half in a year, and waves are
# rarely higher than e.
TREND_PENALTY, WAVE_PENALTY = 4.0, 1.0


class Model(NamedTuple):
    """design: (periods × parameters) of the longest baseline and the judged period, which is last.

    The time is counted from the judged period, so that one table serves them all. penalty: the
    precision of each parameter.
    """

    design: Floats
    penalty: Floats


class Rules(NamedTuple):
    """What makes an alarm; score, gate_score: the normal values of chance alpha and gate."""

    alpha: float
    score: float
    gate: float
    gate_score: float
    reweight_above: float
    least_cases: float


@dataclass(frozen=True)
class SurgeSettings:
    """alpha: how often chance alone exceeds each of the two bounds in a period.

    gate: the judged count by itself is exceeded by chance no more often than this. years: how far
    back at most, and least_years at least. left_out: periods just before the judged one. waves: of
    a year. reweight_above: past periods this many standard deviations above their mean weigh less.
    least_cases: no alarm with fewer in the two periods. year: periods of a year. Raises ValueError
    where one is impossible.
    """

    alpha: float = 0.006
    gate: float = 0.15
    years: int = 5
    least_years: int = 2
    left_out: int = 26
    waves: int = 1
    reweight_above: float = 2.58
    least_cases: float = 2
    year: int = 52

    def __post_init__(self) -> None:
        if not 0 < self.alpha <= self.gate <= 1:
            raise ValueError(f"alpha is {self.alpha} and gate {self.gate}; give 0 < alpha <= gate")
        if not 1 <= self.least_years <= self.years:
            raise ValueError(f"{self.least_years} to {self.years} years; give at least one")
        if not 1 <= self.left_out < self.least_years * self.year or self.waves < 0:
            raise ValueError("left_out is at least 1 and less than the history, waves at least 0")

    @property
    def model(self) -> Model:
        """The terms of the curve over the longest baseline."""
        time = np.arange(-self.years * self.year, 1) / self.year
        turns = [2 * np.pi * wave * time for wave in range(1, self.waves + 1)]
        waves = [form(turn) for turn in turns for form in (np.cos, np.sin)]
        penalty = np.array([0.0, TREND_PENALTY] + [WAVE_PENALTY] * 2 * self.waves)
        return Model(np.column_stack([np.ones(len(time)), time, *waves]), penalty)

    @property
    def rules(self) -> Rules:
        """The same for the kernel."""
        score, gate_score = (NormalDist().inv_cdf(1 - p) for p in (self.alpha, self.gate))
        return Rules(
            self.alpha, score, self.gate, gate_score, self.reweight_above, self.least_cases
        )


def surge(counts: ArrayLike, *, since: int, settings: SurgeSettings | None = None) -> Expectation:
    """Judge the periods from column ``since`` on that have enough history.

    counts: (series × periods). The p-value is the smaller one of the judged period and of both
    together, 1 where the judged one is not large itself. Raises ValueError for a column outside
    the table.
    """
    series, chosen = as_series(counts), settings or SurgeSettings()
    if not 0 <= since < series.shape[1]:
        raise ValueError(f"there is no column {since} of {series.shape[1]} to begin in")
    first = max(since, chosen.least_years * chosen.year)
    found = judge(series, first, chosen.left_out, chosen.model, chosen.rules)
    table = np.full((4, *series.shape), np.nan)
    table[:, :, first:] = np.moveaxis(found, 2, 0)
    return Expectation(table[0], series > table[0], table[1], table[2], table[3])


@njit(cache=True, parallel=True, error_model="numpy")
def judge(series: Floats, first: int, left_out: int, model: Model, rules: Rules) -> Floats:
    """(series × periods from first on × 4) bound, mean, dispersion and p-value."""
    found = np.empty((len(series), max(0, series.shape[1] - first), 4))
    longest = len(model.design) - 1
    for row in prange(len(series)):
        for at in range(found.shape[1]):
            now = first + at
            back = min(now, longest)
            counts = series[row, now - back : now - left_out] + HALF_A_CASE / (back - left_out)
            rows = model.design[longest - back : longest - left_out]
            curve, dispersion = robust(rows, counts, model.penalty, rules.reweight_above)
            laws = laws_of(curve, dispersion, model.design[-2:])
            found[row, at] = judged_one(laws, series[row, now], series[row, now - 1], rules)
    return found


@njit(cache=True, error_model="numpy")
def laws_of(curve: Curve, dispersion: float, rows: Floats) -> Floats:
    """(2 × 2) mean and dispersion of the last period, and of the last two together.

    rows: of the design, for the two.
    """
    laws, direction, mean = np.empty((2, 2)), np.zeros(rows.shape[1]), 0.0
    means = np.exp(log_means(rows, curve.curve))
    for wide in range(2):
        part = means[1 - wide]
        mean += part
        for term in range(len(direction)):
            direction[term] += part * rows[1 - wide, term]
        laws[wide, 0] = mean
        laws[wide, 1] = dispersion * (1 + uncertainty(curve, direction) / mean)
    return laws


@njit(cache=True, error_model="numpy")
def judged_one(
    laws: Floats, count: float, before: float, rules: Rules
) -> tuple[float, float, float, float]:
    """The bound of one period of one series, and what it rests on."""
    mean, spread = laws[0, 0], laws[0, 1]
    p_value, upper = 1.0, math.inf
    for wide in range(2):
        earlier = before * wide
        p_value = min(p_value, tail(count + earlier, laws[wide, 0], laws[wide, 1]))
        limit = bound(laws[wide, 0], laws[wide, 1], rules.alpha, rules.score)
        upper = min(upper, limit - earlier)
    quiet = bound(mean, spread, rules.gate, rules.gate_score)
    upper = max(upper, quiet, rules.least_cases - 1 - before)
    return upper, mean, spread, p_value if count > quiet else 1.0
