"""A mention is found as soon as it is written: its keys and the index's list change with it."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from kentongan.engine.linkage.blocking import keys_of
from kentongan.entities.comparing import prepared
from kentongan.entities.models import AnyPersonMention, ToIndex
from kentongan.entities.search import keys
from kentongan.entities.search.blinded import blinded
from kentongan.entities.search.people import is_findable, number_of, numbers_of
from kentongan.entities.sides import sort_of


@transaction.atomic
def keep_findable(mentions: Iterable[AnyPersonMention]) -> None:
    """Call it in the transaction that writes or changes mentions of people.

    They are found by keys from the end of that transaction on, by the index a second later; what
    is withdrawn or erased is found by neither. Raises ``KeyFileTrouble``.
    """
    listed = list(mentions)
    keep_keys(listed)
    note(numbers_of(listed))


@transaction.atomic
def take_out(mentions: Iterable[AnyPersonMention]) -> None:
    """Call it in the transaction that withdraws, erases or deletes mentions, before it does."""
    numbers = numbers_of(mentions)
    keys.forget(numbers)
    note(numbers)


def note(numbers: Iterable[int]) -> None:
    """The index shall look at these again."""
    rows = [ToIndex(number=number) for number in numbers]
    ToIndex.objects.bulk_create(rows, batch_size=keys.ROWS_AT_ONCE)


def keep_keys(mentions: Sequence[AnyPersonMention]) -> None:
    """The keys of mentions as they stand now."""
    keys.forget(numbers_of(one for one in mentions if not is_findable(one)))
    keys.put([(number_of(one), keys_under(one)) for one in mentions if is_findable(one)])


def keys_under(mention: AnyPersonMention) -> list[int]:
    """The blinded keys of a mention."""
    return blinded(sort_of(mention), keys_of(prepared(mention.person)))
