"""``kentongan import FILE``: read a line list, check it, bring the accepted rows in."""

import gc
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.engine.spreadsheets.limits import MOST_BYTES
from kentongan.reports.actions.imports import (
    advance_import,
    commit_import,
    receive_file,
    undo_import,
)
from kentongan.reports.errors import Incomplete
from kentongan.reports.line_list.row_report import row_report
from kentongan.reports.models import ImportBatch, ImportState, RowStatus
from kentongan.reports.queries.imports import (
    counts_of,
    import_of_file,
    importers,
    rows_of,
)

FIRST_REJECTED = 10
# Ten thousand rows are millions of objects without cycles; looking for cycles costs a tenth more.
SELDOM = (100_000, 50, 100)
STEPS = {"checked": "Diperiksa"}
SUMMARY = (
    (RowStatus.ACCEPTED, "diterima"),
    (RowStatus.QUESTION, "diterima dengan catatan"),
    (RowStatus.REJECTED, "ditolak"),
    (RowStatus.REPEATED, "sudah ada sebelumnya"),
    (RowStatus.SKIPPED, "dilewati (bukan laporan)"),
)


class Command(BaseCommand):
    """Exit code 0: the file was read and its accepted rows are in (or, with --dry-run, would be).

    Exit code 1: the file was refused, no row could be accepted, or the deed is not allowed.
    """

    # The checks load every page of the site, which a file on its way in does not need.
    requires_system_checks = ()
    help = "Memasukkan daftar laporan (XLSX, XLS, ODS, CSV). Baris yang ditolak disebut alasannya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="berkas daftar laporan")
        parser.add_argument("--by", metavar="NAMA_AKUN", help="akun yang memasukkan")
        parser.add_argument("--dry-run", action="store_true", help="hanya periksa")
        parser.add_argument("--undo", action="store_true", help="batalkan impor berkas ini")
        parser.add_argument("--report", type=Path, metavar="HASIL.xlsx", help="tulis laporan baris")

    def handle(self, *args: Any, **options: Any) -> None:
        gc.set_threshold(*SELDOM)
        by = importer_named(options["by"])
        self.say(_("Atas nama %(name)s.") % {"name": f"{by.full_name} ({by.username})"})
        content = read(options["file"])
        try:
            if options["undo"]:
                self.take_back(by, content)
            else:
                self.bring_in(by, content, options)
        except Refused as refusal:
            raise CommandError(refusal.reason) from None
        except Incomplete as problem:
            raise CommandError(" ".join(problem.faults[:3])) from None

    def bring_in(self, by: User, content: bytes, options: dict[str, Any]) -> None:
        """Read, check and, unless it is a rehearsal, commit; then say what became of every row."""
        batch = receive_file(by=by, name=options["file"].name, content=content)
        begun_as = batch.state
        batch = advance_import(batch, progress=self.show_progress)
        if batch.state == ImportState.CHECKED and not options["dry_run"]:
            commit_import(by=by, batch=batch)
            batch.refresh_from_db()
        if batch.state == ImportState.REFUSED:
            raise CommandError(batch.problem)
        self.summarise(batch, repeated=begun_as == ImportState.COMMITTED)
        if options["report"]:
            self.write_report(batch, by, options["report"])
        if not brings_something(batch):
            raise CommandError(_("Tidak ada baris yang dapat diterima. Perbaiki, lalu ulangi."))

    def take_back(self, by: User, content: bytes) -> None:
        """Undo the import of this file."""
        batch = import_of_file(by, content)
        if batch is None:
            raise CommandError(_("Berkas ini belum pernah dimasukkan."))
        count = undo_import(by=by, batch=batch)
        self.say(_("Dibatalkan: %(count)s laporan ditarik kembali.") % {"count": count})

    def say(self, text: str) -> None:
        """One line, at once: a pipe must not hold it back."""
        self.stdout.write(text)
        self.stdout.flush()

    def show_progress(self, step: str, done: int) -> None:
        """How far a step is."""
        self.say(f"{_(STEPS[step])}: {done} {_('baris')}")

    def summarise(self, batch: ImportBatch, repeated: bool) -> None:
        """The exact counts, the notes about the file and the first rejected rows."""
        counts = counts_of(batch)
        for note in batch.notes:
            self.say(f"· {note}")
        if repeated:
            self.say(_("Berkas ini sudah masuk sebelumnya; tidak ada yang berubah."))
        self.say(f"{sum(counts.values())} {_('baris')}:")
        for status, words in SUMMARY:
            self.say(f"  {counts[status]:>6} {_(words)}")
        for row in rows_of(batch, RowStatus.REJECTED)[:FIRST_REJECTED]:
            self.say(f"  {_('Baris')} {row.number}: {' '.join(row.messages)}")
        if counts[RowStatus.REJECTED] > FIRST_REJECTED:
            self.say(f"  … {_('dan')} {counts[RowStatus.REJECTED] - FIRST_REJECTED} {_('lagi')}")
        self.say(closing_sentence(batch, counts))

    def write_report(self, batch: ImportBatch, by: User, target: Path) -> None:
        """The row report as a file."""
        content = row_report(batch, rows_of(batch), by.username, timezone.localtime())
        try:
            target.write_bytes(content)
        except OSError as problem:
            raise CommandError(
                _("Laporan baris tidak dapat ditulis: %(why)s.") % {"why": problem.strerror}
            ) from None
        self.say(_("Laporan baris: %(name)s") % {"name": target})


def read(path: Path) -> bytes:
    """The file's bytes, one more than allowed at most; raises CommandError when unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        why = os.strerror(problem.errno) if isinstance(problem, OSError) and problem.errno else ""
        raise CommandError(
            _("Berkas %(name)s tidak dapat dibuka. %(why)s") % {"name": path, "why": why}
        ) from None


def importer_named(name: str | None) -> User:
    """Who imports; raises CommandError when that is nobody, or not clear outside the demo."""
    people = importers()
    if name:
        found = next((user for user in people if user.username == name), None)
        if found is None:
            raise CommandError(_("Akun %(name)s tidak ada atau tidak berhak.") % {"name": name})
        return found
    if not people:
        raise CommandError(_("Belum ada akun yang berhak memasukkan daftar. Buat akunnya dahulu."))
    if len(people) > 1 and not settings.DEMO:
        names = ", ".join(user.username for user in people[:10])
        raise CommandError(_("Sebutkan akunnya dengan --by: %(names)s.") % {"names": names})
    return people[0]


def brings_something(batch: ImportBatch) -> bool:
    """Whether at least one row was accepted or is in already."""
    counts = counts_of(batch)
    good = (RowStatus.ACCEPTED, RowStatus.QUESTION, RowStatus.REPEATED)
    return any(counts[status] for status in good)


def closing_sentence(batch: ImportBatch, counts: dict[str, int]) -> str:
    """What is in now and what is not; never a success that hides a rejected row."""
    good = counts[RowStatus.ACCEPTED] + counts[RowStatus.QUESTION]
    if batch.state == ImportState.CHECKED:
        text = _("Diperiksa saja: %(good)s baris siap masuk, belum ada yang dimasukkan.")
    elif batch.state == ImportState.UNDONE:
        text = _("Impor ini sudah dibatalkan: tidak ada barisnya yang berlaku.")
    else:
        text = _("Masuk: %(good)s laporan.")
    sentence = text % {"good": good}
    if counts[RowStatus.REJECTED]:
        sentence += " " + _("BELUM masuk: %(bad)s baris yang ditolak di atas.") % {
            "bad": counts[RowStatus.REJECTED]
        }
    return sentence
