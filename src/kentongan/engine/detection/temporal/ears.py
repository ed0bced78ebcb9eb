"""EARS C1, C2 and C3: short baselines, no seasons, for streams without years of history.

Hutwagner et al., J Urban Health 2003;80:i89; C3 as in Fricker, Hegler & Dunfee, Stat Med
2008;27:3407. The program R ``surveillance`` computes C3 from the count of the day itself instead
of its baseline; ``c3="r"`` does the same, to be held against its results.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numba import njit
from numpy.typing import ArrayLike

from kentongan.engine.detection.temporal.bounds import Bounds, Floats, as_series

# C2 and C3 leave out the two periods before the one they judge: an outbreak that builds up slowly
# must not raise its own baseline.
GUARD = 2


@dataclass(frozen=True)
class EarsSettings:
    """alpha: how often chance alone raises an alarm in a period (one-sided, normal law).

    baseline: periods of history. least_spread: the smallest standard deviation to believe in,
    0 to believe in any. Raises ValueError where one is impossible.
    """

    alpha: float = 0.001
    baseline: int = 7
    least_spread: float = 0.0
    c3: Literal["cdc", "r"] = "cdc"

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha is {self.alpha}; it lies between 0 and 1")
        if self.baseline < 2:
            raise ValueError(f"a baseline of {self.baseline} has no spread; give at least 2")
        if self.least_spread < 0:
            raise ValueError(f"least_spread is {self.least_spread}; it is at least 0")

    @property
    def quantile(self) -> float:
        """How many standard deviations above the mean a count may lie."""
        return NormalDist().inv_cdf(1 - self.alpha)


def ears(
    counts: ArrayLike,
    method: Literal["C1", "C2", "C3"] = "C2",
    settings: EarsSettings | None = None,
) -> Bounds:
    """Judge every period by the ones shortly before it.

    counts: (series × periods). Raises ValueError for an unknown method or impossible counts.
    """
    series, chosen = as_series(counts), settings or EarsSettings()
    if method == "C3":
        upper = upper_of_c3(series, chosen)
    elif method in {"C1", "C2"}:
        mean, spread = baseline(series, chosen, 0 if method == "C1" else GUARD)
        upper = mean + chosen.quantile * spread
    else:
        raise ValueError(f"no method {method!r}; there are C1, C2 and C3")
    return Bounds(upper, series > upper)


def baseline(series: Floats, settings: EarsSettings, guard: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the periods before each one, NaN where there are too few."""
    mean, spread = moving(series, settings.baseline, guard)
    return mean, np.maximum(spread, settings.least_spread)


@njit(cache=True, error_model="numpy")
def moving(series: Floats, length: int, guard: int) -> tuple[Floats, Floats]:
    """Each window is summed anew, so that no rounding adds up."""
    mean, spread = np.full_like(series, np.nan), np.full_like(series, np.nan)
    for row in range(series.shape[0]):
        for now in range(length + guard, series.shape[1]):
            total = squares = 0.0
            for at in range(now - guard - length, now - guard):
                total += series[row, at]
            middle = total / length
            for at in range(now - guard - length, now - guard):
                squares += (series[row, at] - middle) ** 2
            mean[row, now], spread[row, now] = middle, math.sqrt(squares / (length - 1))
    return mean, spread


def upper_of_c3(series: Floats, settings: EarsSettings) -> Floats:
    """The bound of C2, lowered by how far the two periods before lay above one spread."""
    mean, spread = baseline(series, settings, GUARD)
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.maximum(0.0, (series - mean) / spread - 1)
    # No history yet, or no spread and nothing above it: no excess.
    excess[np.isnan(excess)] = 0.0
    lately = np.zeros_like(series)
    for back in range(1, GUARD + 1):
        lately[:, back:] += excess[:, :-back]
    centre = series if settings.c3 == "r" else mean
    with np.errstate(invalid="ignore"):  # no spread after a boundless excess
        upper = np.maximum(0.0, centre + spread * (settings.quantile - lately))
    return np.where(np.isnan(upper) & ~np.isnan(mean), np.maximum(0.0, centre), upper)
