"""Small random tables of counts, on a year of twelve periods, for properties of any detector."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

YEAR, WIDTH, SINCE = 12, 40, 30

type Counts = NDArray[np.float64]

seeds = st.integers(0, 10_000)
means = st.sampled_from((0.3, 2.0, 15.0))


def table_of(seed: int, mean: float = 2.0, rows: int = 4, periods: int = WIDTH) -> Counts:
    """Series of one mean; the first period is never empty, so each has a history."""
    counts = np.random.default_rng(seed).poisson(mean, (rows, periods)).astype(np.float64)
    counts[:, 0] += 1
    return counts
