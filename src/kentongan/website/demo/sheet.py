"""The look of a recapitulation as offices keep it: letterhead, two-line headings, months, a sum."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from kentongan.website.demo.cells import Cell, Formula, Row

# (upper line, lower line): an upper word stands over all columns until the next one; where the
# lower line is empty, the cell is merged downwards.
COLUMNS = (
    ("No", ""),
    ("Waktu", "Tgl"),
    ("", "Hari"),
    ("Pelapor", "Sumber"),
    ("", "Instansi"),
    ("Uraian Kejadian", ""),
    ("Lokasi", ""),
    ("Perekrut", "No. HP"),
    ("", "Rek/E-wallet"),
    ("", "Nama Perekrut/Alias"),
    ("", "PT/LPK"),
    ("Tawaran", "Tujuan"),
    ("", "Pekerjaan"),
    ("", "Biaya"),
    ("Tanda-tanda", ""),
    ("Keandalan", ""),
    ("Ket", ""),
)
HEADINGS = tuple(lower or upper for upper, lower in COLUMNS)
WIDTHS = (5, 14, 9, 26, 18, 70, 34, 20, 26, 22, 26, 14, 20, 14, 34, 10, 30)
LETTERHEAD = (
    "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN RI",
    "KANTOR IMIGRASI (CONTOH PERAGAAN, SEMUA ISI KARANGAN)",
    "REKAPITULASI INFORMASI LAPANGAN",
)
SHEET = "Rekap"


@dataclass(frozen=True)
class Across:
    """A text merged over the whole width: a month, a title."""

    text: str


type Line = Row | Across | None  # None is a blank line


def numbering() -> Row:
    """The line "(1) (2) (3)" under official headings."""
    return [f"({place})" for place in range(1, len(COLUMNS) + 1)]


def write_xlsx(path: Path, lines: Iterable[Line]) -> Iterator[tuple[int, Line]]:
    """Write letterhead, headings and lines; yields each line with its Excel row number.

    The file is complete when the last line has been taken.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True, "align": "center", "text_wrap": True, "border": 1})
        formats = {"bold": bold, "day": book.add_format({"num_format": "dd/mm/yyyy"})}
        at = write_top(sheet, formats)
        for line in lines:
            write_line(sheet, at, line, formats)
            at += 1
            yield at, line


def write_top(sheet: Any, formats: dict[str, Any]) -> int:
    """Letterhead and headings; returns the row (from 0) below them."""
    for row, title in enumerate(LETTERHEAD):
        sheet.merge_range(row, 0, row, len(COLUMNS) - 1, title, formats["bold"])
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    upper = len(LETTERHEAD) + 1
    for first, last in groups():
        text = COLUMNS[first][0]
        if COLUMNS[first][1]:
            sheet.merge_range(upper, first, upper, last, text, formats["bold"])
        else:
            sheet.merge_range(upper, first, upper + 1, first, text, formats["bold"])
    for column, (_, lower) in enumerate(COLUMNS):
        if lower:
            sheet.write_string(upper + 1, column, lower, formats["bold"])
    sheet.freeze_panes(upper + 2, 0)
    return upper + 2


def groups() -> list[tuple[int, int]]:
    """First and last column under each upper heading."""
    firsts = [column for column, (upper, _) in enumerate(COLUMNS) if upper]
    lasts = [first - 1 for first in firsts[1:]] + [len(COLUMNS) - 1]
    return list(zip(firsts, lasts, strict=True))


def write_line(sheet: Any, at: int, line: Line, formats: dict[str, Any]) -> None:
    """One line at row `at` (from 0)."""
    if isinstance(line, Across):
        sheet.merge_range(at, 0, at, len(COLUMNS) - 1, line.text, formats["bold"])
        return
    for column, cell in enumerate(line or ()):
        write_cell(sheet, at, column, cell, formats["day"])


def write_cell(sheet: Any, at: int, column: int, cell: Cell, day: Any) -> None:
    """One cell with its own type; an empty text leaves the cell empty."""
    if isinstance(cell, Formula):
        sheet.write_formula(at, column, cell.text)
    elif isinstance(cell, date):
        sheet.write_datetime(at, column, cell, day)
    elif isinstance(cell, int | float):
        sheet.write_number(at, column, cell)
    elif cell:
        sheet.write_string(at, column, cell)


def write_delimited(path: Path, rows: Iterable[Row], *, encoding: str, delimiter: str) -> None:
    """Headings and rows as delimited text; days as dd/mm/yyyy.

    Raises UnicodeEncodeError for letters that the encoding does not know.
    """
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(HEADINGS)
        writer.writerows(as_text(row) for row in rows)


def as_text(row: Sequence[Cell]) -> list[str]:
    """The cells as text."""
    return [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell) for cell in row]
