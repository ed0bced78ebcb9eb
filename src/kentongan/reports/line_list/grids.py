"""One shape for every kind of file: named sheets of numbered rows."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from kentongan.reports.line_list import delimited, workbook
from kentongan.reports.line_list.kinds import FileKind, kind_of
from kentongan.reports.line_list.limits import Unreadable

# A heading is a phrase; the first rows are looked at for headings only.
LONGEST_SHOWN = 200
# A delimited file has one sheet without a name.
NAMELESS = ""


def description(content: bytes, most: int) -> dict[str, Any]:
    """The visible sheets with their first rows, and the names of the hidden ones."""
    kind = kind_of(content)
    if kind is FileKind.TEXT:
        first = shortened(islice(filled(delimited.records(content)), most))
        return {"sheets": [{"name": NAMELESS, "rows": first, "height": 0}], "hidden": []}
    book = workbook.open_book(content, kind)
    sheets = [described(book, name, most) for name in book.visible]
    hidden = [name for name in book.reader.sheet_names if name not in book.visible]
    return {"sheets": sheets, "hidden": hidden}


def described(book: workbook.Book, name: str, most: int) -> dict[str, Any]:
    """One sheet of a workbook: its first rows and how far down it goes."""
    sheet = workbook.sheet_named(book, name)
    first = shortened(workbook.rows_of(sheet, most))
    return {"name": name, "rows": first, "height": (sheet.end or (0, 0))[0] + 1 if first else 0}


def shortened(rows: Iterable[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
    """The rows with long texts cut."""
    return [
        (number, [cell[:LONGEST_SHOWN] if isinstance(cell, str) else cell for cell in cells])
        for number, cells in rows
    ]


def rows(content: bytes, name: str) -> Iterator[tuple[int, list[Any], list[int]]]:
    """All rows that are not blank: number, cells, the columns that hold a formula."""
    kind = kind_of(content)
    if kind is FileKind.TEXT:
        for number, cells in filled(delimited.records(content)):
            yield number, cells, []
        return
    book = workbook.open_book(content, kind)
    if name not in book.visible:
        raise Unreadable("broken")
    formulas = book.formulas.get(name, {})
    for number, cells in workbook.rows_of(workbook.sheet_named(book, name)):
        yield number, cells, formulas.get(number, [])


def filled(records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The records that say something, their cells trimmed."""
    for number, record in records:
        cells = [cell.strip() for cell in record]
        if any(cells):
            yield number, cells
