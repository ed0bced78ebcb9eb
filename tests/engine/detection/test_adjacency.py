"""Villages that touch, and clusters that hang together."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import Adjacency, ScanSettings, scan_subsets
from kentongan.engine.detection.score import expected, statistic
from kentongan.engine.detection.subsets import SubsetSearch
from tests.engine.detection.small import on_a_map, table
from tests.engine.detection.worlds import (
    circles_of,
    map_of,
    model_of,
    names,
    seeds,
    windows_of,
)

few = settings(max_examples=25, deadline=None)
LIMITS = ScanSettings(max_km=4.0, replicates=6, min_cases=1)
PLACES = 9

type Ring = list[tuple[float, float]]


def square(x: float, y: float, side: float = 1.0) -> Ring:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def test_villages_with_a_common_border_touch_and_a_corner_is_none() -> None:
    rings = {"a": [square(0, 0)], "b": [square(1, 0)], "c": [square(1, 1)], "d": [square(5, 5)]}
    assert Adjacency.of_borders(rings).pairs() == [("a", "b"), ("b", "c")]


def test_borders_may_be_drawn_in_either_direction_and_be_closed_or_not() -> None:
    closed = [*square(1, 0), square(1, 0)[0]]
    rings = {"a": [square(0, 0)], "b": [list(reversed(closed))]}
    assert Adjacency.of_borders(rings).pairs() == [("a", "b")]


def test_corners_a_few_centimetres_apart_are_one() -> None:
    rings = {"a": [square(0, 0)], "b": [square(1.0000003, 0)]}
    assert Adjacency.of_borders(rings).pairs() == [("a", "b")]


def test_a_village_of_several_islands_touches_by_any_of_them() -> None:
    rings = {"a": [square(0, 0), square(9, 9)], "b": [square(10, 9)]}
    assert Adjacency.of_borders(rings).pairs() == [("a", "b")]


def test_pairs_are_told_once_and_nobody_touches_himself() -> None:
    made = Adjacency.of_pairs("cab", [("a", "b"), ("b", "a"), ("c", "c")])
    assert made.areas == ("a", "b", "c")
    assert made.pairs() == [("a", "b")]
    with pytest.raises(KeyError):
        Adjacency.of_pairs("ab", [("a", "z")])


def test_in_another_order_unknown_areas_touch_nothing() -> None:
    made = Adjacency.of_pairs("abc", [("a", "b"), ("b", "c")]).in_order(("a", "b", "x"))
    assert made.areas == ("a", "b", "x")
    assert made.pairs() == [("a", "b")]


@few
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=9, unique=True)
)
def test_points_touch_where_no_third_lies_between(points: list[tuple[int, int]]) -> None:
    areas = [f"{at}" for at in range(len(points))]
    made = Adjacency.of_points(areas, *zip(*points, strict=True), max_km=20)

    def apart(one: int, other: int) -> int:
        (a, b), (c, d) = points[one], points[other]
        return (a - c) ** 2 + (b - d) ** 2

    slow = [
        (areas[one], areas[other])
        for one, other in combinations(range(len(points)), 2)
        if all(
            apart(one, third) + apart(third, other) >= apart(one, other)
            for third in range(len(points))
            if third not in {one, other}
        )
    ]
    assert made.pairs() == slow


def test_points_farther_apart_than_the_reach_never_touch() -> None:
    assert Adjacency.of_points(["a", "b"], [0, 9], [0, 0], max_km=8).pairs() == []


@st.composite
def adjacencies(draw: st.DrawFn) -> Adjacency:
    areas = [f"{at:03}" for at in range(PLACES)]
    pairs = list(combinations(areas, 2))
    return Adjacency.of_pairs(areas, draw(st.lists(st.sampled_from(pairs), max_size=14)))


def search_of(name: str, seed: int, touching: Adjacency | None):  # type: ignore[no-untyped-def]
    model, geometry = model_of(name, seed, PLACES, 5), map_of(seed, PLACES)
    windows = windows_of(model, 5, 1)
    return SubsetSearch.of(circles_of(geometry, model), windows, model, LIMITS, touching), model


def pieces_of(places: list[int], touching: Adjacency) -> list[set[int]]:
    """What hangs together, by walking from place to place."""
    left, pieces = set(places), []
    while left:
        piece, border = set(), {min(left)}
        while border:
            piece |= border
            reached = {
                other
                for place in border
                for other in touching.neighbours[
                    touching.offsets[place] : touching.offsets[place + 1]
                ].tolist()
            }
            border = (reached & left) - piece
        pieces.append(piece)
        left -= piece
    return pieces


def by_walking(search, table: np.ndarray, centre: int) -> float:  # type: ignore[no-untyped-def]
    """The best of all pieces above all levels round a centre."""
    near = search.circles.neighbours[search.circles.starts[centre] : search.circles.stops[centre]]
    scores = [0.0]
    for window in range(table.shape[1]):
        cases = {place: table[place, window] for place in near.tolist() if table[place, window]}
        order = sorted(cases, key=lambda place: -cases[place] / search.sizes[place, window])
        for taken in range(1, len(order) + 1):
            for piece in map(list, pieces_of(order[:taken], search.touching)):
                count, size = table[piece, window].sum(), search.sizes[piece, window].sum()
                if count > expected(size, search.law):
                    scores.append(statistic(float(count), float(size), search.law))
    return max(scores)


@few
@given(names, seeds, adjacencies())
def test_the_best_piece_is_the_best_of_all_that_hang_together(
    name: str, seed: int, touching: Adjacency
) -> None:
    search, model = search_of(name, seed, touching)
    table = search.windows.sums(model.counts)
    best = search.best(table)
    for centre in range(PLACES):
        # Places of equal ratio may be taken in either order: no less than by walking, and no more
        # than any subset at all.
        slow = by_walking(search, table, centre)
        assert best.statistic[centre] == pytest.approx(slow, abs=1e-8) or has_ties(search, table)


def has_ties(search, table: np.ndarray) -> bool:  # type: ignore[no-untyped-def]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.round(table / search.sizes, 9)
    return any(
        len(set(column[column > 0].tolist())) < int((column > 0).sum()) for column in ratios.T
    )


@few
@given(names, seeds, adjacencies())
def test_members_of_a_piece_hang_together_and_have_its_numbers(
    name: str, seed: int, touching: Adjacency
) -> None:
    search, model = search_of(name, seed, touching)
    table = search.windows.sums(model.counts)
    best = search.best(table)
    for centre in np.flatnonzero(best.statistic > 0).tolist():
        window = int(best.window[centre])
        members = search.members(table, centre, window, int(best.size[centre]))
        assert len(pieces_of(members, touching)) == 1
        count, size = table[members, window].sum(), search.sizes[members, window].sum()
        assert statistic(float(count), float(size), search.law) == pytest.approx(
            best.statistic[centre]
        )


@few
@given(names, seeds)
def test_where_all_touch_any_subset_hangs_together(name: str, seed: int) -> None:
    areas = [f"{at:03}" for at in range(PLACES)]
    whole = Adjacency.of_pairs(areas, combinations(areas, 2))
    search, model = search_of(name, seed, whole)
    free, _ = search_of(name, seed, None)
    table = search.windows.sums(model.counts)
    assert search.best(table).statistic.tolist() == pytest.approx(
        free.best(table).statistic.tolist(), abs=1e-8
    )


# A road of nine villages with a rise in 0, 1, 2 and 6; between them nothing is told today.
ROAD = {f"{at}": (float(at), 0.0) for at in range(9)}
ROWS = {
    place: [2, 1, 2, 1, 2, 1, 2, 1, 4 if place in {"0", "1", "2", "6"} else 0] for place in ROAD
}
NEXT = Adjacency.of_pairs(ROAD, [(f"{at}", f"{at + 1}") for at in range(8)])
WIDE = ScanSettings(max_km=8, max_days=1, max_share=1, replicates=49)


def test_a_cluster_does_not_jump_over_a_village() -> None:
    free = scan_subsets(table(ROWS), on_a_map(ROAD), WIDE).clusters[0]
    joined = scan_subsets(table(ROWS), on_a_map(ROAD), WIDE, touching=NEXT).clusters[0]
    assert set(free.members) == {"0", "1", "2", "6"}
    assert set(joined.members) == {"0", "1", "2"}
    assert joined.observed == 12


def test_what_hangs_together_is_less_than_any_subset_also_by_chance() -> None:
    free = scan_subsets(table(ROWS), on_a_map(ROAD), WIDE)
    joined = scan_subsets(table(ROWS), on_a_map(ROAD), WIDE, touching=NEXT)
    assert (joined.null_maxima <= free.null_maxima + 1e-9).all()
    assert joined.null_maxima.mean() < free.null_maxima.mean()


def test_where_nothing_touches_every_cluster_is_one_village() -> None:
    alone = Adjacency.of_pairs(ROAD, [])
    found = scan_subsets(table(ROWS), on_a_map(ROAD), WIDE, touching=alone).clusters
    assert {len(cluster.members) for cluster in found} == {1}


def test_neighbours_found_by_points_join_a_road() -> None:
    x = [ROAD[place][0] for place in ROAD]
    made = Adjacency.of_points(list(ROAD), x, [0.0] * 9, max_km=3)
    assert made.pairs() == NEXT.pairs()
    limits = replace(WIDE, seed=3)
    one = scan_subsets(table(ROWS), on_a_map(ROAD), limits, touching=made)
    other = scan_subsets(table(ROWS), on_a_map(ROAD), limits, touching=NEXT)
    assert one.clusters == other.clusters
