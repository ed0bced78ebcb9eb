"""How likely so many recent rows are, if recent rows were drawn from all rows alike.

Of N rows that tell the columns, K have the combination and n are recent: the number of recent ones
among the K follows a hypergeometric law, whatever is usual (the exact conditional test of Fisher).
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Numbers = NDArray[np.int64]

# A further term that adds less than this share changes nothing.
NEGLIGIBLE = 1e-17


def log_factorials(largest: int) -> Floats:
    """ln 0!, ln 1! … up to the largest."""
    logarithms = np.log(np.arange(1, largest + 1, dtype=np.float64))
    return np.concatenate([[0.0], np.cumsum(logarithms)])


class Drawn(NamedTuple):
    """rows tell the columns; of them some have it (having), some are recent, seen are both."""

    rows: int
    having: int
    recent: int
    seen: int


@njit(cache=True)
def exactly(logs: Floats, drawn: Drawn) -> float:
    """The chance of just so many recent rows, where there can be so many."""
    rows, having, recent, seen = drawn
    ways = logs[having] - logs[seen] - logs[having - seen]
    rest, spare = rows - having, recent - seen
    ways += logs[rest] - logs[spare] - logs[rest - spare]
    return math.exp(ways - (logs[rows] - logs[recent] - logs[rows - recent]))


@njit(cache=True)
def upper_tail(logs: Floats, drawn: Drawn, middle: bool) -> float:
    """The chance of so many recent rows or more; with half of "so many" where ``middle``."""
    rows, having, recent, seen = drawn
    least, most = max(0, having - (rows - recent)), min(having, recent)
    if seen < least or seen > most:
        return 1.0 if seen < least else 0.0
    so_many = exactly(logs, drawn)
    if seen == least:
        return 1.0 - so_many / 2 if middle else 1.0
    rest = rows - having
    term, total = 1.0, 0.5 if middle else 1.0
    for number in range(seen, most):
        term *= (having - number) / (number + 1) * (recent - number)
        term /= rest - recent + number + 1
        total += term
        if term < total * NEGLIGIBLE:
            break
    return min(1.0, so_many * total)


@njit(cache=True)
def tails(logs: Floats, drawn: Numbers, middle: bool) -> Floats:
    """``upper_tail`` of every combination; drawn: combinations × rows, having, recent, seen."""
    found = np.empty(len(drawn))
    for one in range(len(drawn)):
        rows, having, recent, seen = drawn[one]
        found[one] = upper_tail(logs, Drawn(rows, having, recent, seen), middle)
    return found
