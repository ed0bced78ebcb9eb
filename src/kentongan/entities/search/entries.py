"""What index and keys hold of mentions, and the reading of a whole register part by part."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Max, Min

from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.index import Mark, described, marks_of
from kentongan.entities.comparing import prepared
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.search.blinded import Blind, blinder, marker
from kentongan.entities.search.people import is_findable, number_on
from kentongan.entities.sides import Sort

# Some 0.3 ms each; what is made of a part and not yet taken is all that waits in memory.
IDS_OF_A_PART = 2_000
# All that is read of a mention: with its foreign keys a row takes twice as long to make.
READ = ("source", "key", "told", "data_key", "key_id", "withdrawn")


class Entry(NamedTuple):
    """One mention: its number, what the index finds it by, and its blinded keys."""

    number: int
    marks: tuple[str, ...]
    keys: tuple[int, ...]


class Part(NamedTuple):
    """The mentions of one sort with these ids; ``with_keys``: whether anybody wants the keys."""

    side: Sort
    first: int
    last: int
    with_keys: bool


def parts_of(side: Sort, with_keys: bool) -> list[Part]:
    """All mentions that there are now, in the order of their ids."""
    ends = side.told.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return []
    starts = range(ends["first"], ends["last"] + 1, IDS_OF_A_PART)
    return [Part(side, first, first + IDS_OF_A_PART - 1, with_keys) for first in starts]


def entries_in(part: Part) -> list[Entry]:
    """The findable mentions of a part."""
    rows = part.side.told.filter(pk__range=(part.first, part.last)).only(*READ).order_by("pk")
    return entries_of(part.side, filter(is_findable, rows), part.with_keys)


def entries_of(
    side: Sort, mentions: Iterable[AnyPersonMention], with_keys: bool = False
) -> list[Entry]:
    """Mentions of one sort in the words of index and keys; raises ``KeyFileTrouble``."""
    mark, blind = marker(side), blinder(side)
    return [entry_of(side, one, mark, blind if with_keys else None) for one in mentions]


def entry_of(side: Sort, mention: AnyPersonMention, mark: Mark, blind: Blind | None) -> Entry:
    """One mention; without keys where there is nothing to blind them."""
    person = prepared(mention.person)
    return Entry(
        number_on(side, mention.pk),
        tuple(marks_of(described(person), mark)),
        tuple(map(blind, keys_of(person))) if blind else (),
    )
