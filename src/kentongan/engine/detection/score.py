"""How unusual a count is: the logarithm of the likelihood ratio of a space-time permutation."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
