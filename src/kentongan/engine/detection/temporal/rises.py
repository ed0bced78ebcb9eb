"""The likelihood of rises of negative binomial counts, for every first period, compiled.

The log likelihood ratio of a rise is concave in the rise, and at a fixed rise it is a sum over
periods. So cumulative sums at a few rises bound the largest ratio since any first period from below
and, by the two tangents beside the best rise, from above; only where those bounds do not settle
the matter is the ratio itself maximised.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from kentongan.engine.detection.temporal.bounds import Floats

# Rises of the log mean: none, then from 2 % more to 50 times as many, each higher by a fifth. A
# lasting rise is low and well known, a short one high and less so: the bounds are as near to each
# other for both. Rises that are higher still are maximised one by one.
RISES = 31
LEAST_RISE, HIGHER = 0.02, 1.2
MOST_STEPS = 100
PRECISION = 1e-9
# Sums of hundreds of periods are off by less.
ROUNDING = 1e-9


class Sums(NamedTuple):
    """level, slope: (periods + 1 × rises) of the log ratio, summed over the periods before.

    rises: of the log mean, and growth of the mean at each. thinner: (periods × rises) log of how
    much wider the law of a period becomes, and wide: (the same) variance over mean.
    """

    counts: Floats
    mean: Floats
    excess: float
    rises: Floats
    growth: Floats
    level: Floats
    slope: Floats
    thinner: Floats
    wide: Floats


class Limits(NamedTuple):
    """The largest ratio lies between low and high, near the rise."""

    low: float
    high: float
    rise: float


@njit(cache=True, error_model="numpy")
def sums_of(counts: Floats, mean: Floats, excess: float) -> Sums:
    """Of one series."""
    shape = len(counts) + 1, RISES
    level, slope = np.zeros(shape), np.zeros(shape)
    rises = np.append(0.0, LEAST_RISE * HIGHER ** np.arange(RISES - 1))
    growth = np.exp(rises)
    thinner, wide = np.empty(shape), np.empty(shape)
    for at in range(len(counts)):
        for step in range(RISES):
            wide[at, step] = 1 + excess * growth[step] * mean[at]
            thinner[at, step] = math.log(wide[at, step] / (1 + excess * mean[at]))
    sums = Sums(counts, mean, excess, rises, growth, level, slope, thinner, wide)
    for at in range(len(counts)):
        for step in range(RISES):
            level[at + 1, step] = level_of(sums, 0, at, counts[at], step)
            slope[at + 1, step] = slope_of(sums, 0, at, counts[at], step)
    return sums


@njit(cache=True, error_model="numpy")
def level_of(sums: Sums, begin: int, now: int, count: float, step: int) -> float:
    """The log ratio of a rise since a period, with a count in the last one."""
    before = sums.level[now, step] - sums.level[begin, step]
    part = sums.rises[step] * count - (count + 1 / sums.excess) * sums.thinner[now, step]
    return float(before + part)


@njit(cache=True, error_model="numpy")
def slope_of(sums: Sums, begin: int, now: int, count: float, step: int) -> float:
    """How it grows with the rise."""
    before = sums.slope[now, step] - sums.slope[begin, step]
    return float(before + (count - sums.growth[step] * sums.mean[now]) / sums.wide[now, step])


@njit(cache=True, error_model="numpy")
def limits(sums: Sums, begin: int, now: int, count: float) -> Limits:
    """Of the largest ratio of a rise since a period, with a count in the last one."""
    if slope_of(sums, begin, now, count, 0) <= 0:
        return Limits(0.0, 0.0, 0.0)
    below, above = 0, RISES - 1
    steep = slope_of(sums, begin, now, count, above)
    if steep > 0:
        return Limits(level_of(sums, begin, now, count, above), math.inf, sums.rises[above])
    # Slopes fall: halve to the last rise that is still too small.
    while above - below > 1:
        middle = (below + above) // 2
        if slope_of(sums, begin, now, count, middle) > 0:
            below = middle
        else:
            above = middle
    left = level_of(sums, begin, now, count, below)
    right = level_of(sums, begin, now, count, above)
    rising = slope_of(sums, begin, now, count, below)
    steep = slope_of(sums, begin, now, count, above)
    apart = sums.rises[above] - sums.rises[below]
    along = (right - left - steep * apart) / max(rising - steep, 1e-300)
    high = max(left, right, left + rising * along)
    return Limits(max(left, right), high + ROUNDING * (1 + high), sums.rises[below] + along)


@njit(cache=True, error_model="numpy")
def largest_ratio_of(sums: Sums, first: int, now: int) -> float:
    """The statistic of a period, for rises since the first one or later."""
    least, largest = 0.0, 0.0
    for begin in range(first, now + 1):
        least = max(least, limits(sums, begin, now, sums.counts[now]).low - ROUNDING)
    for begin in range(first, now + 1):
        known = limits(sums, begin, now, sums.counts[now])
        if known.high > max(least, largest):
            seen, mean = sums.counts[begin : now + 1], sums.mean[begin : now + 1]
            largest = max(largest, log_ratio(seen, mean, sums.excess, known.rise))
    return largest


@njit(cache=True, error_model="numpy")
def smallest_loud(sums: Sums, first: int, now: int, threshold: float) -> float:
    """The smallest count of a period with a statistic of at least the threshold.

    The ratio since each first period rises with the count. Late ones first, which need many: most
    of the earlier ones then only have to tell that they do not do with fewer.
    """
    loud = 1.0
    while not is_loud(sums, now, now, loud, threshold):
        loud *= 2
    for begin in range(now, first - 1, -1):
        if is_loud(sums, begin, now, loud - 1, threshold):
            quiet, loud = -1.0, loud - 1
            while loud - quiet > 1:
                middle = math.floor((quiet + loud) / 2)
                if is_loud(sums, begin, now, middle, threshold):
                    loud = middle
                else:
                    quiet = middle
    return loud


@njit(cache=True, error_model="numpy")
def is_loud(sums: Sums, begin: int, now: int, count: float, threshold: float) -> bool:
    """Whether the ratio of a rise since a period reaches the threshold, the last count given."""
    if count < 0:
        return False
    known = limits(sums, begin, now, count)
    if known.high < threshold or known.low - ROUNDING >= threshold:
        return known.high >= threshold
    seen = sums.counts[begin : now + 1].copy()
    seen[-1] = count
    return log_ratio(seen, sums.mean[begin : now + 1], sums.excess, known.rise) >= threshold


@njit(cache=True, error_model="numpy")
def log_ratio(seen: Floats, means: Floats, excess: float, start: float) -> float:
    """The log likelihood ratio of the best rise against none."""
    rise = best_rise(seen, means, excess, start)
    growth, total = math.exp(rise), 0.0
    for at in range(len(seen)):
        thinner = math.log((1 + excess * means[at]) / (1 + excess * growth * means[at]))
        total += rise * seen[at] + (seen[at] + 1 / excess) * thinner
    return total


@njit(cache=True, error_model="numpy")
def best_rise(seen: Floats, means: Floats, excess: float, start: float) -> float:
    """The most likely rise of the log mean, by Newton's method."""
    rise = start
    for _ in range(MOST_STEPS):
        growth = math.exp(rise)
        score = information = 0.0
        for at in range(len(seen)):
            wide = 1 + excess * growth * means[at]
            score += (seen[at] - growth * means[at]) / wide
            information += growth * means[at] * (1 + excess * seen[at]) / (wide * wide)
        rise += score / information
        if abs(score) < PRECISION * information:
            break
    return rise
