"""Spreadsheets through calamine: visible sheets, cells as plain values, formula cells named."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kentongan.engine.spreadsheets.archive import Package, open_package
from kentongan.engine.spreadsheets.kinds import FileKind
from kentongan.engine.spreadsheets.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Unreadable,
)
from kentongan.engine.spreadsheets.opendocument import Formulas, looked_through

# A cell on the wire: text, number, or {"date": "2025-02-03"}.
Cell = str | int | float | dict[str, str]

FORMULA_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f[\s/>]'
)
MOST_EXPONENT = 1e18  # no cell of a list means a larger number
# A filled cell below row 9,999: the reader would lay out every row above it.
FAR_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="[A-Z]{1,3}(\d{5,9})"[^>/]*>')
VBA_STORAGE = "_VBA_PROJECT".encode("utf-16-le")
ENCRYPTED_STORAGE = "EncryptedPackage".encode("utf-16-le")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass
class Book:
    """An opened workbook, where its formulas stand, and the last filled row of long XLSX sheets."""

    reader: CalamineWorkbook
    formulas: Formulas = field(default_factory=dict)
    last_rows: dict[str, int] = field(default_factory=dict)

    @property
    def visible(self) -> list[str]:
        """The names of the sheets a person sees."""
        return [
            sheet.name
            for sheet in self.reader.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]


def open_book(content: bytes, kind: FileKind) -> Book:
    """The workbook; raises ``Unreadable``."""
    package = Package()
    if kind is FileKind.ZIP:
        package = open_package(content)
        check_is_a_sheet(package)
    else:
        check_old_container(content)
    formulas, last_rows = looked_at(package)
    try:
        reader = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError as problem:
        raise Unreadable("encrypted" if "password" in str(problem).lower() else "broken") from None
    return Book(reader, formulas, last_rows)


def check_old_container(content: bytes) -> None:
    """Refuses an old container with a password or with macros inside."""
    if ENCRYPTED_STORAGE in content:
        raise Unreadable("encrypted")
    if VBA_STORAGE in content:
        raise Unreadable("macros")


def check_is_a_sheet(package: Package) -> None:
    """Refuses text documents, presentations, binary workbooks and plain archives."""
    if "xl/workbook.bin" in package.names:
        raise Unreadable("binary_workbook")
    is_ods = package.texts.get("mimetype", b"").startswith(ODS_TYPE)
    if not is_ods and "xl/workbook.xml" not in package.names:
        raise Unreadable("not_a_list")
    if package.texts.get("mimetype") and b"manifest:encryption-data" in package.texts.get(
        "META-INF/manifest.xml", b""
    ):
        raise Unreadable("encrypted")


def column_index(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def looked_at(package: Package) -> tuple[Formulas, dict[str, int]]:
    """What checked parts tell before the reader opens them: formulas, and last rows of sheets."""
    if "content.xml" in package.texts:
        return looked_through(package.texts["content.xml"]), {}
    if "xl/workbook.xml" not in package.texts:
        return {}, {}
    texts = dict(sheet_parts(package))
    formulas = {name: sheet_formulas(text) for name, text in texts.items()}
    return formulas, {name: last_far_row(text) for name, text in texts.items()}


def last_far_row(text: bytes) -> int:
    """The last filled row of a long XLSX sheet; 0 for a shorter one."""
    return max(map(int, FAR_CELL.findall(text)), default=0)


def sheet_parts(package: Package) -> Iterator[tuple[str, bytes]]:
    """Each sheet's name with its XML part."""
    relations = ElementTree.fromstring(  # noqa: S314 (checked by archive.check_xml)
        package.texts.get("xl/_rels/workbook.xml.rels", b"<none/>")
    )
    targets = {found.get("Id"): found.get("Target", "") for found in relations}
    book = ElementTree.fromstring(package.texts["xl/workbook.xml"])  # noqa: S314
    for sheet in book.iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        target = targets.get(sheet.get(f"{RELATION}id"), "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        yield sheet.get("name", ""), package.texts.get(part, b"")


def sheet_formulas(text: bytes) -> dict[int, list[int]]:
    """Row → columns with a formula, in one XLSX sheet."""
    found: dict[int, list[int]] = {}
    if b"f>" in text or b"<f" in text or b":f" in text:
        for letters, row in FORMULA_CELL.findall(text):
            found.setdefault(int(row), []).append(column_index(letters.decode()))
    return found


def sheet_named(book: Book, name: str) -> CalamineSheet:
    """The sheet within its limits; raises ``Unreadable``."""
    if book.last_rows.get(name, 0) > MOST_ROWS:
        raise Unreadable("too_many_rows", most=MOST_ROWS)
    try:
        sheet = book.reader.get_sheet_by_name(name)
    except CalamineError:
        raise Unreadable("broken") from None
    end = sheet.end or (0, 0)
    if end[0] >= MOST_ROWS:
        raise Unreadable("too_many_rows", most=MOST_ROWS)
    if end[1] >= MOST_COLUMNS:
        raise Unreadable("too_many_columns", most=MOST_COLUMNS)
    return sheet


def rows_of(sheet: CalamineSheet, most: int | None = None) -> Iterator[tuple[int, list[Cell]]]:
    """Each row that is not blank with the number Excel shows; cells merged downwards repeat."""
    if sheet.start is None:
        return
    grid = sheet.to_python(skip_empty_area=False, nrows=most)
    fill_merged_downwards(grid, sheet.merged_cell_ranges or [])
    for number, row in enumerate(grid, start=1):
        cells = [plain(value) for value in row]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            yield number, cells


def fill_merged_downwards(
    grid: list[list[Any]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """A village written once over five merged rows stands in all five."""
    for (top, left), (bottom, _right) in ranges:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        for row in range(top + 1, min(bottom + 1, len(grid))):
            if left < len(grid[row]) and grid[row][left] == "":
                grid[row][left] = grid[top][left]


def plain(value: Any) -> Cell:
    """A cell as text, number or date."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, str):
        return value.replace("\0", "").strip()[:LONGEST_CELL]
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, datetime | date):
        return {"date": value.isoformat()[:10]}
    return str(value) if isinstance(value, time | timedelta) else ""


def plain_number(value: float) -> Cell:
    """A whole number as such; infinity, "not a number" and absurd sizes become text."""
    if not abs(value) < MOST_EXPONENT:
        return str(value)
    return int(value) if value == int(value) else value
