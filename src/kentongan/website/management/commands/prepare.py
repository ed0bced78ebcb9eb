"""``kentongan prepare``: everything a new or updated installation needs before it can serve."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Tables, cache table, areas, static files. Safe to run again at every update."""

    help = "Menyiapkan basis data, wilayah dan berkas statis. Boleh diulang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-regions", action="store_true", help="tanpa memuat wilayah")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not options["no_regions"]:
            call_command("load_regions", stdout=self.stdout)
        if not settings.DEMO:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("Siap. Jalankan: kentongan serve")
