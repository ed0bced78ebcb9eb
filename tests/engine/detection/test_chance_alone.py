"""Where nothing is the matter p-values are even, also of several kinds and of any shape."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from kentongan.engine.detection import ScanSettings, scan, scan_subsets, scan_together
from kentongan.engine.detection.null import NullSearch, null_maxima
from kentongan.engine.detection.spread import Poisson
from tests.engine.detection.small import on_a_map, table
from tests.engine.detection.worlds import circles_of, map_of, windows_of

# 19 data sets and the real one: twenty ranks, five to a class.
LIMITS = ScanSettings(max_km=40, max_days=3, replicates=19, min_cases=1)
WORLDS, CLASSES, PLACES, DAYS = 160, 4, 12, 8
POINTS = {
    f"{at:02}": (float(x), float(y))
    for at, (x, y) in enumerate(np.random.default_rng(3).random((PLACES, 2)) * 90)
}

type Ranked = Callable[[list[np.ndarray], int], tuple[float, np.ndarray]]


def tables(counts: list[np.ndarray]):  # type: ignore[no-untyped-def]
    return [table(dict(zip(POINTS, one.tolist(), strict=True))) for one in counts]


def quiet_worlds(kinds: int) -> Iterator[list[np.ndarray]]:
    """Places of very different numbers, days alike."""
    rng = np.random.default_rng(kinds)
    rates = rng.gamma(1.5, 0.4, (PLACES, 1))
    for _ in range(WORLDS):
        yield [rng.poisson(np.repeat(rates, DAYS, axis=1)) for _ in range(kinds)]


def of_circles(counts: list[np.ndarray], seed: int) -> tuple[float, np.ndarray]:
    found = scan(tables(counts), on_a_map(POINTS), replace(LIMITS, seed=seed))
    return found.clusters[0].statistic if found.clusters else 0.0, found.null_maxima


def of_shapes(counts: list[np.ndarray], seed: int) -> tuple[float, np.ndarray]:
    found = scan_subsets(tables(counts), on_a_map(POINTS), replace(LIMITS, seed=seed))
    return found.clusters[0].statistic if found.clusters else 0.0, found.null_maxima


def of_kinds(counts: list[np.ndarray], seed: int) -> tuple[float, np.ndarray]:
    named = dict(zip(("loans", "passports"), tables(counts), strict=True))
    clusters, maxima = scan_together(named, on_a_map(POINTS), replace(LIMITS, seed=seed))
    return clusters[0].total if clusters else 0.0, maxima


def of_looks(counts: list[np.ndarray], seed: int) -> tuple[float, np.ndarray]:
    """The largest of the last four evenings, each looked at as it came."""
    limits = replace(LIMITS, seed=seed, earlier_looks=3)
    whole = tables(counts)[0]
    maxima = scan(whole, on_a_map(POINTS), limits).null_maxima
    windows = replace(limits, prospective=False, replicates=1)
    best = scan(whole, on_a_map(POINTS), windows).clusters
    ended = [one.statistic for one in best if (whole.end - one.end).days <= 3]
    return max(ended, default=0.0), maxima


@pytest.mark.parametrize(
    ("ranked", "kinds"), [(of_circles, 1), (of_circles, 2), (of_shapes, 1), (of_kinds, 2)]
)
def test_every_rank_is_as_frequent(ranked: Ranked, kinds: int) -> None:
    seen = np.zeros(CLASSES)
    for seed, counts in enumerate(quiet_worlds(kinds)):
        statistic, maxima = ranked(counts, seed)
        above = np.count_nonzero(maxima > statistic + 1e-9)
        equal = np.count_nonzero(np.abs(maxima - statistic) <= 1e-9)
        rank = above + np.random.default_rng(seed).integers(0, equal + 1)
        seen[rank * CLASSES // 20] += 1
    assert stats.chisquare(seen).pvalue > 0.001


def test_a_watch_that_looks_every_evening_is_fooled_more_often_unless_it_is_allowed_for() -> None:
    """The p-value of one evening is below a twentieth far more often than that over four."""
    adjusted, naive = 0, 0
    for seed, counts in enumerate(quiet_worlds(1)):
        statistic, maxima = of_looks(counts, seed)
        _, once = of_circles(counts, seed)
        adjusted += np.count_nonzero(maxima >= statistic - 1e-9) == 0
        naive += np.count_nonzero(once >= statistic - 1e-9) == 0
    assert adjusted <= 0.05 * WORLDS + 3 * (0.05 * WORLDS) ** 0.5
    assert naive > adjusted


def test_data_sets_in_which_nothing_happens_have_a_maximum_of_nothing() -> None:
    """One case in a year of people: in most data sets it falls outside the last days."""
    counts = np.zeros((1, PLACES, 400), dtype=int)
    counts[0, 0, 0] = 1
    model = Poisson.of(counts, np.ones(counts.shape))
    geometry = map_of(1, PLACES)
    windows = windows_of(model, 400, 1).where(np.arange(1))
    for kernel in ("sparse", "dense"):
        search = NullSearch.of(circles_of(geometry, model), windows, model, LIMITS, kernel)
        maxima = null_maxima(search, model.chance(windows.span, 5), to_outdo=1.0)
        assert maxima.tolist() == [0.0] * LIMITS.replicates
