"""The regression under Farrington's detectors, compiled: log-linear, quasi-Poisson, reweighted.

log mean = season + slope × time. A period belongs to one season only, so the normal equations are
arrow-shaped: each season is a weighted mean once the slope is known, and a step of the fit costs
one pass over the periods. The steps begin and end as those of R ``glm``, since a series that is
zero in some season has no finite fit and every further step would lower its mean.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.temporal.bounds import Floats
from kentongan.engine.detection.temporal.tails import student_p

# Where a fit with a slope has not settled by then, R tries one without. That one has nowhere to run
# off to but towards zero, and R gives up on it as early: a series that was always zero would never
# raise an alarm.
STEPS_WITH_TREND, STEPS = 25, 60
PRECISION = 1e-8
# What R takes for the mean of a count before the first step, on top of the count.
HEAD_START = 0.1
SMALLEST_MEAN = 2.220446049250313e-16


class Design(NamedTuple):
    """The baseline of one judged period.

    times, seasons: of its periods. seasons are numbered from zero and the last one is that of the
    judged period, ``now``.
    """

    times: Floats
    seasons: NDArray[np.int64]
    season_count: int
    now: float


class History(NamedTuple):
    """The counts of a baseline, and what every fit of them needs.

    start: log means before the first step. best: the part of the deviance that no fit changes.
    """

    counts: Floats
    start: Floats
    best: Floats


class Fit(NamedTuple):
    """What the last step left.

    slope: change of the log mean in a period. spread: Σ weight × (time - centre)², zero without a
    slope. centres: (seasons × 3) weight, mean time and mean response. mean, weight: of each period,
    the weight that of the last step. freedom: periods less parameters. trend: there is a slope.
    """

    converged: bool
    trend: bool
    slope: float
    spread: float
    freedom: float
    centres: Floats
    mean: Floats
    weight: Floats


@njit(cache=True, error_model="numpy")
def history_of(counts: Floats) -> History:
    """The logarithms, taken once."""
    best = np.zeros_like(counts)
    for at in range(len(counts)):
        if counts[at] > 0:
            best[at] = counts[at] * (math.log(counts[at]) - 1)
    return History(counts, np.log(counts + HEAD_START), best)


@njit(cache=True, error_model="numpy")
def fit(design: Design, history: History, prior: Floats, trend: bool) -> Fit:
    """Iterate weighted least squares; prior: the weight of each period."""
    counts, eta = history.counts, history.start.copy()
    mean, best = counts + HEAD_START, (prior * history.best).sum()
    deviance = 2 * (best + misfit(counts, prior, mean, eta))
    centres, weight, slope, spread, converged = np.zeros((1, 3)), prior, 0.0, 0.0, False
    for _ in range(STEPS_WITH_TREND if trend else STEPS):
        weight = prior * mean
        centres, slope, spread = solve(design, weight, eta + (counts - mean) / mean, trend)
        mean = means(design, centres, slope, eta)
        before, deviance = deviance, 2 * (best + misfit(counts, prior, mean, eta))
        converged = bool(abs(deviance - before) / (abs(deviance) + 0.1) < PRECISION)
        if converged:
            break
    freedom = float(len(counts) - np.count_nonzero(centres[:, 0]) - int(trend))
    return Fit(converged, trend, slope, spread, freedom, centres, mean, weight)


@njit(cache=True, error_model="numpy")
def misfit(counts: Floats, prior: Floats, mean: Floats, eta: Floats) -> float:
    """Half the part of the deviance that falls with every step."""
    total = 0.0
    for at in range(len(counts)):
        total += prior[at] * (mean[at] - counts[at] * eta[at])
    return total


@njit(cache=True, error_model="numpy")
def solve(
    design: Design, weight: Floats, response: Floats, trend: bool
) -> tuple[Floats, float, float]:
    """One step: the centres of the seasons, the slope and its spread."""
    centres = centres_of(design, weight, response)
    if not trend:
        return centres, 0.0, 0.0
    spread = together = 0.0
    for at in range(len(weight)):
        centre = centres[design.seasons[at]]
        apart = design.times[at] - centre[1]
        spread += weight[at] * apart * apart
        together += weight[at] * apart * (response[at] - centre[2])
    return centres, together / spread, spread


@njit(cache=True, error_model="numpy")
def centres_of(design: Design, weight: Floats, response: Floats) -> Floats:
    """(seasons × 3) weight, mean time and mean response; zeros for a season without periods."""
    centres = np.zeros((design.season_count, 3))
    for at in range(len(weight)):
        centre = centres[design.seasons[at]]
        centre[0] += weight[at]
        centre[1] += weight[at] * design.times[at]
        centre[2] += weight[at] * response[at]
    for centre in centres:
        if centre[0] > 0:
            centre[1] /= centre[0]
            centre[2] /= centre[0]
    return centres


@njit(cache=True, error_model="numpy")
def means(design: Design, centres: Floats, slope: float, eta: Floats) -> Floats:
    """The mean of each period; its logarithm is written into eta."""
    mean, growth = np.empty_like(eta), math.exp(slope)
    for at in range(len(eta)):
        centre = centres[design.seasons[at]]
        eta[at] = centre[2] + slope * (design.times[at] - centre[1])
        # Within a season a period's mean is the one before times the growth: few exponentials.
        follows = at > 0 and design.seasons[at] == design.seasons[at - 1]
        if follows and design.times[at] - design.times[at - 1] == 1.0:
            mean[at] = mean[at - 1] * growth
        else:
            mean[at] = math.exp(eta[at])
    return np.maximum(mean, SMALLEST_MEAN)


@njit(cache=True, error_model="numpy")
def dispersion_of(fitted: Fit, counts: Floats, weight: Floats) -> float:
    """Σ weight × (relative residual)² over the degrees of freedom."""
    total = 0.0
    for at in range(len(counts)):
        residual = (counts[at] - fitted.mean[at]) / fitted.mean[at]
        total += weight[at] * residual * residual
    return total / fitted.freedom


@njit(cache=True, error_model="numpy")
def lowered(
    design: Design, fitted: Fit, counts: Floats, dispersion: float, threshold: float
) -> Floats:
    """Weights of mean one, less for periods that lay far above their mean: past outbreaks."""
    prior = np.ones_like(counts)
    for at in range(len(counts)):
        if counts[at] > fitted.mean[at]:
            left = 1 - fitted.weight[at] * leverage(fitted, design.seasons[at], design.times[at])
            above = anscombe(counts[at], fitted.mean[at]) / math.sqrt(dispersion * left)
            prior[at] = 1 / (above * above) if above > threshold else 1.0
    return prior * (len(prior) / prior.sum())


@njit(cache=True, error_model="numpy")
def anscombe(count: float, mean: float) -> float:
    """How far a count lies above its mean, on a scale on which it is nearly normal."""
    third, sixth = np.cbrt(count), math.sqrt(np.cbrt(mean))
    return float(1.5 * (third * third / sixth - sixth * sixth * sixth))


@njit(cache=True, error_model="numpy")
def leverage(fitted: Fit, season: int, time: float) -> float:
    """The variance of the log mean of a period, without its dispersion."""
    weight, centre = float(fitted.centres[season, 0]), float(fitted.centres[season, 1])
    if not fitted.trend:
        return 1 / weight
    return 1 / weight + (time - centre) * (time - centre) / fitted.spread


@njit(cache=True, error_model="numpy")
def reweighted(
    design: Design, history: History, trend: bool, threshold: float
) -> tuple[Fit, Floats, bool]:
    """Fit, lower the weight of past outbreaks and fit again; the weights, and whether it held.

    Where no fit with a slope converges, one without is tried.
    """
    ones = np.ones_like(history.counts)
    first = fit(design, history, ones, trend)
    if trend and not first.converged:
        first = fit(design, history, ones, False)
    dispersion = max(1.0, dispersion_of(first, history.counts, first.weight))
    prior = lowered(design, first, history.counts, dispersion, threshold)
    return fit(design, history, prior, first.trend), prior, first.converged


@njit(cache=True, error_model="numpy")
def trend_p(fitted: Fit, dispersion: float) -> float:
    """The two-sided p-value of the slope."""
    return student_p(fitted.slope / math.sqrt(dispersion / fitted.spread), fitted.freedom)
