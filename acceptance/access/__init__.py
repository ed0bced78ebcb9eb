"""The measurements of the access issue: who may see what, sealed identities, audit."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from acceptance.result import Item, Part
from acceptance.site import ROOT, environment


def inside(*names: str) -> Callable[[], Sequence[Part]]:
    """Measure some parts, each in a process and an empty database of its own."""

    def measure() -> list[Part]:
        return [part for name in names for part in one(name)]

    return measure


def one(name: str) -> list[Part]:
    """One part on SQLite; what breaks it is told as a part that was not kept."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "acceptance.access.inside", name],
            cwd=ROOT,
            env=environment(Path(folder)),
            capture_output=True,
            text=True,
        )
    if done.returncode:
        return [(name, done.stderr.strip()[-600:], "no error", False)]
    return [tuple(part) for part in json.loads(done.stdout.splitlines()[-1])]  # type: ignore[misc]


ITEMS = (Item(1, "Matrix of roles, kinds and actions, and pairs of ids", inside("matrix")),)
