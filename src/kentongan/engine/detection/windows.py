"""Which stretches of time a scan looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Windows:
    """Stretches of periods, shortest first: columns first[w] up to, without, stop[w].

    cases: all cases of the whole table in each window, windows x strata.
    """

    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    cases: NDArray[np.int64]

    @classmethod
    def of(
        cls, per_period: NDArray[np.int64], shortest: int, longest: int, *, prospective: bool
    ) -> Self:
        """Windows of `shortest` to `longest` periods, only those that end today if prospective.

        per_period: the cases of each period, periods x strata, oldest first. Windows without
        cases are left out.
        """
        pairs = list(_stretches(len(per_period), shortest, longest, prospective=prospective))
        first, stop = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        so_far = np.zeros((len(per_period) + 1, per_period.shape[1]), dtype=np.int64)
        np.cumsum(per_period, axis=0, out=so_far[1:])
        cases = so_far[stop] - so_far[first]
        busy = cases.sum(axis=1) > 0
        return cls(first[busy], stop[busy], cases[busy])

    def __len__(self) -> int:
        return len(self.first)

    @property
    def span(self) -> slice:
        """The columns that at least one window touches; raises ValueError without windows."""
        return slice(int(self.first.min()), int(self.stop.max()))

    def counts(self, per_place: NDArray[np.int64]) -> NDArray[np.int64]:
        """places x periods in, places x windows out."""
        so_far = np.zeros((len(per_place), per_place.shape[1] + 1), dtype=np.int64)
        np.cumsum(per_place, axis=1, out=so_far[:, 1:])
        return so_far[:, self.stop] - so_far[:, self.first]


def _stretches(
    periods: int, shortest: int, longest: int, *, prospective: bool
) -> Iterator[tuple[int, int]]:
    for length in range(shortest, min(longest, periods) + 1):
        for stop in [periods] if prospective else range(length, periods + 1):
            yield stop - length, stop
