"""Random numbers by counting: the n-th number of a stream depends on seed, replicate and n alone.

So a data set is the same whichever thread draws it and whatever was drawn before. The numbers are
those of SplitMix64 (Steele, Lea & Flood, OOPSLA 2014), which are a function of a counter.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Its key and how many numbers were drawn, as a compiled function can change an array only.
type Stream = NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
LOW_HALF = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
UNIT = 2.0**-53


@njit(cache=True)
def stream_of(seed: int, replicate: int) -> Stream:
    """A stream at its beginning; seed and replicate from 0."""
    stream = np.zeros(2, dtype=np.uint64)
    stream[0] = _mixed(_mixed(np.uint64(seed) + GOLDEN) ^ (np.uint64(replicate) * FIRST))
    return stream


@njit(cache=True)
def number(stream: Stream) -> np.uint64:
    """The next 64 random bits."""
    stream[1] += np.uint64(1)
    return _mixed(stream[0] + stream[1] * GOLDEN)


@njit(cache=True)
def fraction(stream: Stream) -> float:
    """Evenly from 0, included, to 1, not included."""
    return float(number(stream) >> np.uint64(11)) * UNIT


@njit(cache=True)
def below(stream: Stream, limit: int) -> int:
    """Each of 0 to limit - 1 alike, without bias; limit up to 2^32.

    A multiplication in place of a division (Lemire, ACM Trans Model Comput Simul 2019;29:3).
    """
    wide = np.uint64(limit)
    product = (number(stream) >> HALF) * wide
    if (product & LOW_HALF) < wide:
        least = ((LOW_HALF + np.uint64(1)) - wide) % wide
        while (product & LOW_HALF) < least:
            product = (number(stream) >> HALF) * wide
    return int(product >> HALF)


@njit(cache=True)
def _mixed(bits: np.uint64) -> np.uint64:
    bits = (bits ^ (bits >> np.uint64(30))) * FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * SECOND
    return bits ^ (bits >> np.uint64(31))
