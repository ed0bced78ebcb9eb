"""Which stretches of time a scan looks at."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Windows:
    """Stretches of periods, shortest first: columns first[w] up to, without, stop[w].

    cases: all cases of the whole table in each window.
    """

    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    cases: NDArray[np.int64]

    @classmethod
    def of(cls, per_period: NDArray[np.int64], longest: int, *, prospective: bool) -> Self:
        """Every window of at most `longest` periods, only those that end today if prospective.

        per_period: the cases of each period, oldest first. Windows without cases are left out.
        """
        periods = len(per_period)
        lengths = range(1, min(longest, periods) + 1)
        pairs = [
            (stop - length, stop)
            for length in lengths
            for stop in ([periods] if prospective else range(length, periods + 1))
        ]
        first, stop = np.array(pairs, dtype=np.int64).T
        so_far = np.concatenate(([0], np.cumsum(per_period)))
        cases = so_far[stop] - so_far[first]
        busy = cases > 0
        return cls(first[busy], stop[busy], cases[busy])

    def __len__(self) -> int:
        return len(self.first)

    @property
    def span(self) -> slice:
        """The columns that at least one window touches."""
        return slice(int(self.first.min()), int(self.stop.max()))
