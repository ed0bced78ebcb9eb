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
    places: the place that each circle adds.
    cases: all its cases in the study period, circles x strata.
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
        per_place: NDArray[np.int64],
        *,
        max_km: float | None,
        max_share: float,
    ) -> Self:
        """Circles up to a radius and a share of all cases, limits included.

        per_place: the cases of each place, places x strata.
        """
        offsets, neighbours = geometry.offsets, geometry.neighbours
        added = per_place.sum(axis=1)[neighbours]
        inside = sums_from_each_start(added, offsets)
        # The tiny addition keeps a share such as 0.07 x 100 cases from losing its last case.
        fits = inside <= np.floor(max_share * per_place.sum() + 1e-9)
        if max_km is not None:
            fits &= geometry.distances <= max_km
        kept = np.flatnonzero(fits & (added > 0))
        places, shorter = neighbours[kept], np.searchsorted(kept, offsets)
        sizes = kept - np.repeat(offsets[:-1], np.diff(shorter)) + 1
        return cls(shorter, places, sums_from_each_start(per_place[places], shorter), sizes)


def sums_from_each_start(added: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Running sums down the first axis that begin anew at each offset."""
    so_far = np.zeros((len(added) + 1, *added.shape[1:]), dtype=np.int64)
    np.cumsum(added, axis=0, out=so_far[1:])
    before: NDArray[np.int64] = np.repeat(so_far[offsets[:-1]], np.diff(offsets), axis=0)
    return so_far[1:] - before
