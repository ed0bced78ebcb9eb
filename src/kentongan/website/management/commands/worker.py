"""``kentongan worker``: examine reports, advance imports, remind of late alerts, scan at night."""

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from kentongan.website.chores import Work
from kentongan.website.worker import TICK, is_nightly, tick


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
        night = threading.Thread(target=rounds, args=(stop, is_nightly))
        night.start()
        rounds(stop, lambda work: not is_nightly(work))
        night.join()


def rounds(stop: threading.Event, chosen: Callable[[Work], bool]) -> None:
    """The chosen chores again and again, until the worker is told to stop."""
    while not stop.is_set():
        tick(chosen)
        stop.wait(TICK.total_seconds())
