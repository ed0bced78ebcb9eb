"""Tail probabilities of counts, compiled: what SciPy gives, without its hundred megabytes.

The incomplete beta and gamma functions by their continued fractions (DLMF 8.17.22 and 8.9.2) and
the power series of the latter (DLMF 8.11.4), evaluated as Lentz, Applied Optics 1976;15:668.
Held to SciPy in the tests.
"""

import math

import numpy as np
from numba import njit

from kentongan.engine.detection.temporal.bounds import Floats

# A fraction converges in about the square root of its larger argument; 100,000 notices in a
# period need some hundred steps.
MOST_STEPS = 20_000
TINY = 1e-300
PRECISION = 1e-15
# A count that is exactly at the bound must not be pushed over it by the last bits.
TIE = 1e-12


@njit(cache=True)
def beta_share(a: float, b: float, x: float) -> float:
    """The share of a beta law with shapes a and b that lies below x (DLMF 8.17)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    height = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(height + a * math.log(x) + b * math.log1p(-x))
    # The fraction converges fast on the near side of the mean only.
    turned = x >= (a + 1) / (a + b + 2)
    if turned:
        a, b, x = b, a, 1 - x
    share = front / (a * beta_fraction(a, b, x))
    return 1.0 - share if turned else share


@njit(cache=True)
def beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function."""
    value, above, below = 1.0, 1.0, 0.0
    for step in range(1, MOST_STEPS):
        half = step // 2
        if step % 2:
            term = -(a + half) * (a + b + half) * x / ((a + (step - 1)) * (a + step))
        else:
            term = half * (b - half) * x / ((a + (step - 1)) * (a + step))
        below = 1.0 / away_from_zero(1.0 + term * below)
        above = away_from_zero(1.0 + term / above)
        value *= above * below
        if abs(above * below - 1.0) < PRECISION:
            break
    return value


@njit(cache=True)
def away_from_zero(value: float) -> float:
    """The value, or the smallest divisor in its place."""
    return TINY if abs(value) < TINY else value


@njit(cache=True)
def gamma_share(a: float, x: float) -> float:
    """The share of a gamma law with shape a and rate 1 that lies below x (DLMF 8.2)."""
    if x <= 0.0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        return front * gamma_series(a, x)
    return 1.0 - front / gamma_fraction(a, x)


@njit(cache=True)
def gamma_series(a: float, x: float) -> float:
    """The power series of the lower incomplete gamma function."""
    term = total = 1.0 / a
    for step in range(1, MOST_STEPS):
        term *= x / (a + step)
        total += term
        if term < total * PRECISION:
            break
    return total


@njit(cache=True)
def gamma_fraction(a: float, x: float) -> float:
    """The continued fraction of the upper incomplete gamma function."""
    value = above = away_from_zero(x + 1 - a)
    below = 0.0
    for step in range(1, MOST_STEPS):
        term, floor = step * (a - step), x + 2 * step + 1 - a
        below = 1.0 / away_from_zero(floor + term * below)
        above = away_from_zero(floor + term / above)
        value *= above * below
        if abs(above * below - 1.0) < PRECISION:
            break
    return value


@njit(cache=True)
def student_p(statistic: float, freedom: float) -> float:
    """The two-sided p-value of a t statistic with so many degrees of freedom."""
    return beta_share(freedom / 2, 0.5, freedom / (freedom + statistic * statistic))


@njit(cache=True)
def normal_tail(score: float) -> float:
    """The chance of a standard normal value above the score."""
    return 0.5 * math.erfc(score / math.sqrt(2.0))


@njit(cache=True)
def tail(count: float, mean: float, dispersion: float) -> float:
    """The chance of so large a count or a larger one.

    dispersion: variance over mean; Poisson up to 1, negative binomial above.
    """
    if count <= 0.0:
        return 1.0
    if mean <= 0.0:
        return 0.0
    if dispersion <= 1.0:
        return gamma_share(count, mean)
    return beta_share(count, mean / (dispersion - 1), 1 - 1 / dispersion)


@njit(cache=True)
def bound(mean: float, dispersion: float, alpha: float, score: float) -> float:
    """The smallest count that is exceeded with a chance of at most alpha.

    score: the normal value exceeded with chance alpha; the search begins near it.
    """
    spread = math.sqrt(mean * max(dispersion, 1.0))
    lean = (2 * max(dispersion, 1.0) - 1) * (score * score - 1) / 6
    count = max(0.0, math.floor(mean + score * spread + lean))
    below, found = -1.0, math.inf
    while found - below > 1:
        if tail(count + 1, mean, dispersion) > alpha * (1 + TIE):
            below, count = count, count + 1
        else:
            found, count = count, count - 1
    return found


@njit(cache=True)
def bounds(means: Floats, dispersions: Floats, alpha: float, score: float) -> Floats:
    """``bound`` of every element of a table."""
    found, mean, dispersion = np.empty(means.size), means.ravel(), dispersions.ravel()
    for at in range(means.size):
        found[at] = bound(float(mean[at]), float(dispersion[at]), alpha, score)
    return found.reshape(means.shape)


@njit(cache=True)
def tails(counts: Floats, means: Floats, dispersions: Floats) -> Floats:
    """``tail`` of every element of a table."""
    found, count = np.empty(counts.size), counts.ravel()
    mean, dispersion = means.ravel(), dispersions.ravel()
    for at in range(counts.size):
        found[at] = tail(float(count[at]), float(mean[at]), float(dispersion[at]))
    return found.reshape(counts.shape)
