"""The site and its worker as two processes that live and die together."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_TO_END = 10
# Threads that may wait for the database at once; Argon2 takes 19 MiB in each while someone logs in.
THREADS = 4
type Process = subprocess.Popen[bytes]


class Stopped(Exception):
    """Somebody asked the server to stop."""


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: granian, WSGI."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(THREADS), "--log-level", "warning"),
        "kentongan.website.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker."""
    return [sys.executable, "-m", "kentongan.cli", "worker"]


def keep_running(commands: Sequence[Sequence[str]]) -> int:
    """Run all until asked to stop (0) or until one of them ends by itself (its exit code, or 1)."""
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running: list[Process] = []
    try:
        running.extend(subprocess.Popen(command) for command in commands)
        return first_to_end(running)
    except Stopped:
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in running:
            end(process)


def stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def first_to_end(running: Sequence[Process]) -> int:
    while True:
        for process in running:
            if (code := process.poll()) is not None:
                return code or 1
        time.sleep(SECONDS_BETWEEN_LOOKS)


def end(process: Process) -> None:
    """Ask nicely, wait, then kill."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
