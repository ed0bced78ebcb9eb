"""A slow and literal space-time permutation scan, from the definition, one number at a time."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kentongan.engine.detection import ScanSettings

type Points = dict[str, tuple[int, int]]
# cases[stratum][place][period]
type Cases = Sequence[dict[str, list[int]]]


@dataclass(frozen=True)
class Best:
    """The best cylinder around a centre; `periods` is first and last period."""

    centre: str
    members: tuple[str, ...]
    periods: tuple[int, int]
    observed: int
    expected: float
    statistic: float


def naive_clusters(cases: Cases, points: Points, settings: ScanSettings) -> list[Best]:
    """The clusters that share no period of a place, most unusual first."""
    bests = [best for best in map(_best_of(cases, points, settings), sorted(points)) if best]
    bests.sort(key=lambda best: (-round(best.statistic, 9), len(best.members), best.centre))
    kept: list[Best] = []
    for best in bests:
        if not any(_overlap(best, other) for other in kept):
            kept.append(best)
    return kept[: settings.max_clusters]


def naive_maximum(cases: Cases, points: Points, settings: ScanSettings) -> float:
    """The largest statistic of any cylinder, zero without an excess."""
    clusters = naive_clusters(cases, points, settings)
    return clusters[0].statistic if clusters else 0.0


def naive_statistic(observed: int, expected: float, total: int) -> float:
    """log of (observed / expected)^observed x the same for what lies outside."""
    if observed <= expected:
        return 0.0
    outside = total - observed
    inside_part = observed * math.log(observed / expected)
    return inside_part + (outside * math.log(outside / (total - expected)) if outside else 0.0)


def _best_of(cases: Cases, points: Points, settings: ScanSettings) -> Callable[[str], Best | None]:
    total = sum(sum(counts) for stratum in cases for counts in stratum.values())

    def best_of(centre: str) -> Best | None:
        best = None
        for members in _circles(cases, points, settings, centre):
            for first, last in _windows(cases, settings):
                observed, expected = _numbers(cases, members, first, last)
                statistic = naive_statistic(observed, expected, total)
                better = best is None or round(statistic, 9) > round(best.statistic, 9)
                if observed >= settings.min_cases and statistic > 0 and better:
                    best = Best(centre, members, (first, last), observed, expected, statistic)
        return best

    return best_of


def _circles(
    cases: Cases, points: Points, settings: ScanSettings, centre: str
) -> Iterator[tuple[str, ...]]:
    total = sum(sum(counts) for stratum in cases for counts in stratum.values())
    by_distance = sorted(points, key=lambda p: (distance(points, centre, p), p != centre, p))
    for size in range(1, len(by_distance) + 1):
        members = tuple(by_distance[:size])
        inside = sum(sum(stratum[place]) for stratum in cases for place in members)
        near = settings.max_km is None or distance(points, centre, members[-1]) <= settings.max_km
        if near and inside <= settings.max_share * total:
            yield members


def distance(points: Points, a: str, b: str) -> float:
    (ax, ay), (bx, by) = points[a], points[b]
    return math.sqrt((ax - bx) ** 2 + (ay - by) ** 2)


def _windows(cases: Cases, settings: ScanSettings) -> Iterator[tuple[int, int]]:
    periods = len(next(iter(cases[0].values())))
    for length in range(int(settings.min_days), min(int(settings.max_days), periods) + 1):
        for first in range(periods - length + 1):
            last = first + length - 1
            if last == periods - 1 or not settings.prospective:
                yield first, last


def _numbers(cases: Cases, members: Sequence[str], first: int, last: int) -> tuple[int, float]:
    """Observed and expected cases of a cylinder."""
    observed, expected = 0, 0.0
    for stratum in cases:
        in_circle = sum(sum(stratum[place]) for place in members)
        in_window = sum(sum(counts[first : last + 1]) for counts in stratum.values())
        total = sum(sum(counts) for counts in stratum.values())
        observed += sum(sum(stratum[place][first : last + 1]) for place in members)
        expected += in_circle * in_window / total if total else 0.0
    return observed, expected


def _overlap(a: Best, b: Best) -> bool:
    in_time = a.periods[0] <= b.periods[1] and b.periods[0] <= a.periods[1]
    return in_time and bool(set(a.members) & set(b.members))
