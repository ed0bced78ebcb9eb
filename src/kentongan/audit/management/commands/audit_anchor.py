"""``kentongan audit anchor FOLDER…``: carry the signed head of the log outside."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.audit.actions import anchor_head
from kentongan.audit.errors import KeyMissing


class Command(BaseCommand):
    """Writes one JSON file and one printable page to each folder; fails when one took nothing."""

    help = "Menulis jangkar jejak (berkas bertanda tangan dan lembar cetak) ke tiap folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        folders = options["folders"] or settings.AUDIT_ANCHOR_FOLDERS
        if not folders:
            raise CommandError("Sebutkan foldernya, atau isi KENTONGAN_AUDIT_ANCHOR_FOLDERS.")
        try:
            done = anchor_head(now=timezone.now(), folders=folders)
        except KeyMissing as problem:
            raise CommandError(str(problem)) from None
        for folder in done.folders:
            self.stdout.write(f"{folder / done.anchor.name}")
        if done.failed:
            told = "; ".join(f"{folder}: {why}" for folder, why in done.failed)
            raise CommandError(f"Folder ini tidak dapat ditulisi: {told}")
