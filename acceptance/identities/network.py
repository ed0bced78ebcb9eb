"""The network view at its full size: fifty thousand lines, drawn and moved in a real browser.

The page is the product's own, served by a running demo under its own policy for scripts; only the
numbers that the script fetches are exchanged for a large made-up network, arranged by the product.
"""

import json
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, expect

from acceptance.journey import DESKTOP, PHONE, Walk, chromium, too_wide
from acceptance.result import Part
from acceptance.site import running_site
from kentongan.engine.linkage.network.graph import Column, Told, links_of, network_of, newest
from kentongan.engine.linkage.network.layout import heights_of

SEED = int(os.environ.get("KENTONGAN_SEED", "20261126"))
LINES = 50_000
REPORTS, RINGS = 18_000, 400
# How many nodes a ring has of each column; villages and destinations are shared by all.
OF_A_RING = {Column.RECRUITER: 8, Column.NUMBER: 12, Column.OFFER: 5}
VILLAGES, DESTINATIONS = 636, 12
TOLD = 0.85
MOST_FRAME_MS, MOST_FIRST_SECONDS = 100.0, 3.0
FRAMES = 20
# Zooms in and out again and waits each time until the picture stands.
MOVE = """async (frames) => {
  const canvas = document.querySelector("#network-canvas");
  const spent = [];
  for (let turn = 0; turn < frames; turn++) {
    const begun = performance.now();
    const key = turn % 4 < 2 ? "+" : "-";
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    spent.push(performance.now() - begun);
  }
  return spent;
}"""
DRAWN = re.compile(r"[1-9]\d*")


def told(rng: random.Random) -> Iterator[Told[tuple[Column, int]]]:
    """Rings of recruiters, each with own numbers and offers, in a few villages."""
    start = date(2025, 11, 1).toordinal()
    for report in range(REPORTS):
        ring, day = rng.randrange(RINGS), start + rng.randrange(365)
        for column in Column:
            if rng.random() < TOLD:
                yield Told(report, (column, place(rng, column, ring)), column, day)


def place(rng: random.Random, column: Column, ring: int) -> int:
    """Which node of a column a report of a ring tells of."""
    if column is Column.PLACE:
        return (ring * 2 + rng.randrange(3)) % VILLAGES
    if column is Column.DESTINATION:
        return ring % DESTINATIONS
    return ring * OF_A_RING[column] + rng.randrange(OF_A_RING[column])


def numbers(seed: int) -> tuple[dict[str, Any], float]:
    """What the script fetches, and the processor seconds that the server spends arranging it."""
    begun = time.process_time()
    network = network_of(told(random.Random(seed)))
    links = newest(links_of(network), network.day, LINES)
    heights = heights_of(network, links)
    spent = time.process_time() - begun
    days = network.day[links.source]
    keys = [f"desa:{column}.{number}" for column, number in network.keys]
    return {
        "first": date.fromordinal(int(days.min())).isoformat(),
        "keys": keys,
        "column": network.column.tolist(),
        "height": [round(height, 5) for height in heights.tolist()],
        "told": [1] * len(keys),
        "hub": [],
        "kind": ["desa"] * len(keys),
        "left": links.left.tolist(),
        "right": links.right.tolist(),
        "day": (days - days.min()).tolist(),
        "names": {key: f"Nama {number}" for number, key in enumerate(keys)},
        "pages": {},
    }, spent


def opened(page: Page, url: str, body: str) -> float:
    """Seconds from asking for the page until all lines stand in the picture."""
    page.route("**/jaringan/angka/**", lambda route: answer(route, body))
    begun = time.monotonic()
    page.goto(f"{url}/hal/jaringan/")
    canvas = page.locator("#network-canvas")
    expect(canvas).to_have_attribute("data-lines", DRAWN, timeout=120_000)
    return time.monotonic() - begun


def answer(route: Route, body: str) -> None:
    """The made-up network in place of the demo's."""
    route.fulfill(content_type="application/json", body=body)


def measured(browser: Browser, url: str) -> Iterator[Part]:
    """Both screen sizes over one network."""
    made, spent = numbers(SEED)
    body, count = json.dumps(made), len(made["left"])
    yield f"{count:,} lines arranged by the server", f"{spent:.1f} s", "≤ 3 s of CPU", spent <= 3
    for name, size in (("desktop", DESKTOP), ("telephone", PHONE)):
        walk = Walk(browser, url, size, "")
        with walk.person("bima") as page:
            first = opened(page, url, body)
            frames = page.evaluate(MOVE, FRAMES)
            wide = too_wide(page)
        middle, worst = statistics.median(frames), max(frames)
        what = f"{count:,} lines on a {name}"
        kept = first <= MOST_FIRST_SECONDS
        yield f"{what}: first picture", f"{first:.1f} s", f"≤ {MOST_FIRST_SECONDS:g} s", kept
        figure = f"{middle:.0f} ms, slowest {worst:.0f} ms"
        yield f"{what}: one movement", figure, f"≤ {MOST_FRAME_MS:g} ms", middle <= MOST_FRAME_MS
        complaints = len(walk.complaints)
        fits = complaints == 0 and wide <= 0
        yield f"{what}: complaints, pixels too wide", f"{complaints}, {wide}", "0, 0", fits


def network_results() -> Iterator[Part]:
    """A demo of a few days is enough: its page is measured, not its reports."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder), days=30) as url,
        chromium() as browser,
    ):
        yield from measured(browser, url)
