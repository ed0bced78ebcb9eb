"""Small spreadsheets made in memory, good and hostile."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

HEADINGS = ["No", "Tanggal", "Pelapor", "Instansi", "Uraian", "Desa", "Kecamatan", "No HP", "Biaya"]
ROW = [1, date(2026, 11, 3), "Siti", "Polsek", "Ada tawaran kerja ke Malaysia tanpa kontrak.",
       "Prigi", "Watulimo", "0850 0000 0001", "15 juta"]  # fmt: skip


def good_row(number: int = 1, **changes: Any) -> list[Any]:
    """A row as below ``HEADINGS`` that is accepted without a note; ``changes`` by heading."""
    row: dict[str, Any] = dict(zip(HEADINGS, ROW, strict=True))
    row |= {"No": number, "Uraian": f"Tawaran kerja nomor {number} ke Malaysia tanpa kontrak."}
    row |= changes
    return [row[heading] for heading in HEADINGS]


def xlsx(
    rows: Sequence[Sequence[Any]],
    *,
    hidden: Sequence[str] = (),
    change: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """An XLSX of one sheet "Daftar"; "=…" becomes a formula, dates real dates."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Daftar")
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, place, value, day)
            elif value != "":
                sheet.write(line, place, value)
    if change:
        change(book, sheet)
    for name in hidden:
        book.add_worksheet(name).hide()
    book.close()
    return target.getvalue()


def csv_text(rows: Sequence[Sequence[Any]], delimiter: str = ";") -> str:
    """The rows as CSV; dates as 31/12/2026."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    for row in rows:
        writer.writerow([f"{v:%d/%m/%Y}" if isinstance(v, date) else v for v in row])
    return target.getvalue()


def good_list(count: int = 3) -> list[list[Any]]:
    """Headings and ``count`` different rows that are accepted."""
    return [HEADINGS, *(good_row(number) for number in range(1, count + 1))]


def rewritten(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The zip with parts replaced, added, or (None) left out."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            if name not in changes:
                written.writestr(name, source.read(name))
        for name, text in changes.items():
            if text is not None:
                written.writestr(name, text)
    return target.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a zip."""
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def ods(rows: Sequence[Sequence[str]], formula_at: tuple[int, int] | None = None) -> bytes:
    """A minimal ODS of text cells."""
    lines = []
    for line, row in enumerate(rows):
        cells = []
        for place, text in enumerate(row):
            formula = ' table:formula="of:=1+1"' if formula_at == (line, place) else ""
            cells.append(
                f'<table:table-cell office:value-type="string"{formula}>'
                f"<text:p>{text}</text:p></table:table-cell>"
            )
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    names = "office table text"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names.split()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Daftar">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(
            "mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        written.writestr("content.xml", content)
        written.writestr("META-INF/manifest.xml", "<m/>")
    return target.getvalue()
