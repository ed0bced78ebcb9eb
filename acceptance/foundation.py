"""The seven lines of the foundation issue, measured on this checkout's last commit."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from acceptance.detection.clusters import cluster_results
from acceptance.imports import import_results
from acceptance.journey import (
    DESKTOP,
    PHONE,
    SECONDS_FOR_AN_ALERT,
    Walk,
    chromium,
)
from acceptance.places import place_results
from acceptance.result import Item, Part
from acceptance.site import ROOT, free_port, running_site, wait_until_up

DEMO_SECONDS = 120
INSTALL_MEGABYTES = 600
CI_MINUTES = 20
PICTURES = ROOT / "docs" / "screenshots"
CLOSING_LINE = re.compile(r"=+ .*(?:passed|failed|error).* in .*=+")


@contextmanager
def clone() -> Iterator[Path]:
    """The last commit, in a folder where nothing is installed, with an empty package cache."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "kentongan"
        command = ["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", str(target)]
        subprocess.run(command, check=True)
        yield target


def as_newcomer(folder: Path) -> dict[str, str]:
    """Surroundings without this checkout's packages, settings and caches."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KENTONGAN_")}
    for name in ("VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE", "MAKEFLAGS"):
        kept.pop(name, None)
    return kept | {"UV_CACHE_DIR": str(folder.parent / "cache")}


def demo_in_a_clone() -> list[Part]:
    """``make demo`` until the site answers, the size installed, then ``make test``."""
    with clone() as folder:
        surroundings = as_newcomer(folder)
        seconds = seconds_until_demo_answers(folder, surroundings)
        megabytes = size_of(folder / ".venv")
        done = subprocess.run(
            ["make", "test"], cwd=folder, env=surroundings, capture_output=True, text=True
        )
        closing = CLOSING_LINE.findall(done.stdout) or done.stdout.splitlines()[-1:]
    return [
        (
            "make demo on a clean clone, empty cache, until the site answers",
            f"{seconds:.0f} s",
            f"<= {DEMO_SECONDS} s",
            seconds <= DEMO_SECONDS,
        ),
        (
            "installed for it",
            f"{megabytes:.0f} MB",
            f"<= {INSTALL_MEGABYTES} MB",
            megabytes <= INSTALL_MEGABYTES,
        ),
        ("make test there", "".join(closing).strip("= "), "green", done.returncode == 0),
    ]


def seconds_until_demo_answers(folder: Path, surroundings: dict[str, str]) -> float:
    """From the command to the first answer of the site; the demo is stopped afterwards."""
    port = free_port()
    process = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=folder,
        env=surroundings,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        return wait_until_up(f"http://localhost:{port}", 5 * DEMO_SECONDS, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def size_of(folder: Path) -> float:
    """Megabytes of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def the_journey() -> list[Part]:
    """The main journey at phone and desktop width, on a fresh demo of two months."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder)) as url,
        chromium() as browser,
    ):
        walks = [
            Walk(browser, url, PHONE, "0850 0077 1101", PICTURES, "phone").all(),
            Walk(browser, url, DESKTOP, "0850 0077 2202", PICTURES, "desktop").all(),
        ]
    return [part for walk in walks for part in journey_parts(walk)]


def journey_parts(walk: Walk) -> list[Part]:
    """What one walk showed."""
    return [
        (
            f"{walk.name}: the alert stands in the analyst's inbox after",
            f"{walk.seconds_to_alert:.1f} s",
            f"<= {SECONDS_FOR_AN_ALERT:.0f} s",
            walk.seconds_to_alert <= SECONDS_FOR_AN_ALERT,
        ),
        (f"{walk.name}: required taps of a report", str(walk.taps), "<= 7", walk.taps <= 7),
        (
            f"{walk.name}: a PPID officer who opens the alert gets",
            str(walk.stranger_status),
            "404",
            walk.stranger_status == 404,
        ),
        (
            f"{walk.name}: weekly sheet",
            f"{pages_of(walk.sheet)} page(s), {len(walk.sheet) // 1000} kB",
            "1 page of PDF",
            pages_of(walk.sheet) == 1,
        ),
        (
            f"{walk.name}: complaints of the browser",
            "; ".join(walk.complaints[:2]) or "none",
            "none",
            not walk.complaints,
        ),
    ]


def pages_of(pdf: bytes) -> int:
    """Pages of a PDF, by its own page tree (typst writes it uncompressed); 0 for no PDF."""
    if not pdf.startswith(b"%PDF"):
        return 0
    counts = re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", pdf)
    return max((int(count) for count in counts), default=0)


def worlds() -> list[Part]:
    """Twenty seeded worlds and one that no tuning used, as ``make bench`` prints them."""
    from_bench = subprocess.run(
        [sys.executable, "-m", "benchmarks.worlds"], cwd=ROOT, capture_output=True, text=True
    )
    lines = [
        line for line in from_bench.stdout.splitlines() if line.startswith(("total", "unseen"))
    ]
    good = from_bench.returncode == 0 and len(lines) == 2
    return [("networks caught, delay, false alerts", line, "printed", good) for line in lines] or [
        ("benchmarks.worlds", from_bench.stderr[-200:], "printed", False)
    ]


def contracts_style_and_databases() -> list[Part]:
    """Import contracts, the style table, and both databases under CI's own command."""
    contracts = subprocess.run(
        [shutil.which("lint-imports") or f"{Path(sys.executable).parent}/lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    kept = re.search(r"Contracts: (.*)", contracts.stdout)
    begun = time.monotonic()
    with clone() as folder:
        ci = subprocess.run(
            ["./.ci/run"], cwd=folder, env=as_newcomer(folder), capture_output=True, text=True
        )
    minutes = (time.monotonic() - begun) / 60
    closing = CLOSING_LINE.findall(ci.stdout)
    return [
        (
            "import contracts",
            kept.group(1) if kept else contracts.stdout[-100:],
            "0 broken",
            contracts.returncode == 0,
        ),
        *style_parts(),
        (
            "both databases in CI",
            " | ".join(line.strip("= ") for line in closing) or ci.stdout[-200:],
            "two green runs",
            ci.returncode == 0 and len(closing) == 2,
        ),
        ("minutes of CI", f"{minutes:.1f}", f"< {CI_MINUTES}", minutes < CI_MINUTES),
    ]


def style_parts() -> Sequence[Part]:
    """The style table of the tests (tests/test_style.py holds the same budget)."""
    from_tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/test_style.py"],
        cwd=ROOT,
        env={**os.environ, "KENTONGAN_DEMO": "1"},
        capture_output=True,
        text=True,
    )
    last = from_tests.stdout.strip().splitlines()[-1:] or [""]
    return [("style budget", last[0], "within", from_tests.returncode == 0)]


ITEMS = (
    Item(1, "make demo and make test on a clean clone", demo_in_a_clone),
    Item(2, "The journey in a real browser, phone and desktop", the_journey),
    Item(3, "kentongan import FILE", import_results),
    Item(4, "Place resolver", place_results),
    Item(5, "Space-time scans against published samples", lambda: list(cluster_results())),
    Item(6, "Twenty seeded worlds and one unseen", worlds),
    Item(7, "Contracts, style and both databases", contracts_style_and_databases),
)
