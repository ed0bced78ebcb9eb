"""A small list out of a spreadsheet: which columns hold what, and the rows below the headings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kentongan.engine.spreadsheets.asking import description_of, sheet_rows
from kentongan.engine.spreadsheets.limits import MOST_BYTES, MOST_ROWS, Unreadable
from kentongan.screening.facts.papers import plain

LONGEST = 240
NOT_A_WORD = re.compile(r"[^\w ]+")

# Field → the headings that mean it, in plain letters.
type Headings = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Row:
    """One row: its number in the sheet, and field → words."""

    number: int
    fields: Mapping[str, str]


def rows_in(content: bytes, headings: Headings, needed: str) -> list[Row]:
    """The rows of the first visible sheet that has the needed heading; raises Unreadable."""
    described = description_of(content)
    for place, sheet in enumerate(described["sheets"]):
        if found := heading_in(sheet["rows"], headings, needed):
            number, columns = found
            with sheet_rows(content, place) as rows:
                return list(below(rows, number, columns))
    raise Unreadable("no_headings")


def heading_in(
    rows: Iterable[Sequence[Any]], headings: Headings, needed: str
) -> tuple[int, dict[str, int]] | None:
    """The number of the row of headings, and field → column."""
    for number, cells in rows:
        columns = columns_of(cells, headings)
        if needed in columns:
            return number, columns
    return None


def columns_of(cells: Sequence[Any], headings: Headings) -> dict[str, int]:
    """Field → the first column whose heading means it."""
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        words = plain(NOT_A_WORD.sub(" ", words_of(cell)))
        for name, meant in headings.items():
            if words in meant:
                found.setdefault(name, column)
    return found


def below(
    rows: Iterable[tuple[int, list[Any], list[int]]], heading: int, columns: Mapping[str, int]
) -> Iterator[Row]:
    """The rows under the headings that say something."""
    for number, cells, _formulas in rows:
        if number <= heading:
            continue
        fields = {
            name: words_of(cells[column]) for name, column in columns.items() if column < len(cells)
        }
        if any(fields.values()):
            yield Row(number, fields)


def words_of(cell: Any) -> str:
    """A cell as words: dates as ``2026-12-05``, whole numbers without a fraction."""
    if isinstance(cell, dict):
        return str(cell.get("date", ""))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell if cell is not None else "").split())[:LONGEST]


def sentence(refusal: Unreadable) -> str:
    """Why a file was not read, and what to do."""
    if refusal.code == "no_headings":
        return _("Judul kolom tidak ditemukan. Periksa baris judulnya, lalu kirim lagi.")
    if refusal.code in {"too_big", "too_many_rows"}:
        megabytes = MOST_BYTES // 1024 // 1024
        return _(
            "Berkas ini terlalu besar. Kirim paling banyak %(rows)s baris dan %(megabytes)s MB."
        ) % {"rows": MOST_ROWS, "megabytes": megabytes}
    return _("Berkas ini tidak dapat dibaca. Simpan sebagai XLSX atau CSV, lalu kirim lagi.")
