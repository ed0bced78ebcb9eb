"""Random data sets as a scan reads them: which cases fall into the periods that windows touch."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray


class Drawn(NamedTuple):
    """The cases of some data sets, one after another.

    places, periods: of each case, periods counted from the first column that windows touch.
    starts: where the cases of each data set begin, and the end.
    """

    places: NDArray[np.int32]
    periods: NDArray[np.int32]
    starts: NDArray[np.int64]


class Chance(Protocol):
    """What draws data sets in which nothing is the matter."""

    @property
    def usual_cases(self) -> float:
        """How many cases one data set has among the periods that windows touch, about."""

    def draw(self, replicates: range) -> Drawn:
        """The data sets of these numbers; each depends on the seed and its own number alone."""
