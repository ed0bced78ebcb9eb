"""What software does alone in an import: reading rows in and understanding them.

It works in chunks of rows that are written at once, and begins where the last chunk ended, so a
killed import goes on; two processes at the same import write the same rows.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.accounts.models import Agency
from kentongan.accounts.queries import office_area_codes
from kentongan.encryption.blinding import blind
from kentongan.engine.spreadsheets.asking import sheet_rows
from kentongan.engine.spreadsheets.limits import Unreadable
from kentongan.entities.queries import normalise
from kentongan.indicators.catalogue import match_label, phrase_book
from kentongan.indicators.catalogue import plain as plain_phrase
from kentongan.reports.line_list.agencies import AgencyFinder
from kentongan.reports.line_list.cells import shown
from kentongan.reports.line_list.headings import fields
from kentongan.reports.line_list.identity import row_uuid
from kentongan.reports.line_list.packing import packed
from kentongan.reports.line_list.places import PlaceFinder
from kentongan.reports.line_list.reading import SheetChoice, chosen_sheet
from kentongan.reports.line_list.rows import Table, Understood, understood
from kentongan.reports.line_list.sentences import sheets_notes
from kentongan.reports.models import ImportBatch, ImportRow, Report, RowStatus

# 500 rows are one INSERT under SQLite's 32,766 variables, and half a second of work lost at a kill.
ROWS_AT_ONCE = 500
# Long texts make a chunk heavy before it has 500 rows.
CHARACTERS_AT_ONCE = 4_000_000
MAKES_A_REPORT = (RowStatus.ACCEPTED, RowStatus.QUESTION)

Progress = Callable[[str, int], None]


def quiet(step: str, done: int) -> None:
    """Tell nobody."""


def stage_rows(batch: ImportBatch, progress: Progress = quiet) -> int:
    """Read the file into understood rows; returns how many stand there. Raises ``Unreadable``.

    Rows are understood before they are written: writing 10,000 of them twice took a tenth of the
    whole import, and the reading process works on while this one understands.
    """
    content = bytes(batch.content)
    choice = chosen_sheet(content)
    note_choice(batch, choice)
    begun = batch.rows.aggregate(last=Max("number"))["last"] or choice.heading.last
    done = batch.rows.count()
    check = Check(batch, table_of(batch), identities_so_far(batch))
    with sheet_rows(content, choice.place) as rows:
        later = (row for row in rows if row[0] > begun)
        for chunk in chunks(later):
            read = [staged(batch, *row) for row in chunk]
            understand(read, check)
            ImportRow.objects.bulk_create(read, ignore_conflicts=True)
            done += len(chunk)
            progress("checked", done)
    if not done:
        raise Unreadable("no_rows")
    return done


def note_choice(batch: ImportBatch, choice: SheetChoice) -> None:
    """Keep which sheet is read and, unless a person has chosen, which column holds what."""
    batch.sheet = choice.name
    batch.headings = list(choice.heading.texts)
    batch.columns = batch.columns or choice.heading.columns
    batch.notes = [
        *sheets_notes(choice),
        *columns_notes(batch.columns, batch.headings),
    ]
    batch.save(update_fields=["sheet", "headings", "columns", "notes"])


def columns_notes(columns: dict[str, list[int]], headings: Sequence[str]) -> list[str]:
    """What is said about the columns: which are not kept, which are not used, which is missing."""
    notes = []
    if personal := columns.get("personal"):
        names = ", ".join(f"“{headings[place]}”" for place in personal if place < len(headings))
        notes.append(_("Data pribadi tidak disimpan: kolom %(names)s.") % {"names": names})
    used = {place for places in columns.values() for place in places}
    if unused := [f"“{text}”" for place, text in enumerate(headings) if text and place not in used]:
        notes.append(_("Tidak dipakai: kolom %(names)s.") % {"names": ", ".join(unused)})
    if "narrative" not in columns and "indicators" not in columns:
        notes.append(_("Belum ada kolom uraian. Pilih kolom yang berisi cerita kejadiannya."))
    return notes


def chunks(rows: Iterable[tuple[int, list[Any], list[int]]]) -> Iterator[list[Any]]:
    """Rows in handfuls, bounded in number and in characters."""
    chunk: list[Any] = []
    weight = 0
    for row in rows:
        chunk.append(row)
        weight += sum(len(cell) for cell in row[1] if isinstance(cell, str))
        if len(chunk) >= ROWS_AT_ONCE or weight > CHARACTERS_AT_ONCE:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def staged(batch: ImportBatch, number: int, cells: list[Any], formulas: list[int]) -> ImportRow:
    """A row as it stands, without the columns of personal data."""
    for place in batch.columns.get("personal", ()):
        if place < len(cells):
            cells[place] = ""
    return ImportRow(batch_id=batch.pk, number=number, cells=cells, parsed={"formulas": formulas})


@dataclass
class Check:
    """What the check of one list remembers from chunk to chunk."""

    batch: ImportBatch
    table: Table
    seen: Counter[str] = field(default_factory=Counter)


def check_rows(batch: ImportBatch, progress: Progress = quiet) -> int:
    """Understand every row that waits; returns how many are understood."""
    done = batch.rows.exclude(status=RowStatus.WAITING).count()
    if not batch.rows.filter(status=RowStatus.WAITING).exists():
        return done
    check = Check(batch, table_of(batch), identities_so_far(batch))
    while waiting := waiting_rows(batch):
        understand(waiting, check)
        write_back(waiting)
        done += len(waiting)
        progress("checked", done)
    return done


def understand(rows: Sequence[ImportRow], check: Check) -> None:
    """Settle what becomes of these rows, the next ones of the list; nothing is written yet."""
    for row in rows:
        settle(row, understood(row.cells, row.parsed.get("formulas", ()), check.table), check)
    find_repeated(rows, check)


def check_again(batch: ImportBatch) -> None:
    """Understand the rows anew where other imports came in or were undone since the check."""
    if is_overtaken(batch):
        batch.rows.update(status=RowStatus.WAITING)
        check_rows(batch)


def is_overtaken(batch: ImportBatch) -> bool:
    """Whether a row that is to come in is in by now, or a repeated one was taken back."""
    report = Report.objects.filter(uuid=OuterRef("report_uuid"))
    came_in = batch.rows.filter(Exists(report), status__in=MAKES_A_REPORT)
    taken_back = Exists(report.filter(withdrawn_at__isnull=False))
    return came_in.exists() or batch.rows.filter(taken_back, status=RowStatus.REPEATED).exists()


def waiting_rows(batch: ImportBatch) -> list[ImportRow]:
    """The next rows to understand, in the order of the sheet."""
    return list(batch.rows.filter(status=RowStatus.WAITING).order_by("number")[:ROWS_AT_ONCE])


def table_of(batch: ImportBatch) -> Table:
    """What all rows of the list share."""
    return Table(
        columns=batch.columns,
        headings=batch.headings,
        today=timezone.localdate(),
        places=PlaceFinder(office_area_codes(batch.office)),
        agencies=AgencyFinder(batch.office.agency, list(Agency.objects.order_by("pk"))),
        match_label=match_label,
        readable_phone=readable_phone,
        is_label=is_label,
    )


def is_label(text: str) -> bool:
    """Whether the catalogue calls a sign by just these words."""
    return plain_phrase(text) in phrase_book()


def readable_phone(text: str) -> bool:
    """Whether ``entities`` can read a telephone number in it."""
    return normalise("phone", text) is not None


def identities_so_far(batch: ImportBatch) -> Counter[str]:
    """How often each row content came before in this list."""
    settled = batch.rows.exclude(status=RowStatus.WAITING)
    found = (row.parsed.get("identity") for row in settled.defer("cells", "messages").iterator())
    return Counter(identity for identity in found if identity)


def settle(row: ImportRow, outcome: Understood, check: Check) -> None:
    """Write the outcome on the row; a second row that says the same is told so."""
    row.status, row.messages = outcome.status, list(outcome.messages)
    row.report_uuid = None
    row.parsed = {"formulas": row.parsed.get("formulas", [])} | packed(outcome)
    if not outcome.identity:
        return
    # Blind, since the report's uuid comes from it: nobody can try out what a report may say.
    row.parsed["identity"] = identity = blind("import_row", outcome.identity)
    check.seen[identity] += 1
    row.parsed["occurrence"] = check.seen[identity]
    if check.seen[identity] > 1:
        row.status = RowStatus.QUESTION
        row.messages.append(
            _("Isinya sama persis dengan baris lain di daftar ini. Bila kejadiannya satu, hapus.")
        )


def find_repeated(rows: Sequence[ImportRow], check: Check) -> None:
    """Give every accepted row its report's uuid; one that has such a report already is repeated."""
    open_rows = [row for row in rows if row.parsed.get("identity")]
    generation = 0
    while open_rows:
        for row in open_rows:
            row.report_uuid = row_uuid(
                check.batch.office_id,
                row.parsed["identity"],
                row.parsed["occurrence"],
                generation,
            )
        kept = reports_by_uuid([row.report_uuid for row in open_rows], check.batch)
        # A report that was taken back does not stand in the way: the row comes in anew.
        taken_back = [row for row in open_rows if kept.get(row.report_uuid, (0, 0, False))[2]]
        for row in open_rows:
            if row.report_uuid in kept and row not in taken_back:
                mark_repeated(row, *kept[row.report_uuid][:2])
        open_rows, generation = taken_back, generation + 1
    find_already_reported([row for row in rows if row.status != RowStatus.REPEATED], check)


def reports_by_uuid(
    uuids: Sequence[UUID | None], batch: ImportBatch
) -> dict[UUID | None, tuple[str, int, bool]]:
    """uuid → file name, row number, whether it was taken back; only reports of the same office."""
    found = Report.objects.filter(uuid__in=[uuid for uuid in uuids if uuid], office=batch.office_id)
    rows = list(found.values_list("uuid", "batch", "row_number", "withdrawn_at"))
    names = file_names({from_batch for _uuid, from_batch, _number, _back in rows if from_batch})
    return {
        uuid: (names.get(from_batch, ""), number or 0, bool(back))
        for uuid, from_batch, number, back in rows
    }


def file_names(batches: Collection[int]) -> dict[int, str]:
    """The file name of each of these imports."""
    if not batches:
        return {}
    found = ImportBatch.objects.filter(pk__in=batches).defer("content")
    return {batch.pk: batch.file_name for batch in found}


def mark_repeated(row: ImportRow, file_name: str, number: int) -> None:
    """The row is in already; it says from where."""
    row.status = RowStatus.REPEATED
    row.messages = [
        _("Sudah masuk dari berkas “%(name)s” baris %(number)s; tidak dimasukkan lagi.")
        % {"name": file_name[:80], "number": number}
    ]


def find_already_reported(rows: Sequence[ImportRow], check: Check) -> None:
    """A row from a downloaded row report whose report is in already is not a second report."""
    places = check.table.columns.get("report_code", ())
    codes = {row.number: code_in(row, places) for row in rows if places}
    kept = reports_by_uuid([code for code in codes.values() if code], check.batch)
    for row in rows:
        code = codes.get(row.number)
        if code in kept and row.parsed.get("identity") and not kept[code][2]:
            row.status, row.report_uuid = RowStatus.REPEATED, code
            row.messages = [
                _("Laporan ini sudah masuk. Ubahlah di halaman laporan itu, bukan di sini.")
            ]


def code_in(row: ImportRow, places: Sequence[int]) -> UUID | None:
    """The report code in a row; None when there is none."""
    for place in places:
        if place < len(row.cells):
            try:
                return UUID(shown(row.cells[place]).strip())
            except ValueError:
                return None
    return None


def write_back(rows: Sequence[ImportRow]) -> None:
    """All rows of a chunk in one statement; UPDATE … CASE takes ten times as long for 500 rows."""
    ImportRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["batch", "number"],
        update_fields=["status", "messages", "parsed", "report_uuid"],
    )


def check_columns(columns: dict[str, list[int]], width: int) -> None:
    """Raises ValueError for a choice of columns that the page does not offer."""
    for name, places in columns.items():
        known = fields().get(name)
        if known is None or (len(places) > 1 and not known.many):
            raise ValueError(name)
        if any(not 0 <= place < width for place in places):
            raise ValueError(name)
