"""Space-time permutation: a place is compared with its own share of all cases."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.score import POISSON, Law
from kentongan.engine.detection.shuffles import ShuffledTimes
from kentongan.engine.detection.sizes import Sizes
from kentongan.engine.detection.windows import Windows


@dataclass(frozen=True, eq=False)
class Permutation:
    """Times are shuffled among cases (Kulldorff et al., PLoS Medicine 2005;2:e59).

    strata: strata x places x periods; times are shuffled within each.
    """

    strata: NDArray[np.int64]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """All cases, places x periods."""
        if len(self.strata) == 1:  # 83,000 places x 365 days are 240 MB, not copied in vain
            return np.asarray(self.strata[0])
        counts: NDArray[np.int64] = self.strata.sum(axis=0)
        return counts

    @cached_property
    def per_place(self) -> NDArray[np.int64]:
        """strata x places."""
        cases: NDArray[np.int64] = self.strata.sum(axis=2)
        return cases

    @cached_property
    def per_period(self) -> NDArray[np.int64]:
        """strata x periods."""
        cases: NDArray[np.int64] = self.strata.sum(axis=1)
        return cases

    @cached_property
    def law(self) -> Law:
        """The cases of the study are given."""
        total = float(self.per_place.sum())
        return Law(POISSON, total, total)

    @cached_property
    def share_of(self) -> NDArray[np.float64]:
        """A circle may hold a share of all cases."""
        return self.per_place.sum(axis=0).astype(np.float64)

    def sizes(self, windows: Windows) -> Sizes:
        """Expected cases if place and time had nothing to do with each other in any stratum."""
        totals = self.per_place.sum(axis=1)
        return Sizes.of_margins(self.per_place.T, windows.sums(self.per_period), totals)

    def busy(self, windows: Windows) -> NDArray[np.bool_]:
        """Windows that hold a case; shuffling leaves the others empty."""
        busy: NDArray[np.bool_] = windows.sums(self.per_period).sum(axis=0) > 0
        return busy

    def chance(self, span: slice, seed: int) -> ShuffledTimes:
        """Data sets with shuffled times."""
        return ShuffledTimes.of(self.strata, span, seed)
