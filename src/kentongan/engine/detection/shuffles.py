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

    homes: the place of every case, one array per stratum; times move within a stratum only.
    periods: the period of each case of the span, likewise, counted from the span's first column.
    """

    homes: tuple[NDArray[np.int64], ...]
    periods: tuple[NDArray[np.int64], ...]
    seed: int

    @classmethod
    def of(cls, counts: NDArray[np.int64], span: slice, seed: int) -> Self:
        """counts: strata x places x periods; span: the columns that windows touch."""
        per_place, per_period = counts.sum(axis=2), counts[:, :, span].sum(axis=1)
        return cls(
            tuple(np.repeat(np.arange(len(cases)), cases) for cases in per_place),
            tuple(np.repeat(np.arange(len(cases)), cases) for cases in per_period),
            seed,
        )

    @property
    def total(self) -> int:
        """All cases of all strata, those outside the span included."""
        return sum(map(len, self.homes))

    def places(self, replicate: int) -> NDArray[np.int64]:
        """The place of each case of the span in one data set, in the order of `periods`."""
        stream = np.random.default_rng((self.seed, replicate))
        return np.concatenate(
            [
                homes[stream.choice(len(homes), size=len(periods), replace=False)]
                for homes, periods in zip(self.homes, self.periods, strict=True)
            ]
        )
