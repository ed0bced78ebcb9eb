"""``kentongan import_boundaries FILE --source …``: official borders in place of schematic ones."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kentongan.regions.actions import import_boundaries
from kentongan.regions.boundaries import CODE_COLUMNS, BadBoundariesError


class Command(BaseCommand):
    """Exit code 1 and no change when anything in the file is wrong."""

    # The checks load every page of the site, which a file of borders does not need.
    requires_system_checks = ()
    help = (
        "Memasukkan batas wilayah resmi dari GeoJSON (EPSG:4326), semua atau tidak sama sekali. "
        f"Kolom kode wilayah: salah satu dari {', '.join(CODE_COLUMNS)}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="berkas GeoJSON")
        parser.add_argument(
            "--source", required=True, metavar="SUMBER", help="pembuat dan tahunnya (BIG 2024)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as unreadable:
            raise CommandError(f"Berkas tidak terbaca: {unreadable.strerror}.") from unreadable
        try:
            count = import_boundaries(content=content, source=options["source"])
        except BadBoundariesError as refused:
            faults = "\n".join(f"- {fault}" for fault in refused.faults)
            raise CommandError(f"Tidak ada batas yang dimasukkan.\n{faults}") from refused
        self.stdout.write(f"{count} batas wilayah dimasukkan. Sumber: {options['source']}.")
