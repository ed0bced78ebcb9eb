"""What a temporal detector answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Bounds:
    """The largest unsuspicious count of each period, and whether the count lies above it.

    upper: (series × periods) floats, NaN where there is not enough history.
    alarm: the same shape, true where the detector calls out.
    """

    upper: Floats
    alarm: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Expectation(Bounds):
    """Bounds with what they rest on, all (series × periods), NaN where there is no bound.

    expected: the mean without an outbreak. dispersion: variance over mean, at least 1.
    p_value: the chance of so large a count.
    """

    expected: Floats
    dispersion: Floats
    p_value: Floats


def as_series(counts: ArrayLike) -> Floats:
    """(series × periods) of floats; one row of numbers becomes one series.

    Raises ValueError for negative or missing counts and for more than two dimensions.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    if table.ndim != 2:
        raise ValueError(f"counts have {table.ndim} dimensions; give series by periods")
    if not np.all(table >= 0):
        raise ValueError("counts must be numbers of zero or more")
    return table
