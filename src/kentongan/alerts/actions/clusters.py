"""The search for clusters: of a whole office at night, and around each report that came in.

Both read the same counts (``counting``) and the same neighbourhoods, which are kept on disk. What
the night learns of chance (the maxima of its random data sets) judges what the day finds.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db.models import Count, QuerySet
from numpy.typing import NDArray

from kentongan.accounts.models import Office
from kentongan.alerts.actions import counting, material
from kentongan.alerts.actions.setting_aside import take_or_set_aside
from kentongan.alerts.detectors import Found
from kentongan.alerts.detectors.cluster import continuing, finding, geometry_of, settings_of
from kentongan.alerts.detectors.history import CLUSTER_RESTS, villages_of
from kentongan.alerts.models import (
    Aside,
    CountedReport,
    Evidence,
    ScanLaw,
    SignalKind,
    State,
)
from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Cluster, Geometry, Vicinity, scan
from kentongan.indicators.rulebook import ClusterRule, rulebook

FOLDER = "neighbourhoods"
THREADS = 2  # an office's machine has two cores, and nobody waits for the database at night
# What chance does depends on how much is told: after so much growth the night is too long ago.
GROWTH = 1.25


@dataclass(frozen=True)
class Study:
    """What a scan of one office on one day looks at."""

    office: Office
    rule: ClusterRule
    on: date

    @property
    def start(self) -> date:
        """The first day that may count."""
        return self.on - timedelta(days=self.rule.history_days - 1)


# --- neighbourhoods on disk ---------------------------------------------------------------------


def ground_of(points: Mapping[str, tuple[float, float]], rule: ClusterRule) -> str:
    """The name under which the neighbourhoods of these villages are kept; made where missing."""
    told = "\n".join(f"{code} {points[code][0]!r} {points[code][1]!r}" for code in sorted(points))
    name = hashlib.sha256(f"{rule.max_km!r}\n{told}".encode()).hexdigest()
    try:
        kept(name)
    except ValueError:
        geometry_of(points, rule).save(folder_of(name))
    return name


def folder_of(name: str) -> Path:
    """Where it is kept."""
    return Path(settings.DATA_FOLDER) / FOLDER / name


@lru_cache(maxsize=8)
def kept(name: str) -> Geometry:
    """Neighbourhoods from disk, read once a process; raises ValueError where they are missing."""
    return Geometry.load(folder_of(name))


# --- the night ----------------------------------------------------------------------------------


def scan_for_clusters(
    *, on: date, now: datetime, office: Office, replicates: int | None = None
) -> int:
    """Look for clusters that last on the day ``on``; returns how many brought something new.

    For the worker, each night. A cluster that shares reports with an open one continues it.
    """
    counting.bring_up_to_date(office, on)
    villages = villages_of(material.office_gazetteer(office).points)
    if not villages:
        return 0
    studies = [Study(office, rule, on) for rule in rulebook().all_clusters]
    found = [one for study in studies for one in scanned(study, villages, replicates)]
    return take_in_clusters(found, office, now)


def scanned(
    study: Study, villages: Mapping[str, tuple[float, float]], replicates: int | None
) -> list[Found]:
    """What one rule finds in the whole office; what chance does there is kept for the day."""
    rule, ground = study.rule, ground_of(villages, study.rule)
    table = table_of(study, kept(ground))
    if table is None:
        return []
    result = scan(table, kept(ground), settings_of(rule, replicates or rule.replicates, THREADS))
    ScanLaw.objects.update_or_create(
        office=study.office,
        rule_version=rule.version,
        defaults={
            "on": study.on,
            "geometry": ground,
            "maxima": result.null_maxima.tolist(),
            "cases": table.total,
        },
    )
    return findings(result.clusters, study)


def table_of(study: Study, geometry: Geometry) -> CountTable | None:
    """The counts of the whole office; None where there is too little to compare with."""
    rows = counted(study)
    known = set(geometry.areas)
    events = [event for event in rows.values_list("region_code", "day") if event[0] in known]
    start = start_among((day for _code, day in events), len(events), study)
    if start is None:
        return None
    return CountTable.from_events(events, areas=geometry.areas, start=start, end=study.on)


def counted(study: Study) -> QuerySet[CountedReport]:
    """The reports that count in a study."""
    rows = CountedReport.objects.filter(voices=1, office=study.office)
    return rows.filter(day__gte=study.start, day__lte=study.on).order_by()


def start_among(days: Iterable[date], cases: int, study: Study) -> date | None:
    """The first day with a case; None where cases are too few or their history is too short."""
    if cases < study.rule.min_cases:
        return None
    start = max(study.start, min(days))
    return start if (study.on - start).days >= study.rule.shortest_history_days else None


# --- the day ------------------------------------------------------------------------------------


def hear_clusters(*, villages: Collection[str], on: date, now: datetime, office: Office) -> int:
    """Look around villages from which a report just came; returns how many brought news.

    The same clusters as a scan of the whole office finds there. Where no night told what chance
    does, or reports have grown by a quarter since, the whole office is scanned.
    """
    found: list[Found] = []
    for rule in rulebook().all_clusters:
        study = Study(office, rule, on)
        per_day = totals(study)
        law = ScanLaw.objects.filter(office=office, rule_version=rule.version).first()
        if law is None or is_outgrown(law, sum(per_day.values())):
            if start_among(per_day, sum(per_day.values()), study) is None:
                continue
            return scan_for_clusters(on=on, now=now, office=office)
        found += findings(heard(study, villages, per_day, law), study)
    return take_in_clusters(found, office, now)


def is_outgrown(law: ScanLaw, cases: int) -> bool:
    """Whether the law tells of far fewer reports, or its neighbourhoods are gone."""
    return cases > GROWTH * law.cases or not folder_of(law.geometry).is_dir()


def totals(study: Study) -> dict[date, int]:
    """How many reports count on each day that has any."""
    return dict(counted(study).values_list("day").annotate(number=Count("*")))


def heard(
    study: Study, villages: Collection[str], per_day: Mapping[date, int], law: ScanLaw
) -> Sequence[Cluster]:
    """The clusters that hold one of the villages."""
    start = start_among(per_day, sum(per_day.values()), study)
    geometry = kept(law.geometry)
    known = [village for village in villages if village in set(geometry.areas)]
    if start is None or not known:
        return []
    near = Vicinity.of(geometry, known, study.rule.max_km)
    around = counted(study).filter(region_code__in=near.areas)
    events = list(around.values_list("region_code", "day"))
    table = CountTable.from_events(events, areas=near.areas, start=start, end=study.on)
    limits = settings_of(study.rule, study.rule.replicates)
    return near.clusters(table, by_period(per_day, table), limits, np.array(law.maxima))


def by_period(per_day: Mapping[date, int], table: CountTable) -> NDArray[np.int64]:
    """The totals in the order of the table's columns."""
    return np.array([per_day.get(day, 0) for day in table.starts], dtype=np.int64)


# --- from clusters to findings ------------------------------------------------------------------


def findings(clusters: Iterable[Cluster], study: Study) -> list[Found]:
    """The clusters in words, with the reports behind them; those that chance often does are out."""
    return [
        told(cluster, study)
        for cluster in clusters
        if cluster.observed >= study.rule.min_cases
        and cluster.recurrence_days >= study.rule.watch_days
    ]


def told(cluster: Cluster, study: Study) -> Found:
    """One cluster in words."""
    sources = counting.sources_of(study.office, cluster.members, cluster.start, cluster.end)
    reports = material.reports_of(sources, study.office.pk)
    tellings = [counting.told(report) for report in reports]
    gazetteer = material.gazetteer_of({telling.region_code for telling in tellings})
    return finding(cluster, tellings, study.rule, gazetteer)


def take_in_clusters(found: Sequence[Found], office: Office, now: datetime) -> int:
    """Alerts, or rows of the watch list; returns how many brought something new."""
    going_on = open_clusters(office, now)
    named = [continuing(one, going_on) for one in found]
    return take_or_set_aside(named, office=office, now=now)


def open_clusters(office: Office, now: datetime) -> Mapping[str, frozenset[str]]:
    """Key → sources of the open cluster alerts, and of those watched, that grew lately."""
    rows = (
        Evidence.objects.filter(
            signal__alert__office=office,
            signal__alert__kind=SignalKind.CLUSTER,
            signal__found_at__gte=now - CLUSTER_RESTS,
        )
        .exclude(signal__alert__state=State.CLOSED)
        .exclude(signal__alert__aside=Aside.SHADOW)
    )
    sources: dict[str, set[str]] = defaultdict(set)
    for key, source in rows.values_list("signal__alert__key", "source"):
        sources[key].add(source)
    return {key: frozenset(found) for key, found in sources.items()}
