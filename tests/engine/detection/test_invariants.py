"""What must not change a scan, and what may change it in one direction only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Cluster, Geometry, ScanResult, ScanSettings, scan
from tests.engine.detection.naive import naive_statistic
from tests.engine.detection.small import TODAY, table

PLAIN = ScanSettings(max_km=None, max_days=3, replicates=19, min_cases=1)
BACK = replace(PLAIN, prospective=False)
DAYS = 7
some = settings(max_examples=6, deadline=None)


class World(NamedTuple):
    """Places at whole kilometres, no two pairs equally far apart, and their counts."""

    rows: Mapping[str, Sequence[int]]
    points: Mapping[str, tuple[float, float]]

    def scan(self, limits: ScanSettings = PLAIN) -> ScanResult:
        return scan(table(self.rows), self.geometry(), limits)

    def geometry(self) -> Geometry:
        x, y = zip(*self.points.values(), strict=True)
        return Geometry.from_plane(list(self.points), x, y)

    def moved(self, stretch: float = 1.0, east: int = 0, north: int = 0) -> "World":
        points = {
            area: (x * stretch + east, y * stretch + north) for area, (x, y) in self.points.items()
        }
        return World(self.rows, points)

    def renamed(self, names: Mapping[str, str]) -> "World":
        return World(
            {names[area]: row for area, row in self.rows.items()},
            {names[area]: point for area, point in self.points.items()},
        )


# Of the 21 distances between these, no two are equal.
SPOTS = ((0, 0), (0, 22), (14, 8), (23, 25), (7, 18), (30, 3), (28, 10))
NAMES = ("a", "b", "c", "d", "e", "f", "g")
rows = st.lists(st.integers(0, 3) | st.just(0), min_size=DAYS, max_size=DAYS)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    counts = draw(st.lists(rows, min_size=len(NAMES), max_size=len(NAMES)))
    return World(dict(zip(NAMES, counts, strict=True)), dict(zip(NAMES, SPOTS, strict=True)))


def largest(result: ScanResult) -> float:
    """The statistic of the best cluster, zero without one."""
    return result.clusters[0].statistic if result.clusters else 0.0


def equal(one: ScanResult, other: ScanResult) -> bool:
    return one.clusters == other.clusters and (one.null_maxima == other.null_maxima).all()


def test_no_two_distances_on_the_map_of_these_tests_are_equal() -> None:
    squares = [(x - u) ** 2 + (y - v) ** 2 for (x, y), (u, v) in combinations(SPOTS, 2)]
    assert len(set(squares)) == len(squares) == 21


@some
@given(worlds(), st.permutations(NAMES), st.permutations(NAMES))
def test_neither_the_order_of_rows_nor_that_of_places_matters(
    world: World, by_row: list[str], by_place: list[str]
) -> None:
    turned = World(
        {area: world.rows[area] for area in by_row},
        {area: world.points[area] for area in by_place},
    )
    assert equal(turned.scan(), world.scan())


@some
@given(worlds())
def test_other_codes_in_the_same_order_change_names_only(world: World) -> None:
    names = {area: f"35.03.{n:02}" for n, area in enumerate(NAMES)}
    renamed = world.renamed(names).scan()
    for new, old in zip(renamed.clusters, world.scan().clusters, strict=True):
        assert new.members == tuple(names[area] for area in old.members)
        assert new.centre == names[old.centre]
        assert replace(new, centre=old.centre, members=old.members) == old


@some
@given(worlds(), st.permutations(NAMES))
def test_codes_in_another_order_leave_the_strongest_cluster_as_strong(
    world: World, order: list[str]
) -> None:
    renamed = world.renamed(dict(zip(NAMES, order, strict=True)))
    assert largest(renamed.scan()) == pytest.approx(largest(world.scan()))


@some
@given(worlds(), st.integers(-500, 500), st.integers(-500, 500))
def test_a_map_drawn_elsewhere_changes_nothing(world: World, east: int, north: int) -> None:
    assert equal(world.moved(east=east, north=north).scan(), world.scan())


@some
@given(worlds())
def test_a_map_turned_by_a_right_angle_or_seen_in_a_mirror_changes_nothing(world: World) -> None:
    turned = World(world.rows, {area: (-y, x) for area, (x, y) in world.points.items()})
    mirrored = World(world.rows, {area: (-x, y) for area, (x, y) in world.points.items()})
    assert equal(turned.scan(), world.scan())
    assert equal(mirrored.scan(), world.scan())


@some
@given(worlds(), st.sampled_from([0.125, 2.0, 1024.0]), st.sampled_from([9.0, 14.0, 25.0]))
def test_another_unit_of_length_changes_the_radius_only(
    world: World, stretch: float, max_km: float
) -> None:
    plain = world.scan(replace(PLAIN, max_km=max_km))
    stretched = world.moved(stretch).scan(replace(PLAIN, max_km=max_km * stretch))
    for far, near in zip(stretched.clusters, plain.clusters, strict=True):
        assert far.radius_km == near.radius_km * stretch
        assert replace(far, radius_km=near.radius_km) == near


@some
@given(worlds(), st.integers(-4000, 4000))
def test_another_today_moves_the_days_of_each_cluster_and_nothing_else(
    world: World, days: int
) -> None:
    shift = timedelta(days=days)
    moved = scan(table(world.rows, TODAY + shift), world.geometry(), BACK)
    for new, old in zip(moved.clusters, world.scan(BACK).clusters, strict=True):
        assert (new.start, new.end) == (old.start + shift, old.end + shift)
        assert replace(new, start=old.start, end=old.end) == old


@some
@given(worlds(), st.integers(2, 30))
def test_longer_periods_only_recur_more_slowly(world: World, length: int) -> None:
    daily = table(world.rows)
    starts = tuple(TODAY - timedelta(days=length * (DAYS - n) - 1) for n in range(DAYS))
    slow = CountTable(daily.counts, daily.areas, starts, TODAY, length)
    found = scan(slow, world.geometry(), replace(PLAIN, max_days=3 * length)).clusters
    for new, old in zip(found, world.scan().clusters, strict=True):
        assert new.recurrence_days == pytest.approx(length * old.recurrence_days)
        assert (new.members, new.statistic, new.gumbel_p) == (
            old.members,
            old.statistic,
            old.gumbel_p,
        )


@some
@given(worlds())
def test_time_run_backwards_holds_a_cluster_as_strong(world: World) -> None:
    backwards = World({area: row[::-1] for area, row in world.rows.items()}, world.points)
    assert largest(backwards.scan(BACK)) == pytest.approx(largest(world.scan(BACK)))


@some
@given(worlds(), st.integers(2, 5))
def test_every_report_told_so_many_times_multiplies_the_statistic(world: World, times: int) -> None:
    many = World({area: [times * n for n in row] for area, row in world.rows.items()}, world.points)
    assert largest(many.scan()) == pytest.approx(times * largest(world.scan()))


@some
@given(worlds())
def test_two_equal_strata_are_one_of_double_counts(world: World) -> None:
    twice = scan([table(world.rows)] * 2, world.geometry(), PLAIN)
    double = World({area: [2 * n for n in row] for area, row in world.rows.items()}, world.points)
    for one, other in zip(twice.clusters, double.scan().clusters, strict=True):
        assert (one.members, one.observed) == (other.members, other.observed)
        assert one.expected == pytest.approx(other.expected)


@some
@given(worlds(), worlds())
def test_the_order_of_strata_does_not_change_what_is_found(one: World, other: World) -> None:
    there, back = [table(one.rows), table(other.rows)], [table(other.rows), table(one.rows)]
    found = [scan(both, one.geometry(), PLAIN).clusters for both in (there, back)]
    for first, second in zip(*found, strict=True):
        assert (first.members, first.start, first.observed) == (
            second.members,
            second.start,
            second.observed,
        )
        assert first.statistic == pytest.approx(second.statistic)


@some
@given(worlds())
def test_an_empty_village_out_of_reach_changes_nothing(world: World) -> None:
    near = replace(PLAIN, max_km=40)
    wider = World({**world.rows, "bb": [0] * DAYS}, {**world.points, "bb": (900, 900)})
    assert equal(wider.scan(near), world.scan(near))


@some
@given(worlds(), st.integers(-5, 35), st.integers(-5, 30))
def test_one_more_centre_never_hides_a_cluster(world: World, x: int, y: int) -> None:
    """An empty village adds circles around itself and takes none away."""
    wider = World({**world.rows, "new": [0] * DAYS}, {**world.points, "new": (x + 0.37, y + 0.71)})
    assert largest(wider.scan()) >= largest(world.scan()) - 1e-9


@some
@given(worlds(), rows)
def test_merging_two_villages_on_one_spot_never_makes_a_stronger_cluster(
    world: World, twin: list[int]
) -> None:
    apart = World({**world.rows, "twin": twin}, {**world.points, "twin": world.points["d"]})
    both = [here + there for here, there in zip(world.rows["d"], twin, strict=True)]
    merged = World({**world.rows, "d": both}, world.points)
    assert largest(merged.scan()) <= largest(apart.scan()) + 1e-9


@some
@given(worlds())
def test_two_villages_of_one_spot_stand_in_a_cluster_together_or_one_is_its_edge(
    world: World,
) -> None:
    twins = World(
        {**world.rows, "twin": world.rows["d"]}, {**world.points, "twin": world.points["d"]}
    )
    for cluster in twins.scan().clusters:
        inside = {"d", "twin"} & set(cluster.members)
        assert len(inside) != 1 or cluster.members[-1] in inside


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ({"max_km": 8.0}, {"max_km": 20.0}),
        ({"max_km": 20.0}, {"max_km": None}),
        ({"max_share": 0.2}, {"max_share": 0.5}),
        ({"max_share": 0.5}, {"max_share": 1.0}),
        ({"max_days": 1}, {"max_days": 7}),
        ({"min_days": 2}, {"min_days": 1}),
        ({"min_cases": 4}, {"min_cases": 1}),
        ({"prospective": True}, {"prospective": False}),
    ],
)
@settings(max_examples=3, deadline=None)
@given(worlds())
def test_wider_limits_never_find_a_weaker_cluster(
    narrow: dict[str, float], wide: dict[str, float], world: World
) -> None:
    some_of_it, all_of_it = (world.scan(replace(PLAIN, **limit)) for limit in (narrow, wide))
    assert largest(all_of_it) >= largest(some_of_it) - 1e-9


@some
@given(worlds(), st.sampled_from([9.0, 14.0, 25.0]), st.sampled_from([0.2, 0.5]))
def test_chance_too_finds_no_less_within_wider_circles(
    world: World, max_km: float, max_share: float
) -> None:
    """The same days are drawn for the same windows, whatever the circles."""
    small = world.scan(replace(PLAIN, max_km=max_km, max_share=max_share)).null_maxima
    large = world.scan(replace(PLAIN, max_share=1)).null_maxima
    assert (large >= small - 1e-9).all()


def recounted(cluster: Cluster, world: World) -> tuple[int, float]:
    """Observed and expected cases, added up from the table."""
    whole = table(world.rows)
    days = [day for day, start in enumerate(whole.starts) if cluster.start <= start <= cluster.end]
    observed = sum(world.rows[area][day] for area in cluster.members for day in days)
    in_circle = sum(sum(world.rows[area]) for area in cluster.members)
    in_window = sum(row[day] for row in world.rows.values() for day in days)
    return observed, in_circle * in_window / whole.total


@some
@given(worlds())
def test_every_cluster_can_be_recounted_from_the_table(world: World) -> None:
    total = sum(map(sum, world.rows.values()))
    for cluster in world.scan(BACK).clusters:
        observed, expected = recounted(cluster, world)
        assert (cluster.observed, cluster.expected) == (observed, pytest.approx(expected))
        assert cluster.statistic == pytest.approx(naive_statistic(observed, expected, total))
        assert cluster.observed > cluster.expected


@some
@given(worlds())
def test_the_members_are_all_places_within_the_radius(world: World) -> None:
    for cluster in world.scan(BACK).clusters:
        x, y = world.points[cluster.centre]
        near = {
            area
            for area, (u, v) in world.points.items()
            if (x - u) ** 2 + (y - v) ** 2 <= cluster.radius_km**2 + 1e-9
        }
        assert set(cluster.members) == near


@some
@given(worlds())
def test_less_unusual_clusters_follow_with_p_values_that_do_not_fall(world: World) -> None:
    for first, second in pairwise(world.scan(BACK).clusters):
        assert first.statistic >= second.statistic - 1e-9
        assert first.monte_carlo_p <= second.monte_carlo_p
        assert first.recurrence_days >= second.recurrence_days * (1 - 1e-9)


@some
@given(worlds())
def test_a_p_value_is_a_rank_among_all_data_sets(world: World) -> None:
    for cluster in world.scan().clusters:
        rank = cluster.monte_carlo_p * 20
        assert rank == pytest.approx(round(rank))
        assert 1 <= round(rank) <= 20


@some
@given(worlds(), st.integers(1, 6))
def test_to_want_fewer_clusters_only_cuts_the_list(world: World, most: int) -> None:
    few = world.scan(replace(BACK, max_clusters=most))
    assert few.clusters == world.scan(replace(BACK, max_clusters=99)).clusters[:most]


@some
@given(worlds())
def test_no_two_clusters_share_a_village_on_a_day(world: World) -> None:
    clusters = world.scan(replace(BACK, max_clusters=99)).clusters
    for one in clusters:
        for other in clusters:
            meet = one.start <= other.end and other.start <= one.end
            assert one is other or not (meet and set(one.members) & set(other.members))


@some
@given(worlds(), st.sampled_from(NAMES))
def test_one_more_report_from_an_old_day_elsewhere_never_weakens_today(
    world: World, area: str
) -> None:
    """The share of today falls, so that what is here today stands out more."""
    found = world.scan().clusters
    outside = [place for place in NAMES if found and place not in found[0].members]
    if area in outside and sum(map(sum, world.rows.values())):
        row = [world.rows[area][0] + 1, *world.rows[area][1:]]
        more = World({**world.rows, area: row}, world.points)
        assert largest(more.scan(replace(PLAIN, max_days=3))) >= found[0].statistic - 1e-9
