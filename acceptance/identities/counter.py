"""The counter's question over a register of people: seconds, recall, size of the index.

On SQLite over 1,000,000 people, and over 10,000,000 on PostgreSQL where ``KENTONGAN_DATABASE_URL``
names one, in a database of its own. ``KENTONGAN_PEOPLE`` sets another number for both.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from acceptance.result import Part
from acceptance.site import ROOT, environment, new_database, postgresql

SEED = int(os.environ.get("KENTONGAN_SEED", "1"))
ON_SQLITE = int(os.environ.get("KENTONGAN_PEOPLE", "1000000"))
ON_POSTGRESQL = int(os.environ.get("KENTONGAN_PEOPLE", "10000000"))
QUESTIONS = 2_000
OWN_DATABASE = "kentongan_counter"
CORES = 2
LARGEST_INDEX = 1_000_000_000
SLOWEST_95, SLOWEST_99 = 40.0, 50.0
LONGEST_UNTIL_FOUND = 2.0
RECALL = {"numbers": ("with NIK or telephone", 0.995), "bare": ("name, birth date, village", 0.985)}

type Asked = list[list[Any]]  # milliseconds by the clock, of computing, whether found


def counter_results() -> Iterator[Part]:
    """The parts of the issue's line on each database there is."""
    yield from parts_on("SQLite", "", ON_SQLITE)
    if url := postgresql():
        yield from parts_on("PostgreSQL", url, ON_POSTGRESQL)
    else:
        yield "PostgreSQL", "KENTONGAN_DATABASE_URL names none", "measured", False


def parts_on(name: str, url: str, people: int) -> Iterator[Part]:
    """One register filled and asked."""
    with surroundings(url) as around:
        filled = told(around, "fill", str(people), str(QUESTIONS), str(SEED))
        asked, busy = told(around, "ask"), is_busy()
        fresh = told(around, "fresh")
    over = f"{name}, {filled['people']:,} people"
    yield speed_part(over, [one for kind in asked.values() for one in kind], name, busy=busy)
    for kind, (what, goal) in RECALL.items():
        yield recall_part(f"{over}, {what}", asked[kind], goal)
    yield size_part(over, filled)
    yield fresh_part(over, fresh, busy=busy)


def speed_part(over: str, asked: Asked, name: str, *, busy: bool) -> Part:
    """End to end; where others use the machine, the time of computing counts.

    The database computes in a process of its own on PostgreSQL: there the clock is told beside it.
    """
    clock, computing = (sorted(one[place] for one in asked) for place in (0, 1))
    counted = computing if busy else clock
    figure = "; ".join(
        f"{what} p50 {at(times, 0.5):.1f}, p95 {at(times, 0.95):.1f}, p99 {at(times, 0.99):.1f} ms"
        for what, times in (("clock", clock), ("computing", computing))
    )
    kept = at(counted, 0.95) <= SLOWEST_95 and (name == "SQLite" or at(counted, 0.99) <= SLOWEST_99)
    target = "p95 40 ms" + ", p99 50 ms" * (name != "SQLite")
    return f"{over}, counter end to end", figure + ", machine busy" * busy, target, kept


def at(ordered: list[float], share: float) -> float:
    """The value below which this share lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def recall_part(what: str, asked: Asked, goal: float) -> Part:
    """How often the one who is meant stands among the first ten."""
    hits = sum(one[2] for one in asked)
    share = hits / len(asked)
    return f"{what}, recall@10", f"{share:.4f} ({hits} of {len(asked)})", f"{goal}", share >= goal


def size_part(over: str, filled: dict[str, Any]) -> Part:
    """The index on disk, with the seconds it took to make it and the keys."""
    size = filled["index"]
    figure = (
        f"{size / 1e6:.0f} MB; keys and index made in {filled['seconds']:.0f} s"
        f" ({filled['computing']:.0f} s computing)"
    )
    return f"{over}, index", figure, "1 GB", size <= LARGEST_INDEX


def fresh_part(over: str, fresh: dict[str, Any], *, busy: bool) -> Part:
    """Until somebody new is found by keys, and by the index with the pause of the worker."""
    (knows_number, number), (knows_name, name) = fresh["by number"], fresh["by name"]
    if not (knows_number and knows_name):
        return f"{over}, somebody new is found", "not found", "2 s", False
    seconds = name[busy] + fresh["pause"]
    figure = (
        f"by number {number[0]:.2f} s ({number[1]:.2f} s computing), by name alone with the "
        f"worker's pause {name[0] + fresh['pause']:.2f} s ({name[1]:.2f} s computing"
        f"{', machine busy' * busy})"
    )
    return f"{over}, somebody new is found", figure, "2 s", seconds <= LONGEST_UNTIL_FOUND


def is_busy() -> bool:
    """Whether others use the machine, so that the clock says little."""
    return os.getloadavg()[0] > CORES


def told(around: dict[str, str], *words: str) -> dict[str, Any]:
    """What a verb of ``register`` tells as its last line; raises CalledProcessError."""
    command = [sys.executable, "-m", "acceptance.identities.register", *words]
    done = subprocess.run(
        command, env=around, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def surroundings(url: str) -> Iterator[dict[str, str]]:
    """An empty database in a folder that goes away; on PostgreSQL dropped afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        if not url:
            yield environment(Path(folder))
            return
        with new_database(OWN_DATABASE) as own:
            yield environment(Path(folder), own)
