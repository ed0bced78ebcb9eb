"""A report stored until its signal stands in an inbox, and one night, over a nation of reports.

On SQLite, and on PostgreSQL where ``KENTONGAN_DATABASE_URL`` names one, in a database of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from acceptance.result import Part
from acceptance.site import ROOT, environment, new_database, postgresql

SEED = int(os.environ.get("KENTONGAN_SEED", "1"))
REPORTS = int(os.environ.get("KENTONGAN_REPORTS", "1000000"))
MOST_SECONDS, MOST_SECONDS_OF_A_NIGHT = 1.0, 60.0
OWN_DATABASE = "kentongan_running"
CORES = 2
ZONE = ZoneInfo("Asia/Jakarta")
REHEARSING = "rehearse-rules"

type Chores = dict[str, list[float]]  # chore → seconds by the clock and of computing


def running_results() -> Iterator[Part]:
    """The parts of the issue's line on each database there is."""
    yield from parts_on("SQLite", "")
    if url := postgresql():
        yield from parts_on("PostgreSQL", url)


def parts_on(name: str, url: str) -> Iterator[Part]:
    """One database filled, its first night, one day, and then the nights that follow."""
    with surroundings(url) as around:
        run(around, "fill", str(REPORTS), str(SEED))
        first = told(around, "night", "0")
        day, busy = told(around, "day", str(SEED)), is_busy()
        for what, days in (("a night", 1), ("the night of a Monday", until_monday())):
            chores = told(around, "night", str(days))
            yield night_part(f"{name}, {what}", chores, first[REHEARSING][0], busy=is_busy())
    for kind in ("indicators", "same_thing", "cluster"):
        yield day_part(f"{name}, {kind}", day[kind], day["pause"], busy=busy)


def until_monday() -> int:
    """Days until the second Monday from now: the night with the looks of the week."""
    return 14 - datetime.now(ZONE).weekday()


def night_part(what: str, chores: Chores, rehearsal: float, *, busy: bool) -> Part:
    """Seconds of all chores together; where others use the machine, those of computing count.

    A rule that is put on trial goes through a year once, in its first night; told beside it.
    """
    clock, computing = (sum(one[place] for one in chores.values()) for place in (0, 1))
    each = ", ".join(f"{chore} {seconds[0]:.1f}" for chore, seconds in chores.items())
    figure = (
        f"{clock:.1f} s ({computing:.1f} s computing{', machine busy' * busy}; {each};"
        f" once for rules on trial {rehearsal:.1f} s)"
    )
    kept = (computing if busy else clock) <= MOST_SECONDS_OF_A_NIGHT
    return f"{what} over {REPORTS:,} reports of all villages", figure, "60 s on 2 cores", kept


def day_part(what: str, tries: list[list[float] | None], pause: float, *, busy: bool) -> Part:
    """The slowest of the tries, with the whole pause that the worker makes between two looks."""
    seen = [one for one in tries if one is not None]
    clock, computing = ([one[place] + pause for one in seen] for place in (0, 1))
    figure = f"{len(seen)} of {len(tries)} seen"
    if seen:
        figure += (
            f", slowest {max(clock):.2f} s, median {median(clock):.2f} s"
            f" ({max(computing):.2f} s computing and pause{', machine busy' * busy})"
        )
    kept = len(seen) == len(tries) and max(computing if busy else clock) <= MOST_SECONDS
    return f"{what}: report stored until its signal is in the inbox", figure, "1 s", kept


def is_busy() -> bool:
    """Whether others use the machine, so that the clock says little."""
    return os.getloadavg()[0] > CORES


def told(around: dict[str, str], *words: str) -> dict[str, Any]:
    """What a measurement tells as its last line."""
    found: dict[str, Any] = json.loads(run(around, *words).splitlines()[-1])
    return found


def run(around: dict[str, str], *words: str) -> str:
    """One verb of ``nation`` in a process of its own; raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", "acceptance.detection.nation", *words]
    done = subprocess.run(
        command, env=around, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def surroundings(url: str) -> Iterator[dict[str, str]]:
    """An empty database in a folder that goes away; on PostgreSQL dropped afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        if not url:
            yield environment(Path(folder))
            return
        with new_database(OWN_DATABASE) as own:
            yield environment(Path(folder), own)
