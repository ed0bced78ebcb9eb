"""How many cases of a random data set fall into the days that are looked at, as running sums.

A table holds the chance of at most 0, 1, 2 … cases; a random fraction is looked up in it.
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.streams import Stream, fraction

# A Poisson law reaches no farther than so many standard deviations and cases, but for a chance
# below 1e-30.
DEVIATIONS, CASES = 12.0, 60.0

type Table = NDArray[np.float64]


@njit(cache=True)
def binomial_table(cases: int, share: float) -> Table:
    """Of so many cases each falls among them with a chance of `share`."""
    table = np.zeros(cases + 1)
    if share >= 1.0:
        table[cases] = 1.0
        return table
    for number in range(cases + 1):
        ways = _ways(cases, number)
        table[number] = math.exp(
            ways + number * math.log(max(share, 1e-300)) + (cases - number) * math.log1p(-share)
        )
    return _summed(table)


@njit(cache=True)
def hypergeometric_table(people: int, inside: int, cases: int) -> Table:
    """Of so many people some are inside; the cases are drawn from all of them."""
    table = np.zeros(min(inside, cases) + 1)
    every_way = _ways(people, cases)
    for number in range(max(0, cases - (people - inside)), len(table)):
        ways = _ways(inside, number) + _ways(people - inside, cases - number)
        table[number] = math.exp(ways - every_way)
    return _summed(table)


@njit(cache=True)
def poisson_table(mean: float) -> Table:
    """So many cases are expected, each by itself."""
    table = np.zeros(int(mean + DEVIATIONS * math.sqrt(mean) + CASES))
    for number in range(len(table)):
        log_mean = math.log(max(mean, 1e-300))
        table[number] = math.exp(number * log_mean - mean - math.lgamma(number + 1.0))
    return _summed(table)


@njit(cache=True)
def number_from(table: Table, stream: Stream) -> int:
    """A random number of cases."""
    return int(np.searchsorted(table, fraction(stream), side="right"))


@njit(cache=True)
def _ways(all_of_them: int, some: int) -> float:
    """The logarithm of the number of ways to choose some of them."""
    rest = math.lgamma(some + 1.0) + math.lgamma(all_of_them - some + 1.0)
    return math.lgamma(all_of_them + 1.0) - rest


@njit(cache=True)
def _summed(chances: Table) -> Table:
    """Running sums that end at one, whatever was lost to rounding."""
    table = np.cumsum(chances)
    table /= table[-1]
    return table
