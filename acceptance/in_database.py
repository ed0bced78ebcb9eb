"""Verbs that run inside the database of a measurement, in a process of their own.

``python -m acceptance.in_database prepare`` makes the tables, the areas of the office and the
people of the demo. ``… spoilt FOLDER`` takes every file of a folder through the import command and
tells of each, as a JSON line, how it ended and after how many seconds. ``… sharing EXAMPLES`` tries
so many sequences of deeds with shares and tells, as a JSON line, what was done meanwhile.
``… statuses`` tells what became of every row of the imports.
"""

import json
import os
import sys
import time
import traceback
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command, load_command_class

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from acceptance import sharing  # noqa: E402
from kentongan.reports.models import ImportRow  # noqa: E402
from kentongan.website.demo.people import make_people  # noqa: E402

BY = "bima"


def prepare() -> None:
    """Everything before the first import."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    call_command("load_regions", only=list(settings.HOME_REGENCIES), stdout=StringIO())
    make_people()


def statuses() -> None:
    """Every row that stands: number, status, messages in one line; as one JSON list."""
    rows = ImportRow.objects.order_by("pk").iterator(chunk_size=2000)
    print(json.dumps([(row.number, row.status, " ".join(row.messages)) for row in rows]))


def spoilt(folder: Path) -> None:
    """One JSON line a file: name, code (0 in, 1 refused, 2 broken down), what was said, seconds."""
    load_command_class("kentongan.reports", "import_line_list")  # a second of imports
    for path in sorted(folder.iterdir()):
        said, begun = StringIO(), time.monotonic()
        try:
            call_command("import_line_list", path, by=BY, stdout=said)
            code, end = 0, ""
        except CommandError as refusal:
            code, end = 1, str(refusal)
        except BaseException:
            code, end = 2, traceback.format_exc()
        seconds = time.monotonic() - begun
        told = {"name": path.name, "code": code, "said": said.getvalue(), "end": end}
        print(json.dumps(told | {"seconds": seconds}), flush=True)


def try_sharing(examples: int) -> None:
    """One JSON line: examples, seconds, and how often what was asked."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    begun = time.monotonic()
    figures = sharing.run(examples)
    print(json.dumps(figures | {"seconds": time.monotonic() - begun}), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    elif sys.argv[1] == "statuses":
        statuses()
    elif sys.argv[1] == "sharing":
        try_sharing(int(sys.argv[2]))
    else:
        spoilt(Path(sys.argv[2]))
