"""The front door: which places had more than their share lately, and could it be chance?"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.against import Against, model_of
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.inference import gumbel_p, monte_carlo_p, recurrence_days
from kentongan.engine.detection.model import Model
from kentongan.engine.detection.null import NullSearch, Progress, null_maxima
from kentongan.engine.detection.observed import Cylinder, best_cylinders
from kentongan.engine.detection.settings import ScanSettings
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
    *,
    against: Against | None = None,
) -> ScanResult:
    """The scan statistic of Kulldorff (Communications in Statistics 1997;26:1481) and its kin.

    Without `against` times are shuffled among the cases (space-time permutation, Kulldorff et al.,
    PLoS Medicine 2005;2:e59): a place is compared with its own share of all cases, a period with
    its share. Otherwise cases are held against people, controls, or expected numbers. Several
    tables are strata: times are shuffled within each, such as one per agency, so that a partner who
    begins to report is no cluster; or the rate of each is applied to its people. Areas of
    `geometry` that a table lacks count zero. progress: called with (replicates done, replicates
    wanted) now and then.

    Raises ValueError where a table holds a place without coordinates, where strata have different
    periods, where the geometry does not reach `max_km`, or where cases fall on nobody.
    """
    strata = [table] if isinstance(table, CountTable) else list(table)
    check_together(strata, geometry, settings)
    model = model_of(strata, geometry.areas, against)
    circles = Circles.within(
        geometry, model.share_of, max_km=settings.max_km, max_share=settings.max_share
    )
    windows = windows_of(strata[0], model, settings, looks=1)
    if not len(windows) or not (circles.stops > circles.starts).any():
        return ScanResult((), np.zeros(settings.replicates))
    best = best_cylinders(
        circles,
        windows.sums(model.counts),
        model.law,
        model.sizes(windows),
        settings,
    )
    looked_at = windows_of(strata[0], model, settings, looks=1 + settings.earlier_looks)
    maxima = null_maxima(
        NullSearch.of(circles, looked_at, model, settings),
        model.chance(looked_at.span, settings.seed),
        to_outdo=best[0].statistic if best else 0.0,
        progress=progress,
    )
    found = reported(best, strata[0], geometry, windows, settings, maxima=maxima)
    return ScanResult(tuple(found), maxima)


def check_together(
    strata: Sequence[CountTable], geometry: Geometry, settings: ScanSettings
) -> None:
    """Raise ValueError where tables, geometry and settings do not belong together."""
    periods = {(stratum.starts, stratum.end) for stratum in strata}
    if len(periods) != 1:
        raise ValueError("a scan needs at least one table, and all must have the same periods")
    reach = geometry.max_km
    if reach is not None and (settings.max_km is None or settings.max_km > reach):
        raise ValueError(
            f"the geometry knows neighbours up to {reach} km, too near for a largest radius of "
            f"{settings.max_km} km"
        )


def windows_of(table: CountTable, model: Model, settings: ScanSettings, *, looks: int) -> Windows:
    """The windows within the limits in which a case can fall; prospective ones end on the last
    `looks` periods."""
    periods = len(table.starts)
    # The tiny shift keeps 9 years of 365.25 days, divided by 365.25, at 9.
    shortest = math.ceil(settings.min_days / table.period_days - 1e-9)
    longest = math.floor(settings.max_days / table.period_days + 1e-9)
    if settings.purely_spatial:
        shortest, longest = periods, periods
    windows = Windows.of(periods, shortest, longest, looks=looks if settings.prospective else None)
    return windows.where(model.busy(windows))


def reported(
    best: Sequence[Cylinder],
    table: CountTable,
    geometry: Geometry,
    windows: Windows,
    settings: ScanSettings,
    *,
    maxima: NDArray[np.float64],
) -> Iterator[Cluster]:
    """The clusters apart from each other, as many as are wanted."""
    stopped = len(maxima) < settings.replicates
    for found in islice(apart(best, geometry, windows), settings.max_clusters):
        yield cluster_of(found, table, geometry, windows, maxima=maxima, stopped=stopped)


def apart(best: Sequence[Cylinder], geometry: Geometry, windows: Windows) -> Iterator[Cylinder]:
    """Each cylinder that shares no day of a place with one before it.

    So a place may have two clusters, at different times.
    """
    taken = np.zeros((len(geometry.areas), windows.span.stop), dtype=bool)
    for cylinder in best:
        places = geometry.neighbours[members_of(cylinder, geometry)]
        periods = slice(windows.first[cylinder.window], windows.stop[cylinder.window])
        if not taken[places, periods].any():
            taken[places, periods] = True
            yield cylinder


def members_of(cylinder: Cylinder, geometry: Geometry) -> slice:
    """Where its places stand in the geometry."""
    first = int(geometry.offsets[cylinder.centre])
    return slice(first, first + cylinder.places)


def cluster_of(
    found: Cylinder,
    table: CountTable,
    geometry: Geometry,
    windows: Windows,
    *,
    maxima: NDArray[np.float64],
    stopped: bool,
) -> Cluster:
    by_gumbel = gumbel_p(found.statistic, maxima)
    members = members_of(found, geometry)
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
