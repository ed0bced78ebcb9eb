"""Data sets in which place and time have nothing to do with each other."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ShuffledTimes:
    """Data sets with the times of the cases shuffled, one random stream per replicate.

    Shuffling keeps the cases of each place and of each period. Only the cases of the span, the
    periods that windows touch, are drawn: which of all cases fall there is all that matters.

    homes: the place of every case. periods: the period of each case of the span, counted from
    the first column of the span.
    """

    homes: NDArray[np.int64]
    periods: NDArray[np.int64]
    seed: int

    @classmethod
    def of(cls, counts: NDArray[np.int64], span: slice, seed: int) -> Self:
        """counts: places x periods; span: the columns that windows touch."""
        in_span = counts[:, span].sum(axis=0)
        homes = np.repeat(np.arange(len(counts)), counts.sum(axis=1))
        return cls(homes, np.repeat(np.arange(len(in_span)), in_span), seed)

    def places(self, replicate: int) -> NDArray[np.int64]:
        """The place of each case of the span in one data set, in the order of `periods`."""
        stream = np.random.default_rng((self.seed, replicate))
        drawn = stream.choice(len(self.homes), size=len(self.periods), replace=False)
        return self.homes[drawn]
