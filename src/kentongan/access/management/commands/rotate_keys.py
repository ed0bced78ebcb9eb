"""``kentongan rotate_keys``: another key for everything that is encrypted."""

import re
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.access.rotating import Rotation, retire, rotate
from kentongan.encryption.keyring import LONGEST_KEY_ID, changed_at

KEY_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_KEY_ID - 1}}}")
# A process that began before the change may still be writing rows under the old key.
SECONDS_OF_QUIET = 10 * 60


class Command(BaseCommand):
    """Safe to break off and run again at any moment."""

    help = "Mengganti kunci: semua baris dibungkus dengan kunci baru. Boleh dihentikan dan diulang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", metavar="ID", help="nama kunci; tanpa ini dibuat yang baru")
        parser.add_argument(
            "--retire", action="store_true", help="hanya hapus kunci yang tidak dipakai lagi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retire"]:
            self.retire()
            return
        if options["to"] and not KEY_ID.fullmatch(options["to"]):
            raise CommandError("Nama kunci: huruf, angka, titik, garis; paling panjang 40.")
        self.tell(rotate(to=options["to"], today=timezone.localdate(), progress=self.progress))

    def progress(self, table: str, done: int) -> None:
        """How far a table is."""
        self.stdout.write(f"   {table}: {done} baris")
        self.stdout.flush()

    def tell(self, rotation: Rotation) -> None:
        """The closing words; raises CommandError when rows could not be opened."""
        self.stdout.write(
            f"{rotation.done.total()} baris kini memakai kunci {rotation.to}. Simpan salinan "
            "berkas kunci di dua amplop dan buat cadangan baru, lalu: "
            "kentongan rotate_keys --retire"
        )
        for table, rows in rotation.unreadable.items():
            self.stderr.write(f"{table}: {rows} baris tidak terbuka dengan kuncinya.")
        if rotation.unreadable:
            raise CommandError("Kunci lama tetap disimpan. Periksa baris itu bersama admin.")

    def retire(self) -> None:
        """Drop unused keys, not sooner than a running process can have ended."""
        if time.time() - changed_at() < SECONDS_OF_QUIET:
            raise CommandError("Kunci baru saja diganti. Tunggu sepuluh menit, lalu ulangi.")
        gone = retire()
        told = f"Dihapus: {', '.join(sorted(gone))}." if gone else "Semua kunci masih dipakai."
        self.stdout.write(told)
