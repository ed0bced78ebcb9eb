"""Thiessen cells as shapes: they cover, do not overlap, and join to what is above them."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions import cells
from kentongan.regions.coordinates import Point

# Nine villages, 5 km apart.
GRID_OF_NINE = {
    f"{row}{column}": (-8.0 - row * 0.05, 111.0 + column * 0.05)
    for row in range(3)
    for column in range(3)
}
SQUARE = shapely.box(111.0, -8.1, 111.1, -8.0)

step = some.integers(0, 60).map(lambda steps: steps * 0.01)
places = some.lists(
    some.tuples(step.map(lambda up: -8.0 - up), step.map(lambda right: 111.0 + right)),
    min_size=3,
    max_size=25,
    unique=True,
)
quick = settings(max_examples=30, deadline=None)


def named(points: list[Point]) -> dict[str, Point]:
    return {str(number): point for number, point in enumerate(points)}


def at(point: Point) -> shapely.Point:
    return shapely.Point(point[1], point[0])


def on_one_line(points: list[Point]) -> bool:
    return bool(np.linalg.matrix_rank(np.array(points) - points[0], tol=1e-9) < 2)


@quick
@given(places)
def test_every_village_lies_in_its_own_cell_and_in_no_other(points: list[Point]) -> None:
    own = named(points)
    drawn = cells.cells(own)
    assert drawn.keys() == own.keys()
    for code, point in own.items():
        assert [other for other, cell in drawn.items() if cell.contains(at(point))] == [code]


@quick
@given(places)
def test_cells_cover_the_ground_between_the_villages(points: list[Point]) -> None:
    own = named(points)
    whole = cells.outline(np.array([(longitude, latitude) for latitude, longitude in points]))
    together = cells.joined(list(cells.cells(own).values()))
    assert together.area == pytest.approx(whole.area, rel=1e-3)
    assert whole.buffer(2 * cells.GRID).covers(together)


@quick
@given(places)
def test_cells_are_valid_and_not_empty(points: list[Point]) -> None:
    drawn = cells.cells(named(points)).values()
    assert all(cell.is_valid and not cell.is_empty for cell in drawn)


@quick
@given(places, some.randoms(use_true_random=False))
def test_the_order_of_the_villages_does_not_matter(points: list[Point], chance: object) -> None:
    own = named(points)
    mixed = list(own.items())
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    drawn, again = cells.cells(own), cells.cells(dict(mixed))
    for code, cell in drawn.items():
        assert again[code].symmetric_difference(cell).area < 1e-6


@quick
@given(places, places)
def test_neighbours_only_take_ground_away(points: list[Point], around: list[Point]) -> None:
    own = named(points)
    alone, beside = cells.cells(own), cells.cells(own, around)
    for code, cell in beside.items():
        assert alone[code].buffer(3 * cells.GRID).covers(cell)


def test_neighbours_get_no_cell_of_their_own() -> None:
    drawn = cells.cells(GRID_OF_NINE, [(-8.05, 111.16), (-8.17, 111.05)])
    assert drawn.keys() == GRID_OF_NINE.keys()


def test_an_own_village_among_the_neighbours_counts_once() -> None:
    drawn = cells.cells(GRID_OF_NINE, list(GRID_OF_NINE.values()))
    assert drawn == cells.cells(GRID_OF_NINE)


def test_neighbours_far_away_change_nothing() -> None:
    far = [(-9.5, 111.05), (-8.05, 113.0), (3.0, 98.0)]
    assert cells.cells(GRID_OF_NINE, far) == cells.cells(GRID_OF_NINE)


def test_only_neighbours_near_enough_take_part() -> None:
    corners = np.array([(111.0, -8.0), (111.1, -8.1)])
    near, far = (-8.2, 111.2), (-8.4, 111.2)
    assert cells.neighbours(corners, [near, far, near]) == [(111.2, -8.2)]


def test_the_middle_of_nine_is_a_square_of_five_kilometres() -> None:
    middle = cells.cells(GRID_OF_NINE)["11"]
    square = shapely.box(111.025, -8.075, 111.075, -8.025)
    assert middle.symmetric_difference(square).area < square.area * 1e-3


@pytest.mark.parametrize("number", [0, 1, 2])
def test_fewer_than_three_villages_bound_nothing(number: int) -> None:
    assert cells.cells(dict(list(GRID_OF_NINE.items())[:number])) == {}


def test_many_villages_on_one_point_bound_nothing() -> None:
    assert cells.cells(dict.fromkeys("abcd", (-8.0, 111.0))) == {}


def test_villages_along_one_road_get_a_cell_each() -> None:
    road = {str(number): (-8.0, 111.0 + number * 0.05) for number in range(5)}
    assert on_one_line(list(road.values()))
    drawn = cells.cells(road)
    assert drawn.keys() == road.keys()
    assert all(cell.contains(at(road[code])) for code, cell in drawn.items())


def test_the_outline_leaves_room_around_the_outermost_villages() -> None:
    corners = np.array([(111.0, -8.0), (111.1, -8.0), (111.0, -8.1), (111.1, -8.1)])
    west, south, east, north = cells.outline(corners).bounds
    room = cells.PADDING
    assert (west, south) == pytest.approx((111.0 - room, -8.1 - room))
    assert (east, north) == pytest.approx((111.1 + room, -8.0 + room))


@quick
@given(places)
def test_joined_cells_have_no_holes_and_no_slivers(points: list[Point]) -> None:
    whole = cells.joined(list(cells.cells(named(points)).values()))
    holes = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    assert all(shapely.Polygon(ring).area > cells.GRID**2 for ring in holes)
    assert whole.is_valid


def test_two_halves_join_to_one_piece() -> None:
    west, east = shapely.box(111.0, -8.1, 111.05, -8.0), shapely.box(111.05, -8.1, 111.1, -8.0)
    assert cells.joined([west, east]).equals(SQUARE)


def test_nothing_joins_to_nothing() -> None:
    assert cells.joined([]).is_empty


def test_without_official_borders_cells_stay() -> None:
    drawn = cells.cells(GRID_OF_NINE)
    assert cells.beside(drawn, []) == drawn


def test_official_borders_leave_the_other_cells_alone() -> None:
    drawn = cells.cells(GRID_OF_NINE)
    left = cells.beside(drawn, [shapely.box(111.03, -8.07, 111.04, -8.06)])
    changed = {code for code in drawn if not left[code].equals(drawn[code])}
    assert changed == {"11"}
    assert left["11"].area < drawn["11"].area


def test_several_official_borders_are_all_kept_free() -> None:
    official = [shapely.box(111.0, -8.02, 111.02, -8.0), shapely.box(111.08, -8.1, 111.1, -8.08)]
    left = cells.beside(cells.cells(GRID_OF_NINE), official)
    taken = [cell.intersection(shapely.union_all(official)).area for cell in left.values()]
    assert max(taken) < 1e-8


@pytest.mark.parametrize(
    ("shape", "kind", "parts"),
    [
        (SQUARE, "Polygon", 1),
        (shapely.MultiPolygon([SQUARE]), "Polygon", 1),
        (shapely.MultiPolygon([SQUARE, shapely.box(112, -8, 113, -7)]), "MultiPolygon", 2),
        (shapely.GeometryCollection([SQUARE, shapely.Point(111, -8)]), "Polygon", 1),
        (shapely.GeometryCollection(), "MultiPolygon", 0),
    ],
)
def test_shapes_are_written_as_polygons_alone(
    shape: shapely.Geometry, kind: str, parts: int
) -> None:
    written = cells.as_geojson(shape)
    assert written["type"] == kind
    assert len(written["coordinates"]) == parts  # type: ignore[arg-type]


def test_a_hole_is_written_behind_its_outer_ring() -> None:
    hole = shapely.box(111.04, -8.06, 111.06, -8.04)
    outer, inner = cells.as_geojson(SQUARE.difference(hole))["coordinates"]  # type: ignore[misc]
    assert shapely.Polygon(outer).equals(SQUARE)
    assert shapely.Polygon(inner).equals(hole)


@quick
@given(places)
def test_a_border_is_read_back_as_it_was_written(points: list[Point]) -> None:
    for cell in cells.cells(named(points)).values():
        written = cells.as_geojson(cell)
        again = shapely.geometry.shape(written)
        assert again.is_valid
        assert again.symmetric_difference(cell).area < 1e-7
        assert cells.as_geojson(again) == written


@pytest.mark.parametrize(
    ("source", "schematic"),
    [
        ("", True),
        (cells.SCHEMATIC, True),
        (cells.JOINED, True),
        ("BIG 2024", False),
        ("peta desa, bukan skematis", False),
    ],
)
def test_only_what_was_drawn_here_may_be_drawn_anew(source: str, schematic: bool) -> None:
    assert cells.is_schematic(source) == schematic
