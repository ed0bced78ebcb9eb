"""Which places lie near which, nearest first: the circles that a scan grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.detection.near import morton_order, neighbour_lists
from kentongan.engine.detection.shelf import from_shelf, to_shelf

# Distances are straight chords through a sphere of this radius in km, so that radii and limits
# agree with published scan results to the metre.
EARTH_RADIUS_KM = 6367.0


@dataclass(frozen=True, eq=False)
class Geometry:
    """The neighbours of every place, nearest first, the place itself included.

    areas: sorted codes, so that results do not depend on the order in which places were given.
    offsets: the neighbours of place i stand at offsets[i]:offsets[i + 1].
    neighbours: row numbers in `areas`; distances: km from the centre, growing within a centre.
    walk: the rows along a curve that keeps near places together (Morton order); a scan that visits
    centres in this order finds their neighbours in the cache.
    max_km: no neighbour lies farther away; None where every place is a neighbour of every other.
    """

    areas: tuple[str, ...]
    offsets: NDArray[np.int64]
    neighbours: NDArray[np.int32]
    distances: NDArray[np.float64]
    walk: NDArray[np.int32]
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
        x, y = _coordinates(x_km), _coordinates(y_km)
        return cls._from_points(areas, np.stack((x, y, np.zeros_like(x)), axis=1), max_km)

    @classmethod
    def _from_points(
        cls, areas: Sequence[str], points: NDArray[np.float64], max_km: float | None
    ) -> Self:
        _check_places(areas, points, max_km)
        order = sorted(range(len(areas)), key=areas.__getitem__)
        points = points[order]
        lists = neighbour_lists(points, np.inf if max_km is None else max_km)
        return cls(tuple(areas[i] for i in order), *lists, morton_order(points), max_km)

    def save(self, folder: Path) -> None:
        """Keep the lists on disk, where `load` finds them; what was in the folder is replaced.

        The folder appears complete or not at all. Raises OSError where it cannot be written.
        """
        to_shelf(
            folder,
            areas=np.array(self.areas),
            offsets=self.offsets,
            neighbours=self.neighbours,
            distances=self.distances,
            walk=self.walk,
            max_km=np.array(np.inf if self.max_km is None else self.max_km),
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """A geometry that was saved; lists are read from disk as they are needed.

        Raises ValueError where the folder does not hold a whole geometry.
        """
        kept = from_shelf(folder, "areas", "offsets", "neighbours", "distances", "walk", "max_km")
        reach = float(kept["max_km"])
        return cls(
            tuple(kept["areas"].tolist()),
            kept["offsets"],
            kept["neighbours"],
            kept["distances"],
            kept["walk"],
            None if np.isinf(reach) else reach,
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
