"""The space-time scans: published clusters, equality of kernels, speed and memory."""

import subprocess
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from acceptance.result import Part
from benchmarks.national_scan import WORLDS, measure
from kentongan.engine.detection import Cluster, ScanSettings, null, scan
from kentongan.engine.detection.inference import gumbel_p
from kentongan.engine.detection.lanes import split
from kentongan.engine.detection.null import Kernel, NullSearch, null_maxima
from tests.engine.detection.published import SAMPLES, Found, Sample, distance_of_laws
from tests.engine.detection.worlds import (
    MODELS,
    circles_of,
    map_of,
    model_of,
    slow_maxima,
    windows_of,
)

ROWS = "statistic to 1e-6, members, dates and observed equal, expected to 0.005"
LAW = "Kolmogorov-Smirnov at 1 in 100, mean within 3 standard errors"
KERNELS: tuple[tuple[Kernel, int], ...] = (("sparse", 8), ("sparse", 16), ("dense", 8))


def cluster_results() -> Iterator[Part]:
    """One part per published run: every one of its clusters."""
    for sample in SAMPLES:
        if sample.missing():
            yield sample.run, f"{sample.missing()} not found", ROWS, False
            continue
        result = scan(
            sample.tables(), sample.geometry(), sample.settings, against=sample.held_against()
        )
        published = sample.found()
        pairs = list(zip(result.clusters, published, strict=False))
        equal = [_equal(ours, theirs) for ours, theirs in pairs]
        worst = max(abs(ours.statistic - theirs.statistic) for ours, theirs in pairs)
        figure = f"{sum(equal)} of {len(published)} clusters, statistic off by {worst:.1e} at most"
        yield sample.run, figure, ROWS, sum(equal) == len(published)
        yield _law(sample, result.null_maxima)
        yield _gumbel(sample, published)


def _equal(ours: Cluster, theirs: Found) -> bool:
    return (
        set(ours.members) == set(theirs.members)
        and (ours.start, ours.end, ours.observed) == (theirs.start, theirs.end, theirs.observed)
        and abs(ours.statistic - theirs.statistic) <= 1e-6
        and abs(ours.expected - theirs.expected) <= 0.005 + 1e-9
    )


def _law(sample: Sample, ours: np.ndarray) -> Part:
    theirs = sample.null_maxima()
    distance, limit = distance_of_laws(ours, theirs)
    error = (ours.var() / len(ours) + theirs.var() / len(theirs)) ** 0.5
    off = abs(ours.mean() - theirs.mean()) / error
    figure = f"{distance:.3f} apart (limit {limit:.3f}), means {off:.1f} standard errors apart"
    return f"{sample.run}: random maxima", figure, LAW, distance <= limit and off <= 3


def _gumbel(sample: Sample, published: Sequence[Found]) -> Part:
    """Only where the published p-value is of the maxima that were published."""
    maxima = sample.null_maxima()
    told = [found for found in published if found.replicates == len(maxima)]
    off = max((abs(gumbel_p(f.statistic, maxima) / f.p - 1) for f in told), default=0.0)
    figure = f"{len(told)} p-values from published maxima, off by {100 * off:.2f} % at most"
    return f"{sample.run}: Gumbel", figure, "the published digits (0.6 %)", off <= 6e-3


def kernel_results() -> Iterator[Part]:
    """One part per model: every kernel against counting by hand, to the last bit."""
    for name in MODELS:
        differ, sets = 0, 0
        for seed in range(20):
            found = list(_by_kernel(name, seed))
            differ += sum(one != found[0] for one in found[1:])
            sets += len(found[0])
        figure = f"{differ} of {20 * len(KERNELS)} runs differ, {sets} random data sets"
        yield f"{name}: sparse, dense, by hand", figure, "no difference", differ == 0


def _by_kernel(name: str, seed: int) -> Iterator[list[float]]:
    model, geometry = model_of(name, seed, 20, 14), map_of(seed, 20)
    circles, windows = circles_of(geometry, model), windows_of(model, 14, 1)
    limits, whole = ScanSettings(replicates=10, min_cases=2, seed=seed), null.words_of
    chance = model.chance(windows.span, seed)
    yield slow_maxima(circles, windows, model, chance.draw(range(10)), 2)
    for kernel, bits in KERNELS:
        null.words_of = lambda of, _, bits=bits: list(split(of, np.arange(len(of)), bits))
        try:
            search = NullSearch.of(circles, windows, model, limits, kernel)
            yield null_maxima(search, chance, to_outdo=1.0).tolist()
        finally:
            null.words_of = whole


def speed_results() -> Iterator[Part]:
    """The worlds that have a target, each in a process of its own: memory is that of its peak."""
    for number, world in enumerate(WORLDS):
        if world.target is not None:
            code = f"from acceptance.detection.scan import told; told({number})"
            done = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            )
            seconds, neighbours, times, memory = map(float, done.stdout.split()[-4:])
            yield world.name, f"{seconds} s", f"{world.target} s", seconds <= world.target
            yield f"{world.name}: neighbours", f"{neighbours} s", "2 s", neighbours <= 2
            yield f"{world.name}: memory", f"{memory:.0f} MB", "1000 MB", memory <= 1000
            if world.places > 10_000:
                yield f"{world.name}: two threads", f"{times} times", "1.7 times", times >= 1.7


def told(number: int) -> None:
    """Print the figures of one world, after a scan of it that compiles."""
    scan(*WORLDS[number].made()[:2], ScanSettings(max_km=1, max_days=7, replicates=9))
    row = measure(WORLDS[number])
    names = ("seconds", "neighbours_seconds", "two_threads_times_faster", "peak_memory_mb")
    print(*(row[name] for name in names))
