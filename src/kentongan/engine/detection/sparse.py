"""All data sets at once where recent cases are rare: only the places that hold some are visited.

Of a cylinder that grows, only the expected number rises until the next case comes, and with it the
statistic falls; so statistics are looked at where a case arrives and nowhere else.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.lanes import Bar, Word, first_bar, judge, raise_bar

# An arrival holds its data set in the lower and its period in the upper half of 32 bits.
HALF = np.uint32(16)
LOWER = np.uint32(0xFFFF)


class Arrivals(NamedTuple):
    """The cases of all data sets, by place; those of place p stand at starts[p]:stops[p].

    Places follow each other on the way in which centres are visited.
    """

    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    cases: NDArray[np.uint32]

    @classmethod
    def of(cls, drawn: Drawn, word: Word, walk: NDArray[np.int32]) -> "Arrivals":
        """The cases that fall into a window of the word."""
        numbers = np.zeros(len(walk), dtype=np.int64)
        _count(drawn, word, numbers)
        starts = np.empty_like(numbers)
        starts[walk] = np.cumsum(numbers[walk]) - numbers[walk]
        arrivals = cls(starts, starts.copy(), np.empty(int(numbers.sum()), dtype=np.uint32))
        _place(drawn, word, arrivals)
        return arrivals


@njit(cache=True, nogil=True)
def _count(drawn: Drawn, word: Word, numbers: NDArray[np.int64]) -> None:
    for case in range(len(drawn.places)):
        numbers[drawn.places[case]] += word.increments[drawn.periods[case]] > 0


@njit(cache=True, nogil=True)
def _place(drawn: Drawn, word: Word, arrivals: Arrivals) -> None:
    for data_set in range(len(drawn.starts) - 1):
        for case in range(drawn.starts[data_set], drawn.starts[data_set + 1]):
            period = drawn.periods[case]
            if word.increments[period] > 0:
                place = drawn.places[case]
                arrivals.cases[arrivals.stops[place]] = data_set | (period << 16)
                arrivals.stops[place] += 1


@njit(cache=True, nogil=True)
def sparse_maxima(
    centres: NDArray[np.int32],
    circles: Circles,
    arrivals: Arrivals,
    word_and_bar: tuple[Word, Bar],
    best: NDArray[np.float64],
) -> bool:
    """Raise `best`, by data set, to the largest statistic around some centres.

    False where a lane overflowed; what was found until then is right all the same.
    """
    (_, increments, bits, tops), (law, (added, shares), scales, limits, level, least) = word_and_bar
    starts, stops, cases = arrivals
    counts, hits = np.zeros(len(best), dtype=np.uint64), np.zeros(_longest(arrivals), np.int64)
    so_far, needed = np.zeros(added.shape[1]), np.zeros(shares.shape[1], dtype=np.int64)
    rooms = np.zeros(len(needed))
    for centre in centres:
        counts[:], so_far[:] = 0, 0.0
        distance = first_bar(limits, scales, needed, rooms, (least, bits))
        room = rooms.min()
        for at in range(circles.starts[centre], circles.stops[centre]):
            place = circles.neighbours[at]
            for part in range(len(so_far)):
                so_far[part] += added[place, part]
            first, stop = starts[place], stops[place]
            if first == stop:
                continue
            if so_far[0] > room:
                distance = raise_bar(so_far, shares, limits, scales, needed, rooms, distance, bits)
                room = rooms.min()
            hit = _arrive(cases, first, stop, counts, increments, distance, tops, hits)
            if hit and not judge(hits, hit, counts, so_far, shares, limits, level, law, bits, best):
                return False
    return True


@njit(cache=True, nogil=True)
def _longest(arrivals: Arrivals) -> int:
    return int((arrivals.stops - arrivals.starts).max())


@njit(cache=True, nogil=True)
def _arrive(  # noqa: PLR0917
    cases: NDArray[np.uint32],
    first: int,
    stop: int,
    counts: NDArray[np.uint64],
    increments: NDArray[np.uint64],
    distance: np.uint64,
    tops: np.uint64,
    hits: NDArray[np.int64],
) -> int:
    """Count the cases of one place; how many data sets are worth a look, listed in `hits`."""
    found = 0
    for at in range(first, stop):
        data_set = np.uint64(cases[at] & LOWER)
        count = counts[data_set] + increments[np.uint64(cases[at] >> HALF)]
        counts[data_set] = count
        if (count + distance) & tops:
            hits[found] = data_set
            found += 1
    return found
