"""Farrington's detectors: the same season of earlier years, with past outbreaks weighed down.

Farrington et al., JRSS A 1996;159:547 and, with seasons and a count law for the bound, Noufaily et
al., Stat Med 2013;32:1206. The rules are those of R ``surveillance`` 1.20 and the bounds are held
to its results. Its flexible form takes the prior weights for the working ones when it computes
standard errors; ``errors="r"`` does the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.detection.temporal.bounds import Expectation, Floats, as_series
from kentongan.engine.detection.temporal.farrington_kernel import Rules, judge
from kentongan.engine.detection.temporal.references import Reach, References

type BoundMethod = Literal["delta", "plugin", "muan"]
FIVE_YEARS = Reach()
METHODS: tuple[BoundMethod, ...] = ("delta", "plugin", "muan")


@dataclass(frozen=True)
class FarringtonSettings:
    """reach: which periods are compared with.

    alpha: how often chance alone raises an alarm in a period. bound: "plugin", the quantile of a
    negative binomial law around the expected count; "muan", around the upper end of the expected
    count; "delta", of a normal law for counts to the power of two thirds.
    reweight_above: past periods this many standard deviations above their mean weigh less.
    trend_p: the slope is kept where its p-value is below. least_cases, lately: no alarm with fewer
    cases in that many periods. errors: see above. Raises ValueError where one is impossible.
    """

    reach: Reach = FIVE_YEARS
    alpha: float = 0.01
    bound: BoundMethod = "plugin"
    reweight_above: float = 2.58
    trend_p: float = 1.0
    least_cases: float = 5
    lately: int = 4
    errors: Literal["model", "r"] = "model"

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha is {self.alpha}; it lies between 0 and 1")
        if self.bound not in METHODS:
            raise ValueError(f"no bound {self.bound!r}; there are {', '.join(METHODS)}")
        if self.lately < 1:
            raise ValueError(f"lately is {self.lately}; it is at least 1")

    @classmethod
    def original(cls, years: int = 5, half_window: int = 3, alpha: float = 0.05) -> Self:
        """The detector of 1996; alpha is two-sided there."""
        reach = Reach(years, half_window, seasons=1, left_out=half_window)
        return cls(reach, alpha / 2, "delta", reweight_above=1.0, trend_p=0.05)

    @property
    def rules(self) -> Rules:
        """The same for the kernel."""
        return Rules(
            self.alpha,
            NormalDist().inv_cdf(1 - self.alpha),
            METHODS.index(self.bound),
            self.reweight_above,
            # A slope from two years is a guess.
            self.trend_p if self.reach.years >= 3 else 0.0,
            self.errors == "r",
        )


@dataclass(frozen=True, eq=False)
class Fitted(Expectation):
    """What is expected by a regression. trend: whether its mean has a slope."""

    trend: NDArray[np.bool_]


def farrington(
    counts: ArrayLike,
    *,
    since: int,
    settings: FarringtonSettings | None = None,
    first_days: Sequence[date] = (),
) -> Fitted:
    """Judge the periods from column ``since`` on.

    counts: (series × periods). first_days: of every period; without them a year is a fixed number
    of periods. Too few cases lately: no bound and no alarm. Raises ValueError for a column
    outside the table, and where the days do not match the periods.
    """
    series, chosen = as_series(counts), settings or FarringtonSettings()
    width = series.shape[1]
    if not 0 <= since < width or (first_days and len(first_days) != width):
        raise ValueError(f"give a column of the {width} periods and a day for each, or none")
    found = References.of(range(since, width), chosen.reach, first_days)
    judged = judge(series, found, chosen.rules)
    judged[too_few(series, found.judged, chosen), 0] = np.nan
    upper, expected, dispersion, p_value, trend = (
        placed(part, found.judged, series.shape) for part in np.moveaxis(judged, 2, 0)
    )
    return Fitted(upper, series > upper, expected, dispersion, p_value, trend > 0)


def too_few(
    series: Floats, judged: NDArray[np.int64], settings: FarringtonSettings
) -> NDArray[np.bool_]:
    """(series × judged) whether there were too few cases in the last periods."""
    back = np.maximum(judged[:, None] - np.arange(settings.lately), 0)
    return series[:, back].sum(axis=2) < settings.least_cases


def placed(part: Floats, judged: NDArray[np.int64], shape: tuple[int, ...]) -> Floats:
    """The judged columns in a table of NaN."""
    table = np.full(shape, np.nan)
    table[:, judged] = part
    return table
