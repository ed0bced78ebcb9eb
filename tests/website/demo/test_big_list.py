"""The big list knows beforehand what must become of each of its rows."""

from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kentongan.reports.models import RowStatus
from kentongan.website.demo.big_list import QUESTIONS, REJECTED, big_list

ROWS = 1_200


def numbered_rows(path: Path) -> dict[int, list[object]]:
    """Excel row number → cells, blank lines left out."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    rows = enumerate(sheet.to_python(), start=1)
    return {number: row for number, row in rows if any(row) and number > 6}


def test_every_line_below_the_headings_has_an_outcome(path: Path) -> None:
    expected = big_list(path, rows=ROWS, seed=4)
    assert expected.keys() == numbered_rows(path).keys()


def test_as_many_rows_of_content_as_wished(path: Path) -> None:
    statuses = Counter(one.status for one in big_list(path, rows=ROWS, seed=4).values())
    assert statuses["accepted"] + statuses["question"] + statuses["rejected"] == ROWS


@pytest.mark.parametrize("rows", [1, 2, 37])
def test_a_small_list_is_as_long_as_wished(path: Path, rows: int) -> None:
    statuses = Counter(one.status for one in big_list(path, rows=rows, seed=9).values())
    assert statuses.total() - statuses["skipped"] == rows


def test_every_way_to_spoil_a_row_occurs(path: Path) -> None:
    outcomes = set(big_list(path, rows=ROWS, seed=4).values())
    assert {one.expected for one in (*REJECTED, *QUESTIONS)} <= outcomes


def test_most_rows_are_accepted(path: Path) -> None:
    statuses = Counter(one.status for one in big_list(path, rows=ROWS, seed=4).values())
    assert statuses["accepted"] > 0.8 * ROWS
    assert 0.02 * ROWS < statuses["rejected"] < 0.06 * ROWS


def test_outcomes_are_statuses_of_the_importer(path: Path) -> None:
    expected = big_list(path, rows=ROWS, seed=4)
    assert {one.status for one in expected.values()} <= set(RowStatus.values)


def test_the_same_seed_gives_the_same_list(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    assert big_list(path, rows=60, seed=2) == big_list(other, rows=60, seed=2)
    assert numbered_rows(path) == numbered_rows(other)


def test_another_seed_gives_another_list(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    big_list(path, rows=60, seed=2)
    big_list(other, rows=60, seed=3)
    assert numbered_rows(path) != numbered_rows(other)


def test_a_list_has_rows(path: Path) -> None:
    with pytest.raises(ValueError, match="no list"):
        big_list(path, rows=0, seed=1)
