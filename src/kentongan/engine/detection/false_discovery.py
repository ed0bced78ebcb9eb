"""Many tests at once: how many of those that call out may be wrong, as a share."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

# hochberg: tests that are independent or rise and fall together (Benjamini & Hochberg, J R Stat
# Soc B 1995;57:289). yekutieli: tests of any kind, at the price of a factor of about ln(tests)
# (Benjamini & Yekutieli, Ann Stat 2001;29:1165).
type Correction = Literal["hochberg", "yekutieli"]


def false_discovery(
    p_values: ArrayLike, correction: Correction = "hochberg", *, tests: int | None = None
) -> NDArray[np.float64]:
    """The share of false discoveries at which each test would just call out, in the same order.

    Keeping those up to 0.05 keeps at most one wrong test of twenty kept, in the long run. A test
    that was not made (NaN) stays NaN and counts for nothing. tests: how many were made, where
    those given are a choice of them; otherwise all that are given. Raises ValueError for a p-value
    outside 0..1, more than one dimension or fewer tests than are given.
    """
    given = np.asarray(p_values, dtype=np.float64)
    made = ~np.isnan(given)
    if given.ndim != 1 or np.any((given[made] < 0) | (given[made] > 1)):
        raise ValueError("give one row of p-values within 0..1")
    every = int(made.sum()) if tests is None else tests
    if every < made.sum():
        raise ValueError(f"{made.sum()} p-values of {every} tests are too many")
    found = np.full(given.shape, np.nan)
    found[made] = _adjusted(given[made], every, correction)
    return found


def _adjusted(
    p_values: NDArray[np.float64], tests: int, correction: Correction
) -> NDArray[np.float64]:
    penalty = float(np.sum(1 / np.arange(1, tests + 1))) if correction == "yekutieli" else 1.0
    order = np.argsort(p_values, kind="stable")
    shares = p_values[order] * tests * penalty / np.arange(1, len(p_values) + 1)
    least = np.minimum.accumulate(shares[::-1])[::-1]
    found = np.empty(len(p_values))
    found[order] = np.minimum(least, 1.0)
    return found
