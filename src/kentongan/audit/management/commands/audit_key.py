"""``kentongan audit key FILE``: a new key to sign anchors with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kentongan.audit.signing import make_key


class Command(BaseCommand):
    """Prints the public half: write it into the log-book and give it to the partner agency."""

    help = "Membuat kunci penanda jejak."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            public = make_key(file)
        except FileExistsError:
            raise CommandError(f"{file} sudah ada dan tidak ditimpa. Pilih nama lain.") from None
        except OSError as error:
            raise CommandError(f"{file} tidak dapat ditulis: {error.strerror}") from None
        self.stdout.write(public)
