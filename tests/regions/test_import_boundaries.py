"""Official borders from GeoJSON: taken whole, or refused with every fault named."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kentongan.regions import boundaries
from kentongan.regions.actions import import_boundaries, load_regions
from kentongan.regions.boundaries import BadBoundariesError
from kentongan.regions.models import Region

PRIGI, TASIKMADU = "35.03.08.2011", "35.03.08.2012"
TRIANGLE = {
    "type": "Polygon",
    "coordinates": [[[111.72, -8.28], [111.74, -8.28], [111.73, -8.30], [111.72, -8.28]]],
}


def feature(code: str, geometry: object = TRIANGLE, column: str = "code") -> dict[str, object]:
    return {"type": "Feature", "properties": {column: code}, "geometry": geometry}


def polygon(*corners: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def file_of(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features} | more).encode()


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(BadBoundariesError) as refused:
        boundaries.read(content)
    return refused.value.faults


@pytest.mark.parametrize(
    ("column", "code"),
    [("code", PRIGI), ("KODE", PRIGI), ("KDEPUM", PRIGI), ("kode_wilayah", "3503082011")],
)
def test_the_code_is_found_in_the_usual_columns(column: str, code: str) -> None:
    assert set(boundaries.read(file_of(feature(code, column=column)))) == {PRIGI}


def test_the_finest_code_of_a_row_of_the_base_map_counts() -> None:
    row: dict[str, Any] = feature(PRIGI, column="KDEPUM")
    row["properties"] |= {"KDPPUM": "35", "KDPKAB": "35.03", "KDCPUM": "35.03.08"}
    assert set(boundaries.read(file_of(row))) == {PRIGI}


def test_the_parts_of_an_area_become_one_border() -> None:
    island = polygon((111.80, -8.30), (111.81, -8.30), (111.81, -8.31))
    found = boundaries.read(file_of(feature(PRIGI), feature(PRIGI, island)))
    assert found[PRIGI].geom_type == "MultiPolygon"


def test_heights_are_left_out() -> None:
    high = polygon((111.72, -8.28, 5.0), (111.74, -8.28, 5.0), (111.73, -8.30, 5.0))  # type: ignore[arg-type]
    assert not boundaries.read(file_of(feature(PRIGI, high)))[PRIGI].has_z


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01", "bukan GeoJSON"),
        (b"[" * 100_000, "bukan GeoJSON"),
        (b"{}", "bukan kumpulan batas"),
        (b"[]", "bukan kumpulan batas"),
        (file_of(), "tidak berisi satu pun"),
        (file_of(feature(PRIGI), crs={"properties": {"name": "EPSG:32749"}}), "EPSG:4326"),
        (file_of(7), "bukan wilayah"),
        (file_of(feature("")), "kosong atau salah"),
        (file_of(feature("Prigi")), "kosong atau salah"),
        (file_of(feature(PRIGI, None)), "tidak punya batas"),
        (file_of(feature(PRIGI, {"type": "Point", "coordinates": [111, -8]})), "tidak punya batas"),
        (file_of(feature(PRIGI, {"type": "Polygon", "coordinates": "x"})), "tidak punya batas"),
        (file_of(feature(PRIGI, polygon((-8.2, 111.7), (-8.3, 111.7), (-8.3, 111.8)))), "tertukar"),
        (file_of(feature(PRIGI, polygon((5e5, 9e6), (6e5, 9e6), (6e5, 8e6)))), "luar Indonesia"),
        (
            file_of(
                feature(PRIGI, polygon((111.7, -8.2), (111.8, -8.3), (111.8, -8.2), (111.7, -8.3)))
            ),
            "saling memotong",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(content: bytes, said: str) -> None:
    assert said in " ".join(faults_of(content))


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries, "MOST_BYTES", 10)
    assert "lebih dari" in faults_of(file_of(feature(PRIGI)))[0]


def test_all_faults_are_named_at_once_with_their_place_in_the_file() -> None:
    faults = faults_of(file_of(feature(""), feature(PRIGI), feature(TASIKMADU, None)))
    assert [fault.split(":")[0] for fault in faults] == ["Bagian ke-1", "Bagian ke-3"]


def test_of_very_many_faults_the_first_are_named_and_the_rest_counted() -> None:
    faults = faults_of(file_of(*[feature("")] * 50))
    assert len(faults) == boundaries.MOST_FAULTS + 1
    assert faults[-1] == "… dan 38 kesalahan lain."


@pytest.fixture
def trenggalek(real_trenggalek: None, db: None) -> None:
    """The loaded regency, with a database to change it."""


def test_an_official_border_takes_the_place_of_the_schematic_one(trenggalek: None) -> None:
    assert import_boundaries(content=file_of(feature(PRIGI)), source="BIG 2024") == 1
    prigi = Region.objects.get(code=PRIGI)
    assert prigi.boundary_source == "BIG 2024"
    assert len(prigi.boundary["coordinates"][0]) == 4


def test_loading_the_list_again_keeps_official_borders(trenggalek: None) -> None:
    import_boundaries(content=file_of(feature(PRIGI)), source="BIG 2024")
    load_regions(only=("35.03",))
    assert Region.objects.get(code=PRIGI).boundary_source == "BIG 2024"


def test_the_areas_around_follow_the_official_borders(trenggalek: None) -> None:
    before = Region.objects.get(code="35.03.08").boundary
    import_boundaries(content=file_of(feature(PRIGI)), source="BIG 2024")
    after = Region.objects.get(code="35.03.08")
    assert after.boundary != before
    assert after.boundary_source == "skematis: gabungan batas desa"


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([feature(PRIGI), feature("35.03.08.2999")], "35.03.08.2999 tidak ada di daftar"),
        ([feature(PRIGI), feature("35.03.01.2001")], "35.03.01.2001 terletak jauh dari Besuki"),
    ],
)
def test_one_wrong_border_keeps_out_all(
    trenggalek: None, features: list[object], said: str
) -> None:
    with pytest.raises(BadBoundariesError, match=said):
        import_boundaries(content=file_of(*features), source="BIG 2024")
    assert not Region.objects.filter(boundary_source="BIG 2024").exists()


@pytest.mark.parametrize("source", ["", "  ", "x" * 201])
def test_borders_without_a_short_source_are_refused(trenggalek: None, source: str) -> None:
    with pytest.raises(BadBoundariesError, match="sumber"):
        import_boundaries(content=file_of(feature(PRIGI)), source=source)


def test_the_command_tells_how_many_came_in(trenggalek: None, tmp_path: Path) -> None:
    file, told = tmp_path / "batas.geojson", StringIO()
    file.write_bytes(file_of(feature(PRIGI)))
    call_command("import_boundaries", str(file), source="BIG 2024", stdout=told)
    assert told.getvalue() == "1 batas wilayah dimasukkan. Sumber: BIG 2024.\n"


def test_the_command_lists_the_faults(db: None, tmp_path: Path) -> None:
    file = tmp_path / "batas.geojson"
    file.write_bytes(file_of(feature("")))
    with pytest.raises(CommandError, match="Tidak ada batas yang dimasukkan"):
        call_command("import_boundaries", str(file), source="BIG 2024")


def test_a_file_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Berkas tidak terbaca"):
        call_command("import_boundaries", str(tmp_path / "tidak-ada"), source="BIG 2024")
