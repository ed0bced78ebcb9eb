"""The measurements of the access issue: who may see what, sealed identities, audit.

``python -m acceptance access [NUMBER …] [--seed N]``. Each part runs in a process and an empty
database of its own: on SQLite, and where ``KENTONGAN_DATABASE_URL`` names a PostgreSQL server, the
parts that depend on the database once more in a new database there.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from acceptance.access.deploy import deployment
from acceptance.access.pages import in_chromium
from acceptance.access.register import asvs
from acceptance.audit_log import audit_log
from acceptance.result import Item, Part
from acceptance.site import ROOT, environment, new_database, postgresql

OWN_DATABASE = "kentongan_access"


def inside(*names: str, both: bool = False) -> Callable[[], Sequence[Part]]:
    """Measure some parts, each in a process and an empty database of its own."""

    def measure() -> list[Part]:
        found = [part for name in names for part in one(name)]
        if both and postgresql():
            for name in names:
                with new_database(OWN_DATABASE) as url:
                    found += [(f"PostgreSQL: {what}", *rest) for what, *rest in one(name, url)]  # type: ignore[misc]
        return found

    return measure


def one(name: str, database_url: str = "") -> list[Part]:
    """One part; what breaks it is told as a part that was not kept."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "acceptance.access.inside", name],
            cwd=ROOT,
            env=environment(Path(folder), database_url),
            capture_output=True,
            text=True,
        )
    if done.returncode:
        return [(name, done.stderr.strip()[-600:], "no error", False)]
    return [tuple(part) for part in json.loads(done.stdout.splitlines()[-1])]  # type: ignore[misc]


def deployed_and_shown() -> list[Part]:
    """The deployment check, then every page in a browser."""
    return [*deployment(), *in_chromium()]


def promises_of_secrets() -> list[Part]:
    """Item 3: what must not be told, opened, changed, lost or guessed."""
    apart = inside("timing", "mass", "brute")
    both = inside("seal", "keys.rotation", "keys.erasing", both=True)
    return [*apart(), *both(), *audit_log()]


def sharing() -> list[Part]:
    """Item 4: two thousand runs of the machine that tries to read what it may not."""
    return [*inside("share.first_half", "share.second_half", both=True)()]


ITEMS = (
    Item(1, "Matrix, pairs of ids, nothing without a policy", inside("startup", "matrix", "pairs")),
    Item(2, "Forty canaries", inside("canary", both=True)),
    Item(
        3,
        "Oracle and timing, seal, audit, rotation, erasing, smuggled fields, guessing",
        promises_of_secrets,
    ),
    Item(4, "Two thousand runs of sharing; what is shown before is what is delivered", sharing),
    Item(5, "check --deploy, and every page as every role in Chromium", deployed_and_shown),
    Item(6, "OWASP ASVS 5.0, levels 1 and 2", asvs),
    Item(7, "What the gate costs over 100,000 reports", inside("cost", both=True)),
)
