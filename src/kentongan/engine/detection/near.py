"""Who is near whom: places in square cells, and the places of the cells around measured.

With cells as wide as the largest distance, all neighbours of a place lie in its own cell and in
those that touch it. Everything here is compiled: 83,000 places have 22.5 million pairs within
10 km.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Rows = NDArray[np.int32]
type Starts = NDArray[np.int64]

# Three cell numbers of 21 bits fit one whole number of 64.
BITS = 21
MOST_CELLS = (1 << BITS) - 4
# Below so many, inserting one by one beats merging (measured: 8 to 24 are alike).
RUN = 12
# Comparisons per place that inserting may cost; merging costs some log2(size / RUN) + RUN / 4.
EVEN = 16


class Cells(NamedTuple):
    """Places sorted by cell, in km, and which may be near those of each cell.

    rows: the row of each place; firsts: where each cell begins, and the end; low, high: cells x 9
    stretches of places.
    """

    points: Floats
    rows: Rows
    firsts: Starts
    low: Starts
    high: Starts
    max_km: float


class Near(NamedTuple):
    """The neighbours of one centre: distances in km and rows."""

    km: Floats
    rows: Rows
    centre: int


class Room(NamedTuple):
    """Where lists are dealt out or wait; `starts` is one longer than the others."""

    km: Floats
    rows: Rows
    starts: Starts

    @classmethod
    def of(cls, size: int) -> "Room":
        """Room for lists of up to so many neighbours."""
        return cls(np.empty(size), np.empty(size, np.int32), np.empty(size + 1, np.int64))


def neighbour_lists(points: Floats, max_km: float) -> tuple[Starts, Rows, Floats]:
    """Offsets, neighbours and distances in km of all places, nearest first.

    points: places x 3, in km. The place itself stands first, and equal distances keep the order of
    the rows. max_km: the largest distance, included; infinity for every pair.
    """
    cells = _in_cells(points, max_km)
    counts = np.zeros(len(points), dtype=np.int64)
    _count(cells, counts)
    offsets = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
    neighbours, distances = np.empty(offsets[-1], np.int32), np.empty(offsets[-1])
    _fill(cells, offsets, neighbours, distances, Room.of(int(counts.max())))
    return offsets, neighbours, distances


def _in_cells(points: Floats, max_km: float) -> Cells:
    keys = cell_keys(points, max_km)
    order = np.argsort(keys, kind="stable")
    cells, firsts = np.unique(keys[order], return_index=True)
    low, high = candidate_ranges(cells, keys[order])
    firsts = np.append(firsts, len(points))
    return Cells(points[order], order.astype(np.int32), firsts, low, high, float(max_km))


def cell_keys(points: Floats, max_km: float) -> Starts:
    """The cell of each place; cells that touch along the last axis have numbers in a row."""
    extent = float(np.ptp(points, axis=0).max(initial=0.0))
    width = max(max_km, extent / MOST_CELLS) or 1.0
    x, y, z = (np.floor((points - points.min(axis=0)) / width).astype(np.int64) + 1).T
    keys: Starts = (x << 2 * BITS) | (y << BITS) | z
    return keys


def candidate_ranges(cells: Starts, sorted_keys: Starts) -> tuple[Starts, Starts]:
    """Where the places stand that may be near those of a cell: cells x 9 stretches."""
    sides = [(x << 2 * BITS) + (y << BITS) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    around = cells[:, None] + np.array(sides)
    low = np.searchsorted(sorted_keys, around - 1, side="left")
    return low, np.searchsorted(sorted_keys, around + 1, side="right")


def morton_order(points: Floats) -> Rows:
    """The rows along Morton's curve, so that places that follow each other lie near each other.

    The bits of the three coordinates are dealt out in turn (Morton, IBM 1966).
    """
    extent = float(np.ptp(points, axis=0).max(initial=0.0)) or 1.0
    scaled = (points - points.min(axis=0)) / extent * MOST_CELLS
    x, y, z = (_spread(axis) for axis in scaled.astype(np.uint64).T)
    three = np.uint64(1), np.uint64(2)
    order = np.argsort(x | (y << three[0]) | (z << three[1]), kind="stable")
    return order.astype(np.int32)


def _spread(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Two zero bits after each of the lowest 21 bits."""
    steps = (
        (32, 0x1F00000000FFFF),
        (16, 0x1F0000FF0000FF),
        (8, 0x100F00F00F00F00F),
        (4, 0x10C30C30C30C30C3),
        (2, 0x1249249249249249),
    )
    for shift, mask in steps:
        numbers = (numbers | (numbers << np.uint64(shift))) & np.uint64(mask)
    return numbers


@njit(cache=True)
def distance(points: Floats, one: int, other: int) -> float:
    """Straight, summed per axis so that A to B equals B to A to the last bit."""
    x = points[one, 0] - points[other, 0]
    y = points[one, 1] - points[other, 1]
    z = points[one, 2] - points[other, 2]
    return math.sqrt(x * x + y * y + z * z)


@njit(cache=True)
def _count(cells: Cells, counts: Starts) -> None:
    """How many neighbours each place has, by row."""
    for cell in range(len(cells.firsts) - 1):
        for here in range(cells.firsts[cell], cells.firsts[cell + 1]):
            near = 0
            for side in range(9):
                for there in range(cells.low[cell, side], cells.high[cell, side]):
                    near += distance(cells.points, here, there) <= cells.max_km
            counts[cells.rows[here]] = near


@njit(cache=True)
def _fill(cells: Cells, offsets: Starts, neighbours: Rows, distances: Floats, room: Room) -> None:
    """The lists themselves, sorted."""
    for cell in range(len(cells.firsts) - 1):
        for here in range(cells.firsts[cell], cells.firsts[cell + 1]):
            row = cells.rows[here]
            first, stop = offsets[row], offsets[row + 1]
            near = Near(distances[first:stop], neighbours[first:stop], row)
            _measure(cells, cell, here, near)
            sort_nearest_first(near, room)


@njit(cache=True)
def _measure(cells: Cells, cell: int, here: int, near: Near) -> None:
    found = 0
    for side in range(9):
        for there in range(cells.low[cell, side], cells.high[cell, side]):
            apart = distance(cells.points, here, there)
            if apart <= cells.max_km:
                near.km[found], near.rows[found] = apart, cells.rows[there]
                found += 1


@njit(cache=True)
def sort_nearest_first(near: Near, room: Room) -> None:
    """Sort by distance, the centre first, then by row.

    Dealt out by squared distance first, which is even where places are, so that little is left to
    compare.
    """
    size = len(near.km)
    even = _deal(near, room)
    near.km[:], near.rows[:] = room.km[:size], room.rows[:size]
    if even:
        _insert(near, 0, size)
    else:
        _sort(near, room)


@njit(cache=True)
def _deal(near: Near, room: Room) -> bool:
    """As many buckets as neighbours; whether they were filled evenly enough to insert the rest."""
    size, farthest, starts = len(near.km), near.km.max(), room.starts
    scale = (size - 1) / (farthest * farthest) if farthest > 0 else 0.0
    starts[: size + 1] = 0
    for at in range(size):
        starts[int(near.km[at] * near.km[at] * scale) + 1] += 1
    comparisons = 0
    for bucket in range(size):
        comparisons += starts[bucket + 1] * starts[bucket + 1]
        starts[bucket + 1] += starts[bucket]
    for at in range(size):
        bucket = int(near.km[at] * near.km[at] * scale)
        room.km[starts[bucket]], room.rows[starts[bucket]] = near.km[at], near.rows[at]
        starts[bucket] += 1
    return bool(comparisons <= EVEN * size)


@njit(cache=True)
def _sort(near: Near, room: Room) -> None:
    """Runs by insertion, then merged."""
    size, width = len(near.km), RUN
    for run in range(0, size, RUN):
        _insert(near, run, min(run + RUN, size))
    while width < size:
        for first in range(0, size - width, 2 * width):
            _merge(near, room, first, first + width, min(first + 2 * width, size))
        width *= 2


@njit(cache=True)
def _before(km: float, row: int, other_km: float, other: int, centre: int) -> bool:
    if km != other_km:
        return km < other_km
    return row != other and (row == centre or (other != centre and row < other))


@njit(cache=True)
def _insert(near: Near, first: int, stop: int) -> None:
    km, rows = near.km, near.rows
    for at in range(first + 1, stop):
        apart, row, hole = km[at], rows[at], at
        while hole > first and _before(apart, row, km[hole - 1], rows[hole - 1], near.centre):
            km[hole], rows[hole] = km[hole - 1], rows[hole - 1]
            hole -= 1
        km[hole], rows[hole] = apart, row


@njit(cache=True)
def _merge(near: Near, room: Room, first: int, middle: int, stop: int) -> None:
    """Two sorted stretches into one; the left one waits aside."""
    km, rows, left = near.km, near.rows, middle - first
    for at in range(left):
        room.km[at], room.rows[at] = km[first + at], rows[first + at]
    at, right, out = 0, middle, first
    while at < left:
        if right < stop and _before(
            km[right], rows[right], room.km[at], room.rows[at], near.centre
        ):
            km[out], rows[out] = km[right], rows[right]
            right += 1
        else:
            km[out], rows[out] = room.km[at], room.rows[at]
            at += 1
        out += 1
