"""How unusual a count is: the logarithm of the likelihood ratio, under three laws of counts."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

# The cases of the whole study are given and fall where they may: the space-time permutation scan
# (Kulldorff et al., PLoS Medicine 2005;2:e59) and the discrete Poisson scan (Kulldorff,
# Communications in Statistics 1997;26:1481).
POISSON = 0
# Cases among a given number of people, cases and controls (Kulldorff 1997).
BERNOULLI = 1
# Expected numbers come from elsewhere (Neill, Int J Forecasting 2009;25:498).
UNCONDITIONAL = 2

# A bound is moved so far to the safe side; an exact logarithm decides the rest.
MARGIN = 1e-9
# A statistic of a million cases is off by so much at most.
ROUNDING = 1e-9


class Law(NamedTuple):
    """A law of counts: its kind, all cases, and what the sizes of all places add up to.

    The size of a cylinder is its expected number, under Bernoulli's law its people.
    """

    kind: int
    cases: float
    size: float


@njit(cache=True)
def expected(size: float, law: Law) -> float:
    """Cases due in a cylinder of such a size."""
    if law.kind == BERNOULLI:
        return size * law.cases / law.size
    return size


@njit(cache=True)
def statistic(count: float, size: float, law: Law) -> float:
    """The log likelihood ratio of so many cases, zero without an excess."""
    if count <= expected(size, law):
        return 0.0
    if law.kind == BERNOULLI:
        return _bernoulli(count, size, law)
    if law.kind == UNCONDITIONAL:
        return count * math.log(count / size) + size - count
    # With every case inside, the second term is 0 x log 0, which is 0.
    outside = law.cases - count
    return count * math.log(count / size) + outside * math.log(
        max(outside, 1.0) / (law.cases - size)
    )


@njit(cache=True)
def _bernoulli(count: float, size: float, law: Law) -> float:
    people, cases = law.size - size, law.cases - count
    inside = _entropy(count, size) + _entropy(size - count, size)
    outside = _entropy(cases, people) + _entropy(people - cases, people)
    all_of_them = _entropy(law.cases, law.size) + _entropy(law.size - law.cases, law.size)
    return max(inside + outside - all_of_them, 0.0)


@njit(cache=True)
def _entropy(part: float, whole: float) -> float:
    """part x log(part / whole), where 0 x log 0 is 0."""
    return part * math.log(part / whole) if part > 0.0 else 0.0


@njit(cache=True)
def largest_sizes(
    floor: float, least: int, top: int, largest: float, law: Law
) -> NDArray[np.float64]:
    """For each count up to `top` the largest size with which its statistic exceeds `floor`.

    Never too small; too large by a hair. Negative where there is none or the count is below
    `least`; infinity at `top`, for counts that cannot occur, and once above `largest`.
    """
    sizes = np.full(top + 1, np.inf)
    sizes[: min(least, top)] = -1.0
    before = 0.0
    for count in range(least, min(top, int(law.cases) + 1)):
        before = _largest_size(floor, count, before, law)
        sizes[count] = before * (1 + MARGIN) if before > 0.0 else -1.0
        if sizes[count] > largest:
            break
    return sizes


@njit(cache=True)
def _largest_size(floor: float, count: int, before: float, law: Law) -> float:
    """By halving, to a share of MARGIN; zero where there is none.

    before: that of a smaller count, which more cases exceed the floor with as well.
    """
    low, high, floor = before, float(count), floor - ROUNDING
    if law.kind == BERNOULLI:
        low, high = max(before, high), count * law.size / law.cases
        if statistic(count, low, law) <= floor:
            return 0.0
    # Any excess is above a floor of nothing; near it the logarithms say little but rounding.
    while floor > 0.0 and high - low > MARGIN * high:
        middle = (low + high) / 2
        if statistic(count, middle, law) > floor:
            low = middle
        else:
            high = middle
    return high
