"""Questions about the area tree, and written places answered with its rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.regions import queries
from kentongan.regions.models import Region


@pytest.fixture(autouse=True)
def office(real_office: None, db: None) -> None:
    """The loaded office."""


def codes(rows: object) -> list[str]:
    return [row.code for row in rows]  # type: ignore[attr-defined]


def test_a_region_is_found_by_its_code() -> None:
    assert str(queries.region("35.03.08.2011")) == "Prigi"
    assert queries.region("35.03.08.2999") is None


def test_a_region_was_not_in_force_before_its_list() -> None:
    assert queries.region("35.03.08.2011", date(2020, 1, 1)) is None


def test_regions_come_in_the_order_asked_for_and_unknown_ones_are_left_out() -> None:
    found = queries.regions_of(["35.03.08.2011", "nothing", "35.01"])
    assert codes(found) == ["35.03.08.2011", "35.01"]


@pytest.mark.parametrize(
    ("code", "inside"), [("", ["35"]), ("35", ["35.01", "35.02", "35.03"]), ("35.03.08.2011", [])]
)
def test_children_are_one_level_down(code: str, inside: list[str]) -> None:
    assert codes(queries.children(code)) == inside


def test_villages_within_are_all_below_and_a_village_holds_itself() -> None:
    assert queries.villages_within("35.03.08").count() == 12
    assert codes(queries.villages_within("35.03.08.2011")) == ["35.03.08.2011"]


def test_ancestors_come_from_the_province_down() -> None:
    assert codes(queries.ancestors("35.03.08.2011")) == ["35", "35.03", "35.03.08"]


def test_the_name_with_its_path() -> None:
    assert queries.path_name("35.03.08.2011") == "Prigi, Watulimo, Trenggalek, Jawa Timur"
    assert queries.path_name("35.03.08.2999") == ""


def test_a_clear_place_is_one_row_with_everything_above_it_in_one_query() -> None:
    queries.place_index()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.resolved_regions("ds prigi kec watulimo")
        assert found.single is not None
        assert found.single.parent.parent.parent.name == "Jawa Timur"
    assert len(asked) == 1
    assert found.candidates == (found.single,)


def test_a_doubtful_place_is_rows_to_choose_from_and_none_alone() -> None:
    found = queries.resolved_regions("besuki trenggalek")
    assert found.single is None
    assert codes(found.candidates) == ["35.03.01.2001", "35.03.02.2009"]


def test_nonsense_asks_the_database_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert queries.resolved_regions("asdfghjk") == queries.ResolvedRegions()
    assert len(asked) == 0


def test_a_place_that_is_not_loaded_is_no_row_and_no_other_place_is_offered() -> None:
    assert queries.resolve_place("kec entikong sanggau").single is not None
    assert queries.resolved_regions("kec entikong sanggau") == queries.ResolvedRegions()


def test_an_area_that_ended_is_not_offered() -> None:
    Region.objects.filter(code="35.03.08.2011").update(valid_to=date(2026, 1, 1))
    assert queries.resolved_regions("ds prigi kec watulimo").single is None
