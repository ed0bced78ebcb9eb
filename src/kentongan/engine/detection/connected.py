"""Villages that touch and stand out together: the pieces of what lies above a level.

Within a neighbourhood places are taken in the order of their ratio of cases to what was expected.
Those taken so far fall into pieces that hang together; each piece is looked at when it grows (the
upper level sets of Patil & Taillie, Environmental and Ecological Statistics 2004;11:183).
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray


class Pieces(NamedTuple):
    """What hangs together, by the number in which a place was taken.

    above: the next one on the way to the root; counts, sizes: of the piece, at its root. taken: the
    number of each place of the map, -1 where it was not taken.
    """

    above: NDArray[np.int64]
    counts: NDArray[np.int64]
    sizes: NDArray[np.float64]
    taken: NDArray[np.int64]


def room_for(most: int, places: int) -> Pieces:
    """Nothing taken yet; most: places in a neighbourhood; places: on the map."""
    above, counts = np.zeros((2, most), dtype=np.int64)
    return Pieces(above, counts, np.zeros(most), np.full(places, -1))


@njit(cache=True, nogil=True)
def root_of(pieces: Pieces, number: int) -> int:
    """The root of the piece that holds it."""
    while pieces.above[number] != number:
        pieces.above[number] = pieces.above[pieces.above[number]]
        number = pieces.above[number]
    return number


@njit(cache=True, nogil=True)
def take(  # noqa: PLR0917
    pieces: Pieces,
    number: int,
    place: int,
    count: int,
    size: float,
    touching: tuple[NDArray[np.int64], NDArray[np.int32]],
) -> int:
    """Take a place; the root of the piece that it makes or joins."""
    offsets, neighbours = touching
    pieces.above[number], pieces.taken[place] = number, number
    pieces.counts[number], pieces.sizes[number] = count, size
    for at in range(offsets[place], offsets[place + 1]):
        if pieces.taken[neighbours[at]] >= 0:
            other = root_of(pieces, pieces.taken[neighbours[at]])
            if other != number:
                pieces.above[other] = number
                pieces.counts[number] += pieces.counts[other]
                pieces.sizes[number] += pieces.sizes[other]
    return number


@njit(cache=True, nogil=True)
def forget(pieces: Pieces, places: NDArray[np.int64]) -> None:
    """As if none of the places had been taken."""
    for place in places:
        pieces.taken[place] = -1
