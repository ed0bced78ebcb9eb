"""Series and the bounds of R ``surveillance`` 1.20.3, from the reference data folder."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from kentongan.engine.detection.temporal import Bounds
from tests.engine.detection.published import REFERENCE

FOLDER = REFERENCE / "detection"
SERIES = {"agona": "surv_salmonella_agona.csv", "newportDE": "surv_salmNewport_DE.csv"}


@dataclass(frozen=True)
class Oracle:
    """The judged columns, their bounds and alarms."""

    columns: NDArray[np.int64]
    upper: NDArray[np.float64]
    alarm: NDArray[np.bool_]

    def differences(self, found: Bounds) -> tuple[float, int]:
        """The largest relative difference of a bound, and how many alarms differ."""
        upper, alarm = found.upper[0, self.columns], found.alarm[0, self.columns]
        apart = np.abs(upper - self.upper) / np.maximum(1.0, np.abs(self.upper))
        return float(apart.max()), int(np.sum(alarm != self.alarm))


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a file; the test is skipped where the folder is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not in the reference data folder")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def series(name: str) -> NDArray[np.float64]:
    """The counts of a named series."""
    return np.array([float(row["n"]) for row in rows(SERIES[name])])


def number(text: str) -> float:
    """A number as R writes it."""
    return float("nan") if text == "NA" else float(text)


def oracle(name: str) -> Oracle:
    """What R gave."""
    found: Sequence[dict[str, str]] = rows(f"oracle_{name}.csv")
    return Oracle(
        np.array([int(row["t"]) - 1 for row in found]),
        np.array([number(row["upperbound"]) for row in found]),
        np.array([row["alarm"] in {"1", "TRUE"} for row in found]),
    )
