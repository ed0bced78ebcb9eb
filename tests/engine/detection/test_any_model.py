"""What holds for a scan under every model, for several kinds at once and for any shape."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import (
    Baseline,
    Cluster,
    Controls,
    Geometry,
    Population,
    ScanResult,
    ScanSettings,
    scan,
    scan_subsets,
    scan_together,
)
from tests.engine.detection.small import table

LIMITS = ScanSettings(max_km=30, max_days=3, replicates=15, min_cases=1)
some = settings(max_examples=8, deadline=None)
# Of the distances between these, no two are equal.
SPOTS = {"a": (0, 0), "b": (0, 22), "c": (14, 8), "d": (23, 25), "e": (7, 18), "f": (30, 3)}
DAYS = 6
KINDS = ("permutation", "population", "controls", "baseline")
kinds = st.sampled_from(KINDS)
scans = st.sampled_from([scan, scan_subsets])
days = st.lists(st.integers(0, 3), min_size=DAYS, max_size=DAYS)
worlds = st.fixed_dictionaries(dict.fromkeys(SPOTS, days))

type Rows = dict[str, list[int]]
type Scan = Callable[..., ScanResult]


def geometry(order: list[str] | None = None, stretch: float = 1.0, east: float = 0.0) -> Geometry:
    areas = order or list(SPOTS)
    x = [SPOTS[area][0] * stretch + east for area in areas]
    y = [SPOTS[area][1] * stretch for area in areas]
    return Geometry.from_plane(areas, x, y)


def against(kind: str, rows: Rows, order: list[str] | None = None):  # type: ignore[no-untyped-def]
    """People, controls or expected numbers that have to do with the places, not with the days."""
    areas = order or list(rows)
    weights = {area: 1.0 + n for n, area in enumerate(SPOTS)}
    if kind == "population":
        return Population.constant(areas, [100 * weights[area] for area in areas], DAYS)
    if kind == "controls":
        return Controls(table({area: [int(weights[area])] * DAYS for area in areas}))
    if kind == "baseline":
        expected = np.array([[0.3 * weights[area]] * DAYS for area in areas])
        return Baseline(tuple(areas), expected)
    return None


def found(run: Scan, kind: str, rows: Rows, limits: ScanSettings = LIMITS) -> ScanResult:
    return run(table(rows), geometry(), limits, against=against(kind, rows))


def equal(one: ScanResult, other: ScanResult) -> bool:
    same = one.null_maxima.tolist() == other.null_maxima.tolist()
    return same and one.clusters == other.clusters


@some
@given(scans, kinds, worlds, st.permutations(list(SPOTS)))
def test_the_order_in_which_places_are_given_changes_nothing(
    run: Scan, kind: str, rows: Rows, order: list[str]
) -> None:
    turned = {area: rows[area] for area in order}
    other = run(table(turned), geometry(order), LIMITS, against=against(kind, turned, order))
    assert equal(found(run, kind, rows), other)


@some
@given(scans, kinds, worlds, st.integers(2, 4))
def test_the_number_of_threads_changes_nothing(
    run: Scan, kind: str, rows: Rows, threads: int
) -> None:
    shared = found(run, kind, rows, replace(LIMITS, threads=threads))
    assert equal(shared, found(run, kind, rows))


@some
@given(scans, kinds, worlds, st.integers(1, 20))
def test_more_replicates_begin_with_the_same_ones(
    run: Scan, kind: str, rows: Rows, more: int
) -> None:
    longer = found(run, kind, rows, replace(LIMITS, replicates=15 + more)).null_maxima
    assert longer[:15].tolist() == found(run, kind, rows).null_maxima.tolist()


@some
@given(scans, kinds, worlds)
def test_another_seed_leaves_the_clusters_where_they_are(run: Scan, kind: str, rows: Rows) -> None:
    pairs = zip(
        found(run, kind, rows).clusters,
        found(run, kind, rows, replace(LIMITS, seed=7)).clusters,
        strict=True,
    )
    for one, other in pairs:
        assert (one.members, one.start, one.statistic) == (
            other.members,
            other.start,
            other.statistic,
        )


@some
@given(scans, kinds, worlds)
def test_a_map_drawn_elsewhere_or_twice_as_large_changes_radii_only(
    run: Scan, kind: str, rows: Rows
) -> None:
    far = run(
        table(rows),
        geometry(stretch=2.0, east=300.0),
        replace(LIMITS, max_km=60),
        against=against(kind, rows),
    )
    for new, old in zip(far.clusters, found(run, kind, rows).clusters, strict=True):
        assert replace(new, radius_km=old.radius_km) == old
        assert new.radius_km == 2 * old.radius_km


@some
@given(scans, kinds, worlds)
def test_every_cluster_has_more_than_is_due_and_can_be_recounted(
    run: Scan, kind: str, rows: Rows
) -> None:
    whole = table(rows)
    for cluster in found(run, kind, rows).clusters:
        assert cluster.observed > cluster.expected > 0
        assert cluster.observed == recounted(cluster, whole)
        assert cluster.radius_km <= 30


def recounted(cluster: Cluster, whole: CountTable) -> int:
    row = {area: whole.counts[i] for i, area in enumerate(whole.areas)}
    when = [i for i, day in enumerate(whole.starts) if cluster.start <= day <= cluster.end]
    return int(sum(row[area][i] for area in cluster.members for i in when))


@some
@given(scans, kinds, worlds)
def test_p_values_are_ranks_and_do_not_fall_along_the_list(
    run: Scan, kind: str, rows: Rows
) -> None:
    ps = [cluster.monte_carlo_p for cluster in found(run, kind, rows).clusters]
    assert ps == sorted(ps)
    assert all(p * 16 == pytest.approx(round(p * 16)) for p in ps)


@some
@given(scans, kinds, worlds, st.integers(1, 4))
def test_a_scan_that_stops_early_runs_the_first_data_sets_of_a_whole_one(
    run: Scan, kind: str, rows: Rows, enough: int
) -> None:
    whole = found(run, kind, rows).null_maxima
    stopped = found(run, kind, rows, replace(LIMITS, enough_outdone=enough)).null_maxima
    assert stopped.tolist() == whole[: len(stopped)].tolist()


@some
@given(kinds, worlds)
def test_any_shape_is_at_least_as_unusual_as_the_best_circle(kind: str, rows: Rows) -> None:
    circles, shapes = found(scan, kind, rows), found(scan_subsets, kind, rows)
    assert best(shapes) >= best(circles) - 1e-9
    assert (shapes.null_maxima >= circles.null_maxima - 1e-9).all()


def best(result: ScanResult) -> float:
    return result.clusters[0].statistic if result.clusters else 0.0


@some
@given(worlds, st.integers(2, 5))
def test_people_counted_in_other_units_change_nothing(rows: Rows, times: int) -> None:
    people = [100.0 * (1 + n) for n in range(len(rows))]
    limits = replace(LIMITS, max_share=0.55)
    one, other = (
        scan(
            table(rows),
            geometry(),
            limits,
            against=Population.constant(list(rows), [n * unit for n in people], DAYS),
        )
        for unit in (1, times)
    )
    assert best(one) == pytest.approx(best(other), abs=1e-9)


@some
@given(worlds, worlds)
def test_the_order_of_kinds_does_not_change_what_is_found(one: Rows, other: Rows) -> None:
    both = {"loans": table(one), "passports": table(other)}
    there, _ = scan_together(both, geometry(), LIMITS)
    back, _ = scan_together(dict(reversed(both.items())), geometry(), LIMITS)
    for first, second in zip(there, back, strict=True):
        assert (first.members, first.start) == (second.members, second.start)
        assert first.observed == second.observed
        assert first.total == pytest.approx(second.total)


@some
@given(worlds, worlds)
def test_a_second_kind_never_makes_the_best_sum_smaller(one: Rows, other: Rows) -> None:
    alone, _ = scan_together({"loans": table(one)}, geometry(), replace(LIMITS, max_share=1.0))
    both, _ = scan_together(
        {"loans": table(one), "passports": table(other)},
        geometry(),
        replace(LIMITS, max_share=1.0),
    )
    assert (both[0].total if both else 0.0) >= (alone[0].total if alone else 0.0) - 1e-9


@some
@given(worlds)
def test_a_kind_without_cases_adds_nothing(rows: Rows) -> None:
    nothing = {area: [0] * DAYS for area in SPOTS}
    alone, maxima = scan_together({"loans": table(rows)}, geometry(), LIMITS)
    both, same = scan_together(
        {"loans": table(rows), "passports": table(nothing)}, geometry(), LIMITS
    )
    assert maxima.tolist() == same.tolist()
    assert [one.total for one in both] == [one.total for one in alone]
    assert all(one.observed["passports"] == 0 for one in both)
