"""The machine of ``acceptance.sharing`` over this database, two thousand times."""

import time

from acceptance.result import Part
from acceptance.sharing import run

RUNS = 2_000


def parts(seed: int) -> list[Part]:
    """Raises AssertionError inside when a run breaks the promise; the figure then names it."""
    begun = time.monotonic()
    try:
        run(RUNS)
    except AssertionError as broken:
        said = f"{type(broken).__name__}: {str(broken)[:200]}"
        return [("a non-party read, or other bytes came", said, "never", False)]
    seconds = time.monotonic() - begun
    figure = f"{RUNS} runs in {seconds:.0f} s, 0 readings by others, every copy byte for byte"
    return [("share, accept, revoke, expire, transfer at random", figure, f"{RUNS} runs, 0", True)]
