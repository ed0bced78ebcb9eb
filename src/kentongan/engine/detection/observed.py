"""The most unusual cylinder around each centre in the real data."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.circles import Circles, sums_from_each_start
from kentongan.engine.detection.score import expected_cases, log_likelihood_ratio
from kentongan.engine.detection.windows import Windows

# Circles x windows looked at together; a few arrays of this many 8-byte numbers are 100 MB.
CELLS_PER_BLOCK = 2_000_000

# Statistics that agree to so many decimals are equal; the rest is rounding.
EQUAL = 9


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

    counts: strata x places x periods. Of equals the one with fewer places wins, then the shorter
    window, then the earlier centre.
    """
    in_window = windows.counts(counts.sum(axis=0))
    totals = counts.sum(axis=(1, 2))
    found = [
        cylinder
        for centres in _blocks(circles, len(windows))
        for cylinder in _best_of_block(
            circles, windows, in_window, centres=centres, totals=totals, min_cases=min_cases
        )
    ]
    return sorted(found, key=lambda one: (-round(one.statistic, EQUAL), circles.sizes[one.circle]))


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
    *,
    centres: range,
    totals: NDArray[np.int64],
    min_cases: int,
) -> Iterator[Cylinder]:
    offsets = circles.offsets[centres.start : centres.stop + 1]
    here = slice(int(offsets[0]), int(offsets[-1]))
    inside = sums_from_each_start(in_window[circles.places[here]], offsets - offsets[0])
    # Few cylinders hold enough cases; only those are worth a logarithm.
    circle, window = np.nonzero(inside >= min_cases)
    observed = inside[circle, window]
    expected = expected_cases(circles.cases[here][circle], windows.cases[window], totals)
    statistic = log_likelihood_ratio(observed, expected, int(totals.sum()))
    centre = np.searchsorted(offsets, circle + offsets[0], side="right") - 1
    for i in _first_of_the_largest(np.round(statistic, EQUAL), centre):
        yield Cylinder(
            centres.start + int(centre[i]),
            here.start + int(circle[i]),
            int(window[i]),
            int(observed[i]),
            float(expected[i]),
            float(statistic[i]),
        )


def _first_of_the_largest(
    statistic: NDArray[np.float64], centre: NDArray[np.int64]
) -> Iterator[int]:
    """Where the largest number of each centre stands first; without a positive one, nowhere."""
    centres, starts = np.unique(centre, return_index=True)
    if not len(centres):
        return
    largest = np.maximum.reduceat(statistic, starts)
    is_largest = statistic == np.repeat(largest, np.diff(starts, append=len(centre)))
    where = np.flatnonzero(is_largest & (statistic > 0))
    _, firsts = np.unique(centre[where], return_index=True)
    yield from where[firsts].tolist()
