"""What the most striking combination looks like when nothing has changed: recent rows at random."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.patterns.chances import (
    Drawn,
    Floats,
    log_factorials,
    upper_tail,
)
from kentongan.engine.detection.patterns.counting import Counted, LaidOut
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
    least = np.array(
        [
            smallest(
                counted.laid_out(),
                log_factorials(len(recent)),
                labels(len(recent), int(recent.sum()), settings.seed, replicate),
                settings.middle,
            )
            for replicate in range(settings.replicates)
        ]
    )
    as_striking = np.searchsorted(np.sort(least), p_values * (1 + ROUNDING), side="right")
    return np.asarray((1 + as_striking) / (settings.replicates + 1))


@njit(cache=True)
def labels(rows: int, recent: int, seed: int, replicate: int) -> NDArray[np.bool_]:
    """So many of the rows, each choice alike; the same for the same seed and replicate."""
    stream, order = stream_of(seed, replicate), np.arange(rows)
    chosen = np.zeros(rows, dtype=np.bool_)
    for place in range(recent):
        other = place + below(stream, rows - place)
        order[place], order[other] = order[other], order[place]
        chosen[order[place]] = True
    return chosen


@njit(cache=True)
def smallest(laid: LaidOut, logs: Floats, recent: NDArray[np.bool_], middle: bool) -> float:
    """The smallest chance of any combination under these labels."""
    members, starts, set_of, told = laid
    could, were = np.zeros(len(told), dtype=np.int64), np.zeros(len(told), dtype=np.int64)
    for columns in range(len(told)):
        for row in range(len(recent)):
            could[columns] += told[columns, row]
            were[columns] += told[columns, row] and recent[row]
    least = 1.0
    for one in range(len(set_of)):
        seen = 0
        for place in range(starts[one], starts[one + 1]):
            seen += recent[members[place]]
        having, columns = starts[one + 1] - starts[one], set_of[one]
        drawn = Drawn(could[columns], having, were[columns], seen)
        least = min(least, upper_tail(logs, drawn, middle))
    return least
