"""``kentongan audit verify``: has anybody touched the log?"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kentongan.audit.anchors import Anchor, anchors_in
from kentongan.audit.verifying import verify

ROWS_BETWEEN_WORDS = 100_000


class Command(BaseCommand):
    """Ends with 0 intact, 2 broken, 3 an anchor says otherwise, 4 truncated; 1 could not check."""

    help = "Memeriksa jejak akses: 0 utuh, 2 rantai putus, 3 jangkar tidak cocok, 4 terpotong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchors",
            type=Path,
            action="append",
            default=[],
            metavar="FOLDER",
            help="folder berisi jangkar; boleh diulang. Tanpa ini: folder di pengaturan",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify(self.anchors(options["anchors"]), self.tell)
        self.stdout.write(found.sentence)
        self.stdout.flush()
        if found.code:
            sys.exit(found.code)

    def anchors(self, folders: list[Path]) -> list[Anchor]:
        """Those of the named folders, else of the folders in the settings that exist."""
        named = folders or [one for one in settings.AUDIT_ANCHOR_FOLDERS if one.is_dir()]
        try:
            return list(anchors_in(named))
        except FileNotFoundError as error:
            raise CommandError(f"Folder jangkar tidak ada: {error}. Periksa alamatnya.") from None

    def tell(self, done: int, total: int) -> None:
        """How far it is, on the error stream."""
        if done % ROWS_BETWEEN_WORDS == 0:
            self.stderr.write(f"   {done} dari {total} baris")
            self.stderr.flush()
