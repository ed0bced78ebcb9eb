"""Work on all centres, shared out among threads; compiled code runs side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

# Pieces of work per thread, as some centres have more neighbours than others: with four, the last
# piece of two threads runs alone for a tenth of the time.
PIECES = 16
# One thread alone stops as often as this, so that it can be interrupted.
CENTRES_AT_ONCE = 5000


def shared_out[R](
    work: Callable[[NDArray[np.int32]], R], centres: NDArray[np.int32], threads: int
) -> list[R]:
    """What the work returns for each piece of the centres, in their order.

    Raises what the work raises, without beginning another piece.
    """
    if threads == 1:
        pieces = np.array_split(centres, 1 + len(centres) // CENTRES_AT_ONCE)
        return [work(piece) for piece in pieces]
    pool = ThreadPoolExecutor(threads)
    try:
        return list(pool.map(work, np.array_split(centres, threads * PIECES)))
    finally:
        pool.shutdown(cancel_futures=True)
