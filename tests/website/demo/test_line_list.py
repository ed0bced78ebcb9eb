"""The written list: its look, and that its rows lead back to the notices."""

import csv
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kentongan.engine.spreadsheets.asking import sheet_rows
from kentongan.engine.synthetic import World
from kentongan.reports.line_list.reading import chosen_sheet
from kentongan.website.demo.line_list import write_csv, write_line_list
from kentongan.website.demo.sheet import COLUMNS, HEADINGS, groups

FIRST_LINE = 8  # three titles, a blank, two lines of headings, the numbers, a month


@pytest.fixture
def cells(quarter: World, path: Path) -> list[list[object]]:
    write_line_list(quarter, path)
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def content(cells: list[list[object]]) -> list[list[object]]:
    """The rows of notices."""
    return [row for row in cells if isinstance(row[0], float) and row[5]]


def test_titles_stand_above_two_lines_of_headings(cells: list[list[object]]) -> None:
    assert "REKAPITULASI" in str(cells[2][0])
    assert not any(cells[3])
    assert cells[4][1] == "Waktu"
    assert cells[5][1:3] == ["Tgl", "Hari"]
    assert cells[6][:3] == ["(1)", "(2)", "(3)"]


def test_the_importer_finds_every_heading(quarter: World, path: Path) -> None:
    write_line_list(quarter, path)
    heading = chosen_sheet(path.read_bytes()).heading
    assert (heading.first, heading.last) == (5, 6)
    # "Hari" is the second column that could hold the day; only the first is used.
    used = sorted(place for places in heading.columns.values() for place in places)
    assert used == [place for place in range(len(COLUMNS)) if HEADINGS[place] != "Hari"]


def test_the_number_of_a_row_is_the_place_of_its_notice(
    quarter: World, cells: list[list[object]]
) -> None:
    rows = content(cells)
    assert len(rows) == len(quarter.notices)
    for row in rows:
        assert row[5] == quarter.notices[int(str(row[0]).split(".")[0]) - 1].text


def test_days_come_as_dates_numbers_and_words(cells: list[list[object]]) -> None:
    kinds = {type(row[1]) for row in content(cells)}
    assert {date, float, str} <= kinds


def test_a_title_stands_before_each_month(quarter: World, cells: list[list[object]]) -> None:
    months = {(notice.reported_on.year, notice.reported_on.month) for notice in quarter.notices}
    titles = [row[0] for row in cells if str(row[0]).startswith("BULAN ")]
    assert len(titles) == len(set(titles)) == len(months)


def test_some_lines_are_blank(cells: list[list[object]]) -> None:
    assert sum(not any(row) for row in cells[FIRST_LINE:]) >= 3


def test_writing_twice_gives_the_same_rows(quarter: World, tmp_path: Path) -> None:
    read = []
    for name in ("a.xlsx", "b.xlsx"):
        write_line_list(quarter, tmp_path / name)
        sheet = CalamineWorkbook.from_path(str(tmp_path / name)).get_sheet_by_index(0)
        read.append(sheet.to_python())
    assert read[0] == read[1]


def test_groups_of_headings_cover_every_column_once() -> None:
    covered = [column for first, last in groups() for column in range(first, last + 1)]
    assert covered == list(range(len(COLUMNS)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimited_text_holds_the_same_rows(
    quarter: World, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "rekap.csv"
    write_csv(quarter, path, encoding=encoding, delimiter=delimiter)
    with path.open(encoding=encoding, newline="") as file:
        records = list(csv.reader(file, delimiter=delimiter))
    assert tuple(records[0]) == HEADINGS
    assert [record[5] for record in records[1:]] == [notice.text for notice in quarter.notices]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_importer_reads_delimited_text(quarter: World, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "rekap.csv"
    write_csv(quarter, path, encoding=encoding)
    content = path.read_bytes()
    sheet = chosen_sheet(content)
    with sheet_rows(content, sheet.place) as rows:
        assert sum(1 for _ in rows) == len(quarter.notices) + 1
