"""Schematic borders: cells around village points, and the areas they make up."""

import json
import os
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.alerts import atlas, maps
from kentongan.regions import cells
from kentongan.regions.actions import draw_borders
from kentongan.regions.models import Level, Region

REFERENCE = Path(os.environ.get("KENTONGAN_REFERENCE_DATA", "../shared/data")) / "regions"
HOME = ("35.01", "35.02", "35.03")
SQUARE = {"a": (-8.0, 111.0), "b": (-8.0, 111.1), "c": (-8.1, 111.0), "d": (-8.1, 111.1)}

coordinate = some.floats(-0.4, 0.4, allow_nan=False).map(lambda value: round(value, 4))
villages = some.lists(some.tuples(coordinate, coordinate), min_size=3, max_size=40, unique=True)


def at(latitude: float, longitude: float) -> shapely.Point:
    return shapely.Point(longitude, latitude)


def test_a_point_lies_in_its_own_cell() -> None:
    drawn = cells.cells(SQUARE)
    assert all(drawn[code].contains(at(*point)) for code, point in SQUARE.items())


def test_neighbours_outside_bound_the_cells() -> None:
    alone = cells.cells(SQUARE)["b"]
    beside = cells.cells(SQUARE, [(-8.0, 111.12)])["b"]
    assert alone.contains(at(-8.0, 111.112))
    assert not beside.contains(at(-8.0, 111.112))


def test_less_than_three_points_bound_nothing() -> None:
    assert cells.cells({"a": (-8.0, 111.0), "b": (-8.0, 111.1)}) == {}


def test_a_point_written_twice_gets_one_cell() -> None:
    assert set(cells.cells(SQUARE | {"e": SQUARE["a"]})) == set(SQUARE)


@settings(max_examples=40, deadline=None)
@given(villages, some.tuples(coordinate, coordinate))
def test_wherever_one_stands_the_cell_is_that_of_the_nearest_village(
    points: list[tuple[float, float]], here: tuple[float, float]
) -> None:
    own = {str(number): point for number, point in enumerate(points)}
    drawn = cells.cells(own)
    inside = [code for code, cell in drawn.items() if cell.contains(at(*here))]
    distances = {code: at(*here).distance(at(*point)) for code, point in own.items()}
    assert all(distances[code] <= min(distances.values()) + 3 * cells.GRID for code in inside)


@settings(max_examples=40, deadline=None)
@given(villages)
def test_cells_do_not_overlap(points: list[tuple[float, float]]) -> None:
    drawn = list(cells.cells({str(n): point for n, point in enumerate(points)}).values())
    together = shapely.union_all(drawn).area
    assert together == pytest.approx(sum(cell.area for cell in drawn), rel=0.01)


def test_a_cell_ends_where_an_official_border_begins() -> None:
    official = shapely.box(111.0, -8.2, 111.06, -7.9)
    left = cells.beside(cells.cells(SQUARE), [official])
    assert left["b"].intersection(official).area == pytest.approx(0, abs=1e-6)


def test_a_cell_wholly_under_an_official_border_stays() -> None:
    drawn = cells.cells(SQUARE)
    left = cells.beside(drawn, [shapely.box(110, -9, 112, -7)])
    assert left["a"].equals(drawn["a"])


def test_borders_are_geojson_with_longitude_first() -> None:
    drawn = cells.as_geojson(shapely.box(111.0, -8.1, 111.123456789, -8.0))
    assert drawn["type"] == "Polygon"
    assert sorted(drawn["coordinates"][0])[-1] == [111.12346, -8.0]  # type: ignore[index]


@pytest.fixture
def office(real_office: None, db: None) -> None:
    """The loaded office, with a database to look at it."""


def test_every_area_of_the_office_has_a_valid_border_and_says_it_is_schematic(office: None) -> None:
    rows = Region.objects.filter(level__gt=Level.PROVINCE)
    shapes = {row.code: shapely.from_geojson(json.dumps(row.boundary)) for row in rows}
    assert len(shapes) == 686
    assert all(shape.is_valid and shape.area > 0 for shape in shapes.values())
    assert all(row.boundary_source.startswith("skematis") for row in rows)


def test_a_sub_district_is_the_sum_of_its_villages(office: None) -> None:
    shape = {
        row.code: shapely.from_geojson(json.dumps(row.boundary))
        for row in Region.objects.filter(code__startswith="35.03.08")
    }
    whole = shape.pop("35.03.08")
    assert whole.area == pytest.approx(sum(part.area for part in shape.values()), rel=1e-3)


def test_drawing_again_writes_nothing(office: None) -> None:
    points = {
        row.code: (row.latitude, row.longitude)
        for row in Region.objects.filter(level=Level.VILLAGE)
    }
    draw_borders(regencies=("35.03",), points=points)
    assert draw_borders(regencies=("35.03",), points=points) == 0


def test_nothing_is_drawn_for_no_regency(db: None) -> None:
    assert draw_borders(regencies=(), points={}) == 0


def test_the_alert_maps_draw_the_cells(office: None) -> None:
    drawn = list(map(atlas.place_of, atlas.regions_inside(HOME, Level.VILLAGE)))
    shapes = maps.draw_all(maps.frame_around(drawn), drawn, {})
    assert len(shapes) == 636
    assert not any("a6,6" in shape.path for shape in shapes)  # no circle for a missing border


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data folder is not here")
def test_the_office_looks_like_the_surveyed_one(office: None) -> None:
    file = json.loads((REFERENCE / "kabupaten_35.01-35.03.geojson").read_text(encoding="utf-8"))
    for feature in file["features"]:
        surveyed = shapely.from_geojson(json.dumps(feature["geometry"]))
        row = Region.objects.get(code=feature["properties"]["code"])
        ours = shapely.from_geojson(json.dumps(row.boundary))
        assert ours.intersection(surveyed).area / ours.union(surveyed).area > 0.88
