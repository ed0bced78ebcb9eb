"""A large table worked on in pieces, by several processes that inherit it."""

from collections.abc import Callable, Iterator
from multiprocessing import get_context
from typing import Any

CHUNK = 100_000  # of people about 200 MB while their columns are made

type Worker[T] = Callable[[Any, int], T]  # asked for a piece and the number of its first row


def in_chunks[T](
    table: Any, make_worker: Callable[[], Worker[T]], processes: int = 1
) -> Iterator[T]:
    """What a worker makes of each piece (a record batch), in order.

    Each process makes one worker of its own, which may remember what it met before.
    """
    starts = range(0, table.num_rows, CHUNK)
    if processes == 1:
        worker = make_worker()
        yield from (worker(piece_of(table, start), start) for start in starts)
        return
    # Forked, so that the table and what the workers know are inherited: they are large.
    with get_context("fork").Pool(processes, become_worker, (table, make_worker)) as pool:
        yield from pool.imap(worked, starts)


def piece_of(table: Any, start: int) -> Any:
    """The record batch of one piece."""
    return table.slice(start, CHUNK).combine_chunks().to_batches()[0]


INHERITED: list[tuple[Any, Worker[Any]]] = []  # of a worker process only


def become_worker(table: Any, make_worker: Callable[[], Worker[Any]]) -> None:
    """Make this process one that works."""
    INHERITED.append((table, make_worker()))


def worked(start: int) -> Any:
    """One piece, in a worker process."""
    table, worker = INHERITED[-1]
    return worker(piece_of(table, start), start)
