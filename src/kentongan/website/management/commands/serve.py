"""``kentongan serve``: the site with its worker."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kentongan.website.readiness import reasons_not_to_start
from kentongan.website.serving import keep_running, web_command, worker_command


class Command(BaseCommand):
    """Ends with code 1 when the web server or the worker ends by itself: a supervisor restarts."""

    help = "Menjalankan situs dan pekerjaan latarnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="banyaknya proses web")

    def handle(self, *args: Any, **options: Any) -> None:
        check_ready()
        host, port = options["host"], options["port"]
        check_free(host, port)
        commands = [web_command(host, port, options["workers"]), worker_command()]
        self.stdout.write(f"Kentongan: http://{host}:{port}  (Ctrl+C untuk berhenti)")
        self.stdout.flush()
        sys.exit(keep_running(commands))


def check_ready() -> None:
    """Raises CommandError in mode "live" while an item of the readiness list is missing."""
    if reasons := reasons_not_to_start():
        lines = "\n".join(f"- {reason}" for reason in reasons)
        raise CommandError(
            f"Mode sungguhan (live) belum boleh dimulai:\n{lines}\n"
            "Pakai KENTONGAN_MODE=training dan buka /privasi/kesiapan/."
        )


def check_free(host: str, port: int) -> None:
    """Raises CommandError when something answers there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CommandError(
                f"Porta {port} sudah dipakai. Pilih yang lain, misalnya --port {port + 1}."
            ) from None
