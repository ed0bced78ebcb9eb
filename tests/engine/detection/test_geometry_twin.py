"""Who is near whom, against measuring every pair; and the circles grown from it."""

import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import Geometry
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.geometry import EARTH_RADIUS_KM
from kentongan.engine.detection.sizes import Sizes, size_in
from kentongan.engine.detection.windows import Windows

some = settings(max_examples=12, deadline=None)
spots = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=15)
globe = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=12, unique=True
)
reaches = st.sampled_from([None, 0.5, 1.0, 2.0, 3.0, 5.0])


class Near(NamedTuple):
    """A neighbour as a person with a ruler finds it."""

    km: float
    other: bool
    area: str


def codes(number: int) -> list[str]:
    return [f"35.03.{n:02}" for n in range(number)]


def on_plane(points: list[tuple[int, int]], max_km: float | None = None) -> Geometry:
    x, y = zip(*points, strict=True)
    return Geometry.from_plane(codes(len(points)), x, y, max_km=max_km)


def on_globe(points: list[tuple[float, float]], max_km: float | None = None) -> Geometry:
    lon, lat = zip(*points, strict=True)
    return Geometry.from_lonlat(codes(len(points)), lon, lat, max_km=max_km)


def listed(geometry: Geometry, centre: int) -> list[str]:
    return [geometry.areas[n] for n in geometry.neighbours[geometry.around(centre)]]


def with_a_ruler(points: list[tuple[int, int]], centre: int, max_km: float | None) -> list[Near]:
    """Nearest first, the place itself before others of its spot, then by code."""
    x, y = points[centre]
    all_of_them = [
        Near(math.sqrt((x - u) ** 2 + (y - v) ** 2), n != centre, area)
        for n, ((u, v), area) in enumerate(zip(points, codes(len(points)), strict=True))
    ]
    return sorted(near for near in all_of_them if max_km is None or near.km <= max_km)


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle between two points, by haversines."""
    (x, y), (u, v) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((v - y) / 2) ** 2 + math.cos(y) * math.cos(v) * math.sin((u - x) / 2) ** 2
    return 2 * math.asin(min(1.0, math.sqrt(half)))


@some
@given(spots, reaches)
def test_the_lists_are_those_of_a_ruler_in_their_order(
    points: list[tuple[int, int]], max_km: float | None
) -> None:
    geometry = on_plane(points, max_km)
    for centre in range(len(points)):
        ruled = with_a_ruler(points, centre, max_km)
        assert listed(geometry, centre) == [near.area for near in ruled]
        assert geometry.distances[geometry.around(centre)].tolist() == [near.km for near in ruled]


@some
@given(globe)
def test_distances_on_the_globe_are_chords_of_great_circles(
    points: list[tuple[float, float]],
) -> None:
    geometry = on_globe(points)
    for centre, point in enumerate(points):
        here = geometry.around(centre)
        pairs = zip(geometry.neighbours[here], geometry.distances[here], strict=True)
        for n, km in pairs:
            chord = 2 * EARTH_RADIUS_KM * math.sin(great_circle(point, points[int(n)]) / 2)
            assert km == pytest.approx(chord, abs=1e-3)


@some
@given(spots, reaches)
def test_to_be_near_is_mutual(points: list[tuple[int, int]], max_km: float | None) -> None:
    geometry = on_plane(points, max_km)
    near = {
        (centre, int(n))
        for centre in range(len(points))
        for n in geometry.neighbours[geometry.around(centre)]
    }
    assert near == {(other, one) for one, other in near}


@some
@given(globe, st.floats(1, 13_000))
def test_a_shorter_reach_is_the_beginning_of_a_longer_one(
    points: list[tuple[float, float]], max_km: float
) -> None:
    near, far = on_globe(points, max_km), on_globe(points)
    for centre in range(len(points)):
        some_of_them = listed(near, centre)
        assert listed(far, centre)[: len(some_of_them)] == some_of_them


@some
@given(spots)
def test_without_a_limit_every_place_is_a_neighbour_of_every_other(
    points: list[tuple[int, int]],
) -> None:
    geometry = on_plane(points)
    assert np.diff(geometry.offsets).tolist() == [len(points)] * len(points)
    assert geometry.offsets[-1] == len(geometry.neighbours) == len(geometry.distances)


@pytest.mark.parametrize("along", [(1, 0), (0, 1), (1, 1)])
def test_a_long_island_in_any_direction_has_the_same_neighbours(along: tuple[int, int]) -> None:
    """The axis by which pairs are spared must not show."""
    x, y = along
    geometry = on_plane([(n * x, n * y) for n in range(40)], 1.5)
    assert listed(geometry, 20) == ["35.03.20", "35.03.19", "35.03.21"]


def test_codes_are_sorted_as_text_whatever_order_they_came_in() -> None:
    geometry = Geometry.from_plane(["b", "B", "a", "10", "9"], [0, 1, 2, 3, 4], [0] * 5)
    assert geometry.areas == ("10", "9", "B", "a", "b")
    assert geometry.distances[geometry.around(0)].tolist() == [0, 1, 1, 2, 3]


def test_one_place_is_a_map() -> None:
    alone = on_globe([(111.5, -8.1)], 20)
    assert (listed(alone, 0), alone.distances.tolist()) == (["35.03.00"], [0.0])


def test_all_longitudes_meet_at_a_pole() -> None:
    poles = on_globe([(0, 90), (120, 90), (-77, 90)], 0.001)
    assert np.diff(poles.offsets).tolist() == [3, 3, 3]


def test_opposite_ends_of_the_earth_are_a_diameter_apart() -> None:
    assert on_globe([(110, 0), (-70, 0)]).distances[1] == pytest.approx(2 * EARTH_RADIUS_KM)


@pytest.mark.parametrize("edge", [(-180, -90), (180, 90), (180, -90)])
def test_the_edges_of_the_globe_belong_to_it(edge: tuple[float, float]) -> None:
    assert on_globe([edge]).areas == ("35.03.00",)


@pytest.mark.parametrize("wrong", [[[1, 2]], [float("inf")], 3.0])
def test_coordinates_that_are_no_list_of_numbers_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="one list of finite numbers"):
        Geometry.from_plane(["a"], wrong, [0])


def test_a_reach_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        on_plane([(0, 0)], float("nan"))


def grown_by_hand(
    points: list[tuple[int, int]], cases: list[int], centre: int, share: float
) -> int:
    """The places of the largest circle that holds its share of all cases at most."""
    inside, size = 0, 0
    for near in with_a_ruler(points, centre, 3.0):
        inside += cases[codes(len(points)).index(near.area)]
        if inside > share * sum(cases):
            break
        size += 1
    return size


@some
@given(
    spots, st.lists(st.integers(0, 4), min_size=15, max_size=15), st.sampled_from([0.25, 0.5, 1])
)
def test_circles_are_those_grown_by_hand(
    points: list[tuple[int, int]], cases: list[int], share: float
) -> None:
    cases = cases[: len(points)]
    circles = Circles.within(on_plane(points), np.array(cases, float), max_km=3.0, max_share=share)
    sizes = (circles.stops - circles.starts).tolist()
    assert sizes == [grown_by_hand(points, cases, n, share) for n in range(len(points))]


@some
@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 5), st.sampled_from([1, 3, None]))
def test_windows_are_those_of_two_nested_loops(
    periods: int, shortest: int, more: int, looks: int | None
) -> None:
    found = Windows.of(periods, shortest, shortest + more, looks=looks)
    by_hand = {
        (first, stop)
        for first in range(periods)
        for stop in range(first + 1, periods + 1)
        if shortest <= stop - first <= shortest + more
        if looks is None or stop > periods - looks
    }
    pairs = list(zip(found.first.tolist(), found.stop.tolist(), strict=True))
    assert (set(pairs), len(pairs)) == (by_hand, len(by_hand))
    lengths = [stop - first for first, stop in pairs]
    assert lengths == sorted(lengths)


def test_the_span_reaches_from_the_first_to_the_last_day_of_any_window() -> None:
    some_of_them = Windows.of(5, 1, 1, looks=None)
    assert some_of_them.where(np.array([1, 2])).span == slice(1, 3)
    with pytest.raises(ValueError, match="zero-size"):
        _ = some_of_them.where(np.zeros(5, dtype=bool)).span


@some
@given(st.lists(st.integers(0, 20), min_size=2, max_size=6))
def test_expected_cases_of_all_places_add_up_to_the_cases_of_the_window(
    per_place: list[int],
) -> None:
    total = sum(per_place)
    own = Sizes.of_margins(
        np.array(per_place)[:, None], np.array([[total // 2]]), np.array([total])
    )
    assert size_in(own.added.sum(axis=0), 0, own.shares) == pytest.approx(total // 2)
