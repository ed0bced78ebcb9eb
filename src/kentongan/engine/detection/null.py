"""What chance alone does: the largest statistic of data sets whose times were shuffled.

Shuffling keeps the cases of each place and of each period, so the expected number of every
cylinder stays what it is and only the observed numbers change. For equal numbers of cases in
circle and window the statistic depends on the observed number alone and grows with it. So all
circles with equal cases are first merged by the largest number they ever saw, in plain integers
and for many data sets at once, and logarithms are taken only of what is left.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.score import log_likelihood_ratio
from kentongan.engine.detection.windows import Windows

type Counts = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]
type Progress = Callable[[int, int], None]

# Working memory of one block of data sets; twice this still fits a 32 MB cache share.
BLOCK_BYTES = 24_000_000


@dataclass(frozen=True, eq=False)
class ShuffledTimes:
    """Data sets with the times of the cases shuffled, one random stream per replicate.

    homes: the place of every case. periods: the period of each case within the span of the
    windows, counted from the first column of the span.
    """

    homes: NDArray[np.int64]
    periods: NDArray[np.int64]
    seed: int

    @classmethod
    def of(cls, counts: NDArray[np.int64], span: slice, seed: int) -> "ShuffledTimes":
        """counts: places x periods; span: the columns that windows touch."""
        in_span = counts[:, span].sum(axis=0)
        homes = np.repeat(np.arange(len(counts)), counts.sum(axis=1))
        return cls(homes, np.repeat(np.arange(len(in_span)), in_span), seed)

    def places(self, replicate: int) -> NDArray[np.int64]:
        """The place of each case of the span in one data set, in the order of `periods`."""
        stream = np.random.default_rng((self.seed, replicate))
        drawn = stream.choice(len(self.homes), size=len(self.periods), replace=False)
        return self.homes[drawn]


def null_maxima(
    circles: Circles,
    windows: Windows,
    shuffled: ShuffledTimes,
    *,
    replicates: int,
    min_cases: int,
    progress: Progress | None = None,
    block_bytes: int = BLOCK_BYTES,
) -> NDArray[np.float64]:
    """The largest statistic of each replicate, zero where nothing exceeds its expectation.

    The result does not depend on `block_bytes`, which bounds the working memory.
    progress: called with (replicates done, replicates wanted) after each block.
    """
    maxima = np.zeros(replicates)
    if not len(windows) or not len(circles.places):
        return maxima
    merged = _Merged.of(circles, windows, shuffled, min_cases)
    size = merged.replicates_within(block_bytes)
    for first in range(0, replicates, size):
        block = range(first, min(first + size, replicates))
        maxima[block.start : block.stop] = merged.maxima(block)
        if progress is not None:
            progress(block.stop, replicates)
    return maxima


@dataclass(frozen=True, eq=False)
class _Merged:
    """Circles with equal cases share a level; windows with equal cases share a group."""

    circles: Circles
    shuffled: ShuffledTimes
    active: NDArray[np.int32]
    level_cases: NDArray[np.int64]
    level_of_circle: list[int]
    row_of_circle: list[int]
    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    group_starts: NDArray[np.int64]
    group_cases: NDArray[np.int64]
    min_cases: int

    @classmethod
    def of(
        cls, circles: Circles, windows: Windows, shuffled: ShuffledTimes, min_cases: int
    ) -> "_Merged":
        active, rows = np.unique(circles.places, return_inverse=True)
        level_cases, levels = np.unique(circles.cases, return_inverse=True)
        order = np.argsort(windows.cases, kind="stable")
        group_cases, group_starts = np.unique(windows.cases[order], return_index=True)
        return cls(
            circles, shuffled, active, level_cases, levels.tolist(), rows.tolist(),
            windows.first[order] - windows.span.start, windows.stop[order] - windows.span.start,
            group_starts, group_cases, min_cases,
        )

    def replicates_within(self, block_bytes: int) -> int:
        per_replicate = (len(self.active) + len(self.level_cases)) * len(self.first)
        return max(1, block_bytes // (per_replicate * np.dtype(self.dtype).itemsize))

    @property
    def dtype(self):
        largest = min(len(self.shuffled.periods), int(self.level_cases[-1]))
        return np.uint8 if largest < 256 else np.uint16 if largest < 65536 else np.uint32

    def maxima(self, block: range) -> NDArray[np.float64]:
        most = np.zeros((len(self.level_cases), len(self.first) * len(block)), dtype=self.dtype)
        self._merge(self._window_counts(block), most)
        return self._largest(most.reshape(len(self.level_cases), len(self.first), len(block)))

    def _window_counts(self, block: range):
        """active places x (windows x replicates)."""
        periods = int(self.shuffled.periods[-1]) + 1
        row = np.full(len(self.circles.offsets), len(self.active))
        row[self.active] = np.arange(len(self.active))
        counts = np.zeros((len(self.active) + 1, self.stop.max() + 1, len(block)), dtype=self.dtype)
        for r, replicate in enumerate(block):
            np.add.at(counts, (row[self.shuffled.places(replicate)], self.shuffled.periods + 1, r), 1)
        so_far = np.cumsum(counts[:-1], axis=1, dtype=self.dtype)
        # Sums may wrap around, their differences do not.
        return (so_far[:, self.stop] - so_far[:, self.first]).reshape(len(self.active), -1)

    def _merge(self, window_counts, most) -> None:
        rows, levels = list(window_counts), list(most)
        inside = np.empty_like(rows[0])
        add, maximum = np.add, np.maximum
        offsets = self.circles.offsets.tolist()
        for a, b in zip(offsets, offsets[1:]):
            inside[:] = 0
            for row, level in zip(self.row_of_circle[a:b], self.level_of_circle[a:b]):
                add(inside, rows[row], inside)
                most_here = levels[level]; maximum(most_here, inside, out=most_here)

    def _largest(self, most) -> NDArray[np.float64]:
        most = np.maximum.reduceat(most, self.group_starts, axis=1)
        best = np.zeros(most.shape[2])
        total = len(self.shuffled.homes)
        base = None
        for cases, counts in zip(self.level_cases, most):
            width = int(counts.max()) + 1
            expected = cases * self.group_cases / total
            seen = np.arange(width)
            table = log_likelihood_ratio(seen, expected[:, None], total)
            table[:, : self.min_cases] = 0
            index = counts + (np.arange(len(expected)) * width)[:, None]
            np.maximum(best, table.ravel()[index].max(axis=0), out=best)
        return best
