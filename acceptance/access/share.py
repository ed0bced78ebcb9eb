"""The machine of ``acceptance.sharing`` over this database, two thousand times.

In runs of 250 with seeds of their own: one long run tries ever closer relatives of what it has
tried. Two halves, so that two processes may share the work.
"""

import time

from acceptance.result import Part
from acceptance.sharing import run

AT_ONCE, RUNS_OF_A_HALF = 250, 4


def first_half(seed: int) -> list[Part]:
    """A thousand sequences."""
    return half(seed, range(RUNS_OF_A_HALF))


def second_half(seed: int) -> list[Part]:
    """The other thousand."""
    return half(seed, range(RUNS_OF_A_HALF, 2 * RUNS_OF_A_HALF))


def half(seed: int, turns: range) -> list[Part]:
    """The figures of some runs; the first sequence that breaks the promise ends them."""
    begun, walked, compared = time.monotonic(), 0, 0
    promise = f">= {AT_ONCE * len(turns)} sequences, 0"
    what = "share, accept, revoke, expire, transfer at random: readings by others"
    for turn in turns:
        try:
            figures = run(AT_ONCE, first=10 * seed + turn)
        except AssertionError as broken:
            said = f"{type(broken).__name__}: {str(broken)[:200]}, seed {10 * seed + turn}"
            return [(what, said, promise, False)]
        walked += figures["sequences"]
        compared += figures["documents compared"]
    seconds = time.monotonic() - begun
    figure = f"0 in {walked} sequences, {compared} documents byte for byte, {seconds:.0f} s"
    return [(what, figure, promise, walked >= AT_ONCE * len(turns) and compared > 0)]
