"""``kentongan restore FOLDER``: a backup into a new, empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kentongan.encryption.errors import Unavailable
from kentongan.website.backups import NotABackup, restore


class Command(BaseCommand):
    """After ``kentongan migrate`` in a new database; all comes back or nothing."""

    help = "Memulihkan cadangan ke basis data baru yang kosong (jalankan migrate dahulu)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="folder cadangan")
        parser.add_argument("--data", type=Path, help="bukan yang terbaru, tetapi ini")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restored = restore(options["folder"], options["data"])
        except NotABackup as problem:
            raise CommandError(str(problem)) from problem
        except Unavailable as problem:
            raise CommandError(f"{problem.reason} Tidak ada yang diubah.") from problem
        self.stdout.write(
            f"{restored.rows} baris kembali; {restored.erased} di antaranya sudah dihapus isinya "
            "dan tetap kosong. Semua orang harus masuk lagi."
        )
