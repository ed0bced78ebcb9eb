"""One shape for every kind of file: named sheets of numbered rows."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from kentongan.engine.spreadsheets import delimited, workbook
from kentongan.engine.spreadsheets.kinds import FileKind, kind_of

# A heading is a phrase; the first rows are looked at for headings only.
LONGEST_SHOWN = 200
# Excel allows 31 letters; ODS has no bound.
LONGEST_NAME = 60
# A delimited file has one sheet without a name.
NAMELESS = ""


def description(content: bytes, most: int) -> dict[str, Any]:
    """The visible sheets with their first rows, and the names of the hidden ones."""
    kind = kind_of(content)
    if kind is FileKind.TEXT:
        first = shortened(islice(filled(delimited.records(content)), most))
        sheet = {"name": NAMELESS, "rows": first, "height": 0}
        return {"sheets": [sheet], "hidden": [], "knows_formulas": True}
    book = workbook.open_book(content, kind)
    sheets = [described(book, name, most) for name in book.visible]
    hidden = [name for name in book.reader.sheet_names if name not in book.visible]
    return {
        "sheets": sheets,
        "hidden": [plain_name(name) for name in hidden],
        # The reader tells the values of an old XLS, not where its formulas are.
        "knows_formulas": kind is not FileKind.XLS,
    }


def described(book: workbook.Book, name: str, most: int) -> dict[str, Any]:
    """One sheet of a workbook: its first rows and how far down it goes."""
    sheet = workbook.sheet_named(book, name)
    first = shortened(workbook.rows_of(sheet, most))
    height = (sheet.end or (0, 0))[0] + 1 if first else 0
    return {"name": plain_name(name), "rows": first, "height": height}


def plain_name(name: str) -> str:
    """A sheet's name for a sentence: broken files bring control characters and endless ones."""
    return "".join(letter for letter in name[:LONGEST_NAME] if letter.isprintable())


def shortened(rows: Iterable[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
    """The rows with long texts cut."""
    return [
        (number, [cell[:LONGEST_SHOWN] if isinstance(cell, str) else cell for cell in cells])
        for number, cells in rows
    ]


def rows(content: bytes, place: int) -> Iterator[tuple[int, list[Any], list[int]]]:
    """All rows of the ``place``-th visible sheet that are not blank: number, cells, the columns
    that hold a formula."""
    kind = kind_of(content)
    if kind is FileKind.TEXT:
        for number, texts in filled(delimited.records(content)):
            yield number, texts, []
        return
    book = workbook.open_book(content, kind)
    name = book.visible[place]
    formulas = book.formulas.get(name, {})
    for number, cells in workbook.rows_of(workbook.sheet_named(book, name)):
        yield number, cells, formulas.get(number, [])


def filled(records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The records that say something, their cells trimmed."""
    for number, record in records:
        cells = [cell.strip() for cell in record]
        if any(cells):
            yield number, cells
