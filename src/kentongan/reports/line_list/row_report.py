"""The row report: every row as it stood, with what became of it, to correct and send again."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from kentongan.reports.line_list.cells import guarded, shown
from kentongan.reports.models import ImportBatch, ImportRow, ImportState, RowStatus

# These four headings are known to ``line_list_headings.yaml``, so the report is read back right.
OWN_HEADINGS = ("Baris asal", "Status impor", "Catatan impor", "Kode laporan")
CELLS_ARE_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
WIDE, NARROW = 60, 14


def row_report(batch: ImportBatch, rows: Iterable[ImportRow], made_by: str, at: datetime) -> bytes:
    """An XLSX of ``rows``: one line saying who made it when, then headings, then the rows.

    All cells are text, so numbers keep their zeros; what could pass for a formula is guarded.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, CELLS_ARE_TEXT)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Laporan baris")
    sheet.write_string(0, 0, title(batch, made_by, at))
    headings = [*OWN_HEADINGS, *batch.headings]
    for place, text in enumerate(headings):
        sheet.write_string(1, place, guarded(str(text)), bold)
        sheet.set_column(place, place, WIDE if text == "Catatan impor" else NARROW)
    for line, row in enumerate(rows, start=2):
        for place, text in enumerate(report_cells(row, batch)):
            sheet.write_string(line, place, guarded(text), plain)
    sheet.freeze_panes(2, 0)
    book.close()
    return target.getvalue()


def title(batch: ImportBatch, made_by: str, at: datetime) -> str:
    """Who made the report, when, from which file."""
    return _("Laporan baris impor %(number)s, dibuat oleh %(name)s pada %(time)s") % {
        "number": batch.pk,
        "name": made_by,
        "time": f"{at:%d/%m/%Y %H.%M}",
    }


def report_cells(row: ImportRow, batch: ImportBatch) -> list[str]:
    """One row: its number, status, notes, its report's code once it is in, and its own cells."""
    return [
        str(row.number),
        str(RowStatus(row.status).label),
        "\n".join(row.messages),
        str(row.report_uuid) if row.report_uuid and is_in(row, batch) else "",
        *padded([shown(cell) for cell in row.cells], len(batch.headings)),
    ]


def is_in(row: ImportRow, batch: ImportBatch) -> bool:
    """Whether the row's report stands in the database."""
    accepted = row.status in {RowStatus.ACCEPTED, RowStatus.QUESTION}
    return row.status == RowStatus.REPEATED or (accepted and batch.state == ImportState.COMMITTED)


def padded(cells: Sequence[Any], width: int) -> list[Any]:
    """The cells with empty ones up to the width of the table."""
    return [*cells, *[""] * (width - len(cells))]
