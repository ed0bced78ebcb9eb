"""The circles of a scan: each grows from a centre one place at a time."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.geometry import Geometry


@dataclass(frozen=True, eq=False)
class Circles:
    """Every circle within the limits, centre by centre, smallest first.

    A place without any case changes neither the observed nor the expected number, so no circle
    ends on one; such places are members all the same when the circle reaches beyond them.

    offsets: the circles of centre i stand at offsets[i]:offsets[i + 1].
    places: the place that each circle adds. cases: all its cases in the study period.
    sizes: how many places it holds, those without cases included.
    """

    offsets: NDArray[np.int64]
    places: NDArray[np.int32]
    cases: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @classmethod
    def within(
        cls,
        geometry: Geometry,
        cases_per_place: NDArray[np.int64],
        *,
        max_km: float | None,
        max_share: float,
    ) -> Self:
        """Circles up to a radius and a share of all cases, limits included."""
        added = cases_per_place[geometry.neighbours]
        starts = geometry.offsets[:-1]
        lengths = np.diff(geometry.offsets)
        so_far = np.concatenate(([0], np.cumsum(added)))
        inside = so_far[1:] - np.repeat(so_far[starts], lengths)
        # The tiny addition keeps a share such as 0.07 x 100 cases from losing its last case.
        fits = inside <= np.floor(max_share * cases_per_place.sum() + 1e-9)
        if max_km is not None:
            fits &= geometry.distances <= max_km
        kept = np.flatnonzero(fits & (added > 0))
        sizes = np.arange(len(added)) - np.repeat(starts, lengths) + 1
        return cls(
            np.searchsorted(kept, geometry.offsets),
            geometry.neighbours[kept],
            inside[kept],
            sizes[kept],
        )

    def around(self, centre: int) -> slice:
        """Where the circles of `centre` stand."""
        return slice(int(self.offsets[centre]), int(self.offsets[centre + 1]))
