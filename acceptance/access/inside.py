"""``python -m acceptance.access.inside PART``: one measurement in a process of its own.

Prints the parts as one JSON list on the last line. The database is the one of the environment,
fresh and empty; the seed is ``KENTONGAN_SEED``.
"""

import importlib
import json
import os
import sys
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command

from acceptance.result import Part

DEFAULT_SEED = 20261126
FOREIGN_REGENCY = "35.05"


def seed() -> int:
    """The seed of this run."""
    return int(os.environ.get("KENTONGAN_SEED", DEFAULT_SEED))


def begin() -> None:
    """Set Django up and prepare the database: tables, areas of the office and of a stranger."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
    django.setup()
    call_command("prepare", no_regions=True, stdout=StringIO())
    regencies = [*settings.HOME_REGENCIES, FOREIGN_REGENCY]
    call_command("load_regions", only=regencies, stdout=StringIO())


def main(part: str) -> None:
    """Measure one part and print it."""
    begin()
    module, _dot, name = part.partition(".")
    measure = getattr(importlib.import_module(f"acceptance.access.{module}"), name or "parts")
    found: list[Part] = list(measure(seed()))
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
