"""The row report: downloaded, corrected, sent again; only what was corrected is new."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.spreadsheets.grids import rows as grid_rows
from kentongan.reports.line_list.row_report import OWN_HEADINGS, report_cells, row_report
from kentongan.reports.models import ImportBatch, ImportRow, Report
from kentongan.reports.queries.imports import rows_of
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, good_list, good_row, part, xlsx

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
FIRST = len(OWN_HEADINGS)


def report_grid(batch: ImportBatch) -> list[list[Any]]:
    """The report as a person sees it after opening it."""
    content = row_report(batch, rows_of(batch), "bima", AT)
    return [cells for _, cells, _ in grid_rows(content, 0)]


def corrected(batch: ImportBatch, changes: dict[int, dict[str, str]]) -> bytes:
    """The report saved again after a person corrected some cells by row of the report (from 1)."""
    grid = report_grid(batch)
    for line, row in changes.items():
        cells = grid[line + 1]
        cells += [""] * (FIRST + len(HEADINGS) - len(cells))
        for heading, text in row.items():
            cells[FIRST + HEADINGS.index(heading)] = text
    return xlsx(grid)


def test_the_report_says_what_became_of_every_row(committed: Importing) -> None:
    batch = committed(xlsx([HEADINGS, good_row(1), good_row(2, Tanggal="kemarin")]))
    title, headings, first, second = report_grid(batch)
    assert "bima" in title[0]
    assert headings == [*OWN_HEADINGS, *HEADINGS]
    assert first[:2] == ["2", "Diterima"]
    assert first[3] == str(Report.objects.get().uuid)
    assert second[1] == "Ditolak"
    assert "kemarin" in second[2]


def test_only_the_corrected_rows_are_new(committed: Importing) -> None:
    rows = [HEADINGS, good_row(1), good_row(2, Tanggal="12/25/2025"), good_row(3, Biaya=8_000_000)]
    batch = committed(xlsx(rows))
    again = committed(corrected(batch, {2: {"Tanggal": "25/12/2025"}}))
    assert list(again.rows.values_list("status", flat=True)) == [
        "repeated", "accepted", "repeated",
    ]  # fmt: skip
    assert Report.objects.count() == 3


def test_the_report_of_an_unbrought_list_comes_in_like_the_list(
    checked: Importing, committed: Importing
) -> None:
    batch = checked(xlsx(good_list(3)))
    assert (
        list(committed(corrected(batch, {})).rows.values_list("status", flat=True))
        == ["accepted"] * 3
    )
    assert batch.rows.get(number=2).report_uuid in set(
        Report.objects.values_list("uuid", flat=True)
    )


def test_changing_a_row_that_is_in_does_not_make_a_second_report(committed: Importing) -> None:
    batch = committed(xlsx(good_list(1)))
    again = committed(corrected(batch, {1: {"Desa": "Tasikmadu"}}))
    row = again.rows.get()
    assert row.status == "repeated"
    assert "halaman laporan" in row.messages[0]
    assert Report.objects.count() == 1


FORMULAS = ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+1", "-1", "|cmd", "\t=1", "\ufeff=cmd"]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_the_report_can_become_a_formula(text: str) -> None:
    batch = ImportBatch(pk=1, headings=["Uraian", text])
    row = ImportRow(number=2, cells=[text], status="accepted")
    content = row_report(batch, [row], "bima", AT)
    assert b"<f>" not in part(content, "xl/worksheets/sheet1.xml")
    strings = part(content, "xl/sharedStrings.xml").decode()
    assert "'" in strings
    assert "HYPERLINK" not in strings or "'=HYPERLINK" in strings.replace("&quot;", '"')


def test_the_report_names_no_author_and_hides_nothing() -> None:
    content = row_report(ImportBatch(pk=1, headings=["A"]), [], "bima", AT)
    assert b"<dc:creator></dc:creator>" in part(content, "docProps/core.xml")
    assert b"hidden" not in part(content, "xl/workbook.xml")


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_cells_fit_under_their_headings(cells: list[str]) -> None:
    batch = ImportBatch(pk=1, headings=["A"] * 6, state="checked")
    row = ImportRow(number=2, cells=cells, status="rejected", messages=["x"])
    assert len(report_cells(row, batch)) == FIRST + 6
