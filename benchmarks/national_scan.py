"""Scans up to the size of the nation, beside what SaTScan took.

``python -m benchmarks.national_scan`` prints one line per world and writes
``benchmarks/results/national_scan.json``. Times are processor seconds (user and system), so that
other work on the machine matters little; a busy machine still makes both sides slower.

SaTScan's seconds were measured on 2026-11-25 with version 10.3.2 (scanstatistics/satscan, commit
0cd87a6) on 2 x AMD EPYC (Zen 3), as told in docs/detection.md, section 2.2, on worlds of the same
numbers of places, cases, days and replicates made by the same recipe; it is no part of this
repository. ``how`` says which of them were measured whole and which were counted up.
"""

import json
import resource
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.scan import machine
from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Geometry, ScanResult, ScanSettings, scan

RESULTS = Path(__file__).parent / "results" / "national_scan.json"
TODAY = date(2026, 11, 24)
DAYS = 365
BOX_KM = (1000.0, 160.0)


@dataclass(frozen=True)
class World:
    """Places in a box, 60 % of them round towns, and cases without a pattern.

    satscan: its processor seconds for all replicates; how: measured, counted up, or estimated.
    target: ours, of the scan with one thread; None without a target.
    """

    name: str
    places: int
    towns: int
    cases: int
    settings: ScanSettings
    satscan: float | None
    how: str
    target: float | None = None

    def made(self) -> tuple[CountTable, Geometry, float]:
        """The table, the geometry, and the processor seconds that the latter took."""
        rng = np.random.default_rng(2026)
        towns = rng.random((self.towns, 2)) * BOX_KM
        scattered = rng.random((self.places, 2)) * BOX_KM
        near = towns[rng.integers(0, self.towns, self.places)]
        near += rng.normal(0, 6, (self.places, 2))
        x, y = np.where(rng.random((self.places, 1)) < 0.6, near, scattered).T
        rates = rng.gamma(0.7, size=self.places)
        where = rng.choice(self.places, self.cases, p=rates / rates.sum())
        counts = np.zeros((self.places, DAYS), dtype=np.int64)
        np.add.at(counts, (where, rng.integers(0, DAYS, self.cases)), 1)
        areas = tuple(f"{i:06}" for i in range(self.places))
        starts = tuple(TODAY - timedelta(days=DAYS - 1 - i) for i in range(DAYS))
        begun = time.process_time()
        geometry = Geometry.from_plane(areas, x, y, max_km=self.settings.max_km)
        return CountTable(counts, areas, starts, TODAY), geometry, time.process_time() - begun


def week(max_km: float, replicates: int = 999) -> ScanSettings:
    return ScanSettings(max_km=max_km, max_days=7, replicates=replicates)


MEASURED, COUNTED_UP = "measured", "99 replicates measured, x 10"
WORLDS = (
    World("5,000 places, 10,000 cases, 25 km", 5000, 5, 10_000, week(25), 123.7, MEASURED, 0.6),
    World("20,000 places, 10,000 cases, 25 km", 20_000, 6, 10_000, week(25), 1980.0, COUNTED_UP),
    World("5,000 places, 100,000 cases, 25 km", 5000, 5, 100_000, week(25), 134.0, COUNTED_UP),
    World(
        "83,000 places, 100,000 cases, 10 km", 83_000, 115, 100_000, week(10),
        3900.0, "estimated: stopped by hand after 652 s and 41 % of 9 replicates", 4.0,
    ),
    World(
        "83,000 places, 1,000,000 cases, 10 km, 99 replicates", 83_000, 115, 1_000_000,
        week(10, 99), None, "not run",
    ),
)  # fmt: skip


def measure(world: World) -> dict[str, object]:
    """One row of the results; raises ValueError where two threads find something else than one."""
    table, geometry, neighbours = world.made()
    _, first, _ = timed(table, geometry, replace(world.settings, replicates=1))
    result, seconds, one_wall = timed(table, geometry, world.settings)
    both, _, two_wall = timed(table, geometry, replace(world.settings, threads=2))
    if result.null_maxima.tolist() != both.null_maxima.tolist():
        raise ValueError("two threads found other maxima than one")
    return {
        "world": world.name,
        "pairs": len(geometry.neighbours),
        "settings": asdict(world.settings),
        "neighbours_seconds": round(neighbours, 2),
        "seconds_with_one_replicate": round(first, 3),
        "seconds": round(seconds, 3),
        "target_seconds": world.target,
        "two_threads_times_faster": round(one_wall / two_wall, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        "satscan_seconds": world.satscan,
        "satscan_how": world.how,
        "times_faster_than_satscan": world.satscan and round(world.satscan / seconds),
    }


def timed(
    table: CountTable, geometry: Geometry, settings: ScanSettings
) -> tuple[ScanResult, float, float]:
    """The result, its processor seconds, and the seconds on the clock."""
    clock, begun = time.perf_counter(), time.process_time()
    result = scan(table, geometry, settings)
    return result, time.process_time() - begun, time.perf_counter() - clock


def rows() -> Iterator[dict[str, object]]:
    """One after another, after a first scan that compiles."""
    tiny = replace(WORLDS[0], places=300, cases=2000)
    measure(tiny)
    yield from map(measure, WORLDS)


def main() -> None:
    print(machine())
    measured = []
    for row in rows():
        measured.append(row)
        print(
            f"{row['world']}: {row['seconds']} s (target {row['target_seconds'] or '-'}), "
            f"neighbours {row['neighbours_seconds']} s, "
            f"two threads {row['two_threads_times_faster']} times, "
            f"memory {row['peak_memory_mb']} MB; SaTScan 10.3.2 {row['satscan_seconds'] or '-'} s "
            f"({row['satscan_how']}), {row['times_faster_than_satscan'] or '-'} times",
            flush=True,
        )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": machine(), "rows": measured}, indent=1) + "\n")


if __name__ == "__main__":
    main()
