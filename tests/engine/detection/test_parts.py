"""The parts of a scan: who is near whom, circles, windows, scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.detection import Geometry
from kentongan.engine.detection.circles import Circles, sums_from_each_start
from kentongan.engine.detection.observed import best_cylinders
from kentongan.engine.detection.score import expected_cases, log_likelihood_ratio
from kentongan.engine.detection.windows import Windows
from tests.engine.detection.small import on_a_map, on_a_road

spots = st.lists(
    st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=1, max_size=30, unique=True
)


def neighbours(geometry: Geometry, area: str) -> list[str]:
    here = geometry.around(geometry.areas.index(area))
    return [geometry.areas[i] for i in geometry.neighbours[here]]


def circles(
    geometry: Geometry, *cases: int, max_km: float | None = None, share: float = 1.0
) -> Circles:
    per_place = np.array(cases)[:, None]
    return Circles.within(geometry, per_place, max_km=max_km, max_share=share)


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


def around(grown: Circles, centre: int) -> slice:
    return slice(*grown.offsets[centre : centre + 2])


def test_circles_grow_one_place_at_a_time() -> None:
    grown = circles(on_a_road("a", "b", "c"), 1, 2, 4)
    assert grown.cases[around(grown, 0), 0].tolist() == [1, 3, 7]
    assert grown.cases[around(grown, 2), 0].tolist() == [4, 6, 7]


def test_no_circle_ends_on_a_place_without_cases_but_may_hold_it() -> None:
    grown = circles(on_a_road("a", "b", "c"), 1, 0, 4)
    assert grown.sizes[around(grown, 0)].tolist() == [1, 3]
    assert grown.sizes[around(grown, 1)].tolist() == [2, 3]


def test_a_circle_holds_at_most_its_share_of_all_cases_limit_included() -> None:
    road = on_a_road("a", "b", "c")
    assert circles(road, 1, 1, 2, share=0.5).cases[:, 0].tolist() == [1, 2, 1, 2, 2]
    assert circles(road, 7, 93, 0, share=0.07).cases[:, 0].tolist() == [7]


def test_a_circle_reaches_at_most_its_radius_limit_included() -> None:
    assert len(circles(on_a_road("a", "b", "c"), 1, 1, 1, max_km=1).places) == 7


def test_running_sums_begin_anew_at_each_start() -> None:
    sums = sums_from_each_start(np.array([1, 2, 3, 4]), np.array([0, 1, 1, 4]))
    assert sums.tolist() == [1, 2, 5, 9]


def windows(
    per_day: list[int], shortest: int, longest: int, *, prospective: bool
) -> list[tuple[int, int]]:
    found = Windows.of(np.array(per_day)[:, None], shortest, longest, prospective=prospective)
    return list(zip(found.first.tolist(), found.stop.tolist(), strict=True))


def test_windows_that_end_today() -> None:
    assert windows([1, 1, 1, 1], 2, 3, prospective=True) == [(2, 4), (1, 4)]


def test_all_windows_shortest_first() -> None:
    assert windows([1, 1, 1], 1, 2, prospective=False) == [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3)]


def test_windows_without_cases_are_left_out() -> None:
    assert windows([1, 0, 0], 1, 3, prospective=True) == [(0, 3)]
    assert windows([0, 0], 1, 2, prospective=True) == []


def test_windows_longer_than_the_table_do_not_exist() -> None:
    assert windows([1], 2, 5, prospective=False) == []


def test_window_counts_are_sums_of_days() -> None:
    some = Windows.of(np.array([[3], [3], [3]]), 1, 2, prospective=False)
    assert some.counts(np.array([[1, 2, 4]])).tolist() == [[1, 2, 4, 3, 6]]


def test_expected_cases_are_the_product_of_the_shares() -> None:
    half_of_the_place, third_of_the_time = np.array([6]), np.array([4])
    assert expected_cases(half_of_the_place, third_of_the_time, np.array([12])) == 2.0


def test_expected_cases_add_up_over_strata_and_an_empty_stratum_adds_none() -> None:
    totals = np.array([12, 0, 10])
    assert expected_cases(np.array([6, 0, 5]), np.array([4, 0, 2]), totals) == 3.0


def test_twice_the_expected_number_scores_by_the_formula() -> None:
    score = float(log_likelihood_ratio(10, 5.0, 100))
    assert score == pytest.approx(10 * np.log(2) + 90 * np.log(90 / 95))


def test_no_excess_scores_zero() -> None:
    assert log_likelihood_ratio([0, 4, 5], 5.0, 100).tolist() == [0, 0, 0]


def test_every_case_inside_scores_without_an_outside() -> None:
    assert float(log_likelihood_ratio(8, 2.0, 8)) == pytest.approx(8 * np.log(4))


@given(st.integers(2, 60), st.floats(0.1, 1))
def test_the_score_grows_with_the_observed_number(total: int, expected: float) -> None:
    scores = log_likelihood_ratio(np.arange(1, total + 1), expected, total)
    assert (np.diff(scores) > 0).all()


@pytest.mark.parametrize("cells", [1, 7, 10_000])
def test_the_best_cylinders_do_not_depend_on_the_working_memory(
    cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = np.random.default_rng(4).poisson(1, (1, 8, 10))
    geometry = on_a_road(*"abcdefgh")
    grown = circles(geometry, *counts.sum(axis=(0, 2)).tolist(), share=0.5)
    some = Windows.of(counts.sum(axis=1).T, 1, 4, prospective=False)
    whole = best_cylinders(grown, some, counts, 2)
    monkeypatch.setattr("kentongan.engine.detection.observed.CELLS_PER_BLOCK", cells)
    assert best_cylinders(grown, some, counts, 2) == whole
    assert len(whole) > 2
