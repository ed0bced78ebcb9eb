"""How unusual a count is: what was expected, and the logarithm of the likelihood ratio."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def expected_cases(
    in_circle: NDArray[np.int64], in_window: NDArray[np.int64], totals: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Cases of a cylinder if place and time had nothing to do with each other within a stratum.

    in_circle, in_window: cases with strata as the last axis, arrays that broadcast. totals: all
    cases of each stratum. A stratum without cases adds none.
    """
    # Whole numbers are multiplied first, so that equal margins give equal results to the last bit.
    parts: NDArray[np.float64] = in_circle * in_window / np.maximum(totals, 1)
    return parts.sum(axis=-1)


def log_likelihood_ratio(
    observed: ArrayLike, expected: ArrayLike, total: int
) -> NDArray[np.float64]:
    """Poisson approximation of Kulldorff et al., PLoS Medicine 2005;2:e59; zero without excess.

    observed, expected: cases inside a cylinder, arrays that broadcast. total: all cases.
    """
    inside = np.asarray(observed, dtype=np.float64)
    expected_inside = np.asarray(expected, dtype=np.float64)
    inside, expected_inside = np.broadcast_arrays(inside, expected_inside)
    ratio = np.zeros(inside.shape)
    excess = inside > expected_inside
    c, e = inside[excess], expected_inside[excess]
    # With every case inside, the second term is 0 x log 0, which is 0.
    outside = np.maximum(total - c, 1.0)
    ratio[excess] = c * np.log(c / e) + (total - c) * np.log(outside / (total - e))
    return ratio


def least_count_above(floor: float, expected: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """No count below this reaches a log likelihood ratio above `floor`; some above may not either.

    The ratio is `total` times the divergence of two shares, which is at most their chi-square
    distance: (observed - expected)^2 / (expected (1 - expected / total)).
    """
    # Rounding may leave the expected number of everything a hair above the total.
    spread = np.sqrt(floor * expected * np.maximum(1 - expected / total, 0))
    return np.floor(expected + spread).astype(np.int64)
