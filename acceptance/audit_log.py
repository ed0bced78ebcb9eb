"""T-AUDIT: six tamperings found on each database, and how long a million rows take to verify.

``tamperings()`` and ``million()`` are for the issue's measurement; each works in an empty database
of its own. ``python -m acceptance.audit_log tamperings|fill FOLDER|COUNT`` is what they run inside.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from acceptance.result import Part
from acceptance.site import ROOT, environment, kentongan, new_database, postgresql

ROWS = 1_000_000
SECONDS = 30
KINDS = 6
OWN_DATABASE = "kentongan_audit"


def audit_log() -> Sequence[Part]:
    """The parts of the issue's line on both databases."""
    found = tamperings()
    kinds = f"{sum(is_found for _kind, is_found in found)} of {len(found)}"
    missed = [kind for kind, is_found in found if not is_found]
    parts: list[Part] = [("tamperings of the log found", kinds, "all", not missed)]
    for name, url in (("SQLite", ""), ("PostgreSQL", postgresql())):
        if url or name == "SQLite":
            seconds, computing = measured(url, ROWS)
            told = f"{seconds:.1f} s ({computing:.1f} s of it computing)"
            parts.append((f"{name}: {ROWS:,} rows verified", told, "<= 30 s", seconds <= SECONDS))
    return parts


def tamperings() -> list[tuple[str, bool]]:
    """(kind, found) on SQLite and, where ``KENTONGAN_DATABASE_URL`` names one, on PostgreSQL."""
    with empty_sqlite() as surroundings:
        found = [(f"SQLite: {kind}", is_found) for kind, is_found in tampered(surroundings)]
    if postgresql():
        with empty_postgresql() as surroundings:
            more = tampered(surroundings)
        found += [(f"PostgreSQL: {kind}", is_found) for kind, is_found in more]
    return found


def tampered(surroundings: dict[str, str]) -> list[tuple[str, bool]]:
    """Each kind tried in this database."""
    done = run([sys.executable, "-m", "acceptance.audit_log", "tamperings"], surroundings)
    return [(kind, is_found) for kind, is_found in json.loads(done.splitlines()[-1])]


def million(database_url: str = "", rows: int = ROWS) -> float:
    """Seconds of ``kentongan audit verify`` over that many rows, the start of the program too.

    On SQLite, or on PostgreSQL when its address is given. Raises CalledProcessError or ValueError
    when the log is not found whole.
    """
    return measured(database_url, rows)[0]


def measured(database_url: str, rows: int) -> tuple[float, float]:
    """Seconds by the clock, and those in which the program computed (a busy machine has fewer)."""
    with empty_postgresql() if database_url else empty_sqlite() as surroundings:
        run([sys.executable, "-m", "acceptance.audit_log", "fill", str(rows)], surroundings)
        begun, before = time.monotonic(), computed()
        said = run(kentongan("audit", "verify"), surroundings)
        seconds, computing = time.monotonic() - begun, computed() - before
    if f"{rows} baris" not in said:
        raise ValueError(said)
    return seconds, computing


def computed() -> float:
    """Seconds of the processor that ended child processes took."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def run(command: list[str], surroundings: dict[str, str]) -> str:
    """What a command prints; raises CalledProcessError when it fails."""
    done = subprocess.run(
        command, env=surroundings, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def empty_sqlite() -> Iterator[dict[str, str]]:
    """The surroundings of an empty database in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        yield environment(Path(folder))


@contextmanager
def empty_postgresql() -> Iterator[dict[str, str]]:
    """The same beside the named PostgreSQL database; dropped afterwards."""
    with tempfile.TemporaryDirectory() as folder, new_database(OWN_DATABASE) as url:
        yield environment(Path(folder), url)


if __name__ == "__main__":
    from acceptance.audit_rows import fill, try_tamperings

    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        print(json.dumps(try_tamperings()))
