"""Hostile and odd GeoJSON: refused in words, or taken for what it plainly says."""

import json
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
import shapely
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions import boundaries
from kentongan.regions.actions import holds_any, import_boundaries, is_far
from kentongan.regions.boundaries import BadBoundariesError
from kentongan.regions.models import Region
from tests.regions.test_import_boundaries import (
    PRIGI,
    TASIKMADU,
    TRIANGLE,
    faults_of,
    feature,
    file_of,
    polygon,
)

OF_AREA = "35.03.05.2001"  # Prigi in the made-up tree of the tests
LEFT = polygon((111.70, -8.30), (111.72, -8.30), (111.72, -8.28), (111.70, -8.28))
RIGHT = polygon((111.72, -8.30), (111.74, -8.30), (111.74, -8.28), (111.72, -8.28))

anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.sampled_from(["type", "coordinates", "features", "properties", "code", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def refused_or_read(content: bytes) -> None:
    """Anything but the one error is a fault of ours."""
    with suppress(BadBoundariesError):
        boundaries.read(content)


@settings(max_examples=60, deadline=None)
@given(some.binary(max_size=200))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    refused_or_read(content)


@settings(max_examples=80, deadline=None)
@given(anything)
def test_no_json_breaks_the_reading(parsed: object) -> None:
    refused_or_read(json.dumps(parsed).encode())


@settings(max_examples=80, deadline=None)
@given(some.lists(anything, min_size=1, max_size=3))
def test_no_feature_breaks_the_reading(features: list[object]) -> None:
    refused_or_read(file_of(*features))


@settings(max_examples=80, deadline=None)
@given(anything)
def test_no_geometry_breaks_the_reading(geometry: object) -> None:
    refused_or_read(file_of(feature(PRIGI, geometry)))


@settings(max_examples=60, deadline=None)
@given(anything)
def test_no_coordinates_break_the_reading(coordinates: object) -> None:
    refused_or_read(file_of(feature(PRIGI, {"type": "Polygon", "coordinates": coordinates})))


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e308", "1e999", "null", '"111"', "[]"]
)
def test_what_is_no_degree_is_refused(number: str) -> None:
    text = file_of(feature(PRIGI)).decode().replace("111.73", number)
    assert faults_of(text.encode())


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "GeometryCollection", "geometries": [TRIANGLE]},
        {"type": "LineString", "coordinates": [[111.7, -8.2], [111.8, -8.3]]},
        {"type": "MultiPoint", "coordinates": [[111.7, -8.2]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[[111.7, -8.2], [111.8, -8.3]]]},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "Circle", "coordinates": [111.7, -8.2]},
        {"coordinates": TRIANGLE["coordinates"]},
        {},
        [],
        "POLYGON((0 0, 1 0, 1 1, 0 0))",
        0,
    ],
)
def test_what_is_no_ground_is_refused(geometry: object) -> None:
    assert "tidak punya batas berbentuk bidang" in faults_of(file_of(feature(PRIGI, geometry)))[0]


@pytest.mark.parametrize(
    ("corners", "said"),
    [
        (((0.0, 0.0), (0.1, 0.0), (0.1, 0.1)), "di luar Indonesia"),
        (((2.3, 48.8), (2.4, 48.8), (2.4, 48.9)), "di luar Indonesia"),
        (((111.7, -8.2), (181.0, -8.2), (111.8, -8.3)), "di luar Indonesia"),
        (((-8.2, 111.7), (-8.3, 111.7), (-8.3, 111.8)), "tertukar"),
        (((111.7, -8.2), (111.8, -8.2), (111.9, -8.2)), "saling memotong"),
    ],
)
def test_ground_that_cannot_be_is_refused(
    corners: tuple[tuple[float, float], ...], said: str
) -> None:
    assert said in faults_of(file_of(feature(PRIGI, polygon(*corners))))[0]


@pytest.mark.parametrize(
    "code",
    [
        "35.3.8.2011",
        "350308201",
        "35.03.08.20111",
        "35,03,08,2011",
        " ",
        "٣٥.٠٣",
        "３５０３０８２０１１",
        "35.03.08.2011; DROP TABLE",
        "<b>35</b>",
        None,
        35.1,  # was 35.10 before a spreadsheet made it a number
        "3503082011000001",  # a person's number, not the village it begins with
        [],
        True,
    ],
)
def test_what_is_no_area_code_is_refused(code: object) -> None:
    assert "kolom kode wilayah" in faults_of(file_of(feature(code)))[0]  # type: ignore[arg-type]


def test_a_very_long_code_is_shown_cut_off() -> None:
    assert len(faults_of(file_of(feature("9" * 5000)))[0]) < 200


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (3503082011, PRIGI),
        ("3503082011", PRIGI),
        (" 35.03.08.2011 ", PRIGI),
        ("350308", "35.03.08"),
        (3503, "35.03"),
        ("35", "35"),
    ],
)
def test_codes_of_any_level_with_or_without_dots_are_read(written: object, code: str) -> None:
    assert set(boundaries.read(file_of(feature(written)))) == {code}  # type: ignore[arg-type]


@pytest.mark.parametrize("properties", [None, [], "x", 7, {}, {"name": "Prigi"}])
def test_a_feature_without_a_code_column_is_refused(properties: object) -> None:
    content = file_of({"type": "Feature", "properties": properties, "geometry": TRIANGLE})
    assert "kolom kode wilayah" in faults_of(content)[0]


@pytest.mark.parametrize(
    "crs",
    [
        None,
        {},
        {"type": "name", "properties": {"name": "EPSG:4326"}},
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
    ],
)
def test_degrees_are_taken_however_the_file_names_them(crs: object) -> None:
    assert PRIGI in boundaries.read(file_of(feature(PRIGI), crs=crs))


@pytest.mark.parametrize("name", ["EPSG:3857", "urn:ogc:def:crs:EPSG::23839", "DGN95 / UTM 49S"])
def test_metres_are_refused_before_any_border_is_looked_at(name: str) -> None:
    (fault,) = faults_of(file_of(feature(""), crs={"properties": {"name": name}}))
    assert "EPSG:4326" in fault


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert PRIGI in boundaries.read("\ufeff".encode() + file_of(feature(PRIGI)))


def test_of_too_many_features_none_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries, "MOST_FEATURES", 2)
    (fault,) = faults_of(file_of(*[feature(PRIGI)] * 3))
    assert "3 bagian; paling banyak 2" in fault


@pytest.mark.parametrize(("faults", "told"), [(1, 1), (12, 12), (13, 13), (40, 13)])
def test_at_most_twelve_faults_are_told_and_the_rest_counted(faults: int, told: int) -> None:
    with pytest.raises(BadBoundariesError) as refused:
        boundaries.refuse([f"salah {number}" for number in range(faults)])
    assert len(refused.value.faults) == told
    assert str(refused.value).splitlines() == refused.value.faults


def test_without_faults_nothing_is_refused() -> None:
    boundaries.refuse([])


def test_neighbours_still_touch_after_thinning() -> None:
    found = boundaries.read(file_of(feature(PRIGI, LEFT), feature(TASIKMADU, RIGHT)))
    one, other = found[PRIGI], found[TASIKMADU]
    assert one.intersection(other).length == pytest.approx(0.02)
    assert one.union(other).area == pytest.approx(one.area + other.area)


def test_corners_closer_than_thirty_metres_are_left_out() -> None:
    wavy = [(111.70 + n * 1e-4, -8.30 + (n % 2) * 1e-5) for n in range(200)]
    found = boundaries.read(file_of(feature(PRIGI, polygon(*wavy, (111.72, -8.2)))))[PRIGI]
    assert shapely.get_num_coordinates(found) < 12
    assert found.is_valid


def test_a_tiny_island_is_not_thinned_away() -> None:
    tiny = polygon((111.70, -8.30), (111.7001, -8.30), (111.7001, -8.2999))
    assert not boundaries.read(file_of(feature(PRIGI, tiny)))[PRIGI].is_empty


def test_a_hole_stays_a_hole() -> None:
    lake = [[111.705, -8.295], [111.715, -8.295], [111.715, -8.285], [111.705, -8.295]]
    outer = LEFT["coordinates"][0]  # type: ignore[index]
    found = boundaries.read(
        file_of(feature(PRIGI, {"type": "Polygon", "coordinates": [outer, lake]}))
    )
    assert len(found[PRIGI].interiors) == 1


@pytest.mark.parametrize(
    ("codes", "held"),
    [
        (["35.03"], True),
        (["35.03.08.2011"], True),
        (["35"], False),
        (["35.01", "35.03.08"], True),
        (["35.031"], False),
        ([], False),
    ],
)
def test_a_regency_is_drawn_anew_when_something_in_it_changed(codes: list[str], held: bool) -> None:
    assert holds_any("35.03", codes) == held


@pytest.mark.parametrize(
    ("point", "far"),
    [
        ((-8.29, 111.73), False),
        ((-8.29, 111.9), False),
        ((-8.29, 111.95), True),
        ((-7.0, 111.73), True),
        ((None, None), False),
    ],
)
def test_a_border_twenty_kilometres_from_its_village_is_somebody_elses(
    point: tuple[float | None, float | None], far: bool
) -> None:
    row = Region(code=PRIGI, latitude=point[0], longitude=point[1])
    assert is_far(row, boundaries.read(file_of(feature(PRIGI)))) == far


@pytest.fixture
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn around is told elsewhere; here only the import counts."""
    monkeypatch.setattr("kentongan.regions.actions.draw_borders", lambda **_: 0)


@pytest.fixture
def bring_in(areas: dict[str, Region], no_drawing: None) -> Callable[..., Region]:
    """Import one border for a village of the tree and read the village again."""

    def bring(geometry: object = TRIANGLE, source: str = "BIG 2024") -> Region:
        Region.objects.filter(code=OF_AREA).update(latitude=-8.29, longitude=111.73)
        import_boundaries(content=file_of(feature(OF_AREA, geometry)), source=source)
        return Region.objects.get(code=OF_AREA)

    return bring


def test_a_newer_border_takes_the_place_of_an_older_one(bring_in: Callable[..., Region]) -> None:
    bring_in()
    newer = bring_in(LEFT, "BIG 2026")
    assert newer.boundary_source == "BIG 2026"
    assert shapely.geometry.shape(newer.boundary).equals(shapely.geometry.shape(LEFT))


def test_the_same_border_twice_is_no_error(bring_in: Callable[..., Region]) -> None:
    assert bring_in().boundary == bring_in().boundary


def test_a_border_is_kept_with_five_decimals(bring_in: Callable[..., Region]) -> None:
    fine = polygon((111.7200004, -8.28), (111.74, -8.28), (111.73, -8.30))
    ring = bring_in(fine).boundary["coordinates"][0]
    assert [111.72, -8.28] in ring


def test_a_village_that_ended_gets_no_border(bring_in: Callable[..., Region]) -> None:
    row = Region.objects.get(code=OF_AREA)
    Region.objects.filter(pk=row.pk).update(valid_to="2126-01-01")
    with pytest.raises(BadBoundariesError, match="tidak ada di daftar"):
        bring_in()


@pytest.mark.parametrize("source", ["BIG 2024", "x" * 200, "Badan “Peta” & Rekan <2024>"])
def test_a_source_is_kept_as_written(bring_in: Callable[..., Region], source: str) -> None:
    assert bring_in(source=source).boundary_source == source


def test_the_command_names_every_fault_on_its_own_line(db: None, tmp_path: Path) -> None:
    file = tmp_path / "batas.geojson"
    file.write_bytes(file_of(feature(""), feature(PRIGI, None)))
    with pytest.raises(CommandError) as refused:
        call_command("import_boundaries", str(file), source="BIG 2024", stdout=StringIO())
    lines = str(refused.value).splitlines()
    assert [line[:15] for line in lines[1:]] == ["- Bagian ke-1: ", "- Bagian ke-2: "]


def test_the_command_needs_a_source(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--source"):
        call_command("import_boundaries", str(tmp_path / "batas.geojson"))


def test_a_folder_is_no_file_of_borders(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Berkas tidak terbaca"):
        call_command("import_boundaries", str(tmp_path), source="BIG 2024")
