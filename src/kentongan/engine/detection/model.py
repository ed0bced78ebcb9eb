"""What a scan must know of a model: what is due where nothing is the matter."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.chance import Chance
from kentongan.engine.detection.score import Law
from kentongan.engine.detection.sizes import Sizes
from kentongan.engine.detection.windows import Windows


class Model(Protocol):
    """Counts and a law by which chance would spread them."""

    @property
    def counts(self) -> NDArray[np.int64]:
        """The cases as they are, places x periods."""

    @property
    def law(self) -> Law:
        """How a count is compared with a size."""

    @property
    def share_of(self) -> NDArray[np.float64]:
        """What each place adds to that of which a circle may hold a share."""

    def sizes(self, windows: Windows) -> Sizes:
        """What each place adds to the size of a cylinder."""

    def busy(self, windows: Windows) -> NDArray[np.bool_]:
        """In which windows a case can fall at all."""

    def chance(self, span: slice, seed: int) -> Chance:
        """What draws data sets; span: the columns that windows touch."""
