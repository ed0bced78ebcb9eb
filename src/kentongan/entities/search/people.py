"""Mentions of people under numbers that tell their sort."""

from collections.abc import Iterable

from kentongan.entities.models import AnyPersonMention
from kentongan.entities.sides import PROTECTED, SUSPECTED, Side, side_of

# The last bit of a number tells the side.
SIDES_BY_BIT = (SUSPECTED, PROTECTED)


def number_on(side: Side, pk: int) -> int:
    """The number under which a mention is found; one for each of both tables."""
    return 2 * pk + SIDES_BY_BIT.index(side)


def number_of(mention: AnyPersonMention) -> int:
    """The number of a mention."""
    return number_on(side_of(mention), mention.pk)


def mention_of(number: int) -> tuple[Side, int]:
    """The side and the id of a mention by its number."""
    return SIDES_BY_BIT[number % 2], number // 2


def is_findable(mention: AnyPersonMention) -> bool:
    """Whether a mention stands and still tells something."""
    return not mention.withdrawn and not mention.is_erased


def numbers_of(mentions: Iterable[AnyPersonMention]) -> list[int]:
    """The numbers of mentions, in their order."""
    return [number_of(one) for one in mentions]
