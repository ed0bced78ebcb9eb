"""What the most striking combination looks like when nothing has changed: recent rows at random."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.patterns.chances import (
    Drawn,
    Floats,
    exactly,
    log_factorials,
    upper_tail,
)
from kentongan.engine.detection.patterns.counting import SILENT, Counted, Numbers, Rows
from kentongan.engine.detection.patterns.settings import PatternSettings
from kentongan.engine.detection.streams import below, stream_of

# Two combinations of equal counts have equal chances but for the last bits of a logarithm.
ROUNDING = 1e-9


def family_chances(
    p_values: Floats, counted: Counted, recent: NDArray[np.bool_], settings: PatternSettings
) -> Floats:
    """How often the most striking of all combinations is as striking as each, by shuffling.

    Which rows are recent is drawn anew; everything else stays, so that combinations which go
    together do so in every shuffle (Westfall & Young, Resampling-Based Multiple Testing, 1993).
    NaN without a replicate.
    """
    if not settings.replicates or not len(counted):
        return np.full(len(counted), np.nan)
    rows, were = len(recent), int(recent.sum())
    logs, could = log_factorials(rows), counted.told.sum(axis=1).astype(np.int64)
    laid = LaidOut(counted.number, counted.set_of, counted.having, could)
    least = np.array(
        [
            smallest(laid, logs, drawn_rows(rows, were, settings.seed, replicate), settings.middle)
            for replicate in range(settings.replicates)
        ]
    )
    as_striking = np.searchsorted(np.sort(least), p_values * (1 + ROUNDING), side="right")
    return np.asarray((1 + as_striking) / (settings.replicates + 1))


def labels(rows: int, recent: int, seed: int, replicate: int) -> NDArray[np.bool_]:
    """Which rows are drawn, as a truth value for each."""
    chosen = np.zeros(rows, dtype=np.bool_)
    chosen[drawn_rows(rows, recent, seed, replicate)] = True
    return chosen


@njit(cache=True)
def drawn_rows(rows: int, recent: int, seed: int, replicate: int) -> Numbers:
    """So many of the rows, each choice alike; the same for the same seed and replicate."""
    stream, order = stream_of(seed, replicate), np.arange(rows)
    for place in range(recent):
        other = place + below(stream, rows - place)
        order[place], order[other] = order[other], order[place]
    return order[:recent]


class LaidOut(NamedTuple):
    """``Counted`` as compiled code takes it; could: rows that tell all columns of each set."""

    number: Rows
    set_of: Numbers
    having: Numbers
    could: Numbers


@njit(cache=True)
def smallest(laid: LaidOut, logs: Floats, recent: Numbers, middle: bool) -> float:
    """The smallest chance of any combination if these rows were the recent ones."""
    number, set_of, having, could = laid
    seen, were = np.zeros(len(set_of), dtype=np.int64), np.zeros(len(could), dtype=np.int64)
    for row in recent:
        for columns in range(len(could)):
            if number[row, columns] != SILENT:
                were[columns] += 1
            if number[row, columns] >= 0:
                seen[number[row, columns]] += 1
    least = 1.0
    for one in range(len(set_of)):
        columns = set_of[one]
        drawn = Drawn(could[columns], having[one], were[columns], seen[one])
        # A whole tail is no less than its first term.
        if exactly(logs, drawn) * (0.5 if middle else 1.0) < least:
            least = min(least, upper_tail(logs, drawn, middle))
    return least
