"""Many voices in neighbouring villages within a short time, found by the space-time scan.

Counted are voices, not reports: the same person, or the same words passed on, count once a month
and village.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kentongan.alerts.decimals import decimal
from kentongan.alerts.detectors import words
from kentongan.alerts.detectors.found import (
    Found,
    Gazetteer,
    Telling,
    bounded_key,
    distinct_places,
    pieces,
    strictest,
)
from kentongan.alerts.detectors.voices import COPY_DAYS, in_order, originals, repeated_by
from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Cluster, Geometry, ScanSettings, scan
from kentongan.indicators.rulebook import ClusterRule

KIND = "cluster"
RULE = "space_time_permutation_scan"
# A rarer cluster than this is "rare" to any reader, and JSON holds no infinity.
RAREST_DAYS = 1e9
MOST_CLUSTERS = 5  # of one scan


def counted(tellings: Iterable[Telling]) -> list[Telling]:
    """One telling for each voice, village and month; copies of a message are its first voice's."""
    ordered = in_order(tellings)
    first = originals(ordered)
    last_heard: dict[tuple[str, str], date] = {}
    kept = []
    for telling in ordered:
        if first[telling.source] != telling.source:
            continue
        who = (telling.voice, telling.region_code)
        before = last_heard.get(who)
        if before is None or (telling.day - before).days > COPY_DAYS:
            last_heard[who] = telling.day
            kept.append(telling)
    return kept


def repeats(telling: Telling, near: Sequence[Telling], counting: Collection[str]) -> str | None:
    """The source that one telling only repeats, or None where it counts: ``counted`` for one.

    near: what was told around it. counting: which of these count themselves.
    """
    if copied := repeated_by(telling, near):
        return copied
    for other in near:
        is_same_voice = (other.voice, other.region_code) == (telling.voice, telling.region_code)
        is_near = abs((other.day - telling.day).days) <= COPY_DAYS
        if is_same_voice and is_near and other.source in counting:
            return other.source
    return None


def geometry_of(points: Mapping[str, tuple[float, float]], rule: ClusterRule) -> Geometry:
    """The villages that may form clusters; build it once for many scans."""
    codes = sorted(points)
    longitudes = [points[code][0] for code in codes]
    latitudes = [points[code][1] for code in codes]
    return Geometry.from_lonlat(codes, longitudes, latitudes, max_km=rule.max_km)


def find_clusters(
    voices: Sequence[Telling],
    geometry: Geometry,
    *,
    on: date,
    rule: ClusterRule,
    gazetteer: Gazetteer,
    replicates: int | None = None,
) -> list[Found]:
    """The clusters that still last on the day ``on``; ``voices`` come from ``counted``.

    Tellings noticed later than ``on`` or outside the villages of the geometry are left out.
    """
    start = on - timedelta(days=rule.history_days - 1)
    villages = frozenset(geometry.areas)
    inside = [
        telling
        for telling in voices
        if telling.region_code in villages and start <= telling.day <= on
    ]
    if len(inside) < rule.min_cases:
        return []
    start = max(start, min(telling.day for telling in inside))
    if (on - start).days < rule.shortest_history_days:
        return []
    table = CountTable.from_events(
        ((telling.region_code, telling.day) for telling in inside),
        areas=geometry.areas,
        start=start,
        end=on,
    )
    settings = settings_of(rule, replicates or rule.replicates)
    # A scan with nothing to show stops early.
    result = scan(table, geometry, replace(settings, enough_outdone=20))
    return [
        finding(cluster, inside, rule, gazetteer)
        for cluster in result.clusters
        if is_strong(cluster.recurrence_days, rule) and cluster.observed >= rule.min_cases
    ]


def is_strong(recurrence_days: float, rule: ClusterRule) -> bool:
    """Whether chance alone does this seldom enough for an alert; else it is watched."""
    return recurrence_days >= rule.recurrence_days


def settings_of(rule: ClusterRule, replicates: int, threads: int = 1) -> ScanSettings:
    """The scan that the rule asks for."""
    return ScanSettings(
        max_km=rule.max_km,
        min_days=rule.min_days,
        max_days=rule.max_days,
        min_cases=rule.min_cases,
        replicates=replicates,
        max_clusters=MOST_CLUSTERS,
        threads=threads,
    )


def finding(
    cluster: Cluster, voices: Sequence[Telling], rule: ClusterRule, gazetteer: Gazetteer
) -> Found:
    """The finding in words."""
    members = frozenset(cluster.members)
    behind = [
        telling
        for telling in voices
        if telling.region_code in members and cluster.start <= telling.day <= cluster.end
    ]
    days = (cluster.end - cluster.start).days + 1
    areas = distinct_places(behind)
    place = words.places(areas, gazetteer)
    speakers = len({telling.voice for telling in behind})
    return Found(
        key=bounded_key(f"{KIND}:{cluster.centre}:{cluster.start}"),
        kind=KIND,
        rule=RULE,
        rule_version=rule.version,
        title=words.title(f"Gugus laporan di {place}"),
        sentence=(
            f"{cluster.observed} laporan dari {speakers} sumber di {place} dalam {days} hari; "
            f"biasanya {decimal(cluster.expected)}."
        ),
        checks=rule.checks,
        urgency=rule.urgency,
        label=strictest(rule.label, behind),
        areas=tuple(areas),
        figures=figures_of(cluster, days, speakers, len({telling.agency for telling in behind})),
        evidence=pieces(behind, "bagian dari gugus"),
        is_weak=not is_strong(cluster.recurrence_days, rule),
    )


def figures_of(cluster: Cluster, days: int, voices: int, agencies: int) -> dict[str, float]:
    """The numbers behind it, rounded so that the same data is the same on any machine."""
    return {
        "observed": cluster.observed,
        "expected": round(cluster.expected, 3),
        "statistic": round(cluster.statistic, 4),
        "p": round(cluster.gumbel_p, 8),
        "recurrence_days": round(min(cluster.recurrence_days, RAREST_DAYS), 1),
        "radius_km": round(cluster.radius_km, 1),
        "days": days,
        "voices": voices,
        "agencies": agencies,
    }


def continuing(found: Found, open_alerts: Mapping[str, frozenset[str]]) -> Found:
    """The finding under the key of the open alert (key → sources) it shares most reports with.

    A cluster moves and grows from night to night; it stays one alert as long as it shares reports.
    """
    shared = {key: len(found.sources & sources) for key, sources in sorted(open_alerts.items())}
    best = max(shared, key=lambda key: shared[key], default="")
    return replace(found, key=best) if best and shared[best] else found
