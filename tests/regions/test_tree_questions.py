"""Points of areas, the model, and questions about a small made-up tree."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from kentongan.regions import coordinates, queries
from kentongan.regions.coordinates import in_the_country, is_near, villages_only
from kentongan.regions.models import Level, Region
from tests.factories import AREAS

PRIGI = "35.03.05.2001"


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((-8.28, 111.73), True),
        ((5.88, 95.32), True),  # Sabang
        ((-8.5, 140.4), True),  # Merauke
        ((-10.9, 122.9), True),  # Rote
        ((0.0, 0.0), False),
        ((0.0, -30.0), False),  # a regency of the packaged data in the Atlantic
        ((111.73, -8.28), False),  # written the wrong way round
        ((7.0, 111.0), False),
        ((-12.0, 111.0), False),
        ((float("nan"), 111.0), False),
    ],
)
def test_a_point_lies_in_the_country_or_not(point: tuple[float, float], inside: bool) -> None:
    assert in_the_country(point) == inside


@pytest.mark.parametrize(
    ("point", "near"),
    [
        ((-8.0, 111.0), True),
        ((-9.9, 112.9), True),
        ((-10.0, 111.0), False),
        ((-8.0, 113.1), False),
    ],
)
def test_neighbours_are_within_two_degrees(point: tuple[float, float], near: bool) -> None:
    assert is_near(point, [(3.0, 98.0), (-8.0, 111.0)]) == near


def test_nothing_is_near_to_nothing() -> None:
    assert not is_near((-8.0, 111.0), [])


def test_villages_are_told_by_their_code() -> None:
    points = {"35": (-7.5, 112.0), "35.03": (-8.0, 111.7), "35.03.08": (-8.2, 111.7)}
    assert villages_only(points | {"35.03.08.2011": (-8.3, 111.7)}) == {
        "35.03.08.2011": (-8.3, 111.7)
    }


def test_of_no_province_only_what_is_above_the_villages_is_read() -> None:
    points = coordinates.points_of(())
    assert "35.03.08" in points
    assert villages_only(points) == {}


def test_an_unknown_regency_has_its_own_province_around_it() -> None:
    assert coordinates.provinces_around(("35.99",)) == {"35"}
    assert coordinates.provinces_around(()) == set()


def test_a_village_lies_near_its_sub_district() -> None:
    points = coordinates.points_of({"35"})
    office = [code for code in villages_only(points) if code[:5] in {"35.01", "35.02", "35.03"}]
    apart = {
        code: max(abs(a - b) for a, b in zip(points[code], points[code[:8]], strict=True))
        for code in office
    }
    assert [code for code, degrees in apart.items() if degrees > 0.25] == []


@pytest.mark.parametrize(
    ("code", "level"), [("", 0), ("35", 1), ("35.03", 2), ("35.03.05", 3), (PRIGI, 4)]
)
def test_the_level_follows_from_the_code(code: str, level: int) -> None:
    assert queries.level_of(code) == level


def test_an_area_is_shown_by_its_name(areas: dict[str, Region]) -> None:
    assert f"{areas[PRIGI]}" == "Prigi"


def test_levels_have_indonesian_names() -> None:
    assert [str(level.label) for level in Level][2:] == ["Kecamatan", "Desa atau kelurahan"]


def test_an_area_with_areas_inside_it_cannot_be_deleted(areas: dict[str, Region]) -> None:
    with pytest.raises(ProtectedError):
        areas["35.03.05"].delete()


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("", ["35"]),
        ("35", ["35.02", "35.03", "35.05"]),
        ("35.03", ["35.03.04", "35.03.05"]),
        ("35.03.05", ["35.03.05.2001", "35.03.05.2002", "35.03.05.2003"]),
        (PRIGI, []),
        ("3", []),
        ("35.0", []),
        ("99", []),
        ("%", []),
    ],
)
def test_children_are_by_code(areas: dict[str, Region], code: str, inside: list[str]) -> None:
    assert [row.code for row in queries.children(code)] == inside


@pytest.mark.parametrize(
    ("code", "number"),
    [("35", 8), ("35.03", 5), ("35.03.05", 3), (PRIGI, 1), ("35.03.0", 0), ("", 0), ("99", 0)],
)
def test_villages_within_an_area(areas: dict[str, Region], code: str, number: int) -> None:
    assert queries.villages_within(code).count() == number


def test_children_all_the_way_down_are_the_villages_within(areas: dict[str, Region]) -> None:
    """The slow twin: walk the tree."""

    def below(code: str) -> list[str]:
        inside = [row.code for row in queries.children(code)]
        return [code] if not inside else [leaf for one in inside for leaf in below(one)]

    assert below("35") == [row.code for row in queries.villages_within("35")]


@pytest.mark.parametrize(
    ("code", "above"),
    [(PRIGI, ["35", "35.03", "35.03.05"]), ("35.03", ["35"]), ("35", []), ("", []), ("9.9", [])],
)
def test_ancestors_of_an_area(areas: dict[str, Region], code: str, above: list[str]) -> None:
    assert [row.code for row in queries.ancestors(code)] == above


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (PRIGI, "Prigi, Watulimo, Trenggalek, Jawa Timur"),
        ("35.03", "Trenggalek, Jawa Timur"),
        ("35", "Jawa Timur"),
        ("35.03.05.9999", ""),
        ("", ""),
        ("not a code", ""),
    ],
)
def test_the_path_of_an_area(areas: dict[str, Region], code: str, name: str) -> None:
    assert queries.path_name(code) == name


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        ([], []),
        ([PRIGI, PRIGI], [PRIGI, PRIGI]),
        (["99", PRIGI], [PRIGI]),
        (["35.05", "35.02", "35.03"], ["35.05", "35.02", "35.03"]),
    ],
)
def test_areas_of_codes_keep_the_order(
    areas: dict[str, Region], codes: list[str], found: list[str]
) -> None:
    assert [row.code for row in queries.regions_of(codes)] == found


@pytest.mark.parametrize("ask", [queries.children, queries.villages_within, queries.ancestors])
def test_a_question_about_areas_is_one_query_without_borders(
    areas: dict[str, Region], ask: Callable[[str], object]
) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert list(ask("35.03.05"))  # type: ignore[call-overload]
    assert len(asked) == 1
    assert "boundary" not in asked[0]["sql"]


def test_before_the_first_list_there_are_no_areas(areas: dict[str, Region]) -> None:
    assert not queries.in_force(date(1945, 8, 17)).exists()
    assert queries.in_force(date(2026, 11, 25)).count() == len(AREAS)


def test_rows_of_no_code_ask_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert list(queries.rows_with_parents([])) == []
    assert len(asked) == 0


def test_a_caller_may_keep_rows_of_its_own(areas: dict[str, Region]) -> None:
    asked_for: list[list[str]] = []

    def kept(codes: list[str]) -> list[Region]:
        asked_for.append(codes)
        return [areas["35.03"]]

    found = queries.resolved_regions("kab trenggalek", rows_of=kept)
    assert found.single == areas["35.03"]
    assert asked_for == [["35.03"]]


def test_without_the_row_of_the_best_no_other_is_offered(areas: dict[str, Region]) -> None:
    codes = queries.resolve_place("trenggalek").plausible
    found = queries.resolved_regions("trenggalek", rows_of=lambda _: [areas["35.05"]])
    assert len(codes) > 1
    assert found == queries.ResolvedRegions()


def test_the_index_is_built_once_in_a_process() -> None:
    assert queries.place_index() is queries.place_index()
