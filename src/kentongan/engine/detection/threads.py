"""Work on all centres, shared out among threads; compiled code runs side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

# Pieces of work per thread, as some centres have more neighbours than others.
PIECES = 4


def shared_out[R](
    work: Callable[[NDArray[np.int32]], R], centres: NDArray[np.int32], threads: int
) -> list[R]:
    """What the work returns for each piece of the centres, in their order."""
    if threads == 1:
        return [work(centres)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, np.array_split(centres, threads * PIECES)))
