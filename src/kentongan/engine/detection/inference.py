"""How often chance alone would do the same: p-values and recurrence intervals."""

import math

import numpy as np
from numpy.typing import NDArray

EULER_GAMMA = 0.5772156649015329


def monte_carlo_p(statistic: float, null_maxima: NDArray[np.float64]) -> float:
    """The rank of the statistic among the maxima of random data sets, ties against us."""
    as_large = int(np.count_nonzero(null_maxima >= statistic))
    return (1 + as_large) / (len(null_maxima) + 1)


def gumbel_p(statistic: float, null_maxima: NDArray[np.float64]) -> float:
    """The p-value under a Gumbel law fitted to the maxima by moments, always above zero.

    Abrams, Kulldorff & Kleinman, Int J Health Geogr 2010;9:61: reaches below 1 / replicates and
    varies less than the rank. Where all maxima are equal no law can be fitted and the rank is used.
    """
    spread = float(np.std(null_maxima))
    if spread == 0.0:
        return monte_carlo_p(statistic, null_maxima)
    scale = spread * math.sqrt(6) / math.pi
    location = float(np.mean(null_maxima)) - EULER_GAMMA * scale
    # Beyond -700 the inner exponential leaves the range of a float; p is 1 long before.
    exponent = max((statistic - location) / scale, -700.0)
    return max(-math.expm1(-math.exp(-exponent)), float(np.finfo(float).tiny))


def recurrence_days(p: float, period_days: float) -> float:
    """Days until chance alone is expected to do this once, with one scan per period."""
    return period_days / p
