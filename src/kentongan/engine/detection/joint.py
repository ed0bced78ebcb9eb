"""Several kinds of indicator at once: many small rises in one place and time add up.

The statistic of a cylinder is the sum of those of the kinds, each zero without an excess of its own
(Kulldorff, Mostashari, Duczmal et al., Statistics in Medicine 2007;26:1824). Every kind is shuffled
by itself, so kinds may have nothing in common but places and days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.inference import gumbel_p, monte_carlo_p, recurrence_days
from kentongan.engine.detection.null import Progress, null_maxima
from kentongan.engine.detection.observed import EQUAL, Cylinder
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.scan import apart, check_together, members_of, windows_of
from kentongan.engine.detection.score import POISSON, Law, statistic
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.detection.shuffles import ShuffledTimes
from kentongan.engine.detection.tables import window_table
from kentongan.engine.detection.windows import Windows

# Each kind draws from a stream of its own.
SEED_STEP = 1 << 32


@dataclass(frozen=True)
class JointCluster:
    """As `Cluster`, with numbers by kind; total: the sum of the statistics."""

    centre: str
    members: tuple[str, ...]
    radius_km: float
    start: date
    end: date
    observed: Mapping[str, int]
    expected: Mapping[str, float]
    statistic: Mapping[str, float]
    total: float
    monte_carlo_p: float
    gumbel_p: float
    recurrence_days: float


class Margins(NamedTuple):
    """Of each kind: cases by place, by window, and in all."""

    per_place: NDArray[np.float64]
    per_window: NDArray[np.float64]
    totals: NDArray[np.float64]

    def parts(self, places: NDArray[np.int32], window: int, counts: NDArray[np.int64]) -> "Parts":
        """Expected numbers and statistics by kind, for one cylinder."""
        inside = self.per_place[:, places].sum(axis=1)
        due = inside * self.per_window[:, window] / self.totals
        laws = [Law(POISSON, float(total), float(total)) for total in self.totals]
        each = zip(counts.tolist(), due.tolist(), laws, strict=True)
        return Parts(due.tolist(), [float(statistic(float(c), e, law)) for c, e, law in each])


class Parts(NamedTuple):
    """By kind."""

    expected: list[float]
    statistic: list[float]


class Best(NamedTuple):
    """The best cylinder of each centre."""

    places: NDArray[np.int64]
    window: NDArray[np.int64]
    statistic: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class JointChance:
    """Data sets of all kinds; the places of a kind are numbered after those of the last one."""

    kinds: Sequence[ShuffledTimes]
    places: int

    @classmethod
    def of(cls, counts: NDArray[np.int64], span: slice, seed: int) -> "JointChance":
        """counts: kinds x places x periods."""
        kinds = [
            ShuffledTimes.of(kind[None], span, seed + SEED_STEP * number)
            for number, kind in enumerate(counts)
        ]
        return cls(kinds, counts.shape[1])

    @property
    def usual_cases(self) -> float:
        """Of all kinds together."""
        return sum(kind.usual_cases for kind in self.kinds)

    def draw(self, replicates: range) -> Drawn:
        """Each kind shuffled by itself."""
        drawn = [kind.draw(replicates) for kind in self.kinds]
        sets = np.arange(len(replicates))
        owner = np.concatenate([np.repeat(sets, np.diff(one.starts)) for one in drawn])
        order = np.argsort(owner, kind="stable")
        places = np.concatenate(
            [one.places + np.int32(kind * self.places) for kind, one in enumerate(drawn)]
        )
        periods = np.concatenate([one.periods for one in drawn])
        starts = np.sum([one.starts for one in drawn], axis=0)
        return Drawn(places[order], periods[order], starts)


@dataclass(frozen=True, eq=False)
class JointSearch:
    """The search through data sets of all kinds."""

    circles: Circles
    windows: Windows
    margins: Margins
    settings: ScanSettings

    def best(self, table: NDArray[np.int64]) -> Best:
        """The best cylinders; table: kinds x places x windows."""
        centres = len(self.circles.starts)
        places, window = np.zeros((2, centres), dtype=np.int64)
        best = Best(places, window, np.zeros(centres))
        _search(self.circles, table, self.margins, self.settings.min_cases, best)
        return best

    def maxima(self, drawn: Drawn) -> NDArray[np.float64]:
        """The largest statistic of each data set."""
        kinds, places = self.margins.per_place.shape
        table = np.zeros((kinds * places, len(self.windows)), dtype=np.int64)
        by_kind = table.reshape(kinds, places, -1)
        first = self.windows.span.start
        span = self.windows.first - first, self.windows.stop - first
        maxima = np.zeros(len(drawn.starts) - 1)
        for data_set in range(len(maxima)):
            window_table(drawn, data_set, *span, table)
            maxima[data_set] = self.best(by_kind).statistic.max()
        return maxima


def scan_together(
    tables: Mapping[str, CountTable],
    geometry: Geometry,
    settings: ScanSettings,
    progress: Progress | None = None,
) -> tuple[tuple[JointCluster, ...], NDArray[np.float64]]:
    """Clusters of all kinds together and the largest statistic of each shuffled data set.

    tables: kind → its counts, all with the same periods. A cluster has `min_cases` in all kinds
    together. Raises ValueError as `scan` does.
    """
    check_together(list(tables.values()), geometry, settings)
    counts = np.stack([table.in_order(geometry.areas).counts for table in tables.values()])
    every, first = Permutation(counts), next(iter(tables.values()))
    windows = windows_of(first, every, settings, looks=1)
    circles = Circles.within(
        geometry, every.share_of, max_km=settings.max_km, max_share=settings.max_share
    )
    if not len(windows):
        return (), np.zeros(settings.replicates)
    search = JointSearch(circles, windows, _margins(counts, windows), settings)
    table = np.stack([windows.sums(kind) for kind in counts])
    best = _ordered(search.best(table))
    looked_at = windows_of(first, every, settings, looks=1 + settings.earlier_looks)
    maxima = null_maxima(
        JointSearch(circles, looked_at, _margins(counts, looked_at), settings),
        JointChance.of(counts, looked_at.span, settings.seed),
        to_outdo=best[0].statistic if best else 0.0,
        progress=progress,
    )
    found = islice(apart(best, geometry, windows), settings.max_clusters)
    told = _Telling(list(tables), first, geometry, search, table, maxima)
    return tuple(told.cluster(one) for one in found), maxima


def _margins(counts: NDArray[np.int64], windows: Windows) -> Margins:
    return Margins(
        counts.sum(axis=2).astype(np.float64),
        windows.sums(counts.sum(axis=1)).astype(np.float64),
        np.maximum(counts.sum(axis=(1, 2)), 1).astype(np.float64),
    )


def _ordered(best: Best) -> list[Cylinder]:
    """Most unusual first; of equals the one with fewer places, then the earlier centre."""
    keys = -np.rint(best.statistic * EQUAL)
    order = np.lexsort((best.places, keys))[: np.count_nonzero(keys)]
    return [
        Cylinder(int(i), int(best.places[i]), int(best.window[i]), 0, 0.0, float(best.statistic[i]))
        for i in order
    ]


@dataclass(frozen=True, eq=False)
class _Telling:
    """What is needed to tell of a cluster in codes and dates."""

    kinds: list[str]
    table: CountTable
    geometry: Geometry
    search: JointSearch
    counts: NDArray[np.int64]
    maxima: NDArray[np.float64]

    def cluster(self, found: Cylinder) -> JointCluster:
        """One cylinder, told."""
        windows, members = self.search.windows, members_of(found, self.geometry)
        places = self.geometry.neighbours[members]
        counts = self.counts[:, places, found.window].sum(axis=1)
        parts = self.search.margins.parts(places, found.window, counts)
        by_gumbel = gumbel_p(found.statistic, self.maxima)
        stopped = len(self.maxima) < self.search.settings.replicates
        return JointCluster(
            centre=self.geometry.areas[found.centre],
            members=tuple(self.geometry.areas[place] for place in places),
            radius_km=float(self.geometry.distances[members.stop - 1]),
            start=self.table.starts[windows.first[found.window]],
            end=self.table.last_day(int(windows.stop[found.window]) - 1),
            observed=dict(zip(self.kinds, counts.tolist(), strict=True)),
            expected=dict(zip(self.kinds, parts.expected, strict=True)),
            statistic=dict(zip(self.kinds, parts.statistic, strict=True)),
            total=found.statistic,
            monte_carlo_p=monte_carlo_p(found.statistic, self.maxima, stopped=stopped),
            gumbel_p=by_gumbel,
            recurrence_days=recurrence_days(by_gumbel, self.table.period_days),
        )


@njit(cache=True, nogil=True)
def _search(
    circles: Circles,
    table: NDArray[np.int64],
    margins: Margins,
    min_cases: int,
    best: Best,
) -> None:
    """Only where a case of some kind arrives can the sum grow."""
    kinds, places, windows = table.shape
    recent = np.zeros(places, dtype=np.bool_)
    for place in range(places):
        recent[place] = table[:, place].any()
    so_far, counts = np.zeros(kinds), np.zeros((kinds, windows), dtype=np.int64)
    per_place, per_window, totals = margins
    for centre in range(len(circles.starts)):
        so_far[:], counts[:] = 0.0, 0
        for at in range(circles.starts[centre], circles.stops[centre]):
            place = circles.neighbours[at]
            for kind in range(kinds):
                so_far[kind] += per_place[kind, place]
            if not recent[place]:
                continue
            for window in range(windows):
                found = _sum(counts, table, place, window, so_far, per_window, totals, min_cases)
                if np.rint(found * EQUAL) > np.rint(best.statistic[centre] * EQUAL):
                    best.places[centre] = at - circles.starts[centre] + 1
                    best.window[centre], best.statistic[centre] = window, found


@njit(cache=True, nogil=True)
def _sum(  # noqa: PLR0917
    counts: NDArray[np.int64],
    table: NDArray[np.int64],
    place: int,
    window: int,
    so_far: NDArray[np.float64],
    per_window: NDArray[np.float64],
    totals: NDArray[np.float64],
    min_cases: int,
) -> float:
    """Count the cases of a place in a window; the sum of the statistics of all kinds."""
    arrived, cases, total = 0, 0, 0.0
    for kind in range(len(so_far)):
        counts[kind, window] += table[kind, place, window]
        arrived += table[kind, place, window]
        cases += counts[kind, window]
    if arrived == 0 or cases < min_cases:
        return 0.0
    for kind in range(len(so_far)):
        due = so_far[kind] * per_window[kind, window] / totals[kind]
        law = Law(POISSON, totals[kind], totals[kind])
        total += statistic(float(counts[kind, window]), due, law)
    return total
