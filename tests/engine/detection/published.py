"""Published scans: their data, their settings, and what was found in them.

The invented 300 villages are part of this repository. Files of others lie in the reference data
folder, ``KENTONGAN_REFERENCE_DATA``.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.counts import DAYS_IN_YEAR, CountTable, Every
from kentongan.engine.detection import Controls, Geometry, Population, ScanSettings

ROOT = Path(__file__).parents[3]
OURS = ROOT / "tests" / "data" / "detection"
REFERENCE = Path(os.environ.get("KENTONGAN_REFERENCE_DATA", ROOT / ".." / "shared" / "data"))
FOLDERS = (OURS, REFERENCE / "detection")


@dataclass(frozen=True)
class Found:
    """One cluster as it was published: the statistic to 6 decimals, p by a Gumbel law."""

    centre: str
    members: tuple[str, ...]
    radius_km: float
    start: date
    end: date
    observed: int
    expected: float
    statistic: float
    p: float
    recurrence_days: float | None
    replicates: int


@dataclass(frozen=True)
class Sample:
    """A run: the name of its results, its data files, study period and limits.

    against: the kind of file whose people or reports cases are held against, if any.
    """

    run: str
    data: str
    start: date
    end: date
    every: Every
    settings: ScanSettings
    against: Literal["pop", "ctl"] | None = None

    def missing(self) -> str | None:
        """The name of a file that is in no folder, if there is one."""
        kinds = ("cas", "geo", *([self.against] if self.against else []))
        names = (*(f"{self.data}.{kind}" for kind in kinds), f"oracle_scan_null_{self.run}.csv")
        return next((name for name in names if _path(name) is None), None)

    def geometry(self) -> Geometry:
        """Latitude and longitude, or, where a number is no degree, a flat map."""
        places = [line.split() for line in _lines(f"{self.data}.geo")]
        codes, first, second = zip(*places, strict=True)
        latitude, longitude = np.array(first, float), np.array(second, float)
        if np.abs(latitude).max() > 90:
            return Geometry.from_plane(codes, latitude, longitude)
        return Geometry.from_lonlat(codes, longitude, latitude)

    def tables(self) -> list[CountTable]:
        """One table per stratum: per age and sex where the file has those, else one in all."""
        events = self._events("cas")
        return [self._counted(events[stratum]) for stratum in sorted(events)]

    def held_against(self) -> Population | Controls | None:
        """The people, strata in the order of the tables; or the controls."""
        if self.against == "ctl":
            return Controls(self._counted(self._events("ctl")[()]))
        return self._population() if self.against == "pop" else None

    def _counted(self, events: list[tuple[str, date]]) -> CountTable:
        return CountTable.from_events(
            events, areas=self.geometry().areas, start=self.start, end=self.end, every=self.every
        )

    def _events(self, kind: str) -> dict[tuple[str, ...], list[tuple[str, date]]]:
        """By stratum; where there is no date, all are of the first day."""
        events: dict[tuple[str, ...], list[tuple[str, date]]] = defaultdict(list)
        for line in _lines(f"{self.data}.{kind}"):
            place, number, *when = line.split()
            day = _day(when[0]) if when else self.start
            events[tuple(when[1:])] += [(place, day)] * int(number)
        return events

    def _population(self) -> Population:
        """People by stratum and year of the census, two digits of the last century or four."""
        areas, people = self.geometry().areas, defaultdict[tuple[str, ...], float](float)
        for line in _lines(f"{self.data}.pop"):
            place, year, number, *stratum = line.split()
            people[place, year, *stratum] += float(number)
        years, strata = sorted({key[1] for key in people}), sorted(self._events("cas"))
        counted = [
            [[people[area, year, *stratum] for year in years] for area in areas]
            for stratum in strata
        ]
        at = [date(int(year) + (1900 if len(year) == 2 else 0), 7, 1) for year in years]
        return Population.between_censuses(areas, at, counted, self.tables()[0])

    def found(self) -> list[Found]:
        """Everything that was published, most unusual first."""
        rows = csv.DictReader(_lines("oracle_scan_clusters.csv"))
        return [_found(row) for row in rows if row["run"] == self.run]

    def null_maxima(self) -> NDArray[np.float64]:
        return np.array([float(line) for line in _lines(f"oracle_scan_null_{self.run}.csv")[1:]])


def distance_of_laws(some: NDArray[np.float64], others: NDArray[np.float64]) -> tuple[float, float]:
    """Kolmogorov and Smirnov's distance of two samples, and what equal laws exceed 1 time in 100.

    Both are rounded to the 6 published decimals first, as many values occur more than once.
    """
    some, others = np.sort(np.round(some, 6)), np.sort(np.round(others, 6))
    everywhere = np.concatenate((some, others))
    below = [
        np.searchsorted(sample, everywhere, "right") / len(sample) for sample in (some, others)
    ]
    limit = 1.628 * (1 / len(some) + 1 / len(others)) ** 0.5
    return float(np.abs(below[0] - below[1]).max()), limit


def _path(name: str) -> Path | None:
    paths = (folder / prefixed for folder in FOLDERS for prefixed in (name, f"satscan_{name}"))
    return next((path for path in paths if path.exists()), None)


def _lines(name: str) -> Sequence[str]:
    path = _path(name)
    if path is None:
        raise FileNotFoundError(f"{name} is neither in {OURS} nor in the reference data folder")
    return [line for line in path.read_text().splitlines() if line.strip()]


def _day(written: str) -> date:
    """2001/11/3, or the first day of a year where only that is known."""
    year, month, day = (*written.split("/"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


def _found(row: dict[str, str]) -> Found:
    return Found(
        centre=row["centre"],
        members=tuple(row["locations"].split()),
        radius_km=float(row["radius_km"]),
        start=_day(row["start"]),
        end=_day(row["end"]),
        observed=int(row["observed"]),
        expected=float(row["expected"]),
        statistic=float(row["statistic"]),
        p=float(row["p_value"]),
        recurrence_days=float(row["recurrence_days"]) if row["recurrence_days"] else None,
        replicates=int(row["reps"]),
    )


FEVER = ("NYCfever", date(2001, 11, 1), date(2001, 11, 24), 1)
VILLAGES = ("syn300", date(2026, 1, 1), date(2026, 4, 30), 1)
# Whole weeks back from the last day; the first eight days are left out.
WEEKS = ("syn300", date(2026, 1, 9), date(2026, 4, 30), 7)
CANCER = ("nm", date(1973, 1, 1), date(1991, 12, 31), "year")

LEUKAEMIA = ("NHumberside", date(2001, 11, 1), date(2001, 11, 24), 24)
NINE_YEARS = ScanSettings(max_km=None, max_days=9 * DAYS_IN_YEAR)
SPATIAL = ScanSettings(max_km=None, purely_spatial=True)
FORTNIGHT = ScanSettings(max_km=40, max_days=14)

SAMPLES = (
    Sample("nyc_stp_prosp_r3_d7", *FEVER, ScanSettings(max_km=3, max_days=7)),
    Sample("nyc_stp_prosp_pct50_d7", *FEVER, ScanSettings(max_km=None, max_days=7)),
    Sample("nyc_stp_retro_r3_d7", *FEVER, ScanSettings(max_km=3, max_days=7, prospective=False)),
    Sample("nm_stp_retro", *CANCER, replace(NINE_YEARS, prospective=False)),
    Sample("nm_poisson_prosp_pct50_t50", *CANCER, NINE_YEARS, "pop"),
    Sample(
        "nm_poisson_prosp_pct50_3y", *CANCER, replace(NINE_YEARS, max_days=3 * DAYS_IN_YEAR), "pop"
    ),
    Sample("nm_poisson_retro_pct50_t50", *CANCER, replace(NINE_YEARS, prospective=False), "pop"),
    Sample("nm_poisson_spatial_pct50", *CANCER, SPATIAL, "pop"),
    Sample("nhumberside_bernoulli_spatial", *LEUKAEMIA, SPATIAL, "ctl"),
    Sample("syn300_stp_prosp_r40_d14", *VILLAGES, FORTNIGHT),
    Sample("syn300_stp_weekly_prosp", *WEEKS, ScanSettings(max_km=40, max_days=28)),
    Sample("syn300_poisson_prosp_r40_d14", *VILLAGES, FORTNIGHT, "pop"),
    Sample("syn300_bernoulli_prosp_r40_d14", *VILLAGES, FORTNIGHT, "ctl"),
)
