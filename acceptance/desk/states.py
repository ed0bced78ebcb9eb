"""Item 2: every way of an application walked through the actions, and raw SQL against the tables.

On SQLite, and on PostgreSQL where ``KENTONGAN_DATABASE_URL`` names a server; each in a process and
an empty database of its own.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from acceptance.result import Part
from acceptance.site import ROOT, environment, new_database, postgresql

OWN_DATABASE = "kentongan_desk_states"


def state_results() -> Iterator[Part]:
    """The graph and the forgeries, on both databases."""
    yield from told("SQLite", walked())
    if postgresql():
        with new_database(OWN_DATABASE) as url:
            yield from told("PostgreSQL", walked(url))


def told(database: str, parts: list[Part]) -> Iterator[Part]:
    """With the name of the database in front."""
    for what, figure, target, good in parts:
        yield f"{database}: {what}", figure, target, good


def walked(database_url: str = "") -> list[Part]:
    """One run; what breaks it is told as a part that was not kept."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "acceptance.desk.states_inside"],
            cwd=ROOT,
            env=environment(Path(folder), database_url),
            capture_output=True,
            text=True,
        )
    if done.returncode:
        return [("states", done.stderr.strip()[-600:], "no error", False)]
    return [tuple(part) for part in json.loads(done.stdout.splitlines()[-1])]  # type: ignore[misc]
