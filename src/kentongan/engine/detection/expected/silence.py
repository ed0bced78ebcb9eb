"""Silence where there used to be notices: an area or an agency that always told and does not now.

Each series is held to its own past, drawn towards its parent (``temporal.shrinkage``), with what
effort and season let expect; the lower tail of the law of what may come next says how unusual so
few are. Where nobody went, nothing is said: that is no silence but a place not asked.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.detection.false_discovery import Correction, false_discovery
from kentongan.engine.detection.temporal.bounds import Floats, as_series
from kentongan.engine.detection.temporal.shrinkage import Past, predicted
from kentongan.engine.detection.temporal.tails import tails

type Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class SilenceSettings:
    """window: the last periods, which are judged together. baseline: periods before them.

    regular: a series is judged where at least this share of earlier windows had a notice.
    discovery: the share of false discoveries among the silences found, in the long run.
    together: what all others tell less than is usual for them is not expected of one either, down
    to this share of it; 1 to expect of each what it usually tells. A feast that nobody knows, or
    a line that is down, silences all at once.
    Raises ValueError where one is impossible.
    """

    window: int = 4
    baseline: int = 52
    regular: float = 0.8
    discovery: float = 0.05
    together: float = 1.0
    correction: Correction = "hochberg"

    def __post_init__(self) -> None:
        if self.window < 1 or self.baseline < 2 * self.window:
            raise ValueError("a window has at least one period and a baseline at least two windows")
        if not (0 < self.regular <= 1 and 0 < self.discovery < 1 and 0 < self.together <= 1):
            raise ValueError("regular, discovery and together are shares")


@dataclass(frozen=True, eq=False)
class Silence:
    """One value for each series; NaN where it was not judged.

    observed, expected: in the window. p: the chance of so few. discovery: the share of false
    discoveries when this one is just kept. silent: the ones found. unvisited: nobody went there in
    the window. quiet: periods since the last notice, all periods where there is none.
    """

    observed: Floats
    expected: Floats
    p: Floats
    discovery: Floats
    silent: Truths
    unvisited: Truths
    quiet: NDArray[np.int64]


def silence(
    counts: ArrayLike,
    *,
    parents: ArrayLike,
    exposure: ArrayLike = 1.0,
    visited: ArrayLike = True,
    settings: SilenceSettings | None = None,
) -> Silence:
    """Judge the last window of every series.

    counts: series × periods. parents: one whole number for each series. exposure: what effort and
    season let expect, above zero. visited: whether anybody went there; both broadcast to counts.
    Raises ValueError where shapes differ or there are too few periods.
    """
    series, chosen = as_series(counts), settings or SilenceSettings()
    groups = np.asarray(parents)
    needed = chosen.window + chosen.baseline
    if groups.shape != series.shape[:1] or series.shape[1] < needed:
        raise ValueError(f"give a parent for each series and at least {needed} periods")
    shares = np.broadcast_to(np.asarray(exposure, dtype=np.float64), series.shape)
    if not np.all(shares > 0):
        raise ValueError("an exposure of zero expects nothing")
    asked = np.broadcast_to(np.asarray(visited, dtype=np.bool_), series.shape)
    observed, mean, chance = lower_tail(series, shares, groups, chosen)
    unvisited = ~asked[:, -chosen.window :].any(axis=1)
    judged = is_regular(series, asked, chosen) & ~unvisited
    p_values = np.where(judged, chance, np.nan)
    shared = false_discovery(p_values, chosen.correction)
    return Silence(
        observed,
        np.where(judged, mean, np.nan),
        p_values,
        shared,
        np.nan_to_num(shared, nan=1.0) <= chosen.discovery,
        unvisited,
        periods_since(series > 0),
    )


def lower_tail(
    series: Floats, exposure: Floats, parents: NDArray[np.int64], settings: SilenceSettings
) -> tuple[Floats, Floats, Floats]:
    """Observed and expected in the window, and the chance of so few."""
    before = slice(-settings.window - settings.baseline, -settings.window)
    counts, shares = series[:, before], exposure[:, before]
    past = Past(
        settings.baseline,
        counts.sum(axis=1, keepdims=True),
        shares.sum(axis=1, keepdims=True),
        (counts**2 / shares).sum(axis=1, keepdims=True),
    )
    ahead = exposure[:, -settings.window :].sum(axis=1, keepdims=True)
    observed = series[:, -settings.window :].sum(axis=1, keepdims=True)
    usual, _dispersion = predicted(past, parents, ahead)
    ahead = ahead * quieter(observed, usual, settings.together)
    mean, dispersion = predicted(past, parents, ahead)
    chance = 1 - tails(observed + 1, mean, dispersion)
    return observed[:, 0], mean[:, 0], np.clip(chance[:, 0], 0.0, 1.0)


def quieter(observed: Floats, usual: Floats, least: float) -> Floats:
    """What the others tell of what is usual for them, at most all of it; 1 where nobody else is."""
    others, expected = observed.sum() - observed, usual.sum() - usual
    told = np.divide(others, expected, out=np.ones_like(others), where=expected > 0)
    return np.clip(told, least, 1.0)


def is_regular(series: Floats, asked: Truths, settings: SilenceSettings) -> Truths:
    """Whether nearly every earlier window in which somebody asked had a notice."""
    windows = settings.baseline // settings.window
    before = slice(-settings.window * (windows + 1), -settings.window)
    shape = (len(series), windows, settings.window)
    told = (series[:, before] > 0).reshape(shape).any(axis=2)
    open_to = asked[:, before].reshape(shape).any(axis=2)
    times = open_to.sum(axis=1)
    return np.asarray((told & open_to).sum(axis=1) >= settings.regular * np.maximum(times, 1))


def periods_since(told: Truths) -> NDArray[np.int64]:
    """Periods after the last one that is true."""
    turned = told[:, ::-1]
    return np.where(told.any(axis=1), turned.argmax(axis=1), told.shape[1]).astype(np.int64)
