"""Who touches whom: on a chessboard, on random maps, moved, turned, drawn larger or renamed."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse, spatial  # type: ignore[import-untyped]

from kentongan.engine.detection import Adjacency

# The first call compiles.
some = settings(max_examples=30, deadline=None)
seeds = st.integers(0, 10_000)
PLACES = 12
AREAS = [f"{at:02}" for at in range(PLACES)]

type Pairs = list[tuple[str, str]]


def scattered(seed: int) -> NDArray[np.float64]:
    """(2 × places) positions in km, no two alike."""
    return np.random.default_rng(seed).uniform(0, 10, (2, PLACES))


def pairs_of(points: NDArray[np.float64], max_km: float = 100.0) -> Pairs:
    return Adjacency.of_points(AREAS, *points, max_km=max_km).pairs()


def joined(pairs: Pairs) -> int:
    """Into how many pieces the places fall."""
    table = np.zeros((PLACES, PLACES))
    for one, other in pairs:
        table[int(one), int(other)] = 1
    return int(sparse.csgraph.connected_components(table, directed=False)[0])


@some
@given(pairs=st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from(AREAS)), max_size=30))
def test_touching_holds_both_ways_and_lists_are_sorted(pairs: Pairs) -> None:
    made = Adjacency.of_pairs(AREAS, pairs)
    rows = np.repeat(np.arange(PLACES), np.diff(made.offsets))
    both = set(zip(rows.tolist(), made.neighbours.tolist(), strict=True))
    assert both == {(other, one) for one, other in both}
    assert not any(one == other for one, other in both)
    assert list(both) != [] or made.pairs() == []
    assert made.pairs() == sorted({tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1]})


@some
@given(pairs=st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from(AREAS)), max_size=30))
def test_made_anew_from_its_pairs_it_is_the_same(pairs: Pairs) -> None:
    made = Adjacency.of_pairs(AREAS, pairs)
    again = Adjacency.of_pairs(reversed(AREAS), reversed(made.pairs()))
    assert again.areas == made.areas
    assert again.offsets.tolist() == made.offsets.tolist()
    assert again.neighbours.tolist() == made.neighbours.tolist()
    assert made.in_order(AREAS).pairs() == made.pairs()


@some
@given(wide=st.integers(1, 5), high=st.integers(1, 5), x=st.integers(-90, 90), y=st.integers(-8, 8))
def test_on_a_chessboard_touch_those_beside_and_above_wherever_it_lies(
    wide: int, high: int, x: int, y: int
) -> None:
    fields = list(product(range(wide), range(high)))
    rings = {
        f"{a}{b}": [[(x + a + c, y + b + d) for c, d in ((0, 0), (1, 0), (1, 1), (0, 1))]]
        for a, b in fields
    }
    wanted = [
        (f"{a}{b}", f"{c}{d}")
        for (a, b), (c, d) in product(fields, fields)
        if abs(a - c) + abs(b - d) == 1 and (a, b) < (c, d)
    ]
    assert Adjacency.of_borders(rings).pairs() == sorted(wanted)


def test_a_village_inside_a_hole_of_another_one_touches_it() -> None:
    hole = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0)]
    around = [(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 3.0)]
    assert Adjacency.of_borders({"in": [hole], "out": [around, hole[::-1]]}).pairs() == [
        ("in", "out")
    ]


def test_a_village_without_outlines_and_one_that_is_a_point_touch_nothing() -> None:
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    made = Adjacency.of_borders({"a": [square], "b": [], "c": [[(0.0, 0.0), (0.0, 0.0)]]})
    assert made.areas == ("a", "b", "c")
    assert made.pairs() == []


@some
@given(seed=seeds)
def test_the_nearest_place_touches_and_all_places_hang_together(seed: int) -> None:
    points = scattered(seed)
    found = pairs_of(points)
    nearest = spatial.KDTree(points.T).query(points.T, k=2)[1][:, 1]
    assert {tuple(sorted((AREAS[at], AREAS[other]))) for at, other in enumerate(nearest)} <= {
        *found
    }
    assert joined(found) == 1


@some
@given(seed=seeds)
def test_places_that_touch_share_a_side_of_a_triangle(seed: int) -> None:
    """Gabriel's graph is a part of Delaunay's."""
    points = scattered(seed)
    sides = {
        tuple(sorted((AREAS[one], AREAS[other])))
        for triangle in spatial.Delaunay(points.T).simplices.tolist()
        for one, other in product(triangle, triangle)
        if one != other
    }
    assert {*pairs_of(points)} <= sides


@some
@given(seed=seeds, turn=st.floats(0, 6), times=st.sampled_from((0.5, 3.0)))
def test_a_map_may_be_turned_moved_and_drawn_larger(seed: int, turn: float, times: float) -> None:
    points = scattered(seed)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ points
    assert pairs_of(times * turned + 40.0, 1000.0) == pairs_of(points)


@some
@given(seed=seeds, max_km=st.floats(0.5, 8))
def test_a_reach_leaves_out_what_is_farther_and_nothing_else(seed: int, max_km: float) -> None:
    points = scattered(seed)
    apart = spatial.distance.squareform(spatial.distance.pdist(points.T))
    wanted = [
        (one, other) for one, other in pairs_of(points) if apart[int(one), int(other)] <= max_km
    ]
    assert pairs_of(points, max_km) == wanted


@some
@given(seed=seeds)
def test_the_names_of_places_do_not_matter(seed: int) -> None:
    points, order = scattered(seed), np.random.default_rng(seed).permutation(PLACES)
    renamed = [AREAS[at] for at in order]
    other = Adjacency.of_points(renamed, *points, max_km=100.0).pairs()
    back = {renamed[at]: AREAS[at] for at in range(PLACES)}
    assert sorted(tuple(sorted((back[one], back[two]))) for one, two in other) == pairs_of(points)


@pytest.mark.parametrize("kept", [(), ("00",), ("00", "05", "11")])
def test_a_part_of_the_areas_keeps_the_pairs_within_it(kept: tuple[str, ...]) -> None:
    whole = pairs_of(scattered(4))
    part = Adjacency.of_pairs(AREAS, whole).in_order(kept)
    assert part.areas == kept
    assert part.pairs() == [pair for pair in whole if set(pair) <= set(kept)]
