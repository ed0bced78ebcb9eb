"""The most unusual cylinder around each centre in the real data."""

from collections.abc import Sequence
from typing import NamedTuple, overload

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.score import Law, expected, statistic
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.detection.sizes import Sizes, size_in
from kentongan.engine.detection.threads import shared_out

# Statistics that agree to so many decimals are equal; the rest is rounding.
EQUAL = 1e9


class Cylinder(NamedTuple):
    """A window (its number) and the circle round a centre that holds its first `places`."""

    centre: int
    places: int
    window: int
    observed: int
    expected: float
    statistic: float


class Bests(NamedTuple):
    """The best cylinder of each centre; statistic zero where nothing exceeds its expectation."""

    places: NDArray[np.int64]
    window: NDArray[np.int64]
    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    statistic: NDArray[np.float64]

    @classmethod
    def none_of(cls, centres: int) -> "Bests":
        """Nothing found yet."""
        places, window, observed = np.zeros((3, centres), dtype=np.int64)
        return cls(places, window, observed, np.zeros(centres), np.zeros(centres))


class Ranked(Sequence[Cylinder]):
    """The best cylinder of each centre that has any excess, most unusual first.

    Of equals the one with fewer places comes first, then the earlier centre. Told one by one, as
    the first few of 83,000 are all that is ever asked for.
    """

    def __init__(self, bests: Bests) -> None:
        keys = -np.rint(bests.statistic * EQUAL)
        self.bests = bests
        self.order = np.lexsort((bests.places, keys))[: np.count_nonzero(keys)]

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, rank: int) -> Cylinder: ...

    @overload
    def __getitem__(self, rank: slice) -> list[Cylinder]: ...

    def __getitem__(self, rank: int | slice) -> Cylinder | list[Cylinder]:
        if isinstance(rank, slice):
            return [self[one] for one in range(*rank.indices(len(self)))]
        centre = int(self.order[rank])
        return Cylinder(centre, *(column[centre].item() for column in self.bests))


def best_cylinders(
    circles: Circles, in_window: NDArray[np.int64], law: Law, sizes: Sizes, settings: ScanSettings
) -> Ranked:
    """The best cylinder of each centre; in_window: cases, places x windows.

    Of equals round one centre the one with fewer places wins, then the shorter window.
    """
    bests = Bests.none_of(len(circles.starts))

    def work(centres: NDArray[np.int32]) -> None:
        here = circles._replace(walk=centres)
        _search(here, in_window, (law, sizes), settings.min_cases, bests)

    shared_out(work, circles.walk, settings.threads)
    return Ranked(bests)


@njit(cache=True, nogil=True)
def _search(
    circles: Circles,
    in_window: NDArray[np.int64],
    law_and_sizes: tuple[Law, Sizes],
    min_cases: int,
    bests: Bests,
) -> None:
    """Only a case that arrives lets a statistic grow. The centres are those of the walk."""
    law, (added, shares) = law_and_sizes
    so_far, counts = np.zeros(added.shape[1]), np.zeros(shares.shape[1], dtype=np.int64)
    recent = in_window.sum(axis=1) > 0
    for centre in circles.walk:
        so_far[:], counts[:] = 0.0, 0
        for at in range(circles.starts[centre], circles.stops[centre]):
            place = circles.neighbours[at]
            for part in range(len(so_far)):
                so_far[part] += added[place, part]
            if recent[place]:
                window = _count(
                    counts,
                    in_window[place],
                    so_far,
                    shares,
                    law,
                    min_cases,
                    bests.statistic[centre],
                )
                if window >= 0:
                    size = size_in(so_far, window, shares)
                    bests.places[centre] = at - circles.starts[centre] + 1
                    bests.window[centre], bests.observed[centre] = window, counts[window]
                    bests.expected[centre] = expected(size, law)
                    bests.statistic[centre] = statistic(float(counts[window]), size, law)


@njit(cache=True, nogil=True)
def _count(  # noqa: PLR0917
    counts: NDArray[np.int64],
    arrived: NDArray[np.int64],
    so_far: NDArray[np.float64],
    shares: NDArray[np.float64],
    law: Law,
    min_cases: int,
    to_beat: float,
) -> int:
    """Count the cases of one place; the first of the windows that are now the best, or -1."""
    best, key = -1, np.rint(to_beat * EQUAL)
    for window in range(len(counts)):
        counts[window] += arrived[window]
        if arrived[window] and counts[window] >= min_cases:
            found = statistic(float(counts[window]), size_in(so_far, window, shares), law)
            if np.rint(found * EQUAL) > key:
                best, key = window, np.rint(found * EQUAL)
    return best
