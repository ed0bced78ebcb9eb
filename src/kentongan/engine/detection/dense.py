"""All data sets side by side where most places hold recent cases: whole rows are added."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.lanes import Bar, Word, first_bar, judge, raise_bar

# Rows of 128 words are 1 KB; those of 400 neighbours stay in a second-level cache of 512 KB.
SETS_PER_TILE = 128


@njit(cache=True, nogil=True)
def rows_of(
    drawn: Drawn, sets: tuple[int, int], word: Word, row_of: NDArray[np.int32], rows: int
) -> NDArray[np.uint64]:
    """Rows x data sets from the first up to, without, the last: the counts of each place.

    row_of: the row of each place. Empty where a lane overflowed.
    """
    first, stop = sets
    table = np.zeros((rows, stop - first), dtype=np.uint64)
    for data_set in range(first, stop):
        for case in range(drawn.starts[data_set], drawn.starts[data_set + 1]):
            row = row_of[drawn.places[case]]
            count = table[row, data_set - first] + word.increments[drawn.periods[case]]
            table[row, data_set - first] = count
            if count & word.tops:
                return np.zeros((0, 0), dtype=np.uint64)
    return table


@njit(cache=True, nogil=True)
def dense_maxima(
    centres: NDArray[np.int32],
    circles: Circles,
    table_and_rows: tuple[NDArray[np.uint64], NDArray[np.int32]],
    word_and_bar: tuple[Word, Bar],
    best: NDArray[np.float64],
) -> bool:
    """Raise `best`, by data set, to the largest statistic around some centres.

    False where a lane overflowed; what was found until then is right all the same.
    """
    (_, _, bits, tops), (law, (added, shares), scales, limits, level, least) = word_and_bar
    table, row_of = table_and_rows
    counts, hits = np.zeros(len(best), dtype=np.uint64), np.zeros(len(best), np.int64)
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
            row = row_of[place]
            if row < 0:
                continue
            if so_far[0] > room:
                distance = raise_bar(so_far, shares, limits, scales, needed, rooms, distance, bits)
                room = rooms.min()
            if _add_row(counts, table, row, distance) & tops:
                hit = _hits(counts, table, row, distance, tops, hits)
                if not judge(hits, hit, counts, so_far, shares, limits, level, law, bits, best):
                    return False
    return True


@njit(cache=True, nogil=True)
def _add_row(
    counts: NDArray[np.uint64], table: NDArray[np.uint64], row: int, distance: np.uint64
) -> np.uint64:
    """Add the counts of a place; the bits that are set in any data set, overflows among them."""
    seen = np.uint64(0)
    for data_set in range(len(counts)):
        count = counts[data_set] + table[row, data_set]
        counts[data_set] = count
        seen |= count | (count + distance)
    return seen


@njit(cache=True, nogil=True)
def _hits(  # noqa: PLR0917
    counts: NDArray[np.uint64],
    table: NDArray[np.uint64],
    row: int,
    distance: np.uint64,
    tops: np.uint64,
    hits: NDArray[np.int64],
) -> int:
    """How many data sets with a new case are worth a look, listed in `hits`."""
    found = 0
    for data_set in range(len(counts)):
        count = counts[data_set]
        hits[found] = data_set
        seen = (count | (count + distance)) & tops
        found += int((seen != 0) & (table[row, data_set] != 0))
    return found
