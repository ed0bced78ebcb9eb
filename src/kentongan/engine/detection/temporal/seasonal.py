"""What is expected of each period: a level, waves of a year, and a trend if wanted.

A log-linear regression for counts, Poisson or with a negative binomial variance, of all series at
once, by iterated weighted least squares until nothing moves.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from kentongan.engine.detection.temporal.bounds import Floats, as_series

MOST_STEPS = 100
PRECISION = 1e-10
# A count of zero has no logarithm to begin with.
HEAD_START = 0.1
# A series with cases in a few weeks of the year only is fitted best by a curve that is zero in all
# others, which no step reaches: the log mean where its way there ends.
LOWEST = -30.0
# What R begins with in the place of zero, and how soon it stops.
R_START, R_STEPS = 1 / 6, 5


@dataclass(frozen=True)
class SeasonSettings:
    """waves: sine and cosine of so many waves in a year. trend: whether the log mean may slope.

    year: periods of a year. excess: variance = mean + excess × mean², zero for Poisson.
    until: "r" stops after the five steps that R ``surveillance`` takes for its negative binomial
    chart, up to 3e-5 off the best fit. Raises ValueError where one is impossible.
    """

    waves: int = 1
    trend: bool = False
    year: float = 52
    excess: float = 0.0
    until: Literal["settled", "r"] = "settled"

    def __post_init__(self) -> None:
        if self.waves < 0 or self.excess < 0 or not self.year > 0:
            raise ValueError("waves and excess are at least 0 and a year is longer than 0")

    def design(self, periods: int) -> Floats:
        """(periods × parameters) of the regression."""
        time = np.arange(periods)
        turns = [2 * np.pi / self.year * wave * time for wave in range(1, self.waves + 1)]
        slope = [time / periods] if self.trend else []
        return np.column_stack(
            [np.ones(periods), *slope, *(form(turn) for turn in turns for form in (np.cos, np.sin))]
        )


def seasonal_mean(
    counts: ArrayLike, *, since: int, settings: SeasonSettings | None = None
) -> Floats:
    """(series × periods) expected counts, learnt from the columns before ``since``.

    Each series is fitted alone, whatever the others do. Raises ValueError
    where there is less history than parameters, or a series without any count.
    """
    series, chosen = as_series(counts), settings or SeasonSettings()
    design = chosen.design(series.shape[1])
    if not design.shape[1] <= since <= series.shape[1]:
        raise ValueError(f"{since} columns of history for {design.shape[1]} parameters")
    history = series[:, :since]
    if not np.all(history.any(axis=1)):
        raise ValueError("a series without any count in its history has no mean to rise above")
    return np.exp(coefficients(history, design[:since], chosen) @ design.T)


def coefficients(history: Floats, design: Floats, settings: SeasonSettings) -> Floats:
    """(series × parameters) of the best fit."""
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    as_r, found = settings.until == "r", np.zeros((len(history), design.shape[1]))
    eta = np.log(np.where(history > 0, history, R_START) if as_r else history + HEAD_START)
    moving = np.ones((len(history), 1), dtype=np.bool_)
    for _ in range(R_STEPS if as_r else MOST_STEPS):
        mean = np.exp(eta)
        weight = mean / (1 + settings.excess * mean)
        normal = (weight @ squares).reshape(len(history), *2 * design.shape[1:])
        target = (weight * (eta + history / mean - 1)) @ design
        step = np.linalg.solve(normal, target[:, :, None])[:, :, 0]
        before, found = found, np.where(moving, step, found)
        eta = found @ design.T
        moved = np.max(np.abs(found - before), axis=1, keepdims=True) >= PRECISION
        moving &= moved & (np.min(eta, axis=1, keepdims=True) > LOWEST)
        if not moving.any():
            break
    return found
