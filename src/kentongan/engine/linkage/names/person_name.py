"""A name that was read: what every comparison, key and index starts from."""

from itertools import chain
from typing import NamedTuple

from kentongan.engine.linkage.names.guards import Guard, guards_of


class PersonName(NamedTuple):
    """A read name; a tuple, since registers make them by the million.

    ``k0`` clean, ``k1`` modern spelling, ``k2`` sound and ``k3`` coarse sound hold the same number
    of words; a word of one letter is an initial. ``father``: k1 words behind bin or binti.
    ``sex``: "L" or "P" where a title or marker tells it.
    """

    raw: str
    k0: tuple[str, ...]
    k1: tuple[str, ...]
    k2: tuple[str, ...]
    k3: tuple[str, ...]
    father: tuple[str, ...] = ()
    others: tuple["PersonName", ...] = ()
    sex: str = ""

    @property
    def guards(self) -> tuple[Guard, ...]:
        """(stem, class) of the words in k2: two names that have a stem in common, but no class of
        it, are different names."""
        return tuple(chain.from_iterable(map(guards_of, self.k2)))

    @property
    def initials(self) -> tuple[str, ...]:
        """The words of which only the first letter was written."""
        return tuple(word for word in self.k1 if len(word) == 1)
