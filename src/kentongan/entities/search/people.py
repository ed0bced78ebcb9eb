"""Mentions of people under numbers that tell their sort."""

from collections.abc import Iterable

from kentongan.entities.models import AnyPersonMention
from kentongan.entities.sides import APPLICANTS, PROTECTED, SUSPECTED, Sort, sort_of

# The last bit of a number tells the sort; applicants have the numbers below zero.
SORTS_BY_BIT: tuple[Sort, ...] = (SUSPECTED, PROTECTED)


def number_on(sort: Sort, pk: int) -> int:
    """The number under which a mention is found; one for each of all tables."""
    return -pk if sort == APPLICANTS else 2 * pk + SORTS_BY_BIT.index(sort)


def number_of(mention: AnyPersonMention) -> int:
    """The number of a mention."""
    return number_on(sort_of(mention), mention.pk)


def mention_of(number: int) -> tuple[Sort, int]:
    """The sort and the id of a mention by its number."""
    return (APPLICANTS, -number) if number < 0 else (SORTS_BY_BIT[number % 2], number // 2)


def is_findable(mention: AnyPersonMention) -> bool:
    """Whether a mention stands and still tells something."""
    return not mention.withdrawn and not mention.is_erased


def numbers_of(mentions: Iterable[AnyPersonMention]) -> list[int]:
    """The numbers of mentions, in their order."""
    return [number_of(one) for one in mentions]
