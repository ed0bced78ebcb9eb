"""Work shared among processes: each makes its share of the parts, this one takes them in order.

A clerk is started anew and not forked: a forked process would share the database connection of this
one. Clerks read and compute, nothing else; whatever happens, they end before ``in_order`` does.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from traceback import format_exc
from typing import Any

import django
from django.db import connection

SPAWN = get_context("spawn")
# Steps behind the pages, which are answered beside them.
NICENESS = 10


class ClerkLost(RuntimeError):
    """A clerk ended before its work was done: somebody killed it, or memory ran out."""


@contextmanager
def in_order[Part, Made](
    make: Callable[[Part], Made], parts: Sequence[Part], processes: int
) -> Iterator[Iterator[Made]]:
    """Gives what ``make`` makes of each part, in their order.

    By this process where one is enough, else by so many clerks: ``make`` is then a function of a
    module. Each is at most one part ahead. The iterator raises what ``make`` raises, and
    ``ClerkLost``.
    """
    if processes <= 1:
        yield map(make, parts)
        return
    with ExitStack() as stack:
        # The k-th of n clerks makes each n-th part from the k-th on.
        shares = [parts[first::processes] for first in range(min(processes, len(parts)))]
        desks = [stack.enter_context(clerk(make, share)) for share in shares]
        yield (taken_from(desk) for _part, desk in zip(parts, cycle(desks), strict=False))


@contextmanager
def clerk(make: Callable[[Any], Any], share: Sequence[Any]) -> Iterator[Connection]:
    """A process at work on its share; gives where its results arrive, and ends with the block."""
    # A pipe of its own: of one that all write to, nobody could tell that a clerk died in a word.
    here, there = SPAWN.Pipe()
    with here:
        process = started(there)
        try:
            here.send((make, share))
            yield here
        finally:
            process.kill()  # it only reads
            process.join()


def started(there: Connection) -> SpawnProcess:
    """A clerk with its end of the pipe, which this process keeps no copy of."""
    process = SPAWN.Process(target=work, args=(there,), daemon=True)
    with there, no_interrupts():
        process.start()
    return process


@contextmanager
def no_interrupts() -> Iterator[None]:
    """A process that is begun inside never hears Ctrl-C: this one does, and ends it."""
    resource_tracker.ensure_running()  # by itself it would start inside, and lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def taken_from(desk: Connection) -> Any:
    """The next result of a clerk; raises what its work raised, and ``ClerkLost``."""
    try:
        made = desk.recv()
    except (EOFError, OSError) as error:
        raise ClerkLost("a process that helps to read the register was lost") from error
    if isinstance(made, Exception):
        raise made
    return made


def work(desk: Connection) -> None:
    """The life of a clerk. It waits where nobody takes what it made, and ends with who asked."""
    os.nice(NICENESS)
    django.setup()
    # One connection is enough; PostgreSQL's pool would open four.
    connection.settings_dict["OPTIONS"].pop("pool", None)
    with suppress(EOFError, OSError):
        make, share = desk.recv()
        for part in share:
            desk.send(tried(make, part))


def tried(make: Callable[[Any], Any], part: Any) -> Any:
    """What was made of a part, or the error with the lines where it arose."""
    try:
        return make(part)
    except Exception as error:
        error.add_note(format_exc())
        return error
