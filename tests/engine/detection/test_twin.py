"""The fast scan and its slow twin agree on any small data set."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Cluster, ScanSettings, scan
from kentongan.engine.detection.score import (
    BERNOULLI,
    POISSON,
    UNCONDITIONAL,
    Law,
    largest_sizes,
    statistic,
)
from kentongan.engine.detection.shuffles import ShuffledTimes
from tests.engine.detection.naive import (
    Best,
    Cases,
    Points,
    distance,
    naive_clusters,
    naive_maximum,
    naive_statistic,
)
from tests.engine.detection.small import on_a_map, table

PLACES = ("a", "b", "c", "d", "e", "f")
cell = st.integers(0, 3) | st.just(0)

# The first call of a compiled function takes seconds.
unhurried = settings(deadline=None)


@st.composite
def maps(draw: st.DrawFn) -> Points:
    spots = st.tuples(st.integers(0, 4), st.integers(0, 4))
    points = draw(st.lists(spots, min_size=1, max_size=len(PLACES)))
    return dict(zip(PLACES, points, strict=False))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Cases, Points]:
    points = draw(maps())
    days = draw(st.integers(1, 6))
    row = st.lists(cell, min_size=days, max_size=days)
    stratum = st.fixed_dictionaries(dict.fromkeys(points, row))
    return draw(st.lists(stratum, min_size=1, max_size=3)), points


@st.composite
def limits(draw: st.DrawFn) -> ScanSettings:
    shortest = draw(st.integers(1, 3))
    return ScanSettings(
        max_km=draw(st.sampled_from([None, 1.0, 2.0, 3.5])),
        max_share=draw(st.sampled_from([0.3, 0.5, 1.0])),
        min_days=shortest,
        max_days=draw(st.integers(shortest, 6)),
        prospective=draw(st.booleans()),
        min_cases=draw(st.integers(1, 3)),
        replicates=5,
        seed=draw(st.integers(0, 99)),
    )


def tables(cases: Cases) -> list[CountTable]:
    return [table(stratum) for stratum in cases]


def as_told(cluster: Cluster, of: CountTable) -> tuple[object, ...]:
    periods = (of.starts.index(cluster.start), of.starts.index(cluster.end))
    return (cluster.centre, cluster.members, periods, cluster.observed)


def as_computed(best: Best) -> tuple[object, ...]:
    return (best.centre, best.members, best.periods, best.observed)


@settings(deadline=None, max_examples=200)
@given(worlds(), limits())
def test_both_find_the_same_clusters(world: tuple[Cases, Points], limits: ScanSettings) -> None:
    cases, points = world
    fast = scan(tables(cases), on_a_map(points), limits).clusters
    slow = naive_clusters(cases, points, limits)
    of = tables(cases)[0]
    assert [as_told(cluster, of) for cluster in fast] == [as_computed(best) for best in slow]
    for cluster, best in zip(fast, slow, strict=True):
        assert cluster.statistic == pytest.approx(best.statistic, abs=1e-9)
        assert cluster.expected == pytest.approx(best.expected)
        assert cluster.radius_km == distance(points, best.centre, best.members[-1])


@settings(deadline=None, max_examples=200)
@given(worlds(), limits())
def test_both_find_the_same_maxima_in_shuffled_data(
    world: tuple[Cases, Points], limits: ScanSettings
) -> None:
    cases, points = world
    fast = scan(tables(cases), on_a_map(points), limits).null_maxima
    slow = [naive_maximum(one, points, limits) for one in shuffles(cases, limits)]
    assert fast == pytest.approx(slow, abs=1e-9)


def shuffles(cases: Cases, limits: ScanSettings) -> list[Cases]:
    """The data sets that the fast scan draws, written out in full."""
    counts = np.stack([one.in_order(sorted(cases[0])).counts for one in tables(cases)])
    span = span_of(counts, limits)
    drawn = ShuffledTimes.of(counts, span, limits.seed)
    return [written_out(cases, drawn, span, r) for r in range(limits.replicates)]


def span_of(counts: np.ndarray, limits: ScanSettings) -> slice:
    """The days from the first to the last that a window with a case touches."""
    per_day = counts.sum(axis=(0, 1))
    days = len(per_day)
    touched = {
        day
        for length in range(int(limits.min_days), min(int(limits.max_days), days) + 1)
        for first in ([days - length] if limits.prospective else range(days - length + 1))
        for day in range(first, first + length)
        if per_day[first : first + length].sum()
    }
    return slice(min(touched), max(touched) + 1) if touched else slice(0, 0)


def pairs_of(starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return starts[:-1], starts[1:]


def written_out(cases: Cases, drawn: ShuffledTimes, span: slice, replicate: int) -> Cases:
    """Cases that were not drawn keep their place and fall on one day that no window touches.

    Such a day is there whenever a case was not drawn: the day on which it really happened.
    """
    places, one = sorted(cases[0]), drawn.draw(range(replicate, replicate + 1))
    days = range(len(cases[0][places[0]]))
    busy = [day for day in days if any(row[day] for one in cases for row in one.values())]
    outside = next((day for day in busy if not span.start <= day < span.stop), None)
    result = []
    for stratum, here in zip(cases, map(slice, *pairs_of(drawn.period_starts)), strict=True):
        left = {place: sum(row) for place, row in stratum.items()}
        rows = {place: [0] * len(days) for place in places}
        for home, period in zip(one.places[here], one.periods[here], strict=True):
            rows[places[home]][span.start + period] += 1
            left[places[home]] -= 1
        for place, number in left.items():
            if number:
                assert outside is not None
                rows[place][outside] += number
        result.append(rows)
    return result


@unhurried
@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.01, 60))
def test_both_score_a_count_alike(observed: int, more: int, expected: float) -> None:
    total = observed + more
    expected = min(expected, total - 0.5)
    fast = statistic(observed, expected, Law(POISSON, total, total))
    assert fast == pytest.approx(naive_statistic(observed, expected, total))


def laws(total: int) -> list[Law]:
    return [
        Law(POISSON, float(total), float(total)),
        Law(BERNOULLI, float(total), 3.0 * total),
        Law(UNCONDITIONAL, float(total), 5.0),
    ]


@unhurried
@given(st.integers(2, 80), st.floats(0.001, 1), st.floats(0, 20), st.integers(0, 2))
def test_no_count_beyond_its_largest_size_scores_above_the_floor(
    total: int, share: float, floor: float, kind: int
) -> None:
    law = laws(total)[kind]
    limits = largest_sizes(floor, 1, total + 1, np.inf, law)
    for count in range(1, total + 1):
        size = share * law.size
        if size > limits[count] and (kind != BERNOULLI or size >= count):
            assert statistic(count, size, law) <= floor


@unhurried
@given(st.integers(2, 80), st.just(0.0) | st.floats(0.01, 20), st.integers(0, 2))
def test_just_within_its_largest_size_a_count_scores_above_the_floor(
    total: int, floor: float, kind: int
) -> None:
    """The bound is not only safe but near, or it would spare no logarithm."""
    law = laws(total)[kind]
    limits = largest_sizes(floor, 1, total + 1, np.inf, law)
    for count in range(1, total + 1):
        if limits[count] > (count if kind == BERNOULLI else 0) * (1 + 1e-6):
            assert statistic(count, limits[count] * (1 - 1e-6), law) > floor


def test_limits_are_worked_out_as_far_as_sizes_reach() -> None:
    limits = largest_sizes(2.0, 2, 50, 5.0, laws(40)[POISSON])
    assert (limits[:2] < 0).all()
    reached = np.flatnonzero(np.isinf(limits))[0]
    assert limits[reached - 2] <= 5.0 < limits[reached - 1]
