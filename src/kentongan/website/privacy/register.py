"""The register of processing (UU 27/2022 art. 31) as rows, for page, CSV and command."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kentongan.audit.privacy import Entry, register
from kentongan.audit.retention import Rule, rules_on

HEAD = ("Tabel", "Kolom", "Data pribadi", "Masa simpan", "Dasar")
NEUTRAL = "'"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


@dataclass(frozen=True)
class Line:
    """One personal column, or a table that has none (``column`` is then "")."""

    table: str
    column: str
    what: str
    kept: str
    ground: str


def kept_words(rule: Rule) -> str:
    """``180 hari sejak saat laporan dicatat``."""
    keep = rule.keep
    amount = (
        f"{keep.years} tahun"
        if keep.years
        else f"{keep.days} hari"
        if keep.days
        else f"{keep.hours} jam"
    )
    return f"{amount} sejak {rule.clock.removeprefix('saat ')}"


def lines(on: date) -> list[Line]:
    """The whole register as of a day, table by table."""
    rules: dict[str, list[Rule]] = {}
    for rule in rules_on(on):
        for model in (rule.model, *rule.covers):
            rules.setdefault(model, []).append(rule)
    return [line_of(entry, rules.get(entry.model, [])) for entry in shown()]


def shown() -> Iterator[Entry]:
    """The personal columns; of a table without any, its first column stands for the table."""
    entries = list(register())
    with_personal = {entry.model for entry in entries if entry.is_personal}
    told: set[str] = set()
    for entry in entries:
        if entry.is_personal or (entry.model not in with_personal | told):
            yield entry
        told.add(entry.model)


def line_of(entry: Entry, rules: list[Rule]) -> Line:
    return Line(
        table=entry.model,
        column=entry.field if entry.is_personal else "",
        what=entry.what or "tidak ada",
        kept="; ".join(kept_words(rule) for rule in rules),
        ground="; ".join(rule.source for rule in rules),
    )


def as_csv(on: date) -> str:
    """The register for a spreadsheet: every cell is text, no cell is a formula."""
    page = io.StringIO()
    writer = csv.writer(page, quoting=csv.QUOTE_ALL)
    writer.writerow(HEAD)
    for line in lines(on):
        row = (line.table, line.column, line.what, line.kept, line.ground)
        writer.writerow([neutral(cell) for cell in row])
    return page.getvalue()


def neutral(cell: str) -> str:
    """The cell, with a mark before what a spreadsheet would compute."""
    return NEUTRAL + cell if cell.startswith(FORMULA) else cell
