"""The temporal detectors: the bounds of R for the same series, and how long they take."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from acceptance.result import Part
from benchmarks.temporal import SERIES as SERIES_COUNT
from benchmarks.temporal import TASKS, first_seconds, seconds_of
from kentongan.engine.detection.temporal import (
    Bounds,
    CusumSettings,
    DelayLaw,
    EarsSettings,
    FarringtonSettings,
    GlrSettings,
    Reach,
    SameWeeks,
    SeasonSettings,
    cusum,
    ears,
    farrington,
    glr,
    nowcast,
    reporting_triangle,
    same_weeks,
    seasonal_mean,
    whole_totals,
)
from tests.engine.detection.temporal.published import FOLDER, SERIES, number, oracle, rows, series

METHODS: tuple[Literal["C1", "C2", "C3"], ...] = ("C1", "C2", "C3")
ALIKE = "no alarm differs, bounds to 1e-6"
EARS = {"": EarsSettings(c3="r"), "_a01_ms05": EarsSettings(0.01, 7, 0.5, "r")}
CUSUM = {
    "standard": CusumSettings(transformation="standard"),
    "rossi": CusumSettings(transformation="rossi"),
    "anscombe": CusumSettings(transformation="anscombe"),
    "anscombe2nd": CusumSettings(transformation="anscombe2nd"),
    "pearsonNegBin": CusumSettings(transformation="negative_binomial", dispersion=5.0),
}
FLEXIBLE = Reach(years=4)
FARRINGTON = {
    "farrington_{}": FarringtonSettings.original(years=4),
    "farringtonFlexible_{}_c1": FarringtonSettings(
        Reach(4, 3, 1, 3), 0.05, "delta", 1.0, 0.05, errors="r"
    ),
    "farringtonFlexible_{}_c2": FarringtonSettings(FLEXIBLE, 0.05, "plugin", errors="r"),
    "farringtonFlexible_{}_c3": FarringtonSettings(FLEXIBLE, 0.05, "delta", errors="r"),
    "farringtonFlexible_{}_c4": FarringtonSettings(FLEXIBLE, 0.05, "muan", errors="r"),
}
SEASONS = {
    "pois": SeasonSettings(waves=2, trend=True),
    "nb": SeasonSettings(waves=2, trend=True, excess=0.2, until="r"),
}
JUDGED = 215  # the first column that R was asked to judge


def oracle_results() -> Iterator[Part]:
    """One part per published run of R."""
    if not FOLDER.exists():
        yield "R's results", f"{FOLDER} not found, see KENTONGAN_REFERENCE_DATA", ALIKE, False
        return
    yield from _ears()
    yield from _cusum()
    yield from _glr()
    yield from _same_weeks()
    yield from _farrington()
    yield _simulated()
    yield _nowcast()


def speed_results() -> Iterator[Part]:
    """One thread, compiled before; and what surge takes to compile for the first time."""
    for task in TASKS.values():
        if task.target is not None:
            _, seconds = seconds_of(task)
            what = f"{task.name}, {SERIES_COUNT:,} series"
            yield what, f"{seconds:.2f} CPU s", f"{task.target} s", seconds <= task.target
    with tempfile.TemporaryDirectory() as folder:
        first, again = (first_seconds("surge", Path(folder)) for _ in range(2))
    figure = f"{first:.1f} CPU s, {again:.2f} from then on"
    yield "surge compiles", figure, "30 s, then 2 s", first <= 30 and again <= 2


def _ears() -> Iterator[Part]:
    for method, name, variant in product(METHODS, SERIES, EARS):
        found = ears(series(name), method, EARS[variant])
        yield _held(f"EARS {method}, {name}{variant}", f"ears{method}_{name}{variant}", found)
    for name, variant in product(SERIES, EARS):
        yield _manual(name, variant)


def _manual(name: str, variant: str) -> Part:
    """C3 as R's manual has it, from the C2 bounds that R gave: excess over two periods."""
    chosen = EARS[variant]
    counts, wanted = series(name), oracle(f"earsC2_{name}{variant}")
    before = np.array([counts[at - 9 : at - 2] for at in wanted.columns])
    mean, z = before.mean(axis=1), chosen.quantile
    spread = (wanted.upper - mean) / z
    with np.errstate(divide="ignore", invalid="ignore"):
        above = np.nan_to_num(np.maximum(0, (counts[wanted.columns] - mean) / spread - 1))
        lately = above[1:-1] + above[:-2]
        upper = np.maximum(0, mean[2:] + spread[2:] * (z - lately))
    found = ears(counts, "C3", EarsSettings(chosen.alpha, 7, chosen.least_spread))
    at = wanted.columns[2:]
    alarm = counts[at] > upper
    what = f"EARS C3 of the manual, {name}{variant}"
    return _alike(what, found.upper[0, at], upper, int(np.sum(found.alarm[0, at] != alarm)))


def _cusum() -> Iterator[Part]:
    for name, chosen in CUSUM.items():
        found = cusum(series("agona"), since=JUDGED, settings=chosen)
        yield _held(f"CUSUM {name}", f"cusum_agona_{name}", found)
    counts = series("agona")
    mean, as_r = seasonal_mean(counts, since=JUDGED), CusumSettings(bounds="r")
    found = cusum(counts, since=JUDGED, mean=mean, settings=as_r)
    yield _held("CUSUM rossi, seasonal mean", "cusum_agona_glm_rossi", found)


def _glr() -> Iterator[Part]:
    """R gives the statistic in the place of a bound."""
    counts = series("agona")
    for name, season in SEASONS.items():
        mean = seasonal_mean(counts, since=JUDGED, settings=season)
        chosen = GlrSettings(excess=season.excess)
        found = glr(counts, since=JUDGED, mean=mean, settings=chosen)
        statistic = Bounds(found.statistic, found.alarm)
        yield _held(f"GLR {name}", f"glr{name}_agona", statistic)


def _same_weeks() -> Iterator[Part]:
    counts = series("agona")
    bayes = same_weeks(counts, "bayes", SameWeeks())
    yield _held("Bayes", "bayes_agona", bayes)
    yield _held("RKI", "rki_agona", same_weeks(counts, "rki", SameWeeks(this_year=False)))


def _farrington() -> Iterator[Part]:
    """The series of Newport has its dates, that of Agona only numbers of weeks."""
    for (case, chosen), name in product(FARRINGTON.items(), SERIES):
        told = rows(SERIES[name]) if name == "newportDE" else []
        days = [date.fromisoformat(row["epoch"]) for row in told]
        file = case.format(name)
        since = int(oracle(file).columns[0])
        found = farrington(series(name), since=since, settings=chosen, first_days=days)
        yield _held(f"Farrington, {file}", file, found)


def _held(what: str, case: str, found: Bounds) -> Part:
    """What was found for one series, against one file of R's."""
    wanted = oracle(case)
    _, alarms = wanted.differences(found)
    return _alike(what, found.upper[0, wanted.columns], wanted.upper, alarms)


def _alike(what: str, ours: NDArray[np.float64], theirs: NDArray[np.float64], alarms: int) -> Part:
    """Relative to R's bound where that is not zero; no bound is R's zero or none."""
    ours, theirs = np.nan_to_num(ours), np.nan_to_num(theirs)
    same = ours == theirs  # also where both are boundless
    apart = np.abs(np.where(same, 0, ours) - np.where(same, 0, theirs))
    worst = float(np.max(apart / np.where(np.abs(theirs) > 1e-3, np.abs(theirs), 1.0)))
    figure = f"{len(ours)} rows, {alarms} alarms differ, bounds off by {worst:.1e} at most"
    return what, figure, ALIKE, alarms == 0 and worst <= 1e-6


def _simulated() -> Part:
    """All 224 series at once; R counted their weeks from the first of January 1970."""
    told = sorted(rows("noufaily28_series.csv"), key=lambda row: int(row["series"]))
    counts = [[int(count) for count in row["counts"].split()] for row in told]
    days = [date(1970, 1, 1) + timedelta(7 * week) for week in range(len(counts[0]))]
    wanted = rows("oracle_farringtonFlexible_noufaily28.csv")
    found = farrington(counts, since=575, first_days=days)
    at = tuple(np.array([(int(row["series"]) - 1, int(row["week"]) - 1) for row in wanted]).T)
    upper = np.array([number(row["upperbound"]) for row in wanted])
    alarm = np.array([row["alarm"] == "1" for row in wanted])
    differ = int(np.sum(found.alarm[at] != alarm))
    what = f"Farrington Flexible, {len(counts)} simulated series, exact"
    _, figure, _, _ = part = _alike(what, found.upper[at], upper, differ)
    return what, figure, "no difference", part[3] and np.array_equal(found.upper[at], upper, True)


def _nowcast() -> Part:
    """The outbreak of 2011 as it was known on the second of June, delays of up to 15 days."""
    told, wanted = rows("surv_husO104Hosp.csv"), rows("oracle_nowcast_hus_20110602.csv")
    first = date.fromisoformat(wanted[0]["date"])
    events, reports = (
        np.array([(date.fromisoformat(row[name]) - first).days for row in told])
        for name in ("dHosp", "dReport")
    )
    triangle = reporting_triangle(events, reports, periods=len(wanted), longest=15)
    whole = whole_totals(nowcast(triangle.sum(axis=1), DelayLaw.of(triangle)))[0]
    known = [at for at, row in enumerate(wanted) if row["lawless"] != "NA"]
    theirs = np.array([[float(wanted[at][n]) for n in ("lawless", "lo", "hi")] for at in known])
    worst = float(np.max(np.abs(whole[known] / theirs - 1)))
    figure = f"{len(known)} days, totals and limits off by {100 * worst:.2f} % at most"
    return "Nowcast of 2011", figure, "0.5 %", worst <= 0.005
