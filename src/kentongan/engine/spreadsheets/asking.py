"""Asking the bounded process: start it, hand it the file, take its lines, end it in time."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import IO, Any

from kentongan.engine.spreadsheets.limits import WALL_SECONDS, Unreadable

# "-I": neither the working folder nor the user's own packages have a say in that process.
COMMAND = (sys.executable, "-I", "-X", "utf8", "-m", "kentongan.engine.spreadsheets.read")
ENDED_BY_ITS_BOUNDS = {-signal.SIGXCPU, -signal.SIGKILL, 137, 152}


@contextmanager
def asked(content: bytes, *question: str) -> Iterator[Iterator[Any]]:
    """The answer lines of the reading process, which ends when the block ends.

    Raises ``Unreadable`` where the file is refused and where the process dies or takes too long.
    """
    with subprocess.Popen(
        [*COMMAND, *question],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", "")},
    ) as process:
        watch = threading.Timer(WALL_SECONDS, process.kill)
        watch.daemon = True
        watch.start()
        try:
            hand_over(process.stdin, content)
            yield lines_of(process)
        finally:
            watch.cancel()
            process.kill()


def hand_over(pipe: IO[bytes] | None, content: bytes) -> None:
    """The whole file; a process that has died already is noticed at its answer."""
    if pipe is None:
        return
    with suppress(BrokenPipeError), pipe:
        pipe.write(content)


def taken(pipe: IO[bytes] | None) -> Iterator[bytes]:
    """The lines of the process, taken as soon as it writes them: its time does not run while
    somebody else is busy with what it said. ``MOST_OUTPUT`` bounds what waits here."""
    waiting: SimpleQueue[bytes | None] = SimpleQueue()

    def take() -> None:
        with suppress(ValueError):  # the asker left in the middle and closed the pipe
            for line in pipe or ():
                waiting.put(line)
        waiting.put(None)

    threading.Thread(target=take, daemon=True).start()
    while (line := waiting.get()) is not None:
        yield line


def lines_of(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    """Each answer as a value; raises ``Unreadable`` for a refusal or a broken answer."""
    for line in taken(process.stdout):
        try:
            value = json.loads(line)
        except ValueError:
            raise Unreadable("broken") from None
        if isinstance(value, dict) and "refused" in value:
            raise Unreadable(value["refused"], **value["detail"])
        yield value
    code = process.wait()
    if code in ENDED_BY_ITS_BOUNDS:
        raise Unreadable("slow")
    if code:
        # An abort is the reader asking for more memory than it is given.
        raise Unreadable("heavy" if code == -signal.SIGABRT else "broken")


def description_of(content: bytes) -> dict[str, Any]:
    """The visible sheets with their first rows, and the hidden ones by name; raises
    ``Unreadable``."""
    with asked(content, "describe") as lines:
        answer: dict[str, Any] | None = next(lines, None)
    if answer is None:
        raise Unreadable("broken")
    return answer


@contextmanager
def sheet_rows(content: bytes, place: int) -> Iterator[Iterator[tuple[int, list[Any], list[int]]]]:
    """All rows of a visible sheet: number, cells, columns with a formula. Raises ``Unreadable``."""
    with asked(content, "rows", str(place)) as lines:
        yield complete(lines)


def complete(lines: Iterator[Any]) -> Iterator[tuple[int, list[Any], list[int]]]:
    """The rows before the closing line; without that line the answer was cut off."""
    for value in lines:
        if isinstance(value, dict):
            return
        number, cells, formulas = value
        yield number, cells, formulas
    raise Unreadable("broken")
