"""Processor seconds of one thread, memory, and what two threads gain, beside the peers' figures.

The peers were measured on 2026-11-25 on 2 x AMD EPYC (Zen 3), see ``PEERS``; ours are measured here
and now. A busy machine makes ours slower.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np

from acceptance.result import Part
from benchmarks.national_scan import WORLDS, World, measure
from kentongan.engine.detection import ScanSettings, scan
from kentongan.engine.detection.temporal import ears, farrington

SATSCAN = "SaTScan 10.3.2 (scanstatistics/satscan at 0cd87a6)"
SURVEILLANCE = "R surveillance 1.20.3 (Debian)"
PEERS = "docs/detection.md of the measurements of 2026-11-25"
SERIES, WEEKS = 10_000, 520
NEIGHBOURS_SECONDS, MEMORY_MB, TWO_THREADS = 2.0, 1000.0, 1.7


def speed_results() -> Iterator[Part]:
    """Scans first, then the detectors along time."""
    for number, world in enumerate(WORLDS):
        if world.target is not None:
            yield from _scan(number, world, world.target)
    yield from _temporal()


def _scan(number: int, world: World, target: float) -> Iterator[Part]:
    """In a process of its own: memory is that of its peak."""
    code = f"from acceptance.detection.speed import told; told({number})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, neighbours, times, memory = map(float, done.stdout.split()[-4:])
    peer = f"{SATSCAN}: {world.satscan} s, {world.how}; {world.satscan_times(seconds)} times"
    yield world.name, f"{seconds} s; {peer}", f"{target} s", seconds <= target
    kept = neighbours <= NEIGHBOURS_SECONDS
    yield f"{world.name}: neighbours", f"{neighbours} s", f"{NEIGHBOURS_SECONDS} s", kept
    kept = memory <= MEMORY_MB
    yield f"{world.name}: memory", f"{memory:.0f} MB", f"{MEMORY_MB:.0f} MB", kept
    if world.places > 10_000:
        kept = times >= TWO_THREADS
        yield f"{world.name}: two threads", f"{times} times", f"{TWO_THREADS} times", kept


def told(number: int) -> None:
    """Print the figures of one world, after a scan of it that compiles."""
    scan(*WORLDS[number].made()[:2], ScanSettings(max_km=1, max_days=7, replicates=9, threads=2))
    row = measure(WORLDS[number])
    names = ("seconds", "neighbours_seconds", "two_threads_times_faster", "peak_memory_mb")
    print(*(row[name] for name in names))


def _temporal() -> Iterator[Part]:
    """The newest week by Farrington's flexible detector, all weeks by EARS C1, C2 and C3."""
    rng = np.random.default_rng(2026)
    season = 1 + 0.5 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)
    counts = rng.poisson(rng.gamma(2.0, 2.0, (SERIES, 1)) * season).astype(np.float64)
    farrington(counts[:9], since=WEEKS - 1)  # compiles
    seconds = _seconds(lambda: farrington(counts, since=WEEKS - 1))
    peer = f"{SURVEILLANCE}: 23.5 ms per series and week, {23.5 * SERIES / 1000:.0f} s"
    what = f"Farrington flexible, the newest week of {SERIES} series"
    yield what, f"{seconds:.2f} s; {peer}", "1 s", seconds <= 1.0
    for method, peer_ms in (("C1", 0.025), ("C2", 0.025), ("C3", 0.046)):
        ears(counts[:9], method)
        seconds = _seconds(lambda method=method: ears(counts, method))
        peer = f"{SURVEILLANCE}: {peer_ms * SERIES * WEEKS / 1000:.0f} s"
        what = f"EARS {method}, {WEEKS} weeks of {SERIES} series"
        yield what, f"{seconds:.2f} s; {peer}", "0.6 s", seconds <= 0.6


def _seconds(work: Callable[[], object]) -> float:
    """Processor seconds, the least of three."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)
