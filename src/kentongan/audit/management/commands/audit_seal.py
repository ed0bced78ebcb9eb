"""``kentongan audit seal --before DATE``: destroy events after their time, leaving a signed cut."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.audit.actions import seal_segment
from kentongan.audit.errors import KeyMissing, Unsealable


class Command(BaseCommand):
    """The only way in which events leave the log; see docs/audit.md for who must agree."""

    help = "Memusnahkan jejak yang lewat masa simpan, dengan potongan bertanda tangan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", type=date.fromisoformat, required=True, metavar="DATE")

    def handle(self, *args: Any, before: date, **options: Any) -> None:
        try:
            segment = seal_segment(by=None, before=before, now=timezone.now())
        except (KeyMissing, Unsealable) as problem:
            raise CommandError(str(problem)) from None
        if segment is None:
            self.stdout.write("Tidak ada jejak sebelum tanggal itu.")
            return
        self.stdout.write(f"{segment.rows} baris dimusnahkan: {segment}.")
