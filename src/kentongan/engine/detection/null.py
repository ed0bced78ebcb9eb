"""What chance alone does: the largest statistic of data sets whose times were shuffled.

Shuffling keeps the cases of each place and of each period, so the expected number of every
cylinder stays what it is and only the observed numbers change. For equal numbers of cases in
circle and window the statistic depends on the observed number alone and grows with it. So all
circles with equal cases are first merged by the largest number they ever saw, in plain integers
and for many data sets at once, and logarithms are taken only of what may be the largest of all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.inference import as_unusual
from kentongan.engine.detection.score import (
    expected_cases,
    least_count_above,
    log_likelihood_ratio,
)
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.detection.shuffles import ShuffledTimes
from kentongan.engine.detection.windows import Windows

type Counts = NDArray[np.unsignedinteger]
type Progress = Callable[[int, int], None]

# Working memory of one block of data sets. Larger blocks spare calls, smaller ones stay in the
# cache; measured from 8 to 100 MB on 636 and on 5,000 places, little is gained beyond this.
BLOCK_BYTES = 48_000_000


def null_maxima(
    circles: Circles,
    windows: Windows,
    shuffled: ShuffledTimes,
    settings: ScanSettings,
    *,
    to_outdo: float,
    progress: Progress | None = None,
    block_bytes: int = BLOCK_BYTES,
) -> NDArray[np.float64]:
    """The largest statistic of each replicate, zero where nothing exceeds its expectation.

    Ends with the replicate that outdoes `to_outdo` for the last allowed time, where the settings
    allow to stop early. The result does not depend on `block_bytes`, the working memory.
    progress: called with (replicates done, replicates wanted) after each block.
    """
    merged = _Merged.of(circles, windows, shuffled, settings.min_cases)
    maxima = np.zeros(0)
    for block in _blocks(settings, merged.replicates_within(block_bytes)):
        maxima = np.concatenate((maxima, merged.maxima(block)))
        if progress is not None:
            progress(block.stop, settings.replicates)
        outdone = np.flatnonzero(as_unusual(maxima, to_outdo))
        if settings.enough_outdone is not None and len(outdone) >= settings.enough_outdone:
            return maxima[: outdone[settings.enough_outdone - 1] + 1]
    return maxima


def _blocks(settings: ScanSettings, most: int) -> Iterator[range]:
    """Runs of replicates; small ones first where the scan may stop early."""
    enough = settings.enough_outdone
    size, first = (settings.replicates if enough is None else 4 * enough), 0
    while first < settings.replicates:
        stop = min(first + min(size, most), settings.replicates)
        yield range(first, stop)
        size, first = 2 * size, stop


@dataclass(frozen=True, eq=False)
class _Merged:
    """Circles with equal cases share a level; windows with equal cases share a group.

    active: the places that circles add, one row of counts each. row_of_circle and
    level_of_circle: by circle. first, stop: the windows by group, counted from their span.
    """

    offsets: list[int]
    shuffled: ShuffledTimes
    active: NDArray[np.int32]
    row_of_circle: list[int]
    level_of_circle: list[int]
    level_cases: NDArray[np.int64]
    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    group_starts: NDArray[np.int64]
    expected: NDArray[np.float64]
    min_cases: int

    @classmethod
    def of(
        cls, circles: Circles, windows: Windows, shuffled: ShuffledTimes, min_cases: int
    ) -> "_Merged":
        active, rows = np.unique(circles.places, return_inverse=True)
        level_cases, levels = _distinct_rows(circles.cases)
        group_cases, groups = _distinct_rows(windows.cases)
        order = np.argsort(groups, kind="stable")
        totals = np.array([len(homes) for homes in shuffled.homes])
        return cls(
            offsets=circles.offsets.tolist(),
            shuffled=shuffled,
            active=active,
            row_of_circle=rows.tolist(),
            level_of_circle=levels.tolist(),
            level_cases=level_cases,
            first=windows.first[order] - windows.span.start,
            stop=windows.stop[order] - windows.span.start,
            group_starts=np.searchsorted(groups[order], np.arange(len(group_cases))),
            expected=expected_cases(level_cases[:, None], group_cases, totals),
            min_cases=min_cases,
        )

    @property
    def dtype(self) -> np.dtype[np.unsignedinteger]:
        """Wide enough for the most cases that a circle can see in a window."""
        in_span = sum(map(len, self.shuffled.periods))
        return np.min_scalar_type(min(in_span, int(self.level_cases.sum(axis=1).max())))

    def replicates_within(self, block_bytes: int) -> int:
        per_replicate = (len(self.active) + len(self.level_cases)) * len(self.first)
        return max(1, block_bytes // (per_replicate * self.dtype.itemsize))

    def maxima(self, block: range) -> NDArray[np.float64]:
        """The largest statistic of each replicate of the block."""
        most = self._most_per_level(self._window_counts(block))
        by_window = most.reshape(len(self.level_cases), len(self.first), len(block))
        return self._largest(np.maximum.reduceat(by_window, self.group_starts, axis=1))

    def _window_counts(self, block: range) -> Counts:
        """active places x (windows x replicates)."""
        places, when = len(self.active), np.concatenate(self.shuffled.periods) + 1
        counts = np.zeros((places, int(self.stop.max()) + 1, len(block)), dtype=self.dtype)
        for r, replicate in enumerate(block):
            homes = self.shuffled.places(replicate)
            rows = np.minimum(np.searchsorted(self.active, homes), places - 1)
            known = self.active[rows] == homes
            np.add.at(counts, (rows[known], when[known], r), 1)
        so_far = np.cumsum(counts, axis=1, dtype=self.dtype)
        # Sums over the whole span may wrap around, their differences do not.
        return (so_far[:, self.stop] - so_far[:, self.first]).reshape(places, -1)

    def _most_per_level(self, window_counts: Counts) -> Counts:
        """The largest count of any circle with so many cases: levels x (windows x replicates)."""
        most = np.zeros((len(self.level_cases), window_counts.shape[1]), dtype=self.dtype)
        rows, levels = list(window_counts), list(most)
        inside = np.empty_like(rows[0])
        for start, stop in pairwise(self.offsets):
            inside[:] = 0
            for circle in range(start, stop):
                level = levels[self.level_of_circle[circle]]
                np.add(inside, rows[self.row_of_circle[circle]], out=inside)
                np.maximum(level, inside, out=level)
        return most

    def _largest(self, most: Counts) -> NDArray[np.float64]:
        """levels x groups x replicates in, the largest statistic of each replicate out."""
        best = np.zeros(most.shape[2])
        total = self.shuffled.total
        for expected, counts in zip(self.expected, most, strict=True):
            enough = least_count_above(float(best.min()), expected, total)
            group, replicate = np.nonzero(counts >= np.maximum(enough, self.min_cases)[:, None])
            statistic = log_likelihood_ratio(counts[group, replicate], expected[group], total)
            np.maximum.at(best, replicate, statistic)
        return best


def _distinct_rows(table: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different rows and, for each row of the table, which of them it is."""
    if table.shape[1] == 1:  # ten times faster than comparing rows, and the usual case
        values, which = np.unique(table[:, 0], return_inverse=True)
        return values[:, None], which
    rows, which = np.unique(table, axis=0, return_inverse=True)
    return rows, which
