"""The parts of a scan: who is near whom, circles, windows, scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import Geometry
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.score import BERNOULLI, POISSON, UNCONDITIONAL, Law, statistic
from kentongan.engine.detection.sizes import Sizes, size_in
from kentongan.engine.detection.windows import Windows
from tests.engine.detection.small import on_a_map, on_a_road

spots = st.lists(
    st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=1, max_size=30, unique=True
)

# The first call of a compiled function takes seconds.
unhurried = settings(deadline=None)


def neighbours(geometry: Geometry, area: str) -> list[str]:
    here = geometry.around(geometry.areas.index(area))
    return [geometry.areas[i] for i in geometry.neighbours[here]]


def circles(
    geometry: Geometry, *cases: int, max_km: float | None = None, share: float = 1.0
) -> Circles:
    return Circles.within(geometry, np.array(cases, float), max_km=max_km, max_share=share)


def test_a_place_is_its_own_nearest_neighbour() -> None:
    assert neighbours(on_a_road("a", "b", "c"), "b") == ["b", "a", "c"]


def test_two_places_on_one_spot_keep_themselves_first() -> None:
    same = on_a_map({"a": (0, 0), "b": (0, 0)})
    assert neighbours(same, "b") == ["b", "a"]


def test_places_at_equal_distance_stand_in_the_order_of_their_codes() -> None:
    assert neighbours(on_a_map({"z": (1, 0), "m": (0, 0), "a": (-1, 0)}), "m") == ["m", "a", "z"]


def test_the_largest_distance_is_included() -> None:
    points = {"a": (0.0, 0.0), "b": (3.0, 4.0), "c": (3.0, 4.001)}
    assert neighbours(on_a_map(points, max_km=5), "a") == ["a", "b"]


@unhurried
@given(spots, st.floats(0.1, 60))
def test_neighbours_within_a_distance_are_those_that_measuring_finds(
    points: list[tuple[float, float]], max_km: float
) -> None:
    geometry = on_a_map({f"{i:02}": point for i, point in enumerate(points)}, max_km=max_km)
    for i, (x, y) in enumerate(points):
        apart = {
            f"{j:02}": float(np.sqrt((x - u) ** 2 + (y - v) ** 2))
            for j, (u, v) in enumerate(points)
        }
        near = {area for area, km in apart.items() if km <= max_km}
        assert set(neighbours(geometry, f"{i:02}")) == near
        assert (np.diff(geometry.distances[geometry.around(i)]) >= 0).all()


def test_many_places_give_the_same_neighbours_in_blocks() -> None:
    rng = np.random.default_rng(5)
    x, y = rng.random((2, 700)) * 100
    geometry = Geometry.from_plane([f"{i:03}" for i in range(700)], x, y, max_km=7)
    for i in (0, 300, 699):
        near = np.flatnonzero(np.hypot(x - x[i], y - y[i]) <= 7)
        assert sorted(geometry.neighbours[geometry.around(i)].tolist()) == near.tolist()


def test_a_degree_along_the_equator_is_111_km() -> None:
    globe = Geometry.from_lonlat(["a", "b"], [110, 111], [0, 0])
    assert globe.distances[1] == pytest.approx(2 * 6367 * np.sin(np.radians(0.5)))


def test_the_date_line_does_not_part_neighbours() -> None:
    globe = Geometry.from_lonlat(["a", "b"], [179.99, -179.99], [0, 0], max_km=5)
    assert neighbours(globe, "a") == ["a", "b"]


@pytest.mark.parametrize(
    ("areas", "lon", "lat", "reason"),
    [
        (["a"], [181], [0], "longitude"),
        (["a"], [0], [91], "latitude"),
        (["a"], [float("nan")], [0], "finite"),
        (["a", "a"], [1, 2], [0, 0], "twice"),
        (["a"], [1, 2], [0, 0], "1 areas but 2"),
        ([], [], [], "no place"),
    ],
)
def test_wrong_coordinates_are_refused(
    areas: list[str], lon: list[float], lat: list[float], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        Geometry.from_lonlat(areas, lon, lat)


def test_a_radius_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        on_a_map({"a": (0, 0)}, max_km=0)


def sizes(grown: Circles) -> list[int]:
    """How many places the largest circle of each centre holds."""
    return (grown.stops - grown.starts).tolist()


def test_a_circle_holds_at_most_its_share_of_all_cases_limit_included() -> None:
    road = on_a_road("a", "b", "c")
    assert sizes(circles(road, 1, 1, 2, share=0.5)) == [2, 2, 1]
    assert sizes(circles(road, 7, 93, 0, share=0.07)) == [1, 0, 1]


def test_a_circle_reaches_at_most_its_radius_limit_included() -> None:
    assert sizes(circles(on_a_road("a", "b", "c"), 1, 1, 1, max_km=1)) == [2, 3, 2]


def test_every_place_is_visited_once_for_each_circle_that_reaches_it() -> None:
    grown = circles(on_a_road("a", "b", "c"), 1, 1, 1, max_km=1)
    assert grown.survey(Sizes.of_cells(np.ones((3, 1)))).visits.tolist() == [2, 3, 2]


def test_the_largest_cylinder_of_a_window_holds_the_largest_circle() -> None:
    grown = circles(on_a_road("a", "b", "c"), 1, 1, 1, max_km=1)
    own = Sizes.of_cells(np.array([[1.0, 0.5], [2.0, 0.5], [4.0, 0.5]]))
    assert grown.survey(own).largest.tolist() == [7.0, 1.5]


def windows(periods: int, shortest: int, longest: int, looks: int | None) -> list[tuple[int, int]]:
    found = Windows.of(periods, shortest, longest, looks=looks)
    return list(zip(found.first.tolist(), found.stop.tolist(), strict=True))


def test_windows_that_end_today() -> None:
    assert windows(4, 2, 3, looks=1) == [(2, 4), (1, 4)]


def test_windows_that_ended_today_or_yesterday() -> None:
    assert windows(4, 2, 3, looks=2) == [(1, 3), (2, 4), (0, 3), (1, 4)]


def test_all_windows_shortest_first() -> None:
    assert windows(3, 1, 2, looks=None) == [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3)]


def test_windows_longer_than_the_table_do_not_exist() -> None:
    assert windows(1, 2, 5, looks=None) == []


def test_windows_that_no_case_can_fall_into_are_left_out() -> None:
    model, all_of_them = Permutation(np.array([[[1, 0, 0]]])), Windows.of(3, 1, 3, looks=1)
    busy = all_of_them.where(model.busy(all_of_them))
    assert (busy.first.tolist(), busy.stop.tolist()) == ([0], [3])


def test_window_counts_are_sums_of_days() -> None:
    some = Windows.of(3, 1, 2, looks=None)
    assert some.sums(np.array([[1, 2, 4]])).tolist() == [[1, 2, 4, 3, 6]]


def expected(in_circle: list[int], in_window: list[int], totals: list[int]) -> float:
    """Of one place that is all the circle, by strata."""
    own = Sizes.of_margins(np.array([in_circle]), np.array(in_window)[:, None], np.array(totals))
    return float(size_in(own.added[0], 0, own.shares))


def test_expected_cases_are_the_product_of_the_shares() -> None:
    assert expected([6], [4], [12]) == 2.0


def test_expected_cases_add_up_over_strata_and_an_empty_stratum_adds_none() -> None:
    assert expected([6, 0, 5], [4, 0, 2], [12, 0, 10]) == 3.0


HUNDRED = Law(POISSON, 100.0, 100.0)


def test_twice_the_expected_number_scores_by_the_formula() -> None:
    score = statistic(10.0, 5.0, HUNDRED)
    assert score == pytest.approx(10 * np.log(2) + 90 * np.log(90 / 95))


def test_cases_among_people_score_by_the_formula() -> None:
    """8 cases among 10 people, 12 among the other 90."""
    score = statistic(8.0, 10.0, Law(BERNOULLI, 20.0, 100.0))
    inside = 8 * np.log(0.8) + 2 * np.log(0.2)
    outside = 12 * np.log(12 / 90) + 78 * np.log(78 / 90)
    assert score == pytest.approx(inside + outside - 20 * np.log(0.2) - 80 * np.log(0.8))


def test_an_expectation_from_elsewhere_scores_by_the_formula() -> None:
    assert statistic(9.0, 3.0, Law(UNCONDITIONAL, 50.0, 7.0)) == pytest.approx(9 * np.log(3) - 6)


@pytest.mark.parametrize("count", [0.0, 4.0, 5.0])
def test_no_excess_scores_zero(count: float) -> None:
    assert statistic(count, 5.0, HUNDRED) == 0.0
    assert statistic(count, 25.0, Law(BERNOULLI, 20.0, 100.0)) == 0.0


def test_every_case_inside_scores_without_an_outside() -> None:
    assert statistic(8.0, 2.0, Law(POISSON, 8.0, 8.0)) == pytest.approx(8 * np.log(4))


@unhurried
@given(st.integers(2, 60), st.floats(0.1, 1), st.sampled_from([POISSON, BERNOULLI, UNCONDITIONAL]))
def test_the_score_grows_with_the_observed_number(total: int, size: float, kind: int) -> None:
    law = Law(kind, float(total), 2.0 * total if kind == BERNOULLI else float(total))
    size += total if kind == BERNOULLI else 0
    scores = [statistic(float(count), size, law) for count in range(1, total + 1)]
    grown = [count for count, score in enumerate(scores, start=1) if score > 0]
    assert (np.diff(scores) >= 0).all()
    assert len({scores[count - 1] for count in grown}) == len(grown)
