"""Several kinds at once: what the names, the order and the days of kinds have to do with it."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import JointCluster, ScanSettings, scan_together
from tests.engine.detection.small import TODAY, on_a_road, table
from tests.engine.detection.worlds import map_of, seeds

# The first call compiles.
few = settings(max_examples=8, deadline=None)
LIMITS = ScanSettings(max_km=3.0, max_days=3, replicates=9, min_cases=2)
MAP = map_of(11, 8)
DAYS = 6

type Kinds = dict[str, CountTable]


def kinds_of(seed: int, names: tuple[str, ...] = ("loans", "passports")) -> Kinds:
    """Random kinds, each with a rise of the last days in the first place."""
    random = np.random.default_rng(seed)
    kinds = {}
    for name in names:
        counts = random.poisson(0.5, (len(MAP.areas), DAYS))
        counts[0, -2:] += 2
        kinds[name] = table(dict(zip(MAP.areas, counts.tolist(), strict=True)))
    return kinds


def found_in(kinds: Kinds, limits: ScanSettings = LIMITS) -> tuple[JointCluster, ...]:
    return scan_together(kinds, MAP, limits)[0]


def where(found: tuple[JointCluster, ...]) -> list[tuple[object, ...]]:
    """Places, days and totals."""
    return [(one.members, one.start, one.end, round(one.total, 9)) for one in found]


@few
@given(seeds)
def test_kinds_may_have_any_name_and_stand_in_any_order(seed: int) -> None:
    kinds = kinds_of(seed)
    turned = {f"new {name}": kinds[name] for name in reversed(kinds)}
    one, other = found_in(kinds), found_in(turned)
    assert where(one) == where(other)
    for here, there in zip(one, other, strict=True):
        assert {f"new {name}": count for name, count in here.observed.items()} == there.observed


@few
@given(seeds)
def test_a_kind_nobody_told_of_changes_nothing(seed: int) -> None:
    kinds = kinds_of(seed)
    silent = table({area: [0] * DAYS for area in MAP.areas})
    one, first = scan_together(kinds, MAP, LIMITS)
    other, second = scan_together({**kinds, "silent": silent}, MAP, LIMITS)
    assert where(one) == where(other)
    np.testing.assert_allclose(first, second, atol=1e-9)
    assert all(cluster.observed["silent"] == cluster.statistic["silent"] == 0 for cluster in other)


@few
@given(seeds)
def test_a_kind_told_twice_counts_twice(seed: int) -> None:
    [loans] = kinds_of(seed, ("loans",)).values()
    limits = replace(LIMITS, min_cases=1)
    once, twice = (
        found_in(kinds, limits) for kinds in ({"one": loans}, {"one": loans, "two": loans})
    )
    assert once[0].members == twice[0].members
    assert twice[0].total == pytest.approx(2 * once[0].total)
    assert twice[0].statistic["one"] == twice[0].statistic["two"]


@few
@given(seeds)
def test_the_calendar_moves_clusters_and_changes_no_number(seed: int) -> None:
    kinds, weeks = kinds_of(seed), timedelta(weeks=52)
    later = {
        name: CountTable(
            one.counts, one.areas, tuple(day + weeks for day in one.starts), one.end + weeks
        )
        for name, one in kinds.items()
    }
    moved = tuple(
        replace(one, start=one.start - weeks, end=one.end - weeks) for one in found_in(later)
    )
    assert moved == found_in(kinds)


@few
@given(seeds)
def test_rows_of_a_table_may_stand_in_any_order_and_be_left_out_where_empty(seed: int) -> None:
    kinds = kinds_of(seed)
    turned = {}
    for name, one in kinds.items():
        told = [row for row in range(len(one.areas))[::-1] if one.counts[row].any()]
        areas = tuple(one.areas[row] for row in told)
        turned[name] = CountTable(one.counts[told], areas, one.starts, one.end)
    assert found_in(turned) == found_in(kinds)


@few
@given(seeds)
def test_clusters_share_no_place_and_come_in_order(seed: int) -> None:
    found = found_in(kinds_of(seed))
    totals = [one.total for one in found]
    assert totals == sorted(totals, reverse=True)
    members = [place for one in found for place in one.members]
    assert len(members) == len(set(members))
    for one in found:
        assert one.end == TODAY
        assert one.centre in one.members
        for kind, statistic in one.statistic.items():
            assert (statistic > 0) == (one.observed[kind] > one.expected[kind] + 1e-9)


@few
@given(seeds)
def test_more_is_asked_of_a_cluster_where_more_cases_are(seed: int) -> None:
    kinds = kinds_of(seed)
    for least in (1, 6, 12):
        found = found_in(kinds, replace(LIMITS, min_cases=least))
        assert all(sum(one.observed.values()) >= least for one in found)
    assert found_in(kinds, replace(LIMITS, min_cases=10_000)) == ()


@few
@given(seeds)
def test_the_same_seed_draws_the_same_and_others_differ(seed: int) -> None:
    kinds = kinds_of(seed)
    limits = replace(LIMITS, replicates=30)
    first, again, other = (
        scan_together(kinds, MAP, replace(limits, seed=number))[1] for number in (5, 5, 6)
    )
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_kinds_that_do_not_belong_together_are_refused_with_the_reason() -> None:
    road = on_a_road("a", "b")
    short, long = (table({"a": [1] * days, "b": [0] * days}) for days in (3, 4))
    limits = ScanSettings(max_km=None, replicates=1)
    with pytest.raises(ValueError, match="all must have the same periods"):
        scan_together({"one": short, "two": long}, road, limits)
    with pytest.raises(ValueError, match="at least one table"):
        scan_together({}, road, limits)
    with pytest.raises(ValueError, match="the geometry knows neighbours up to"):
        scan_together(kinds_of(1), map_of_reach(), LIMITS)


def map_of_reach():  # type: ignore[no-untyped-def]
    """A map whose places know no neighbour beyond one kilometre."""
    return type(MAP).from_plane(list(MAP.areas), np.arange(8), np.zeros(8), max_km=1.0)
