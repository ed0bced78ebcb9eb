"""Which stretches of time a scan looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Windows:
    """Stretches of periods, shortest first: columns first[w] up to, without, stop[w]."""

    first: NDArray[np.int64]
    stop: NDArray[np.int64]

    @classmethod
    def of(cls, periods: int, shortest: int, longest: int, *, looks: int | None) -> Self:
        """Windows of `shortest` to `longest` periods.

        looks: so many of the last periods may be the end of a window; 1 where only today is looked
        at, None for all.
        """
        pairs = list(_stretches(periods, shortest, longest, periods if looks is None else looks))
        first, stop = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return cls(first, stop)

    def __len__(self) -> int:
        return len(self.first)

    @property
    def span(self) -> slice:
        """The columns that at least one window touches; raises ValueError without windows."""
        return slice(int(self.first.min()), int(self.stop.max()))

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Windows":
        """Some of the windows."""
        return Windows(self.first[chosen], self.stop[chosen])

    def sums[N: (np.int64, np.float64)](self, per_period: NDArray[N]) -> NDArray[N]:
        """rows x periods in, rows x windows out."""
        span = self.span if len(self) else slice(0, 0)
        touched = per_period[:, span]
        so_far = np.zeros((len(touched), touched.shape[1] + 1), dtype=touched.dtype)
        np.cumsum(touched, axis=1, out=so_far[:, 1:])
        sums: NDArray[N] = so_far[:, self.stop - span.start] - so_far[:, self.first - span.start]
        return sums


def _stretches(periods: int, shortest: int, longest: int, looks: int) -> Iterator[tuple[int, int]]:
    for length in range(shortest, min(longest, periods) + 1):
        for stop in range(max(length, periods - looks + 1), periods + 1):
            yield stop - length, stop
