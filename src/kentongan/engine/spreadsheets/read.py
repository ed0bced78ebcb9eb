"""The bounded process: one file on standard input, JSON lines on standard output.

    python -m kentongan.engine.spreadsheets.read describe
    python -m kentongan.engine.spreadsheets.read rows PLACE

``describe`` answers one line: the visible sheets with their first rows, and the hidden ones by
name. ``rows`` (of the PLACE-th visible sheet,
from 0) answers one line ``[number, cells, formula columns]`` a row, then ``{"end": rows}``.
Whatever cannot be read answers ``{"refused": code, "detail": {…}}``. No Django here: it starts
in 50 ms and the bounds hold from the first line.
"""

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kentongan.engine.spreadsheets import grids
from kentongan.engine.spreadsheets.limits import (
    CPU_SECONDS,
    LONGEST_LINE,
    MEMORY,
    MOST_BYTES,
    MOST_OUTPUT,
    PREVIEW_ROWS,
    Unreadable,
)


def bind() -> None:
    """Bound this process before it looks at the file: memory, time, no files, no core dump."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, most if hard < 0 else min(most, hard)))


def main(arguments: list[str]) -> int:
    """Answer one question about the file; 0 when it was answered, 3 when the file is refused."""
    bind()
    try:
        answer(arguments, sys.stdin.buffer.read(MOST_BYTES + 1))
    except Unreadable as refusal:
        say({"refused": refusal.code, "detail": refusal.detail})
        return 3
    except MemoryError:
        say({"refused": "heavy", "detail": {}})
        return 3
    except BaseException:
        # The reader's own panics do not derive from Exception, and no file deserves a traceback.
        say({"refused": "heavy" if near_the_bound() else "broken", "detail": {}})
        return 3
    return 0


def near_the_bound() -> bool:
    """Whether this process has used half of its memory: a panic is then for want of more."""
    return peak() > MEMORY // 2


def peak() -> int:
    """Most bytes this process ever held; ru_maxrss begins with the peak of who started it."""
    rows = Path("/proc/self/status").read_text().splitlines()
    return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("VmHWM:"))


def answer(arguments: list[str], content: bytes) -> None:
    """Write the answer line by line; raises ``Unreadable``."""
    if arguments[:1] == ["rows"]:
        write_rows(grids.rows(content, int(arguments[1])))
    else:
        say(grids.description(content, PREVIEW_ROWS))


def write_rows(rows: Iterator[tuple[int, list[Any], list[int]]]) -> None:
    """One line a row and the count at the end; raises ``Unreadable`` when there is too much."""
    written = count = 0
    for row in rows:
        written += say(row)
        count += 1
        if written > MOST_OUTPUT:
            raise Unreadable("heavy")
    say({"end": count})


def say(value: Any) -> int:
    """Write one JSON line; returns its length. Raises ``Unreadable`` when it is too long."""
    line = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    if len(line) > LONGEST_LINE:
        raise Unreadable("heavy")
    return sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
