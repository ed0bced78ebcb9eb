"""The deeds around a line list: receive, advance, choose columns, commit, undo."""

import unicodedata
from pathlib import PurePosixPath

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import Agency, Office, User
from kentongan.audit.actions import record
from kentongan.engine.spreadsheets.limits import MOST_BYTES, Unreadable
from kentongan.reports.actions.import_steps import (
    MAKES_A_REPORT,
    Progress,
    check_again,
    check_columns,
    check_rows,
    quiet,
    stage_rows,
)
from kentongan.reports.actions.reports import BulkItem, record_reports_in_bulk, withdraw_reports
from kentongan.reports.errors import Incomplete
from kentongan.reports.line_list.packing import unpacked_content
from kentongan.reports.line_list.sentences import sentence
from kentongan.reports.models import ImportBatch, ImportState
from kentongan.reports.queries.imports import blinded_digest

# What is stored about a list is read by the whole office, whatever language the sender has chosen.
STORED_LANGUAGE = "id"
BEGINS_ANEW = {ImportState.UNDONE, ImportState.REFUSED}


def receive_file(*, by: User, name: str, content: bytes) -> ImportBatch:
    """Keep a file as a batch; reading comes later (``advance_import``).

    The same bytes in the same office give the same batch back, untouched; one that was refused or
    undone begins anew. A file over the limit is a refused batch without content.
    Raises ``Refused``.
    """
    check_may(by, Kind.IMPORT, "create")
    if by.office is None:
        raise Refused(_("Akun Anda belum terhubung dengan kantor. Hubungi admin sistem."))
    digest = blinded_digest(content)
    try:
        with transaction.atomic(), translation.override(STORED_LANGUAGE):
            found = ImportBatch.objects.filter(office=by.office, sha256=digest).first()
            if found is not None and found.state not in BEGINS_ANEW:
                return found
            return begun(found or new_batch(by, name, content, digest), by, content)
    except IntegrityError:
        # The same file arrived twice at once and the other one was first.
        return ImportBatch.objects.get(office=by.office, sha256=digest)


def new_batch(by: User, name: str, content: bytes, digest: str) -> ImportBatch:
    """A batch that is not yet in the database."""
    return ImportBatch(
        office=by.office, author=by, sha256=digest, size=len(content), file_name=tidy_name(name)
    )


def begun(batch: ImportBatch, by: User, content: bytes) -> ImportBatch:
    """The batch at its start, with its bytes and without rows."""
    if batch.pk:
        batch.rows.all().delete()
    batch.state, batch.problem, batch.content = ImportState.UPLOADED, "", content
    batch.columns, batch.headings, batch.notes = {}, [], []
    if len(content) > MOST_BYTES:
        batch.content = b""
        batch.state = ImportState.REFUSED
        batch.problem = sentence(Unreadable("too_big", megabytes=MOST_BYTES // 1024 // 1024))
    batch.save()
    record(by, "import.received", f"import:{batch.pk}", size=batch.size, sha256=batch.sha256)
    return batch


def tidy_name(name: str) -> str:
    """The last part of a file name without control and direction characters, 200 letters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return kept.strip()[:200] or _("tanpa nama")


def advance_import(batch: ImportBatch, *, progress: Progress | None = None) -> ImportBatch:
    """Do what is left of reading and checking; the batch is then checked or refused.

    What the worker calls for web uploads. Goes on where a killed run stood; a batch that is
    already checked, in, undone or refused is left alone.
    """
    batch.refresh_from_db()
    with translation.override(STORED_LANGUAGE):
        try:
            read_and_check(batch, progress or quiet)
        except Unreadable as refusal:
            refuse(batch, refusal)
    return batch


def read_and_check(batch: ImportBatch, tell: Progress) -> None:
    """The steps that are left. Raises ``Unreadable``."""
    if batch.state == ImportState.UPLOADED:
        stage_rows(batch, tell)
        step(batch, ImportState.UPLOADED, ImportState.READ)
    if batch.state == ImportState.READ:
        check_rows(batch, tell)
        step(batch, ImportState.READ, ImportState.CHECKED)


@transaction.atomic
def step(batch: ImportBatch, before: ImportState, after: ImportState) -> None:
    """From one state to the next; somebody who was first has done the same."""
    moved = ImportBatch.objects.filter(pk=batch.pk, state=before).update(state=after)
    batch.refresh_from_db(fields=["state"])
    if moved:
        record(None, f"import.{after}", f"import:{batch.pk}", rows=batch.rows.count())


@transaction.atomic
def refuse(batch: ImportBatch, refusal: Unreadable) -> None:
    """The whole file is refused with one sentence; no row of it stays."""
    batch.rows.all().delete()
    batch.state, batch.problem, batch.content = ImportState.REFUSED, sentence(refusal), b""
    batch.save(update_fields=["state", "problem", "content"])
    record(None, "import.refused", f"import:{batch.pk}", code=refusal.code)


@transaction.atomic
def choose_columns(*, by: User, batch: ImportBatch, columns: dict[str, list[int]]) -> ImportBatch:
    """Correct what the columns hold; the file is read again with that.

    Raises ``Refused``, and ``Incomplete`` for a choice that cannot be.
    """
    locked = held(by, batch, "create")
    if locked.state != ImportState.CHECKED:
        raise Refused(_("Kolom hanya dapat diganti setelah diperiksa dan sebelum dimasukkan."))
    chosen = {name: sorted(set(places)) for name, places in columns.items() if places}
    try:
        check_columns(chosen, len(locked.headings))
    except ValueError:
        raise Incomplete(
            [_("Satu isian hanya boleh berasal dari satu kolom. Pilih lagi.")]
        ) from None
    locked.rows.all().delete()
    locked.columns, locked.state = chosen, ImportState.UPLOADED
    locked.save(update_fields=["columns", "state"])
    record(by, "import.columns_chosen", f"import:{batch.pk}", columns=chosen)
    return locked


def held(by: User, batch: ImportBatch, deed: str) -> ImportBatch:
    """The batch locked for a deed in a running transaction. Raises ``Refused``.

    The office is locked too: of two imports with the same rows the second sees what the first did.
    """
    check_may(by, Kind.IMPORT, deed)
    if by.office_id != batch.office_id:
        raise Refused(_("Impor ini milik kantor lain."))
    Office.objects.select_for_update(no_key=True).get(pk=batch.office_id)
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


@transaction.atomic
def commit_import(*, by: User, batch: ImportBatch) -> int:
    """Bring all accepted rows in, or none; returns how many new reports there are.

    A batch that is in already is left alone (0). Raises ``Refused``, and ``Incomplete`` when a row
    no longer can be kept.
    """
    locked = held(by, batch, "commit")
    if locked.state == ImportState.COMMITTED:
        return 0
    if locked.state != ImportState.CHECKED:
        raise Refused(_("Impor ini belum selesai diperiksa, jadi belum dapat dimasukkan."))
    with translation.override(STORED_LANGUAGE):
        check_again(locked)
    reports = record_reports_in_bulk(by=by, batch=locked, items=items_of(locked))
    locked.state, locked.committed_at, locked.content = (
        ImportState.COMMITTED,
        timezone.now(),
        b"",
    )
    locked.save(update_fields=["state", "committed_at", "content"])
    record(by, "import.committed", f"import:{locked.pk}", reports=len(reports))
    return len(reports)


def items_of(batch: ImportBatch) -> list[BulkItem]:
    """The rows that make reports, ready to be recorded."""
    agencies = {agency.pk: agency for agency in Agency.objects.all()}
    rows = batch.rows.filter(status__in=MAKES_A_REPORT).defer("cells", "messages")
    return [
        BulkItem(
            uuid=row.report_uuid,
            row_number=row.number,
            agency=agencies[row.parsed["agency"]],
            voice=row.parsed["voice"],
            content=unpacked_content(row.parsed),
        )
        for row in rows.order_by("number").iterator()
        if row.report_uuid is not None
    ]


@transaction.atomic
def undo_import(*, by: User, batch: ImportBatch) -> int:
    """Take the whole import back; returns how many reports were withdrawn. Raises ``Refused``."""
    locked = held(by, batch, "undo")
    if locked.state != ImportState.COMMITTED:
        raise Refused(_("Impor ini belum masuk atau sudah dibatalkan."))
    withdrawn = withdraw_reports(by=by, batch=locked)
    locked.state, locked.undone_at = ImportState.UNDONE, timezone.now()
    locked.save(update_fields=["state", "undone_at"])
    record(by, "import.undone", f"import:{locked.pk}", reports=withdrawn)
    return withdrawn
