"""The doors to scans of several kinds and of any shape: what they find, keep to, and refuse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import (
    Baseline,
    Cluster,
    Controls,
    Geometry,
    JointCluster,
    Population,
    ScanSettings,
    scan,
    scan_subsets,
    scan_together,
)
from tests.engine.detection.small import TODAY, on_a_map, on_a_road, table

QUICK = ScanSettings(max_km=None, max_days=3, replicates=49)
ROAD = ("pule", "tugu", "durenan", "gandusari", "kampak", "munjungan")
QUIET = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1]
RISE = {
    **{place: [*QUIET, 0, 0] for place in ROAD},
    "tugu": [*QUIET, 2, 2],
    "durenan": [*QUIET, 2, 2],
}
TWO_DAYS = replace(QUICK, max_days=2)
PEOPLE = Population.constant(ROAD, [1000] * 6, 22)

type Either = Cluster | JointCluster
type Door = Callable[..., tuple[tuple[Either, ...], list[float]]]


def shapes(rows: dict[str, list[int]], geometry: Geometry, limits: ScanSettings):  # type: ignore[no-untyped-def]
    found = scan_subsets(table(rows), geometry, limits)
    return found.clusters, found.null_maxima.tolist()


def kinds(rows: dict[str, list[int]], geometry: Geometry, limits: ScanSettings):  # type: ignore[no-untyped-def]
    """Two kinds that rise in the same villages."""
    both = {"loans": table(rows), "passports": table(rows)}
    clusters, maxima = scan_together(both, geometry, limits)
    return clusters, maxima.tolist()


doors = pytest.mark.parametrize("door", [shapes, kinds])


def cases_of(cluster: Either) -> int:
    seen = cluster.observed
    return seen if isinstance(seen, int) else sum(seen.values())


@doors
def test_neighbours_with_a_rise_together_come_first(door: Door) -> None:
    (first, *_), _ = door(RISE, on_a_road(*ROAD), QUICK)
    assert set(first.members) == {"tugu", "durenan"}
    assert (first.start, first.end) == (date(2026, 11, 23), TODAY)
    assert first.radius_km == 1.0


@doors
def test_places_that_always_report_much_are_no_cluster(door: Door) -> None:
    steady = {"busy": [5] * 10, "calm": [1] * 10, "still": [0] * 10}
    found, maxima = door(steady, on_a_road("busy", "calm", "still"), QUICK)
    assert (found, len(maxima)) == ((), 49)


@doors
def test_no_member_lies_beyond_the_largest_radius(door: Door) -> None:
    found, _ = door(RISE, on_a_road(*ROAD), replace(QUICK, max_km=0.5))
    assert {len(cluster.members) for cluster in found} == {1}
    assert {cluster.radius_km for cluster in found} == {0.0}


@doors
def test_no_window_is_shorter_or_longer_than_it_may_be(door: Door) -> None:
    (first, *_), _ = door(RISE, on_a_road(*ROAD), replace(QUICK, min_days=3, max_days=3))
    assert (first.end - first.start).days + 1 == 3


@doors
def test_a_cluster_has_so_many_cases_at_least(door: Door) -> None:
    found, _ = door(RISE, on_a_road(*ROAD), replace(QUICK, min_cases=8))
    assert found
    assert all(cases_of(cluster) >= 8 for cluster in found)
    assert door(RISE, on_a_road(*ROAD), replace(QUICK, min_cases=200))[0] == ()


@doors
def test_the_list_ends_with_the_wanted_number(door: Door) -> None:
    apart = {place: (30.0 * at, 0.0) for at, place in enumerate(ROAD)}
    every, _ = door(RISE, on_a_map(apart), replace(QUICK, max_km=1))
    one, _ = door(RISE, on_a_map(apart), replace(QUICK, max_km=1, max_clusters=1))
    assert (len(every), one) == (2, every[:1])


@doors
def test_a_rise_that_is_over_is_found_by_looking_back(door: Door) -> None:
    over = {place: [*row, 0, 0, 1] for place, row in RISE.items()}
    back, _ = door(over, on_a_road(*ROAD), replace(QUICK, prospective=False))
    assert (back[0].start, back[0].end) == (date(2026, 11, 20), date(2026, 11, 21))


@doors
def test_the_same_seed_draws_the_same_data_sets_and_another_seed_others(door: Door) -> None:
    road = on_a_road(*ROAD)
    first, again = door(RISE, road, QUICK), door(RISE, road, QUICK)
    assert first == again
    assert door(RISE, road, replace(QUICK, seed=2))[1] != first[1]


@doors
def test_a_search_that_is_outdone_often_enough_ends(door: Door) -> None:
    calm = {place: [*QUIET, 1, 0] for place in ROAD[:5]} | {"munjungan": [*QUIET, 1, 1]}
    limits = replace(QUICK, replicates=199, enough_outdone=5, min_cases=1)
    found, maxima = door(calm, on_a_road(*ROAD), limits)
    assert len(maxima) < 199
    assert found[0].monte_carlo_p == pytest.approx(5 / len(maxima))


@doors
def test_a_geometry_that_reaches_less_far_is_refused(door: Door) -> None:
    near = on_a_map({place: (float(at), 0.0) for at, place in enumerate(ROAD)}, max_km=5)
    with pytest.raises(ValueError, match="up to 5 km"):
        door(RISE, near, replace(QUICK, max_km=6))


@doors
def test_a_village_without_coordinates_is_refused_by_name(door: Door) -> None:
    with pytest.raises(ValueError, match="no place: munjungan"):
        door(RISE, on_a_road(*ROAD[:5]), QUICK)


@doors
def test_codes_of_villages_may_come_in_any_order(door: Door) -> None:
    turned = dict(reversed(RISE.items()))
    points = {place: (float(at), 0.0) for at, place in enumerate(ROAD)}
    there = door(turned, on_a_map(dict(reversed(points.items()))), QUICK)
    assert there == door(RISE, on_a_map(points), QUICK)


def test_kinds_of_different_days_are_refused() -> None:
    kinds = {"loans": table({"a": [1, 2]}), "passports": table({"a": [1]})}
    with pytest.raises(ValueError, match="same periods"):
        scan_together(kinds, on_a_road("a"), QUICK)
    with pytest.raises(ValueError, match="at least one table"):
        scan_together({}, on_a_road("a"), QUICK)


def test_progress_is_told_for_kinds_and_for_shapes() -> None:
    told: list[tuple[int, int]] = []
    scan_subsets(table(RISE), on_a_road(*ROAD), QUICK, lambda *step: told.append(step))
    assert told[-1] == (49, 49)
    told.clear()
    scan_together({"loans": table(RISE)}, on_a_road(*ROAD), QUICK, lambda *step: told.append(step))
    assert told[-1] == (49, 49)


def test_shapes_are_held_against_people_too() -> None:
    found = scan_subsets(table(RISE), on_a_road(*ROAD), TWO_DAYS, against=PEOPLE).clusters[0]
    circle = scan(table(RISE), on_a_road(*ROAD), TWO_DAYS, against=PEOPLE).clusters[0]
    assert set(found.members) == set(circle.members) == {"tugu", "durenan"}
    # 50 cases among 6 villages x 22 days, of which the cluster holds 2 x 2.
    assert found.expected == pytest.approx(50 * 4 / (6 * 22))


def test_shapes_are_held_against_controls_and_forecasts_too() -> None:
    others = {place: [3] * 22 for place in ROAD}
    forecast = Baseline(ROAD, PEOPLE.people[0] / 1000 * 0.35)
    for against in (Controls(table(others)), forecast):
        found = scan_subsets(table(RISE), on_a_road(*ROAD), TWO_DAYS, against=against).clusters[0]
        assert set(found.members) == {"tugu", "durenan"}
        assert found.observed == 8


def test_a_rise_in_every_other_village_is_one_shape_and_several_circles() -> None:
    rows = {place: [*QUIET, 0, 3 if at % 2 else 0] for at, place in enumerate(ROAD)}
    limits = replace(QUICK, max_days=1, max_share=1)
    shape = scan_subsets(table(rows), on_a_road(*ROAD), limits).clusters[0]
    assert set(shape.members) == set(ROAD[1::2])
    circle = scan(table(rows), on_a_road(*ROAD), limits).clusters[0]
    assert shape.statistic > circle.statistic


def test_a_kind_that_is_quiet_tells_of_nothing() -> None:
    calm = {place: [1] * 22 for place in ROAD}
    kinds = {"loans": table(RISE), "passports": table(calm)}
    (first, *_), _ = scan_together(kinds, on_a_road(*ROAD), QUICK)
    assert first.observed == {"loans": 8, "passports": 4}
    assert first.statistic["passports"] == 0.0
    assert first.total == first.statistic["loans"]


def test_kinds_counted_by_the_week_recur_in_days() -> None:
    events = [("a", TODAY)] * 5 + [("b", date(2026, 11, day)) for day in (1, 5, 9, 13)]
    weeks = CountTable.from_events(
        events, areas=["a", "b"], start=date(2026, 10, 28), end=TODAY, every=7
    )
    limits = replace(QUICK, max_share=1, max_days=7)
    points = on_a_map({"a": (0, 0), "b": (9, 0)})
    (first, *_), _ = scan_together({"loans": weeks, "passports": weeks}, points, limits)
    assert (first.start, first.end) == (date(2026, 11, 18), TODAY)
    assert first.recurrence_days == pytest.approx(7 / first.gumbel_p)


def test_villages_that_nobody_tells_of_count_zero_for_every_kind() -> None:
    rows = {place: row for place, row in RISE.items() if place != "munjungan"}
    whole = {"loans": table(RISE | {"munjungan": [0] * 22})}
    left_out, _ = scan_together({"loans": table(rows)}, on_a_road(*ROAD), QUICK)
    assert left_out == scan_together(whole, on_a_road(*ROAD), QUICK)[0]


@doors
def test_earlier_looks_leave_the_clusters_and_raise_what_chance_can_do(door: Door) -> None:
    once, maxima = door(RISE, on_a_road(*ROAD), replace(QUICK, replicates=300))
    often, higher = door(RISE, on_a_road(*ROAD), replace(QUICK, replicates=300, earlier_looks=6))
    assert [one.members for one in often] == [one.members for one in once]
    assert sum(higher) / 300 > sum(maxima) / 300 + 0.3
    assert often[0].gumbel_p > once[0].gumbel_p
