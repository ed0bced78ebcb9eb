"""``kentongan load_regions``: the official list of areas into the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kentongan.regions import catalogue
from kentongan.regions.actions import OlderEditionError, load_regions


class Command(BaseCommand):
    """The whole country (91,599 areas, some seconds) or only some regencies (under two)."""

    # The checks load every page of the site, which a list of areas does not need.
    requires_system_checks = ()
    help = "Memuat daftar wilayah resmi (provinsi sampai desa). Boleh diulang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--only",
            nargs="+",
            metavar="KODE",
            default=[],
            help="hanya kabupaten ini (35.01 35.02)",
        )
        which.add_argument("--all", action="store_true", help="seluruh Indonesia (bawaan)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_regions(only=tuple(options["only"] or ()), progress=self.tell)
        except OlderEditionError as refused:
            raise CommandError(str(refused)) from refused
        except ValueError as unknown:
            raise CommandError(f"Kode kabupaten tidak dikenal: {unknown}") from unknown
        self.stdout.write(
            f"{catalogue.EDITION.name}: {loaded.total} wilayah, {loaded.new} baru, "
            f"{loaded.renamed} berganti nama, {loaded.ended} tidak berlaku lagi."
        )

    def tell(self, done: int, total: int) -> None:
        """One line for each level of the tree."""
        self.stdout.write(f"   {done} dari {total} wilayah")
