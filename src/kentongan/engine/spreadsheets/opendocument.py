"""The table part of an ODS looked through once: how far it reaches, where its formulas stand.

Repeated cells and rows are counted before the reader lays them out: ten lines of XML can mean
sixteen billion cells.
"""

from xml.parsers import expat

from kentongan.engine.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS, Unreadable

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
CELLS = {f"{TABLE} table-cell", f"{TABLE} covered-table-cell"}

Formulas = dict[str, dict[int, list[int]]]  # sheet → row (from 1) → columns (from 0)


class Look:
    """Follows the elements of ``content.xml``; blank cells may repeat to the end of the sheet."""

    def __init__(self) -> None:
        self.formulas: Formulas = {}
        self.rows: dict[int, list[int]] = {}
        self.first = self.last = self.column = 0

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """One opening tag, in the order of the document. Raises ``Unreadable``."""
        if name == f"{TABLE} table":
            self.rows = self.formulas.setdefault(attributes.get(f"{TABLE} name", ""), {})
            self.first = self.last = 0
        elif name == f"{TABLE} table-row":
            self.first = self.last + 1
            self.last += int(attributes.get(f"{TABLE} number-rows-repeated", "1"))
            self.column = 0
        elif name in CELLS:
            self.cell(attributes)

    def cell(self, attributes: dict[str, str]) -> None:
        """One cell, or as many as it stands for."""
        has_formula = f"{TABLE} formula" in attributes
        if has_formula:
            self.rows.setdefault(self.first, []).append(self.column)
        self.column += int(attributes.get(f"{TABLE} number-columns-repeated", "1"))
        if has_formula or f"{OFFICE} value-type" in attributes:
            self.check_reach()

    def check_reach(self) -> None:
        """Raises ``Unreadable`` where a filled cell stands outside the limits."""
        if self.last > MOST_ROWS:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
        if self.column > MOST_COLUMNS:
            raise Unreadable("too_many_columns", most=MOST_COLUMNS)


def looked_through(content: bytes) -> Formulas:
    """The formulas of a checked ``content.xml``; raises ``Unreadable`` when it reaches too far."""
    look = Look()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = look.element
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        raise Unreadable("broken_xml") from None
    return look.formulas
