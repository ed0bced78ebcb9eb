"""How the size of a cylinder grows with its circle: its expected cases, or its people."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray


class Sizes(NamedTuple):
    """What each place adds to the sizes of the cylinders that hold it.

    added: places x windows, each adding its own; or places x strata where windows share, and the
    size is the sum over strata of (added so far) x factor / divisor.
    shares: strata x windows x (factor, divisor); without strata where every window has its own.
    """

    added: NDArray[np.float64]
    shares: NDArray[np.float64]

    @classmethod
    def of_margins(
        cls,
        per_place: NDArray[np.int64],
        per_window: NDArray[np.int64],
        totals: NDArray[np.int64],
    ) -> "Sizes":
        """Places x strata, strata x windows and the total of each stratum: shares multiplied.

        A stratum without cases adds none.
        """
        divisors = np.broadcast_to(np.maximum(totals, 1)[:, None], per_window.shape)
        shares = np.stack((per_window, divisors), axis=2)
        return cls(_floats(per_place), _floats(shares))

    @classmethod
    def of_cells(cls, per_place_and_window: NDArray[np.float64]) -> "Sizes":
        """Places x windows: sizes that add up over places."""
        windows = per_place_and_window.shape[1]
        return cls(_floats(per_place_and_window), np.zeros((0, windows, 2)))

    @property
    def windows(self) -> int:
        """How many windows have a size."""
        return int(self.shares.shape[1])

    def scales(self) -> NDArray[np.float64]:
        """What one case in the circle is divided by for the size of each window.

        Empty where sizes do not all grow alike: with several strata, or windows of their own.
        """
        if self.shares.shape[0] != 1:
            return np.zeros(0)
        return _floats(self.shares[0, :, 1] / self.shares[0, :, 0])

    def of_windows(self, windows: NDArray[np.int64]) -> "Sizes":
        """The sizes in some of the windows, in their order."""
        own = len(self.shares) == 0
        added = _floats(self.added[:, windows]) if own else self.added
        return Sizes(added, _floats(self.shares[:, windows]))


def _floats(numbers: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
    return np.ascontiguousarray(numbers, dtype=np.float64)


@njit(cache=True)
def size_in(so_far: NDArray[np.float64], window: int, shares: NDArray[np.float64]) -> float:
    """The size of the circle so far in a window; so_far: what its places have added.

    Whole numbers are multiplied first, so that equal margins give equal results to the last bit.
    """
    if len(shares) == 0:
        return float(so_far[window])
    size = 0.0
    for stratum in range(len(so_far)):
        size += so_far[stratum] * shares[stratum, window, 0] / shares[stratum, window, 1]
    return size
