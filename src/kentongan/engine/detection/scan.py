"""The front door: which places had more than their share lately, and could it be chance?"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.inference import gumbel_p, monte_carlo_p, recurrence_days
from kentongan.engine.detection.null import Progress, null_maxima
from kentongan.engine.detection.observed import Cylinder, best_cylinders
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.detection.shuffles import ShuffledTimes
from kentongan.engine.detection.windows import Windows


@dataclass(frozen=True)
class Cluster:
    """Places near each other with more cases in one stretch of time than their share.

    centre, members: area codes, members nearest first, the centre among them.
    start, end: first and last day. expected: cases if place and time had nothing to do with each
    other. statistic: log likelihood ratio. monte_carlo_p: rank among the shuffled data sets.
    gumbel_p: from a law fitted to their maxima. recurrence_days: days until chance alone does
    this once, by the Gumbel p-value, where a scan runs every period.
    """

    centre: str
    members: tuple[str, ...]
    radius_km: float
    start: date
    end: date
    observed: int
    expected: float
    statistic: float
    monte_carlo_p: float
    gumbel_p: float
    recurrence_days: float


@dataclass(frozen=True, eq=False)
class ScanResult:
    """Clusters apart from each other, most unusual first, and the largest statistic of each
    shuffled data set (fewer than asked for where the scan stopped early)."""

    clusters: tuple[Cluster, ...]
    null_maxima: NDArray[np.float64]


def scan(
    table: CountTable | Sequence[CountTable],
    geometry: Geometry,
    settings: ScanSettings,
    progress: Progress | None = None,
) -> ScanResult:
    """The space-time permutation scan of Kulldorff et al., PLoS Medicine 2005;2:e59.

    Needs no population: a place is compared with its own share of all cases, a period with its
    share. Several tables are strata, such as one per agency: times are shuffled within each, so
    that a partner who begins to report is no cluster. Areas of `geometry` that a table lacks
    count zero. Raises ValueError where a table holds a place without coordinates, where strata
    have different periods, or where the geometry does not reach `max_km`.
    progress: called with (replicates done, replicates wanted) now and then.
    """
    strata = [table] if isinstance(table, CountTable) else list(table)
    _check(strata, geometry, settings)
    counts = np.stack([stratum.in_order(geometry.areas).counts for stratum in strata])
    circles = Circles.within(
        geometry, counts.sum(axis=2).T, max_km=settings.max_km, max_share=settings.max_share
    )
    windows = _windows(strata[0], counts, settings)
    if not len(windows) or not len(circles.places):
        return ScanResult((), np.zeros(settings.replicates))
    best = best_cylinders(circles, windows, counts, settings.min_cases)
    maxima = null_maxima(
        circles,
        windows,
        ShuffledTimes.of(counts, windows.span, settings.seed),
        settings,
        to_outdo=best[0].statistic if best else 0.0,
        progress=progress,
    )
    apart = islice(_apart(best, circles, geometry, windows), settings.max_clusters)
    stopped = len(maxima) < settings.replicates
    clusters = (
        _cluster(found, members, strata[0], geometry, windows, maxima=maxima, stopped=stopped)
        for found, members in apart
    )
    return ScanResult(tuple(clusters), maxima)


def _check(strata: Sequence[CountTable], geometry: Geometry, settings: ScanSettings) -> None:
    periods = {(stratum.starts, stratum.end) for stratum in strata}
    if len(periods) != 1:
        raise ValueError("a scan needs at least one table, and all must have the same periods")
    reach = geometry.max_km
    if reach is not None and (settings.max_km is None or settings.max_km > reach):
        raise ValueError(
            f"the geometry knows neighbours up to {reach} km, too near for a largest radius of "
            f"{settings.max_km} km"
        )


def _windows(table: CountTable, counts: NDArray[np.int64], settings: ScanSettings) -> Windows:
    # The tiny shift keeps 9 years of 365.25 days, divided by 365.25, at 9.
    shortest = math.ceil(settings.min_days / table.period_days - 1e-9)
    longest = math.floor(settings.max_days / table.period_days + 1e-9)
    per_period = counts.sum(axis=1).T
    return Windows.of(per_period, shortest, longest, prospective=settings.prospective)


def _apart(
    best: list[Cylinder], circles: Circles, geometry: Geometry, windows: Windows
) -> Iterator[tuple[Cylinder, slice]]:
    """Each cylinder that shares no day of a place with one before it, and where its members stand.

    So a place may have two clusters, at different times.
    """
    taken = np.zeros((len(geometry.areas), windows.span.stop), dtype=bool)
    for cylinder in best:
        first = int(geometry.offsets[cylinder.centre])
        members = slice(first, first + int(circles.sizes[cylinder.circle]))
        places = geometry.neighbours[members]
        periods = slice(windows.first[cylinder.window], windows.stop[cylinder.window])
        if not taken[places, periods].any():
            taken[places, periods] = True
            yield cylinder, members


def _cluster(
    found: Cylinder,
    members: slice,
    table: CountTable,
    geometry: Geometry,
    windows: Windows,
    *,
    maxima: NDArray[np.float64],
    stopped: bool,
) -> Cluster:
    by_gumbel = gumbel_p(found.statistic, maxima)
    return Cluster(
        centre=geometry.areas[found.centre],
        members=tuple(geometry.areas[place] for place in geometry.neighbours[members]),
        radius_km=float(geometry.distances[members.stop - 1]),
        start=table.starts[windows.first[found.window]],
        end=table.last_day(int(windows.stop[found.window]) - 1),
        observed=found.observed,
        expected=found.expected,
        statistic=found.statistic,
        monte_carlo_p=monte_carlo_p(found.statistic, maxima, stopped=stopped),
        gumbel_p=by_gumbel,
        recurrence_days=recurrence_days(by_gumbel, table.period_days),
    )
