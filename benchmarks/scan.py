"""How long a scan takes, beside a plain NumPy scan and what SaTScan was measured to take.

``python -m benchmarks.scan`` prints the ratios and writes ``benchmarks/results/scan.json``.
All times are processor seconds, so that other work on the machine matters little.
"""

import json
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Geometry, ScanResult, ScanSettings, scan

RESULTS = Path(__file__).parent / "results" / "scan.json"
TODAY = date(2026, 11, 24)
# The plain scan is timed on so many shuffled data sets and multiplied.
PLAIN_REPLICATES = 3


@dataclass(frozen=True)
class World:
    """Places in a box, a share of them round towns, and cases without a pattern."""

    name: str
    places: int
    box_km: tuple[float, float]
    towns: int
    cases: int
    days: int
    settings: ScanSettings
    # SaTScan 10.3.2 on a world of as many places, cases and neighbours (2.06 million pairs),
    # in processor seconds on 2 x AMD EPYC (Zen 3), November 2026.
    satscan_seconds: float | None = None

    def made(self) -> tuple[CountTable, Geometry]:
        rng = np.random.default_rng(2026)
        codes = [f"{i:06}" for i in range(self.places)]
        x, y = self._points(rng).T
        rates = rng.gamma(0.7, size=self.places)
        where = rng.choice(self.places, self.cases, p=rates / rates.sum())
        when = rng.integers(0, self.days, self.cases)
        events = (
            (codes[i], TODAY - timedelta(days=int(d))) for i, d in zip(where, when, strict=True)
        )
        start = TODAY - timedelta(days=self.days - 1)
        table = CountTable.from_events(events, areas=codes, start=start, end=TODAY)
        return table, Geometry.from_plane(codes, x, y, max_km=self.settings.max_km)

    def _points(self, rng: np.random.Generator) -> NDArray[np.float64]:
        towns = rng.random((self.towns, 2)) * self.box_km
        scattered = rng.random((self.places, 2)) * self.box_km
        near = towns[rng.integers(0, len(towns), self.places)] + rng.normal(0, 6, (self.places, 2))
        return np.where(rng.random((self.places, 1)) < 0.6, near, scattered)


def nightly(days: int, replicates: int, **more: int) -> ScanSettings:
    return ScanSettings(max_km=20, max_days=days, replicates=replicates, **more)


# One immigration office: 636 villages, about 1,300 reports a year.
OFFICE = (636, (90.0, 70.0), 6)
WORLDS = (
    World("office, 90 days, 999 replicates", *OFFICE, 320, 90, nightly(30, 999)),
    World("office, 90 days, 199 replicates", *OFFICE, 320, 90, nightly(30, 199)),
    World(
        "office, 90 days, 199 replicates, early stop",
        *OFFICE, 320, 90, nightly(30, 199, enough_outdone=20),
    ),
    World("office, 365 days, 999 replicates", *OFFICE, 1300, 365, nightly(30, 999)),
    World(
        "5,000 places, 10,000 cases, 999 replicates",
        5000, (1000.0, 160.0), 5, 10_000, 365, ScanSettings(max_km=25, max_days=7),
        satscan_seconds=123.7,
    ),
)  # fmt: skip


def measure(world: World) -> dict[str, object]:
    """One row of the results; raises ValueError where the plain scan finds something else."""
    table, geometry = world.made()
    result, ours = timed(lambda: scan(table, geometry, world.settings))
    best, observed = timed(lambda: plain_maximum(table.counts, geometry, world.settings))
    _check_same(result, best)
    shuffled = [shuffled_times(table.counts, seed) for seed in range(PLAIN_REPLICATES)]
    _, some = timed(lambda: [plain_maximum(c, geometry, world.settings) for c in shuffled])
    plain = observed + some / PLAIN_REPLICATES * world.settings.replicates
    return {
        "world": world.name,
        "pairs": len(geometry.neighbours),
        "settings": asdict(world.settings),
        "replicates_run": len(result.null_maxima),
        "seconds": round(ours, 3),
        "plain_numpy_seconds": round(plain, 1),
        "times_faster_than_plain_numpy": round(plain / ours, 1),
        "satscan_seconds": world.satscan_seconds,
        "times_faster_than_satscan": world.satscan_seconds
        and round(world.satscan_seconds / ours, 1),
    }


def plain_maximum(counts: NDArray[np.int64], geometry: Geometry, settings: ScanSettings) -> float:
    """The largest statistic of one data set, circle by circle and with a logarithm for each."""
    total, longest = int(counts.sum()), int(settings.max_days)
    lately = np.cumsum(counts[:, ::-1][:, :longest], axis=1)
    in_window, in_place, best = lately.sum(axis=0), counts.sum(axis=1), 0.0
    for centre in range(len(geometry.areas)):
        near = geometry.neighbours[geometry.around(centre)]
        inside = np.cumsum(in_place[near])
        fits = inside <= settings.max_share * total
        observed = np.cumsum(lately[near], axis=0)[fits]
        expected = inside[fits, None] * in_window / total
        ratio = log_likelihood_ratio(observed, expected, total)
        best = max(best, float(ratio[observed >= settings.min_cases].max(initial=0)))
    return best


def log_likelihood_ratio(
    observed: NDArray[np.int64], expected: NDArray[np.float64], total: int
) -> NDArray[np.float64]:
    """Of every cylinder, zero without an excess."""
    c, e = np.broadcast_arrays(observed.astype(float), expected)
    ratio, excess = np.zeros(c.shape), c > e
    c, e = c[excess], e[excess]
    outside = np.maximum(total - c, 1.0)
    ratio[excess] = c * np.log(c / e) + (total - c) * np.log(outside / (total - e))
    return ratio


def shuffled_times(counts: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """The same cases per place and per day, put together by chance."""
    places, days = np.nonzero(counts)
    times = counts[places, days]
    drawn = np.random.default_rng(seed).permutation(np.repeat(days, times))
    shuffled = np.zeros_like(counts)
    np.add.at(shuffled, (np.repeat(places, times), drawn), 1)
    return shuffled


def timed[T](work: Callable[[], T]) -> tuple[T, float]:
    """What the work returns and its processor seconds."""
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def _check_same(result: ScanResult, plain: float) -> None:
    ours = result.clusters[0].statistic if result.clusters else 0.0
    if abs(ours - plain) > 1e-9:
        raise ValueError(f"the scan finds {ours} and the plain scan {plain}")


def machine() -> str:
    """The processor, the number of cores, and the versions of what computes."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    what = f"{len(models)} x {models[0]}" if models else platform.processor()
    return f"{what}, Python {platform.python_version()}, NumPy {np.__version__}"


def main() -> None:
    rows = [measure(world) for world in WORLDS]
    print(machine())
    for row in rows:
        print(
            f"{row['world']}: {row['seconds']} s, plain NumPy {row['plain_numpy_seconds']} s "
            f"({row['times_faster_than_plain_numpy']} times), SaTScan as measured "
            f"{row['satscan_seconds'] or '-'} s ({row['times_faster_than_satscan'] or '-'} times)"
        )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
