"""Which places lie near which, nearest first: the circles that a scan grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Neighbours = tuple[NDArray[np.int64], NDArray[np.float64]]

# Distances are straight chords through a sphere of this radius in km, so that radii and limits
# agree with published scan results to the metre.
EARTH_RADIUS_KM = 6367.0

# 256 rows x 83,000 candidates x 8 bytes is 170 MB, the most a block can take at national size.
ROWS_PER_BLOCK = 256


@dataclass(frozen=True, eq=False)
class Geometry:
    """The neighbours of every place, nearest first, the place itself included.

    areas: sorted codes, so that results do not depend on the order in which places were given.
    offsets: the neighbours of place i stand at offsets[i]:offsets[i + 1].
    neighbours: row numbers in `areas`; distances: km from the centre, growing within a centre.
    max_km: no neighbour lies farther away; None where every place is a neighbour of every other.
    """

    areas: tuple[str, ...]
    offsets: NDArray[np.int64]
    neighbours: NDArray[np.int32]
    distances: NDArray[np.float64]
    max_km: float | None

    @classmethod
    def from_lonlat(
        cls,
        areas: Sequence[str],
        longitude: ArrayLike,
        latitude: ArrayLike,
        *,
        max_km: float | None = None,
    ) -> Self:
        """Places by longitude and latitude in degrees; raises ValueError outside the globe."""
        lon, lat = _coordinates(longitude), _coordinates(latitude)
        if np.any(np.abs(lon) > 180) or np.any(np.abs(lat) > 90):
            raise ValueError("longitude lies within -180..180 and latitude within -90..90 degrees")
        lon, lat = np.radians(lon), np.radians(lat)
        xyz = (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
        return cls._from_points(areas, EARTH_RADIUS_KM * np.stack(xyz, axis=1), max_km)

    @classmethod
    def from_plane(
        cls,
        areas: Sequence[str],
        x_km: ArrayLike,
        y_km: ArrayLike,
        *,
        max_km: float | None = None,
    ) -> Self:
        """Places on a flat map, coordinates in km."""
        points = np.stack((_coordinates(x_km), _coordinates(y_km)), axis=1)
        return cls._from_points(areas, points, max_km)

    @classmethod
    def _from_points(
        cls, areas: Sequence[str], points: NDArray[np.float64], max_km: float | None
    ) -> Self:
        _check_places(areas, points, max_km)
        order = sorted(range(len(areas)), key=areas.__getitem__)
        lists = _neighbour_lists(points[order], np.inf if max_km is None else max_km)
        offsets = np.concatenate(([0], np.cumsum([len(near) for near, _ in lists])))
        return cls(
            tuple(areas[i] for i in order),
            offsets.astype(np.int64),
            np.concatenate([near for near, _ in lists]).astype(np.int32),
            np.concatenate([km for _, km in lists]),
            max_km,
        )

    def around(self, centre: int) -> slice:
        """Where the neighbours of `centre` stand in `neighbours` and `distances`."""
        return slice(int(self.offsets[centre]), int(self.offsets[centre + 1]))


def _coordinates(values: ArrayLike) -> NDArray[np.float64]:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1 or not np.all(np.isfinite(numbers)):
        raise ValueError("coordinates must be one list of finite numbers")
    return numbers


def _check_places(areas: Sequence[str], points: NDArray[np.float64], max_km: float | None) -> None:
    if not areas:
        raise ValueError("there is no place to scan")
    if len(areas) != len(points):
        raise ValueError(f"{len(areas)} areas but {len(points)} coordinates")
    if len(set(areas)) != len(areas):
        raise ValueError("an area has coordinates twice")
    if max_km is not None and not max_km > 0:
        raise ValueError(f"the largest radius is {max_km} km; it must be above zero")


def _neighbour_lists(points: NDArray[np.float64], max_km: float) -> list[Neighbours]:
    """Neighbours and distances of each place; equal distances keep the order of codes.

    Only a band along the longest axis is compared, which spares most pairs of a long island.
    """
    axis = int(np.argmax(np.ptp(points, axis=0)))
    along = np.argsort(points[:, axis], kind="stable")
    sorted_axis = points[along, axis]
    found: dict[int, Neighbours] = {}
    for first in range(0, len(points), ROWS_PER_BLOCK):
        rows = along[first : first + ROWS_PER_BLOCK]
        low = np.searchsorted(sorted_axis, points[rows[0], axis] - max_km, side="left")
        high = np.searchsorted(sorted_axis, points[rows[-1], axis] + max_km, side="right")
        candidates = np.sort(along[low:high])
        distances = _distances(points[rows], points[candidates])
        for row, to_candidates in zip(rows.tolist(), distances, strict=True):
            found[row] = _nearest_first(row, candidates, to_candidates, max_km)
    return [found[row] for row in range(len(points))]


def _distances(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Straight distances, summed per axis so that A to B equals B to A to the last bit."""
    squared = np.zeros((len(some), len(others)))
    for axis in range(some.shape[1]):
        squared += (some[:, axis, None] - others[None, :, axis]) ** 2
    return np.sqrt(squared)


def _nearest_first(
    centre: int, candidates: NDArray[np.int64], distances: NDArray[np.float64], max_km: float
) -> Neighbours:
    near = np.flatnonzero(distances <= max_km)
    others = candidates[near] != centre
    near = near[np.lexsort((others, distances[near]))]
    return candidates[near], distances[near]
