"""docs/asvs.csv: how many requirements are met, and that the tests hold its references."""

import csv
import os
import subprocess
import sys
from collections import Counter

from acceptance.result import Part
from acceptance.site import ROOT

ALL = 253


def asvs() -> list[Part]:
    """The counts, and the test of the file."""
    with (ROOT / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    statuses = Counter(row["status"] for row in rows)
    unexplained = [row["id"] for row in rows if not row["why"].strip()]
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/test_asvs.py"],
        cwd=ROOT,
        env={**os.environ, "KENTONGAN_DEMO": "1"},
        capture_output=True,
        text=True,
    )
    last = (tested.stdout.strip().splitlines() or [""])[-1]
    return [
        ("requirements of levels 1 and 2", told, f"{ALL} in all", len(rows) == ALL),
        ("unexplained", str(len(unexplained)), "0", not unexplained),
        ("named files and tests exist", last, "green", tested.returncode == 0),
    ]
