"""How often chance alone would do the same: p-values and recurrence intervals."""

import math

import numpy as np
from numpy.typing import NDArray

EULER_GAMMA = 0.5772156649015329


# Two cylinders of equal counts have equal statistics but for the last bits of a logarithm.
ROUNDING = 1e-12


def as_unusual(null_maxima: NDArray[np.float64], statistic: float) -> NDArray[np.bool_]:
    """Which random data sets did as well as the real one, ties against the real one."""
    return null_maxima >= statistic - abs(statistic) * ROUNDING


def monte_carlo_p(
    statistic: float, null_maxima: NDArray[np.float64], *, stopped: bool = False
) -> float:
    """The rank of the statistic among itself and the maxima of random data sets.

    stopped: the last maximum was the one that ended the sequence early, so it already stands in
    the place of the real data set (Besag & Clifford, Biometrika 1991;78:301).
    """
    outdone = int(np.count_nonzero(as_unusual(null_maxima, statistic)))
    if stopped:
        return outdone / len(null_maxima)
    return (1 + outdone) / (len(null_maxima) + 1)


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
