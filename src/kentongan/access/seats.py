"""Whose seat the database connection sits in: the words that row-level security reads.

Without words the database shows nothing of the guarded tables. Commands and the worker sit in the
trusted seat; a page sits in its viewer's (``access.wall``). A transaction is trusted for as long as
it lasts: deeds check and write beyond what their doer sees.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

TELL = "SELECT set_config('kentongan.trusted', %s, false), set_config('kentongan.seat', %s, false)"
TRUST_TRANSACTION = "SELECT set_config('kentongan.trusted', '1', true)"


@dataclass(frozen=True)
class Seat:
    """``trusted`` is "1" or ""; ``facts`` is the JSON that the policies of the tables read."""

    trusted: str = ""
    facts: str = ""

    @property
    def words(self) -> tuple[str, str]:
        return self.trusted, self.facts


TRUSTED, NOBODY = Seat("1"), Seat()
taken: ContextVar[Seat] = ContextVar("taken", default=TRUSTED)


@contextmanager
def held(seat: Seat) -> Iterator[None]:
    """The seat of everything inside; the one before comes back afterwards."""
    token = taken.set(seat)
    try:
        yield
    finally:
        taken.reset(token)
