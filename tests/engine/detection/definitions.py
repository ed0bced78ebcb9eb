"""Every model of the scan, several kinds and any shape: from the definitions, one number at a time.

Nothing of the engine is used but its settings, so that a mistake in a model cannot be made twice.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kentongan.engine.detection import ScanSettings

type Points = dict[str, tuple[int, int]]
type Rows = dict[str, list[int]]
type Numbers = dict[str, list[float]]
type Days = range
# Observed cases, expected cases and the log likelihood ratio of some places on some days.
type Judged = tuple[int, float, float]
type Judge = Callable[[Sequence[str], Days], Judged]
# What some places hold of that of which a circle may have a share.
type Share = Callable[[Sequence[str]], float]


@dataclass(frozen=True)
class Told:
    """A cluster; days: first and last."""

    members: tuple[str, ...]
    days: tuple[int, int]
    observed: int
    expected: float
    statistic: float


def logs(base: float, power: float) -> float:
    """power x log(base), where 0 x log 0 is 0."""
    return power * math.log(base) if power else 0.0


def within(rows: Rows | Numbers, places: Sequence[str], days: Days) -> float:
    return sum(rows[place][day] for place in places for day in days)


def everywhere(rows: Rows | Numbers) -> float:
    return sum(map(sum, rows.values()))


def by_people(cases: Sequence[Rows], people: Sequence[Numbers]) -> tuple[Judge, Share]:
    """Strata of cases and of people: each rate is that of its stratum in the whole study."""
    total = sum(map(everywhere, cases))
    pairs = list(zip(cases, people, strict=True))

    def due(places: Sequence[str], days: Days) -> float:
        rates = [(everywhere(c) / everywhere(p), p) for c, p in pairs]
        return sum(rate * within(p, places, days) for rate, p in rates)

    def judge(places: Sequence[str], days: Days) -> Judged:
        observed, expected = int(sum(within(c, places, days) for c in cases)), due(places, days)
        if observed <= expected:
            return observed, expected, 0.0
        outside = total - observed
        rest = logs(outside / (total - expected), outside) if outside else 0.0
        return observed, expected, logs(observed / expected, observed) + rest

    every_day = range(len(next(iter(cases[0].values()))))
    return judge, lambda places: due(places, every_day) / total


def by_controls(cases: Rows, controls: Rows) -> tuple[Judge, Share]:
    """Is a larger share of the reports inside a case than of those outside?"""
    all_cases, all_people = everywhere(cases), everywhere(cases) + everywhere(controls)

    def likelihood(some: float, people: float) -> float:
        """The largest log likelihood of so many cases among so many people."""
        if people == 0:
            return 0.0
        share = some / people
        return logs(share or 1.0, some) + logs(1 - share or 1.0, people - some)

    def judge(places: Sequence[str], days: Days) -> Judged:
        observed = within(cases, places, days)
        people = observed + within(controls, places, days)
        expected = people * all_cases / all_people
        if observed <= expected:
            return int(observed), expected, 0.0
        apart = likelihood(observed, people)
        apart += likelihood(all_cases - observed, all_people - people)
        return int(observed), expected, apart - likelihood(all_cases, all_people)

    every_day = range(len(next(iter(cases.values()))))
    both = {
        place: [c + d for c, d in zip(cases[place], controls[place], strict=True)]
        for place in cases
    }
    return judge, lambda places: within(both, places, every_day) / all_people


def by_forecast(cases: Rows, forecast: Numbers) -> tuple[Judge, Share]:
    """Expected numbers are given and need not add up to the cases."""

    def judge(places: Sequence[str], days: Days) -> Judged:
        observed, expected = int(within(cases, places, days)), within(forecast, places, days)
        if observed <= expected:
            return observed, expected, 0.0
        return observed, expected, logs(observed / expected, observed) + expected - observed

    every_day = range(len(next(iter(cases.values()))))
    return judge, lambda places: within(forecast, places, every_day) / everywhere(forecast)


def circles(points: Points, settings: ScanSettings, share: Share) -> Iterator[tuple[str, ...]]:
    """Each centre and its nearest places, one more at a time, as far as the limits allow."""
    for centre in sorted(points):
        near = sorted(points, key=lambda p: (math.dist(points[centre], points[p]), p != centre, p))
        for number in range(1, len(near) + 1):
            reach = math.dist(points[centre], points[near[number - 1]])
            if settings.max_km is not None and reach > settings.max_km:
                break
            if share(near[:number]) > settings.max_share + 1e-9:
                break
            yield tuple(near[:number])


def shapes(points: Points, settings: ScanSettings, share: Share) -> Iterator[tuple[str, ...]]:
    """Every set of places that some circle holds."""
    for circle in {frozenset(one) for one in circles(points, settings, share)}:
        for number in range(1, len(circle) + 1):
            yield from combinations(sorted(circle), number)


def windows(days: int, settings: ScanSettings) -> Iterator[Days]:
    """Stretches of days, those that end today only where the scan is prospective."""
    if settings.purely_spatial:
        yield range(days)
        return
    for length in range(int(settings.min_days), min(int(settings.max_days), days) + 1):
        for first in range(days - length + 1):
            if not settings.prospective or first + length == days:
                yield range(first, first + length)


def best_of(
    some: Iterator[tuple[str, ...]], days: int, settings: ScanSettings, judge: Judge
) -> Told | None:
    """The most unusual of all, the first of equals."""
    best: Told | None = None
    for places in some:
        for window in windows(days, settings):
            observed, expected, statistic = judge(places, window)
            if observed >= settings.min_cases and statistic > (best.statistic if best else 1e-9):
                ends = window[0], window[-1]
                best = Told(places, ends, observed, expected, statistic)
    return best
