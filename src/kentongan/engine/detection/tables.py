"""A random data set written out: the cases of each place in each window."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.chance import Drawn


@njit(cache=True, nogil=True)
def window_table(
    drawn: Drawn,
    data_set: int,
    firsts: NDArray[np.int64],
    stops: NDArray[np.int64],
    table: NDArray[np.int64],
) -> None:
    """Fill rows x windows. firsts, stops: of each window, counted from the span."""
    table[:] = 0
    for case in range(drawn.starts[data_set], drawn.starts[data_set + 1]):
        place, period = drawn.places[case], drawn.periods[case]
        for window in range(len(firsts)):
            table[place, window] += firsts[window] <= period < stops[window]
