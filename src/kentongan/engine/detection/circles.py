"""The circles of a scan: each grows from a centre one place at a time."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.sizes import Sizes, size_in


class Survey(NamedTuple):
    """The size of the largest cylinder of each window, and how many centres reach each place."""

    largest: NDArray[np.float64]
    visits: NDArray[np.int64]


class Circles(NamedTuple):
    """Every circle within the limits: the first one, two, three … neighbours of a centre.

    starts, stops: the circles of centre i end at the neighbours starts[i]:stops[i].
    neighbours: the place that each circle adds. walk: the order in which to visit the centres, each
    near the one before, so that what is known of their neighbours is in the cache.
    """

    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    neighbours: NDArray[np.int32]
    walk: NDArray[np.int32]

    @classmethod
    def within(
        cls,
        geometry: Geometry,
        share_of: NDArray[np.float64],
        *,
        max_km: float | None,
        max_share: float,
    ) -> "Circles":
        """Circles up to a radius and a share, limits included.

        share_of: what each place adds to what a circle may hold a share of.
        """
        # The tiny addition keeps a share such as 0.07 x 100 cases from losing its last case.
        most = float(max_share * share_of.sum() + 1e-9)
        reach = np.inf if max_km is None else float(max_km)
        starts, neighbours = geometry.offsets[:-1], geometry.neighbours
        circles = cls(starts, geometry.offsets[1:].copy(), neighbours, geometry.walk)
        _shorten(circles, geometry.distances, share_of, reach, most)
        return circles

    def up_to(self, places: int) -> "Circles":
        """Only circles of so few places."""
        return self._replace(stops=np.minimum(self.stops, self.starts + places))

    def survey(self, sizes: Sizes) -> Survey:
        """What is within reach of whom."""
        survey = Survey(np.zeros(sizes.windows), np.zeros(len(self.starts), dtype=np.int64))
        _look_round(self, sizes, survey)
        return survey


@njit(cache=True, nogil=True)
def _shorten(
    circles: Circles,
    distances: NDArray[np.float64],
    share_of: NDArray[np.float64],
    reach: float,
    most: float,
) -> None:
    """Let the circles of each centre stop before one that is too wide or holds too much."""
    for centre in circles.walk:
        inside, stop = 0.0, circles.stops[centre]
        for at in range(circles.starts[centre], stop):
            inside += share_of[circles.neighbours[at]]
            if distances[at] > reach or inside > most:
                circles.stops[centre] = at
                break


@njit(cache=True, nogil=True)
def _look_round(circles: Circles, sizes: Sizes, survey: Survey) -> None:
    (added, shares), (largest, visits) = sizes, survey
    so_far = np.zeros(added.shape[1])
    for centre in circles.walk:
        so_far[:] = 0.0
        for at in range(circles.starts[centre], circles.stops[centre]):
            place = circles.neighbours[at]
            visits[place] += 1
            for part in range(len(so_far)):
                so_far[part] += added[place, part]
        for window in range(len(largest)):
            largest[window] = max(largest[window], size_in(so_far, window, shares))
