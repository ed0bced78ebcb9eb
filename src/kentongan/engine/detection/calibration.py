"""Which recurrence interval gives the false alerts that an office can bear.

A recurrence interval of 100 days promises one false alert in 100 days only of scans that have
nothing to do with each other; nights that follow each other share most of their cases (Correa,
Assuncao & Costa, Statistics in Medicine 2015;34:2466). So quiet years of the office's own size are
watched night by night, as the office would, and its false alerts are counted.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.margins import Margins
from kentongan.engine.detection.scan import Cluster, scan
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.intervals import Estimate, dispersion, rate

type Progress = Callable[[int, int], None]

NIGHTS, WEEK = 365, 7
# Any Monday: a quiet year has no date of its own.
FIRST_NIGHT = date(2001, 1, 1)
# Data sets of a night and of the next one, and those of a year and of the next one, are others.
SEEDS_PER_YEAR = 1000


class Sighting(NamedTuple):
    """A cluster as one night saw it."""

    night: date
    start: date
    members: frozenset[str]
    recurrence_days: float


@dataclass(frozen=True, eq=False)
class Watch:
    """What an office does every night. history_days: so many days the scan looks at."""

    geometry: Geometry
    settings: ScanSettings
    history_days: int


@dataclass(frozen=True)
class Calibration:
    """threshold_days: the recurrence interval from which a cluster is told; p_value: the same.

    wanted, measured: false alerts per week, the latter with its 95 % interval, in so many weeks.
    """

    threshold_days: float
    p_value: float
    wanted: float
    measured: Estimate
    weeks: float


def quiet_sightings(
    margins: Margins, watch: Watch, *, years: int, seed: int, progress: Progress | None = None
) -> list[list[Sighting]]:
    """What the nights of quiet years see, year by year; each depends on seed and number alone.

    progress: called with (nights done, nights in all).
    """
    seen = []
    for year in range(years):
        seen.append(list(_year(margins, watch, seed + year * SEEDS_PER_YEAR)))
        if progress is not None:
            progress((year + 1) * NIGHTS, years * NIGHTS)
    return seen


def _year(margins: Margins, watch: Watch, seed: int) -> Iterator[Sighting]:
    begun = FIRST_NIGHT - timedelta(days=watch.history_days - 1)
    table = margins.quiet(begun, FIRST_NIGHT + timedelta(days=NIGHTS - 1), seed)
    for night in range(NIGHTS):
        here = table.until(watch.history_days - 1 + night, periods=watch.history_days)
        settings = replace(watch.settings, seed=seed * NIGHTS + night)
        for cluster in scan(here, watch.geometry, settings).clusters:
            yield sighting_of(cluster, here.end)


def sighting_of(cluster: Cluster, night: date) -> Sighting:
    """The cluster as this night saw it."""
    return Sighting(night, cluster.start, frozenset(cluster.members), cluster.recurrence_days)


def alerts_of(sightings: Sequence[Sighting], threshold_days: float) -> int:
    """New clusters from this threshold on, sightings in the order of their nights.

    A cluster that holds a place on a day that one of an earlier night held continues that one,
    and through it the alert that it belongs to.
    """
    reach = max((one.night - one.start for one in sightings), default=timedelta(0))
    lately, alerts = list[Sighting](), 0
    for one in sightings:
        if one.recurrence_days >= threshold_days:
            lately = [before for before in lately if before.night >= one.night - reach]
            alerts += not any(_continues(one, before) for before in lately)
            lately.append(one)
    return alerts


def _continues(one: Sighting, before: Sighting) -> bool:
    in_time = one.start <= before.night < one.night
    return in_time and not one.members.isdisjoint(before.members)


def alert_rate(years: Sequence[Sequence[Sighting]], threshold_days: float) -> Estimate:
    """False alerts per week at a threshold, with Byar's 95 % interval.

    False clusters share their cases, so years vary more than Poisson counts: some 1.3 times.
    """
    alerts = [alerts_of(year, threshold_days) for year in years]
    return rate(sum(alerts), len(years) * NIGHTS / WEEK, dispersion(alerts))


def calibrate(years: Sequence[Sequence[Sighting]], wanted: float) -> Calibration:
    """The least threshold with no more than the wanted false alerts per week.

    Raises ValueError for a number that is not above zero, and where even without any threshold
    there are fewer alerts than wanted.
    """
    if not wanted > 0:
        raise ValueError(f"{wanted} false alerts per week cannot be aimed at; give more than 0")
    steps = sorted({one.recurrence_days for year in years for one in year})
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        if alert_rate(years, steps[middle]).value <= wanted:
            high = middle
        else:
            low = middle + 1
    if high == 0:
        raise ValueError("there are fewer alerts than wanted whatever the threshold")
    # The greatest value below is the last that is not told; the threshold lies half way.
    above = steps[high] if high < len(steps) else 2 * steps[-1]
    threshold = (steps[high - 1] * above) ** 0.5
    weeks = len(years) * NIGHTS / WEEK
    return Calibration(threshold, 1 / threshold, wanted, alert_rate(years, threshold), weeks)
