"""The most unusual cylinder around each centre in the real data."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.score import log_likelihood_ratio
from kentongan.engine.detection.windows import Windows

# Circles x windows looked at together; a few arrays of this many 8-byte numbers are 100 MB.
CELLS_PER_BLOCK = 2_000_000


@dataclass(frozen=True)
class Cylinder:
    """A circle (its number in `Circles`) and a window (its number in `Windows`)."""

    centre: int
    circle: int
    window: int
    observed: int
    expected: float
    statistic: float


def best_cylinders(
    circles: Circles, windows: Windows, counts: NDArray[np.int64], min_cases: int
) -> list[Cylinder]:
    """The best cylinder of each centre that has any excess, most unusual first.

    counts: places x periods. Of equals the smaller circle wins, then the shorter window; equal
    centres keep their order.
    """
    in_window = windows.counts(counts)
    total = int(counts.sum())
    found = [
        cylinder
        for centres in _blocks(circles, len(windows))
        for cylinder in _best_of_block(circles, windows, in_window, centres, total, min_cases)
    ]
    return sorted(found, key=lambda cylinder: -cylinder.statistic)


def _blocks(circles: Circles, windows: int) -> Iterator[range]:
    """Runs of centres whose circles fit the working memory, at least one centre each."""
    centres = len(circles.offsets) - 1
    room = CELLS_PER_BLOCK // max(windows, 1)
    first = 0
    while first < centres:
        reach = circles.offsets[first] + room
        stop = int(np.searchsorted(circles.offsets, reach, side="right")) - 1
        stop = min(max(stop, first + 1), centres)
        yield range(first, stop)
        first = stop


def _best_of_block(
    circles: Circles,
    windows: Windows,
    in_window: NDArray[np.int64],
    centres: range,
    total: int,
    min_cases: int,
) -> Iterator[Cylinder]:
    offsets = circles.offsets[centres.start : centres.stop + 1]
    here = slice(int(offsets[0]), int(offsets[-1]))
    inside = _sums_from_each_centre(in_window[circles.places[here]], offsets - offsets[0])
    products = circles.cases[here, None] * windows.cases
    # Integers decide whether there is an excess, logarithms are taken of those few alone.
    circle, window = np.nonzero((inside >= min_cases) & (inside * total > products))
    observed, expected = inside[circle, window], products[circle, window] / total
    statistic = log_likelihood_ratio(observed, expected, total)
    centre = np.searchsorted(offsets, circle + offsets[0], side="right") - 1
    order = np.lexsort((-statistic, centre))
    _, firsts = np.unique(centre[order], return_index=True)
    for i in order[firsts].tolist():
        yield Cylinder(
            centres.start + int(centre[i]),
            here.start + int(circle[i]),
            int(window[i]),
            int(observed[i]),
            float(expected[i]),
            float(statistic[i]),
        )


def _sums_from_each_centre(
    added: NDArray[np.int64], offsets: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Running sums down the rows that begin anew at each offset."""
    so_far = np.zeros((len(added) + 1, added.shape[1]), dtype=np.int64)
    np.cumsum(added, axis=0, out=so_far[1:])
    return so_far[1:] - np.repeat(so_far[offsets[:-1]], np.diff(offsets), axis=0)
