"""Clusters of any shape: the best of all subsets of a neighbourhood, exactly and fast.

Sorted by the ratio of cases to what was expected, the best subset of any size is the first so many
places, so that of 2^k subsets only k need be looked at (the linear-time subset scanning property,
which both likelihood ratios have: Neill, J R Stat Soc B 2012;74:337).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.against import Against, model_of
from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.model import Model
from kentongan.engine.detection.null import Progress, null_maxima
from kentongan.engine.detection.observed import EQUAL, Cylinder
from kentongan.engine.detection.scan import (
    Cluster,
    ScanResult,
    check_together,
    cluster_of,
    windows_of,
)
from kentongan.engine.detection.score import Law, expected, statistic
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.detection.sizes import Sizes
from kentongan.engine.detection.tables import window_table
from kentongan.engine.detection.windows import Windows


class Room(NamedTuple):
    """Where the places of one neighbourhood that hold cases are sorted."""

    places: NDArray[np.int64]
    ratios: NDArray[np.float64]


class Best(NamedTuple):
    """The best subset round each centre: its window and how many of the sorted places it holds."""

    window: NDArray[np.int64]
    size: NDArray[np.int64]
    statistic: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SubsetSearch:
    """The search through the subsets of neighbourhoods. sizes: of each place, places x windows."""

    circles: Circles
    windows: Windows
    sizes: NDArray[np.float64]
    law: Law
    settings: ScanSettings

    @classmethod
    def of(
        cls, circles: Circles, windows: Windows, model: Model, settings: ScanSettings
    ) -> "SubsetSearch":
        """The search through these circles and windows."""
        sizes = sizes_by_place(model.sizes(windows))
        return cls(circles, windows, sizes, model.law, settings)

    def best(self, table: NDArray[np.int64]) -> Best:
        """The best subset of each neighbourhood; table: cases, places x windows."""
        centres = len(self.circles.starts)
        window, size = np.zeros((2, centres), dtype=np.int64)
        best = Best(window, size, np.zeros(centres))
        _search(self.circles, (table, self.sizes), self.law, self.settings.min_cases, best)
        return best

    def maxima(self, drawn: Drawn) -> NDArray[np.float64]:
        """The largest statistic of each data set."""
        table = np.zeros(self.sizes.shape, dtype=np.int64)
        first = self.windows.span.start
        span = self.windows.first - first, self.windows.stop - first
        maxima = np.zeros(len(drawn.starts) - 1)
        for data_set in range(len(maxima)):
            window_table(drawn, data_set, *span, table)
            maxima[data_set] = self.best(table).statistic.max()
        return maxima

    def members(self, table: NDArray[np.int64], centre: int, window: int, size: int) -> list[int]:
        """The places of a subset, most unusual first."""
        near = self.circles.neighbours[self.circles.starts[centre] : self.circles.stops[centre]]
        room = _room(len(near))
        _gather(near, table, self.sizes, window, room)
        members: list[int] = room.places[:size].tolist()
        return members


def scan_subsets(
    table: CountTable | Sequence[CountTable],
    geometry: Geometry,
    settings: ScanSettings,
    progress: Progress | None = None,
    *,
    against: Against | None = None,
) -> ScanResult:
    """As `scan`, but a cluster is any set of places within `max_km` of a centre.

    Members stand by how unusual they are, the radius is that of the farthest from the centre. More
    shapes are tried, so chance finds more as well: use a smaller `max_km` than for circles. Raises
    ValueError as `scan` does.
    """
    strata = [table] if isinstance(table, CountTable) else list(table)
    check_together(strata, geometry, settings)
    model = model_of(strata, geometry.areas, against)
    windows = windows_of(strata[0], model, settings, looks=1)
    if not len(windows):
        return ScanResult((), np.zeros(settings.replicates))
    circles = Circles.within(
        geometry, model.share_of, max_km=settings.max_km, max_share=settings.max_share
    )
    search = SubsetSearch.of(circles, windows, model, settings)
    counts = windows.sums(model.counts)
    best = search.best(counts)
    looked_at = windows_of(strata[0], model, settings, looks=1 + settings.earlier_looks)
    maxima = null_maxima(
        SubsetSearch.of(circles, looked_at, model, settings),
        model.chance(looked_at.span, settings.seed),
        to_outdo=float(best.statistic.max()),
        progress=progress,
    )
    told = _Telling(search, counts, strata[0], geometry, maxima)
    return ScanResult(tuple(told.clusters(best)), maxima)


def sizes_by_place(sizes: Sizes) -> NDArray[np.float64]:
    """places x windows, whatever the model."""
    if len(sizes.shares) == 0:
        return sizes.added
    rates = sizes.shares[:, :, 0] / sizes.shares[:, :, 1]
    return np.ascontiguousarray(sizes.added @ rates)


@dataclass(frozen=True, eq=False)
class _Telling:
    """What is needed to tell of clusters in codes and dates. counts: places x windows."""

    search: SubsetSearch
    counts: NDArray[np.int64]
    table: CountTable
    geometry: Geometry
    maxima: NDArray[np.float64]

    def clusters(self, best: Best) -> list[Cluster]:
        """Those that share no day of a place with a more unusual one."""
        keys, clusters = -np.rint(best.statistic * EQUAL), list[Cluster]()
        windows, most = self.search.windows, self.search.settings.max_clusters
        taken = np.zeros((len(self.geometry.areas), windows.span.stop), dtype=bool)
        for centre in np.lexsort((best.size, keys))[: np.count_nonzero(keys)].tolist():
            window = int(best.window[centre])
            places = self.search.members(self.counts, centre, window, int(best.size[centre]))
            days = slice(windows.first[window], windows.stop[window])
            if not taken[places, days].any() and len(clusters) < most:
                taken[places, days] = True
                clusters.append(self._cluster(centre, window, places))
        return clusters

    def _cluster(self, centre: int, window: int, places: list[int]) -> Cluster:
        search, law = self.search, self.search.law
        size = float(search.sizes[places, window].sum())
        observed = int(self.counts[places, window].sum())
        near = self.geometry.neighbours[self.geometry.around(centre)].tolist()
        reach = max(near.index(place) for place in places) + 1
        score = float(statistic(float(observed), size, law))
        due = float(expected(size, law))
        circle = cluster_of(
            Cylinder(centre, reach, window, observed, due, score),
            self.table,
            self.geometry,
            search.windows,
            maxima=self.maxima,
            stopped=len(self.maxima) < search.settings.replicates,
        )
        return replace(circle, members=tuple(self.geometry.areas[place] for place in places))


def _room(size: int) -> Room:
    return Room(np.zeros(size, dtype=np.int64), np.zeros(size))


@njit(cache=True, nogil=True)
def _gather(
    near: NDArray[np.int32],
    table: NDArray[np.int64],
    sizes: NDArray[np.float64],
    window: int,
    room: Room,
) -> int:
    """Sort the places with cases by the ratio of cases to size; how many there are."""
    found = 0
    for place in near:
        if table[place, window]:
            ratio, hole = table[place, window] / sizes[place, window], found
            while hole > 0 and room.ratios[hole - 1] < ratio:
                room.places[hole], room.ratios[hole] = room.places[hole - 1], room.ratios[hole - 1]
                hole -= 1
            room.places[hole], room.ratios[hole] = place, ratio
            found += 1
    return found


@njit(cache=True, nogil=True)
def _search(
    circles: Circles,
    table_and_sizes: tuple[NDArray[np.int64], NDArray[np.float64]],
    law: Law,
    min_cases: int,
    best: Best,
) -> None:
    table, sizes = table_and_sizes
    longest = (circles.stops - circles.starts).max()
    room = Room(np.zeros(longest, dtype=np.int64), np.zeros(longest))
    for centre in range(len(circles.starts)):
        near = circles.neighbours[circles.starts[centre] : circles.stops[centre]]
        for window in range(table.shape[1]):
            found = _gather(near, table, sizes, window, room)
            count, size = 0, 0.0
            for at in range(found):
                count += table[room.places[at], window]
                size += sizes[room.places[at], window]
                score = statistic(float(count), size, law) if count >= min_cases else 0.0
                if np.rint(score * EQUAL) > np.rint(best.statistic[centre] * EQUAL):
                    best.window[centre], best.size[centre] = window, at + 1
                    best.statistic[centre] = score
