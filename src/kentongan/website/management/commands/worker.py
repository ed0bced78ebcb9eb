"""``kentongan worker``: examine reports, advance imports, remind of late alerts, scan at night."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from kentongan.website.worker import TICK, tick


class Command(BaseCommand):
    """Runs until it is told to stop; ends the chore in hand first."""

    help = "Menjalankan pekerjaan latar: memeriksa laporan baru, impor, tenggat, pencarian gugus."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="sekali saja, untuk cron")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            tick()
            return
        stop = threading.Event()

        def stopped(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, stopped)
        signal.signal(signal.SIGINT, stopped)
        while not stop.is_set():
            tick()
            stop.wait(TICK.total_seconds())
