"""People as sources tell of them, in the form in which the engine compares them."""

from functools import lru_cache

from kentongan.engine.linkage.names import Rarity
from kentongan.engine.linkage.people import Person, Prepared, prepare


@lru_cache(maxsize=1)
def rarity() -> Rarity:
    """How common words of names are."""
    return Rarity()


def prepared(told: Person) -> Prepared:
    """A told person with everything that comparisons, keys and the index use."""
    return prepare(told, rarity())


@lru_cache(maxsize=1)
def model() -> object:
    """The weights."""
    return object()
