"""Data sets in which place and time have nothing to do with each other."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.streams import Stream, below, stream_of


@dataclass(frozen=True, eq=False)
class ShuffledTimes:
    """Data sets with the times of the cases shuffled, one random stream per replicate.

    Shuffling keeps the cases of each place and of each period. Only the cases of the span, the
    periods that windows touch, are drawn: which of all cases fall there is all that matters.

    homes: the place of every case, stratum by stratum; times move within a stratum only.
    periods: the period of each case of the span, likewise, counted from the span's first column.
    home_starts, period_starts: where each stratum begins in them, and the end.
    """

    homes: NDArray[np.int32]
    periods: NDArray[np.int32]
    home_starts: NDArray[np.int64]
    period_starts: NDArray[np.int64]
    seed: int

    @classmethod
    def of(cls, counts: NDArray[np.int64], span: slice, seed: int) -> Self:
        """counts: strata x places x periods; span: the columns that windows touch."""
        homes, home_starts = _listed(counts.sum(axis=2))
        periods, period_starts = _listed(counts[:, :, span].sum(axis=1))
        return cls(homes, periods, home_starts, period_starts, seed)

    @property
    def total(self) -> int:
        """All cases of all strata, those outside the span included."""
        return len(self.homes)

    @property
    def usual_cases(self) -> float:
        """The cases of the span, the same number in every data set."""
        return float(len(self.periods))

    def draw(self, replicates: range) -> Drawn:
        """The place of each case of the span in each of the data sets."""
        size = len(self.periods)
        places = np.empty((len(replicates), size), dtype=np.int32)
        strata = (self.home_starts, self.period_starts)
        _deal(self.homes.copy(), *strata, (self.seed, replicates.start), places)
        starts = np.arange(len(replicates) + 1, dtype=np.int64) * size
        return Drawn(places.ravel(), np.tile(self.periods, len(replicates)), starts)


def _listed(numbers: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """strata x columns of numbers in; each column as often as its number out, and the starts."""
    columns = np.tile(np.arange(numbers.shape[1], dtype=np.int32), len(numbers))
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(numbers.sum(axis=1))))
    return np.repeat(columns, numbers.ravel()), starts


@njit(cache=True, nogil=True)
def _deal(
    homes: NDArray[np.int32],
    home_starts: NDArray[np.int64],
    period_starts: NDArray[np.int64],
    seed_and_first: tuple[int, int],
    places: NDArray[np.int32],
) -> None:
    """Fill replicates x cases of the span; `homes` is as before when done."""
    seed, first = seed_and_first
    swaps = np.empty(places.shape[1], dtype=np.int64)
    for replicate in range(len(places)):
        stream = stream_of(seed, first + replicate)
        for stratum in range(len(home_starts) - 1):
            here = slice(home_starts[stratum], home_starts[stratum + 1])
            drawn = slice(period_starts[stratum], period_starts[stratum + 1])
            draw_without_return(stream, homes[here], places[replicate, drawn], swaps)


@njit(cache=True, nogil=True)
def draw_without_return(
    stream: Stream,
    pool: NDArray[np.int32],
    out: NDArray[np.int32],
    swaps: NDArray[np.int64],
) -> None:
    """Draw as many as `out` holds: the first steps of a shuffle (Fisher & Yates 1938), undone.

    So the work grows with the draws, not the pool. swaps: room for as many numbers.
    """
    size = len(out)
    for step in range(size):
        chosen = step + below(stream, len(pool) - step)
        swaps[step], out[step] = chosen, pool[chosen]
        pool[chosen] = pool[step]
        pool[step] = out[step]
    for step in range(size - 1, -1, -1):
        pool[step], pool[swaps[step]] = pool[swaps[step]], pool[step]
