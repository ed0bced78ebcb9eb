"""``kentongan backup FOLDER``: a copy of everything, its keys apart."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kentongan.website.backups import save


class Command(BaseCommand):
    """Runs beside the site; nobody has to stop."""

    help = "Membuat cadangan: data (disimpan 35 hari) dan kuncinya (7 hari), terpisah."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="folder cadangan")

    def handle(self, *args: Any, **options: Any) -> None:
        saved = save(options["folder"], timezone.now())
        self.stdout.write(f"{saved.rows} baris: {saved.data.name} dan {saved.keys.name}.")
        self.stdout.write(
            "Pindahkan salinan kedua berkas ke dua tempat berbeda. Berkas kunci kantor "
            "(KENTONGAN_KEY_FILE) tidak ada di dalamnya."
        )
        for path in saved.gone:
            self.stdout.write(f"Sudah lewat waktunya dan dihapus: {path.name}")
