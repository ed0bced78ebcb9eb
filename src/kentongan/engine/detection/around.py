"""What one more case changes: the cylinders that hold its place, from the counts around it alone.

A prospective scan after one more case can find something new only where the case fell: everywhere
else observed counts stay and expected ones hardly move. So the neighbourhoods that hold the place
are searched, with the same circles, windows and sizes as in the whole scan; what lies elsewhere is
one row, of which only the total of each period matters. How often chance does the same is read off
the random maxima of the last whole scan.
"""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.observed import Cylinder, best_cylinders
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.scan import (
    Cluster,
    apart,
    check_together,
    cluster_of,
    members_of,
    windows_of,
)
from kentongan.engine.detection.settings import ScanSettings

# No code of a place: it sorts before every one and is nobody's neighbour.
ELSEWHERE = ""


@dataclass(frozen=True, eq=False)
class Vicinity:
    """All places that share a circle with some places.

    geometry: these places and ``ELSEWHERE``; only the centres that reach one of the places have
    neighbours, and the walk visits these alone. held: the rows of the places themselves.
    """

    geometry: Geometry
    held: frozenset[int]

    @classmethod
    def of(cls, geometry: Geometry, places: Collection[str], max_km: float | None) -> Self:
        """The surroundings of those places that the geometry knows, up to a radius.

        Nearness goes both ways: the centres whose circles reach a place are its own neighbours.
        """
        rows = rows_of(geometry, places)
        centres = np.unique(np.concatenate([reached(geometry, row, max_km)[0] for row in rows]))
        lists = [reached(geometry, int(centre), max_km) for centre in centres]
        members = np.unique(np.concatenate([near for near, _km in lists]))
        lengths = np.zeros(len(members) + 1, dtype=np.int64)
        # One further on: row 0 is elsewhere.
        here = np.searchsorted(members, centres) + 1
        lengths[here] = [len(near) for near, _km in lists]
        neighbours = np.concatenate([near for near, _km in lists])
        small = Geometry(
            areas=(ELSEWHERE, *(geometry.areas[row] for row in members)),
            offsets=np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))),
            neighbours=(np.searchsorted(members, neighbours) + 1).astype(np.int32),
            distances=np.concatenate([km for _near, km in lists]),
            walk=here.astype(np.int32),
            max_km=geometry.max_km,
        )
        held = frozenset((np.searchsorted(members, rows) + 1).tolist())
        return cls(small, held)

    @property
    def areas(self) -> tuple[str, ...]:
        """The codes whose cases must be known."""
        return self.geometry.areas[1:]

    def holds(self, cylinder: Cylinder) -> bool:
        """Whether one of the places lies in it."""
        return not self.held.isdisjoint(
            self.geometry.neighbours[members_of(cylinder, self.geometry)].tolist()
        )

    def clusters(
        self,
        table: CountTable,
        per_period: NDArray[np.int64],
        settings: ScanSettings,
        maxima: NDArray[np.float64],
    ) -> list[Cluster]:
        """What ``scan`` finds that holds one of the places, most unusual first.

        table: the cases of ``areas``. per_period: those of all places of the study. maxima: of the
        last whole scan. Space-time permutation only. Raises ValueError where more cases lie here
        than in the whole, or where tables and settings do not fit.
        """
        whole = self.with_elsewhere(table, per_period)
        check_together([whole], self.geometry, settings)
        model = Permutation(whole.counts[None])
        circles = Circles.within(
            self.geometry, model.share_of, max_km=settings.max_km, max_share=settings.max_share
        )
        windows = windows_of(whole, model, settings, looks=1)
        if not len(windows):
            return []
        best = best_cylinders(
            circles, windows.sums(model.counts), model.law, model.sizes(windows), settings
        )
        held = [cylinder for cylinder in best if self.holds(cylinder)]
        found = islice(apart(held, self.geometry, windows), settings.max_clusters)
        return [
            cluster_of(one, whole, self.geometry, windows, maxima=maxima, stopped=False)
            for one in found
        ]

    def with_elsewhere(self, table: CountTable, per_period: NDArray[np.int64]) -> CountTable:
        """The table with one row more for all that lies elsewhere."""
        near = table.in_order(self.areas)
        rest = np.asarray(per_period, dtype=np.int64) - near.counts.sum(axis=0)
        counts = np.concatenate((rest[None], near.counts))
        return CountTable(counts, self.geometry.areas, table.starts, table.end, table.period_days)


def rows_of(geometry: Geometry, places: Collection[str]) -> NDArray[np.int64]:
    """The rows of those places that the geometry knows; raises ValueError where it knows none."""
    known = geometry.areas
    pairs = [(bisect_left(known, place), place) for place in sorted(places)]
    found = [row for row, place in pairs if row < len(known) and known[row] == place]
    if not found:
        raise ValueError("none of the places lies in the geometry")
    return np.array(found, dtype=np.int64)


def reached(
    geometry: Geometry, row: int, max_km: float | None
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The neighbours of a place up to a radius, nearest first, and how far they are."""
    around = geometry.around(row)
    km = geometry.distances[around]
    stop = len(km) if max_km is None else int(np.searchsorted(km, max_km, side="right"))
    return geometry.neighbours[around][:stop], km[:stop]
