"""Clusters of reports planted among villages: the scans beside what offices use today.

``python -m benchmarks.villages [--seed N] [--officers N]`` prints one line per detector and writes
``benchmarks/results/villages.json``.

A world is the villages of three kabupaten of Jawa Timur, another three for each seed (a kabupaten
and the two nearest to it), and a year of reports after 120 days of history. Villages report by
their people (log-normal) and by how willing they are (gamma), about 3.5 reports a day together,
with the rhythm of the week and of the Islamic year. One cluster a month is planted: 6 to 12 reports
within 5 to 14 days in 3 to 8 neighbouring villages of any shape. Every detector looks once a day.

Each has one threshold, chosen on quiet worlds of other seeds (901 and on) so that false alerts
are at most 1 per officer and week; officers: how many share a world, one by default, which is
the hardest. No detector is told that clusters are planted; all are held to the same budget.
"""

import argparse
import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.scan import machine
from benchmarks.worlds import REGIONS
from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Geometry, ScanResult, ScanSettings, scan, scan_subsets
from kentongan.engine.detection.evaluation import (
    Outbreak,
    Signal,
    Terms,
    Watch,
    Worth,
    evaluate,
)
from kentongan.engine.detection.temporal import EarsSettings, ears
from kentongan.engine.synthetic.seasons import factors
from kentongan.engine.synthetic.world import Channel

RESULTS = Path(__file__).parent / "results" / "villages.json"
SEED, WORLDS, TUNING, QUIET_WORLDS = 2026, 8, 901, 6
PROVINCE, START = "35", date(2025, 1, 1)
HISTORY, DAYS, A_DAY = 120, 365, 3.5
SCANNED = 90
MOST_FALSE = 1.0
# A signal finds a cluster when it names at least two of its villages; one may be there by chance.
COMMON = 2
# A rule that counts a week at a time compares it with so many weeks before.
EWARS_WEEKS, MEAN_WEEKS = 3, 8
CIRCLES = ScanSettings(max_km=10, max_days=14, min_cases=3, replicates=1, max_clusters=5)
SUBSETS = ScanSettings(max_km=6, max_days=14, min_cases=3, replicates=1, max_clusters=5)

type Counts = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Scored = tuple[float, Signal]
type Detector = Callable[["World"], Iterator[Scored]]


@dataclass(frozen=True, eq=False)
class World:
    """counts: (villages × days). groups: the sub-district of each village.

    sham: clusters of the same kind that were not planted; what finds them finds by chance.
    """

    counts: Counts
    groups: Counts
    geometry: Geometry
    planted: tuple[Outbreak, ...]
    sham: tuple[Outbreak, ...]

    def table(self, day: int) -> CountTable:
        """What the office has counted lately, on the evening of a day."""
        first = day + 1 - SCANNED
        starts = tuple(START + timedelta(days=n) for n in range(first, day + 1))
        return CountTable(self.counts[:, first : day + 1], self.geometry.areas, starts, starts[-1])


@cache
def regions() -> dict[str, tuple[float, float]]:
    """Longitude and latitude by code, of one province."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"].startswith(PROVINCE)]
    return {row["code"]: (float(row["lon"]), float(row["lat"])) for row in rows if row["lat"]}


@cache
def ground(first: str) -> Geometry:
    """The villages of a kabupaten and of the two nearest to it."""
    at = {code: np.array(point) for code, point in regions().items() if len(code) == 5}
    near = sorted(at, key=lambda code: float(np.sum((at[code] - at[first]) ** 2)))[:3]
    codes = sorted(c for c in regions() if c.count(".") == 3 and c.startswith(tuple(near)))
    points = np.array([regions()[code] for code in codes])
    return Geometry.from_lonlat(codes, *points.T, max_km=CIRCLES.max_km)


def build(seed: int, clusters: int = 12) -> World:
    """One office for one year; clusters: how many are planted."""
    random = np.random.default_rng(seed)
    rural = sorted(code for code in regions() if len(code) == 5 and int(code[3:]) < 70)
    geometry = ground(str(random.choice(rural)))
    villages = len(geometry.areas)
    people = random.lognormal(8, 0.6, villages) * random.gamma(1.5, size=villages)
    rhythm = factors(Channel.PUBLIC, START, HISTORY + DAYS)
    rate = np.outer(people / people.sum(), rhythm / rhythm.mean()) * A_DAY
    counts = random.poisson(rate * random.gamma(25, 1 / 25, HISTORY + DAYS))
    months = [HISTORY + DAYS * number // clusters for number in range(clusters)]
    planted = tuple(plant(random, geometry, counts, month) for month in months)
    sham = tuple(plant(random, geometry, counts.copy(), month) for month in months)
    _, groups = np.unique([code[:8] for code in geometry.areas], return_inverse=True)
    return World(counts, groups.astype(np.int64), geometry, planted, sham)


def plant(random: np.random.Generator, geometry: Geometry, counts: Counts, month: int) -> Outbreak:
    """Add reports of neighbouring villages, beginning in the first two weeks of a month."""
    centre = int(random.integers(len(geometry.areas)))
    near = geometry.neighbours[geometry.around(centre)][:12]
    chosen = random.choice(near, min(len(near), int(random.integers(3, 9))), replace=False)
    begin, length = month + int(random.integers(14)), int(random.integers(5, 15))
    reports = int(random.integers(6, 13))
    where, when = random.choice(chosen, reports), begin + random.integers(0, length, reports)
    np.add.at(counts, (where, when), 1)
    days = [int(day) - HISTORY for day in (when.min(), when.max())]
    return Outbreak(days[0], days[1], frozenset(where.tolist()))


def by_scan(find: Callable[..., ScanResult], settings: ScanSettings) -> Detector:
    """The clusters of each day by their statistic."""

    def scored(world: World) -> Iterator[Scored]:
        row = {code: at for at, code in enumerate(world.geometry.areas)}
        for day in range(HISTORY, HISTORY + DAYS):
            for cluster in find(world.table(day), world.geometry, settings).clusters:
                places = frozenset(row[code] for code in cluster.members)
                yield cluster.statistic, Signal(day - HISTORY, places)

    return scored


def by_sub_district(score: Callable[[Floats], Floats]) -> Detector:
    """A score of each day of each sub-district, which points at all its villages."""

    def scored(world: World) -> Iterator[Scored]:
        groups = range(int(world.groups.max()) + 1)
        sums = np.array([world.counts[world.groups == one].sum(axis=0) for one in groups])
        members = [frozenset(np.flatnonzero(world.groups == one).tolist()) for one in groups]
        found = score(sums.astype(np.float64))[:, HISTORY:]
        for group, day in zip(*np.nonzero(found > 0), strict=True):
            yield float(found[group, day]), Signal(int(day), members[group])

    return scored


def ears_score(method: str) -> Callable[[Floats], Floats]:
    """How many standard deviations the bound may have and still raise an alarm.

    Counts of a sub-district are small: no spread below half a report is believed.
    """

    def score(counts: Floats) -> Floats:
        found = np.zeros_like(counts)
        for alpha in np.geomspace(0.3, 1e-9, 60):
            settings = EarsSettings(alpha, least_spread=0.5)
            alarm = ears(counts, method, settings).alarm  # type: ignore[arg-type]
            found[alarm] = settings.quantile
        return found

    return score


def weeks_before(counts: Floats, weeks: int) -> tuple[Floats, Floats]:
    """(series × days) the last seven days, and (weeks × series × days) those before them."""
    padded = np.pad(np.cumsum(counts, axis=1), ((0, 0), (1, 0)))
    week = np.zeros_like(counts)
    week[:, 6:] = padded[:, 7:] - padded[:, :-7]
    return week, np.stack([np.roll(week, 7 * back, axis=1) for back in range(1, weeks + 1)])


def doubling(counts: Floats) -> Floats:
    """EWARS: at least twice the mean of the three weeks before, and not too few."""
    week, before = weeks_before(counts, EWARS_WEEKS)
    return np.where(week >= 2 * before.mean(axis=0), week, 0.0)


def above_mean(counts: Floats) -> Floats:
    """Standard deviations above the mean of the weeks before, at least two, of two reports."""
    week, before = weeks_before(counts, MEAN_WEEKS)
    spread = np.maximum(before.std(axis=0, ddof=1), 0.5)
    score = (week - before.mean(axis=0)) / spread
    return np.where((score >= 2) & (week >= 2), score, 0.0)


DETECTORS: dict[str, Detector] = {
    "our scan, any shape": by_scan(scan_subsets, SUBSETS),
    "circles only": by_scan(scan, CIRCLES),
    "EARS C2": by_sub_district(ears_score("C2")),
    "EARS C3": by_sub_district(ears_score("C3")),
    "EWARS doubling": by_sub_district(doubling),
    "mean + 2 sd": by_sub_district(above_mean),
}


@dataclass(frozen=True)
class Row:
    """A detector, its threshold, and what it was worth."""

    detector: str
    threshold: float
    worth: Worth
    sham: Worth

    def line(self) -> str:
        """In words."""
        worth, parts = self.worth, list[str]()
        for name, one in (
            ("found", worth.sensitivity),
            ("sham found", self.sham.sensitivity),
            ("median delay", worth.delay),
            ("PPV", worth.predictive),
            ("false per officer-week", worth.false_per_week),
            ("days between alerts", worth.between),
            ("Jaccard", worth.overlap),
        ):
            parts.append(f"{name} {one.value:.2f} [{one.low:.2f}, {one.high:.2f}]" if one else name)
        return f"{self.detector} (threshold {self.threshold:.2f}): {', '.join(parts)}"


def threshold_of(quiet: Sequence[Sequence[Scored]], terms: Terms) -> float:
    """Down from the highest score, the last one before false alerts leave the budget."""
    scores = np.unique([round(score, 1) for one in quiet for score, _ in one])[::-1]
    chosen = float(scores[0])
    for threshold in scores.tolist():
        watches = [Watch(DAYS, kept(one, threshold), ()) for one in quiet]
        if evaluate(watches, terms).false_per_week.value > MOST_FALSE:
            break
        chosen = threshold
    return chosen


def kept(scored: Sequence[Scored], threshold: float) -> list[Signal]:
    """The signals with at least the threshold."""
    return [signal for score, signal in scored if score >= threshold - 1e-9]


def measure(seed: int, officers: float) -> Iterator[Row]:
    """One row per detector, on so many worlds from a seed on."""
    terms = Terms(officers=officers, common=COMMON)
    quiet = [build(TUNING + number, clusters=0) for number in range(QUIET_WORLDS)]
    worlds = [build(seed + number) for number in range(WORLDS)]
    for name, detector in DETECTORS.items():
        threshold = threshold_of([list(detector(world)) for world in quiet], terms)
        signals = [kept(list(detector(world)), threshold) for world in worlds]
        both = [
            [Watch(DAYS, *one) for one in zip(signals, clusters, strict=True)]
            for clusters in ([w.planted for w in worlds], [w.sham for w in worlds])
        ]
        yield Row(name, threshold, *(evaluate(watches, terms) for watches in both))


def main(seed: int = SEED, officers: float = 1) -> None:
    print(machine())
    print(f"{WORLDS} worlds from seed {seed}, {officers:g} officer(s) each; tuned on {TUNING} on")
    rows = []
    for row in measure(seed, officers):
        print(row.line(), flush=True)
        rows.append(asdict(row))
    RESULTS.parent.mkdir(exist_ok=True)
    told = {"seed": seed, "officers": officers, "worlds": WORLDS, "rows": rows}
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--officers", type=float, default=1)
    said = parser.parse_args()
    main(said.seed, said.officers)
