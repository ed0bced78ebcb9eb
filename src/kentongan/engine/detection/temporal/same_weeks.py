"""Detectors that compare a period with the same weeks of earlier years, and no model between.

"bayes": the bound of a predictive negative binomial law (Riebler, 2004, after Höhle, 2007: the
prior of the rate is gamma with shape ½ and no rate). "rki": the rule of the Robert Koch Institute,
mean + 2 standard deviations above 20 cases and below them the upper limit of Crow & Gardner. Both
as in R ``surveillance`` 1.20.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.detection.temporal.bounds import Bounds, Floats, as_series
from kentongan.engine.detection.temporal.tails import bounds

# Upper limits of 95 % for a Poisson mean after 0 to 20 cases: Crow & Gardner, Biometrika
# 1959;46:441.
# fmt: off
CROW_GARDNER = (
    3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633,
    19.050, 20.335, 21.364, 22.945, 23.762, 25.400, 26.306, 27.735, 28.966, 30.017,
)
# fmt: on


@dataclass(frozen=True)
class SameWeeks:
    """years: how far back. half_window: periods on either side of the same one of earlier years.

    this_year: whether the half window just before counts too. year: periods of a year.
    alpha: how often chance alone raises an alarm, for "bayes". Raises ValueError where one is
    impossible.
    """

    years: int = 4
    half_window: int = 3
    this_year: bool = True
    year: int = 52
    alpha: float = 0.05

    def __post_init__(self) -> None:
        if self.years < 0 or self.half_window < 0 or self.size < 2:
            raise ValueError("years and half_window give fewer than two periods to compare with")
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha is {self.alpha}; it lies between 0 and 1")

    @property
    def size(self) -> int:
        """The periods that one is compared with."""
        return self.years * (2 * self.half_window + 1) + self.this_year * self.half_window

    @property
    def reach(self) -> int:
        """The first column with enough history."""
        return self.years * self.year + self.half_window


def same_weeks(
    counts: ArrayLike, method: Literal["bayes", "rki"] = "bayes", settings: SameWeeks | None = None
) -> Bounds:
    """Judge every period that has enough history.

    counts: (series × periods). Raises ValueError for an unknown method or impossible counts.
    """
    series, chosen = as_series(counts), settings or SameWeeks()
    if method not in {"bayes", "rki"}:
        raise ValueError(f"no method {method!r}; there are bayes and rki")
    upper = np.full_like(series, np.nan)
    if series.shape[1] > chosen.reach:
        judge = bayes_upper if method == "bayes" else rki_upper
        upper[:, chosen.reach :] = judge(series, chosen)
    return Bounds(upper, series > upper)


def bayes_upper(series: Floats, settings: SameWeeks) -> Floats:
    """The predictive quantile."""
    mean = (summed(series, settings) + 0.5) / settings.size
    score = NormalDist().inv_cdf(1 - settings.alpha)
    return bounds(mean, np.full_like(mean, 1 + 1 / settings.size), settings.alpha, score)


def rki_upper(series: Floats, settings: SameWeeks) -> Floats:
    """Two standard deviations above the mean, or the upper limit of the table."""
    mean = summed(series, settings) / settings.size
    squares = summed(series**2, settings) - settings.size * mean**2
    spread = np.sqrt(np.maximum(0.0, squares) / (settings.size - 1))
    table = np.array(CROW_GARDNER)[np.minimum(mean, 20).astype(np.int64)]
    return np.where(mean > 20, mean + 2 * spread, table)


def summed(values: Floats, settings: SameWeeks) -> Floats:
    """The sum of the compared periods, for every column with enough history."""
    before = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
    now = np.arange(settings.reach, values.shape[1])
    marks = [now - back * settings.year for back in range(1, settings.years + 1)]
    sums = np.zeros((len(values), len(now)))
    for mark in marks:
        sums += window(before, mark, settings.half_window)
    if settings.this_year:
        sums += before[:, now] - before[:, now - settings.half_window]
    return sums


def window(before: Floats, mark: NDArray[np.int64], half: int) -> Floats:
    """The sum of the periods around each mark; before: cumulative sums from zero on."""
    return np.asarray(before[:, mark + half + 1] - before[:, mark - half])
