"""One answer whatever the kernel, the threads, the order; even p-values where nothing happens."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from acceptance.result import Part
from kentongan.engine.counts import CountTable
from kentongan.engine.detection import (
    Baseline,
    Controls,
    Geometry,
    Population,
    ScanResult,
    ScanSettings,
    null,
    scan,
)
from kentongan.engine.detection.against import Against
from kentongan.engine.detection.lanes import split
from kentongan.engine.detection.null import Kernel, NullSearch, null_maxima
from tests.engine.detection.small import TODAY, table
from tests.engine.detection.worlds import (
    MODELS,
    circles_of,
    map_of,
    model_of,
    slow_maxima,
    windows_of,
)

SEED = int(os.environ.get("KENTONGAN_SEED", "20261125"))
KERNELS: tuple[tuple[Kernel, int], ...] = (("sparse", 8), ("sparse", 16), ("dense", 8))
# Small worlds of which every cylinder is counted by hand, and data sets of each.
WORLDS, SETS = 20, 10
# Worlds without a pattern, and equal classes of the ranks of 39 data sets and the real one.
QUIET_WORLDS, REPLICATES, CLASSES = 500, 39, 10
LEAST_P = 0.001


def kernel_results() -> Iterator[Part]:
    """One part per model: every kernel against counting by hand, to the last bit."""
    for name in MODELS:
        differ, runs = 0, 0
        for seed in range(SEED, SEED + WORLDS):
            found = list(_by_kernel(name, seed))
            differ += sum(one != found[0] for one in found[1:])
            runs += len(found) - 1
        figure = f"{differ} of {runs} runs differ, {WORLDS * SETS} random data sets"
        what = f"{name}: sparse, dense, threads, blocks, orders, against counting by hand"
        yield what, figure, "no difference", differ == 0


def _by_kernel(name: str, seed: int) -> Iterator[list[float]]:
    """By hand; by every kernel; and by both in pieces, on two threads and another way round."""
    model, geometry = model_of(name, seed, 20, 14), map_of(seed, 20)
    backwards = replace(geometry, walk=np.ascontiguousarray(geometry.walk[::-1]))
    circles, windows = circles_of(geometry, model), windows_of(model, 14, 1)
    limits = ScanSettings(replicates=SETS, min_cases=2, seed=seed)
    chance = model.chance(windows.span, seed)
    yield slow_maxima(circles, windows, model, chance.draw(range(SETS)), 2)
    for kernel, bits in KERNELS:
        with _lanes_of(bits):
            search = NullSearch.of(circles, windows, model, limits, kernel)
            yield null_maxima(search, chance, to_outdo=1.0).tolist()
    for kernel, cases in (("sparse", 1), ("dense", 40)):
        turned = circles_of(backwards, model)
        shared = replace(limits, threads=2 + seed % 3)
        search = NullSearch.of(turned, windows, model, shared, kernel)
        yield null_maxima(search, chance, to_outdo=1.0, cases_at_once=cases).tolist()


class _lanes_of:  # noqa: N801 - read as a phrase: with lanes of 16 bits
    """Every window in lanes of so many bits, whatever is expected."""

    def __init__(self, bits: int) -> None:
        self.bits, self.whole = bits, null.words_of

    def __enter__(self) -> None:
        null.words_of = lambda of, _: list(split(of, np.arange(len(of)), self.bits))

    def __exit__(self, *_: object) -> None:
        null.words_of = self.whole


@dataclass(frozen=True)
class Quiet:
    """Worlds in which nothing is the matter: so many places, days, and cases a day and place."""

    model: str
    loud: float = 1.0
    places: int = 15
    days: int = 10

    @property
    def areas(self) -> tuple[str, ...]:
        """Their codes."""
        return tuple(f"{at:03}" for at in range(self.places))

    def geometry(self) -> Geometry:
        """Places strewn over a hundred kilometres."""
        x, y = np.random.default_rng(SEED).random((2, self.places)) * 100
        return Geometry.from_plane(self.areas, x, y)

    def world(self, rng: np.random.Generator) -> tuple[CountTable, Against | None]:
        """Counts by the null law of the model; the first place is `loud` times as loud."""
        rates = np.random.default_rng(SEED + 1).gamma(1.0, 0.4, self.places)
        rates[0] *= self.loud
        every = np.repeat(rates[:, None], self.days, axis=1)
        if self.model == "bernoulli":
            people = rng.poisson(4 * every)
            cases = rng.binomial(people, 0.25)
            return self._table(cases), Controls(self._table(people - cases))
        if self.model == "forecast":
            return self._table(rng.poisson(every)), Baseline(self.areas, every)
        against = Population(self.areas, every[None]) if self.model == "poisson" else None
        return self._table(rng.poisson(every)), against

    def _table(self, counts: NDArray[np.int64]) -> CountTable:
        return table(dict(zip(self.areas, counts.tolist(), strict=True)))


QUIET = (
    ("space-time permutation", Quiet("permutation")),
    ("space-time permutation, one place ten times as loud", Quiet("permutation", 10.0)),
    ("Poisson", Quiet("poisson")),
    ("Bernoulli", Quiet("bernoulli")),
    ("expected numbers from elsewhere", Quiet("forecast")),
)


def even_results() -> Iterator[Part]:
    """The ranks of quiet worlds among their random data sets, by chi-square."""
    for name, quiet in QUIET:
        seen, rng = np.zeros(CLASSES), np.random.default_rng(SEED + 2)
        geometry = quiet.geometry()
        for number in range(QUIET_WORLDS):
            cases, against = quiet.world(rng)
            limits = ScanSettings(
                max_km=40, max_days=4, replicates=REPLICATES, min_cases=1, seed=SEED + number
            )
            found = scan(cases, geometry, limits, against=against)
            seen[_rank(found, rng) * CLASSES // (REPLICATES + 1)] += 1
        p = float(stats.chisquare(seen).pvalue)
        figure = f"chi-square p {p:.3f}, tenths of {QUIET_WORLDS}: {seen.astype(int).tolist()}"
        yield f"even p-values: {name}", figure, f"p > {LEAST_P}", p > LEAST_P


def _rank(found: ScanResult, rng: np.random.Generator) -> int:
    """Of the real data among all, equals in random order."""
    statistic = found.clusters[0].statistic if found.clusters else 0.0
    equal = np.abs(found.null_maxima - statistic) <= 1e-9
    above = np.count_nonzero((found.null_maxima > statistic) & ~equal)
    return int(above + rng.integers(0, np.count_nonzero(equal) + 1))


type Turned = Callable[[Quiet, np.random.Generator], tuple[ScanResult, ScanResult]]
LIMITS = ScanSettings(max_km=40, max_days=4, replicates=19, seed=SEED % 1000)


def invariance_results() -> Iterator[Part]:
    """What must not matter, on random worlds of every model."""
    for what, turned in TURNS:
        differ = 0
        for _, quiet in QUIET:
            rng = np.random.default_rng(SEED + 3)
            for _ in range(WORLDS):
                one, other = turned(quiet, rng)
                differ += _told(one) != _told(other)
        figure = f"{differ} of {WORLDS * len(QUIET)} scans differ"
        yield f"invariance: {what}", figure, "no difference", differ == 0


def _told(found: ScanResult) -> tuple[object, ...]:
    """Everything but names and days."""
    return (
        found.null_maxima.tolist(),
        [(c.statistic, c.observed, c.expected, c.monte_carlo_p) for c in found.clusters],
    )


def _in_another_order(quiet: Quiet, rng: np.random.Generator) -> tuple[ScanResult, ScanResult]:
    cases, against = quiet.world(rng)
    order = rng.permutation(quiet.places)
    turned = CountTable(
        cases.counts[order], tuple(cases.areas[at] for at in order), cases.starts, cases.end
    )
    geometry = quiet.geometry()
    return (
        scan(cases, geometry, LIMITS, against=against),
        scan(turned, geometry, LIMITS, against=against),
    )


def _elsewhere(quiet: Quiet, rng: np.random.Generator) -> tuple[ScanResult, ScanResult]:
    """A map shifted by whole kilometres and turned by a right angle."""
    cases, against = quiet.world(rng)
    x, y = np.random.default_rng(SEED).integers(0, 100, (2, quiet.places))
    here = Geometry.from_plane(quiet.areas, x, y)
    there = Geometry.from_plane(quiet.areas, 700 - y, x - 300)
    return scan(cases, here, LIMITS, against=against), scan(cases, there, LIMITS, against=against)


def _on_other_days(quiet: Quiet, rng: np.random.Generator) -> tuple[ScanResult, ScanResult]:
    cases, against = quiet.world(rng)
    by = int(rng.integers(1, 5000))
    later = _shifted(cases, by)
    others = Controls(_shifted(against.table, by)) if isinstance(against, Controls) else against
    geometry = quiet.geometry()
    return (
        scan(cases, geometry, LIMITS, against=against),
        scan(later, geometry, LIMITS, against=others),
    )


def _shifted(cases: CountTable, by: int) -> CountTable:
    starts = tuple(start.fromordinal(start.toordinal() + by) for start in cases.starts)
    return CountTable(cases.counts, cases.areas, starts, TODAY.fromordinal(TODAY.toordinal() + by))


TURNS: tuple[tuple[str, Turned], ...] = (
    ("places in another order", _in_another_order),
    ("another place on the map, turned", _elsewhere),
    ("other days", _on_other_days),
)


def order_results() -> Iterator[Part]:
    """A more unusual cluster never has a larger p-value."""
    falls, clusters = 0, 0
    for _, quiet in QUIET:
        rng = np.random.default_rng(SEED + 4)
        for _ in range(WORLDS):
            cases, against = quiet.world(rng)
            found = scan(cases, quiet.geometry(), LIMITS, against=against).clusters
            for ps in ([c.monte_carlo_p for c in found], [c.gumbel_p for c in found]):
                falls += ps != sorted(ps)
            clusters += len(found)
    figure = f"{falls} lists out of order, {clusters} clusters"
    yield "p-values follow the statistic", figure, "none", falls == 0


def sameness_results() -> list[Part]:
    """All parts of the line."""
    return [*kernel_results(), *even_results(), *invariance_results(), *order_results()]
