"""A mention is found as soon as it is written: its keys and the index's list change with it."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.people import Prepared
from kentongan.entities.comparing import prepared
from kentongan.entities.models import ToIndex
from kentongan.entities.search import keys
from kentongan.entities.search.blinded import blinded
from kentongan.entities.search.people import AnyMention, number_of, role_of
from kentongan.entities.told import Role


@transaction.atomic
def keep_findable(mentions: Iterable[AnyMention]) -> None:
    """Call it in the transaction that writes, changes, withdraws or erases mentions of people.

    Found by keys from the end of that transaction on, by the index a second later; what is
    withdrawn or erased is no longer found by either. Raises ``KeyFileTrouble``.
    """
    listed = list(mentions)
    keep_keys(listed)
    ToIndex.objects.bulk_create(
        [ToIndex(number=number) for number in numbers_of(listed)], batch_size=keys.ROWS_AT_ONCE
    )


def keep_keys(mentions: Sequence[AnyMention]) -> None:
    """The keys of mentions as they stand now."""
    gone = [one for one in mentions if not is_findable(one)]
    keys.forget(numbers_of(gone))
    keys.put(
        [
            (number_of(role_of(one), one.pk), keys_under(role_of(one), prepared(one.person)))
            for one in mentions
            if is_findable(one)
        ]
    )


def keys_under(role: Role, one: Prepared) -> list[int]:
    """The blinded keys of a person."""
    return blinded(role, keys_of(one))


def numbers_of(mentions: Iterable[AnyMention]) -> list[int]:
    """The numbers of mentions, in their order."""
    return [number_of(role_of(one), one.pk) for one in mentions]


def is_findable(mention: AnyMention) -> bool:
    """Whether a mention stands and still tells something."""
    return not mention.withdrawn and not mention.is_erased
