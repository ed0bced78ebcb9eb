"""Counts of several windows side by side in one number, and which of them are worth a logarithm.

A word of 64 bits holds 8 counts of 8 bits, 4 of 16 or 2 of 32, one lane for each window. A case is
added to all windows that hold its day by one addition. Added to a word of differences, a lane
reaches its top bit when its count reaches the least one that could beat a floor, so that one test
serves all windows.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.score import Law, largest_sizes, statistic
from kentongan.engine.detection.sizes import Sizes, size_in
from kentongan.engine.detection.windows import Windows

LANE_BITS = (8, 16, 32)
# Counts of chance may exceed what is expected by so many standard deviations and cases before a
# lane overflows; where one does after all, that is noticed and the next wider lanes are used.
SPARE_DEVIATIONS, SPARE_CASES = 6.0, 12.0
# Data sets that have reached much are spared most logarithms by a level of their own.
LEVELS = 4


class Word(NamedTuple):
    """Some windows that are counted together.

    windows: their numbers. increments: what a case adds, by its period counted from the span.
    bits: of each lane; tops: the top bit of every lane.
    """

    windows: NDArray[np.int64]
    increments: NDArray[np.uint64]
    bits: int
    tops: np.uint64

    @classmethod
    def of(cls, windows: Windows, chosen: NDArray[np.int64], bits: int) -> "Word":
        """The word of these windows, no more than fit."""
        span = windows.span
        periods = np.arange(span.start, span.stop)
        increments = np.zeros(len(periods), dtype=np.uint64)
        for lane, window in enumerate(chosen.tolist()):
            inside = (windows.first[window] <= periods) & (periods < windows.stop[window])
            increments[inside] += np.uint64(1 << (lane * bits))
        tops = sum(1 << (lane * bits + bits - 1) for lane in range(len(chosen)))
        return cls(chosen, increments, bits, np.uint64(tops))


def words_of(windows: Windows, largest: NDArray[np.float64]) -> list[Word]:
    """All windows in as few words as are sure to hold their counts, or nearly sure.

    largest: the most cases that are expected in any circle, by window. Windows that begin on near
    days share a word, so that each word has to do with few cases.
    """
    likely = largest + SPARE_DEVIATIONS * np.sqrt(largest) + SPARE_CASES
    order = np.lexsort((windows.stop, windows.first))
    needed = np.array([next((b for b in LANE_BITS if n < 2 ** (b - 1)), 32) for n in likely])
    return [
        word for bits in LANE_BITS for word in split(windows, order[needed[order] == bits], bits)
    ]


def split(windows: Windows, chosen: NDArray[np.int64], bits: int) -> Iterator[Word]:
    """These windows in words of lanes of so many bits."""
    lanes = 64 // bits
    for first in range(0, len(chosen), lanes):
        yield Word.of(windows, chosen[first : first + lanes], bits)


def wider(windows: Windows, word: Word) -> Iterator[Word]:
    """The same windows in lanes twice as wide; raises OverflowError beyond two billion cases."""
    if word.bits == LANE_BITS[-1]:
        raise OverflowError("a cylinder has more than two billion cases")
    yield from split(windows, word.windows, 2 * word.bits)


class Bar(NamedTuple):
    """What a count must reach to be looked at.

    limits: levels x counts: the largest size at which a count beats the floor of the level, see
    `largest_sizes`; the first level is below every data set. level: the level of each data set.
    scales: see `Sizes.scales`. least: no fewer cases are a cluster.
    """

    law: Law
    sizes: Sizes
    scales: NDArray[np.float64]
    limits: NDArray[np.float64]
    level: NDArray[np.int64]
    least: int

    @classmethod
    def of(
        cls,
        best: NDArray[np.float64],
        word: Word,
        *,
        law: Law,
        sizes: Sizes,
        least: int,
        largest: float,
    ) -> "Bar":
        """The bar for what may beat the best that each data set has reached so far.

        largest: the largest size of any cylinder.
        """
        # Counts that cannot occur need no limit: in lanes of 32 bits they would take 17 GB.
        top = min(1 << (word.bits - 1), int(law.cases) + 1)
        least = min(least, top)
        floors = np.quantile(best, np.arange(LEVELS) / LEVELS, method="lower")
        limits = [largest_sizes(float(floor), least, top, largest, law) for floor in floors]
        level = np.searchsorted(floors, best, side="right") - 1
        return cls(law, sizes, sizes.scales(), np.stack(limits), level, least)


# The functions below stand in the innermost loops. They take plain arrays, since each array of a
# tuple that is handed on costs the counting of a reference, 500 ns where the work takes 30.


@njit(cache=True, nogil=True)
def first_bar(
    limits: NDArray[np.float64],
    scales: NDArray[np.float64],
    needed: NDArray[np.int64],
    rooms: NDArray[np.float64],
    least_and_bits: tuple[int, int],
) -> np.uint64:
    """The word of differences of an empty circle.

    rooms: what the first part of the sizes may grow to before the bar of a lane must be raised; -1
    where that is not known.
    """
    distance = np.uint64(0)
    least, bits = least_and_bits
    for lane in range(len(needed)):
        needed[lane] = least
        rooms[lane] = limits[0, least] * scales[lane] if len(scales) else -1.0
        distance += np.uint64((1 << (bits - 1)) - least) << np.uint64(lane * bits)
    return distance


@njit(cache=True, nogil=True)
def raise_bar(  # noqa: PLR0917
    so_far: NDArray[np.float64],
    shares: NDArray[np.float64],
    limits: NDArray[np.float64],
    scales: NDArray[np.float64],
    needed: NDArray[np.int64],
    rooms: NDArray[np.float64],
    distance: np.uint64,
    bits: int,
) -> np.uint64:
    """The word of differences after the circle grew; needed counts and rooms are raised with it.

    Limits are a hair too large, so that nothing is lost where a size is rounded.
    """
    alike = len(scales) > 0
    for lane in range(len(needed)):
        if so_far[0] <= rooms[lane]:
            continue
        size = so_far[0] / scales[lane] if alike else size_in(so_far, lane, shares)
        need = needed[lane]
        while limits[0, need] < size:
            need += 1
        distance -= np.uint64(need - needed[lane]) << np.uint64(lane * bits)
        needed[lane] = need
        if alike:
            rooms[lane] = limits[0, need] * scales[lane]
    return distance


@njit(cache=True, nogil=True)
def judge(  # noqa: PLR0917
    hits: NDArray[np.int64],
    found: int,
    counts: NDArray[np.uint64],
    so_far: NDArray[np.float64],
    shares: NDArray[np.float64],
    limits: NDArray[np.float64],
    level: NDArray[np.int64],
    law: Law,
    bits: int,
    best: NDArray[np.float64],
) -> bool:
    """Raise `best` of the data sets that were hit; False where a lane overflowed."""
    top, last = 1 << (bits - 1), limits.shape[1] - 1
    for hit in range(found):
        data_set = hits[hit]
        for lane in range(shares.shape[1]):
            lanes = counts[data_set] >> np.uint64(lane * bits)
            count = np.int64(lanes & np.uint64(2 * top - 1))
            if count >= top:
                return False
            size = size_in(so_far, lane, shares)
            if size <= limits[level[data_set], min(count, last)]:
                best[data_set] = max(best[data_set], statistic(float(count), size, law))
    return True
