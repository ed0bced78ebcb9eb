"""The bound of one period after another, for every series, compiled."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit, prange

from kentongan.engine.detection.temporal.bounds import Floats
from kentongan.engine.detection.temporal.quasipoisson import (
    Design,
    Fit,
    dispersion_of,
    history_of,
    leverage,
    reweighted,
    trend_p,
)
from kentongan.engine.detection.temporal.references import References
from kentongan.engine.detection.temporal.tails import bound, normal_tail, tail

DELTA, PLUGIN, MUAN = 0, 1, 2


class Rules(NamedTuple):
    """The settings of Farrington's detectors; score: the normal value of chance alpha."""

    alpha: float
    score: float
    method: int
    reweight_above: float
    trend_p: float
    errors_as_r: bool


@njit(cache=True, parallel=True, error_model="numpy")
def judge(series: Floats, references: References, rules: Rules) -> Floats:
    """(series × judged × 5) upper bound, mean, dispersion, p-value, and whether there is a slope.

    Each series is judged alone, so the result does not depend on the threads.
    """
    judged, starts, columns, seasons = references
    found = np.full((len(series), len(judged), 5), np.nan)
    for row in prange(len(series)):
        for at in range(len(judged)):
            chosen = slice(starts[at], starts[at + 1])
            times, groups = columns[chosen].astype(np.float64), seasons[chosen]
            design = Design(times, groups, int(groups.max()) + 1, float(judged[at]))
            counts = series[row][columns[chosen]]
            found[row, at] = judged_one(design, counts, series[row, judged[at]], rules)
    return found


@njit(cache=True, error_model="numpy")
def judged_one(
    design: Design, counts: Floats, count: float, rules: Rules
) -> tuple[float, float, float, float, float]:
    """The bound of one period of one series, and what it rests on; NaN where no fit converges."""
    history = history_of(counts)
    fitted, prior, held = reweighted(design, history, True, rules.reweight_above)
    if fitted.trend and not keeps_trend(design, fitted, prior, counts, rules):
        fitted, prior, held = reweighted(design, history, False, rules.reweight_above)
    if not held:
        return math.nan, math.nan, math.nan, math.nan, math.nan
    working = max(1.0, dispersion_of(fitted, counts, fitted.weight))
    error = dispersion_of(fitted, counts, prior) if rules.errors_as_r else working
    eta = log_mean_now(design, fitted)
    spread = math.sqrt(error * leverage(fitted, design.season_count - 1, design.now))
    upper, p_value = upper_of(eta, spread, working, count, rules)
    return upper, math.exp(eta), working, p_value, float(int(fitted.trend))


@njit(cache=True, error_model="numpy")
def log_mean_now(design: Design, fitted: Fit) -> float:
    """The logarithm of the expected count of the judged period."""
    centre = fitted.centres[design.season_count - 1]
    return float(centre[2] + fitted.slope * (design.now - centre[1]))


@njit(cache=True, error_model="numpy")
def keeps_trend(design: Design, fitted: Fit, prior: Floats, counts: Floats, rules: Rules) -> bool:
    """Whether the slope is significant and does not lead above everything seen before."""
    weight = prior if rules.errors_as_r else fitted.weight
    significant = trend_p(fitted, dispersion_of(fitted, counts, weight)) < rules.trend_p
    return significant and bool(math.exp(log_mean_now(design, fitted)) <= counts.max())


@njit(cache=True, error_model="numpy")
def upper_of(
    eta: float, spread: float, dispersion: float, count: float, rules: Rules
) -> tuple[float, float]:
    """The bound, and the chance of so large a count; spread: standard error of eta."""
    if rules.method == DELTA:
        return delta_upper(math.exp(eta), spread, dispersion, count, rules.score)
    mean = math.exp(eta + rules.score * spread) if rules.method == MUAN else math.exp(eta)
    if not math.isfinite(mean):
        return math.nan, math.nan
    return bound(mean, dispersion, rules.alpha, rules.score), tail(count, mean, dispersion)


@njit(cache=True, error_model="numpy")
def delta_upper(
    mean: float, spread: float, dispersion: float, count: float, score: float
) -> tuple[float, float]:
    """The same, counts to the power of two thirds being normal."""
    tau = dispersion + spread * spread * mean
    error = math.sqrt(4 / 9 * mean ** (1 / 3) * tau)
    centre = mean ** (2 / 3)
    return (centre + score * error) ** 1.5, normal_tail((count ** (2 / 3) - centre) / error)
