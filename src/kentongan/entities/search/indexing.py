"""The index on disk: brought up to date every second, made anew when it is missing.

The files lie in ``settings.SEARCH_FOLDER / <generation> / <sort of people>``; the database names
the generation that belongs to it. So an index that is lost, older than the database or newer than
one put back from a backup is never asked.
"""

import secrets
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import lru_cache
from itertools import batched
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.index import Damaged, Index, Writing, described, marks_of
from kentongan.engine.linkage.people import Prepared
from kentongan.entities.comparing import prepared
from kentongan.entities.models import AnyPersonMention, IndexGeneration, ToIndex
from kentongan.entities.search import keys
from kentongan.entities.search.blinded import blinded, marker
from kentongan.entities.search.people import (
    is_findable,
    mention_of,
    number_of,
    number_on,
)
from kentongan.entities.search.writing import keep_keys
from kentongan.entities.sides import EVERY_SORT, Sort

type Gather = Callable[[Sequence[keys.Row]], None]

# Some 0.3 ms each: a second's work, and then others have their turn.
AT_ONCE = 2_000


def folder_of(generation: str, side: Sort) -> Path:
    """Where the files of one sort of people lie."""
    return Path(settings.SEARCH_FOLDER) / generation / side.word


def current() -> str:
    """The generation that belongs to this database; "" for none."""
    return IndexGeneration.objects.values_list("name", flat=True).first() or ""


# One a side: of a folder that was removed the files go when nobody holds them open.
@lru_cache(maxsize=3)
def opened(generation: str, side: Sort) -> Index:
    """An index, opened once a process; raises ``Damaged``."""
    return Index(folder_of(generation, side))


def index_of(side: Sort) -> Index | None:
    """The index to ask, as it stands now; None while there is none."""
    generation = current()
    try:
        found = opened(generation, side) if generation else None
        if found is not None:
            found.look_again()
    except Damaged:
        opened.cache_clear()
        return None
    return found


def bring_up_to_date(now: datetime) -> int:
    """Take in what was written since; returns how many mentions that were. For the worker."""
    generation = current()
    if not generation and not any(side.told.exists() for side in EVERY_SORT):
        return 0
    if not generation or any(index_of(side) is None for side in EVERY_SORT):
        return make_anew(now)
    listed = list(ToIndex.objects.order_by("pk")[:AT_ONCE])
    if not listed:
        return 0
    numbers: dict[Sort, list[int]] = defaultdict(list)
    for side, pk in {mention_of(one.number): None for one in listed}:
        numbers[side].append(pk)
    gone = sum(take_in(generation, side, pks) for side, pks in numbers.items())
    with transaction.atomic():
        ToIndex.objects.filter(pk__in=[one.pk for one in listed]).delete()
        IndexGeneration.objects.filter(name=generation).update(taken_out=F("taken_out") + gone)
    return len(listed)


def take_in(generation: str, side: Sort, pks: list[int]) -> int:
    """Put these mentions as they stand now in place of what was indexed; how many are gone."""
    rows = side.told.filter(pk__in=pks)
    standing = [one for one in rows if is_findable(one)]
    with transaction.atomic():
        # Once more, for keys that were made anew beside their writing.
        keep_keys(standing)
    with opened(generation, side).writing() as writing:
        for pk in pks:
            writing.take_out(number_on(side, pk))
        put_all(writing, side, [(number_of(one), prepared(one.person)) for one in standing])
    return len(pks) - len(standing)


def put_all(writing: Writing, side: Sort, people: Iterable[tuple[int, Prepared]]) -> int:
    """Add people under numbers that the index does not hold; how many."""
    mark, count = marker(side), 0
    for number, person in people:
        writing.put(number, marks_of(described(person), mark))
        count += 1
    return count


def make_anew(now: datetime) -> int:
    """Make the index anew from all mentions; how many. The old one is asked until the end.

    Keys too, where no index belonged to this database: it is new, or was put back from a backup.
    """
    generation = f"{now:%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
    # Whatever is listed by now stands in the mentions that are read below.
    listed = list(ToIndex.objects.values_list("pk", flat=True))
    with nullcontext() if current() else keys.all_anew() as gather:
        count = sum(filled(generation, side, gather) for side in EVERY_SORT)
    with transaction.atomic():
        IndexGeneration.objects.all().delete()
        IndexGeneration.objects.create(name=generation)
        for some in batched(listed, AT_ONCE, strict=False):
            ToIndex.objects.filter(pk__in=some).delete()
    forget_others(generation)
    return count


def filled(generation: str, side: Sort, gather: Gather | None) -> int:
    """A new index of one sort of people; how many it holds."""
    index, count = Index.made_in(folder_of(generation, side)), 0
    with index.writing() as writing:
        for some in in_parts(side):
            people = [(number_of(one), prepared(one.person)) for one in some]
            count += put_all(writing, side, people)
            if gather:
                gather([(number, blinded(side, keys_of(one))) for number, one in people])
    return count


def in_parts(side: Sort) -> Iterator[list[AnyPersonMention]]:
    """All findable mentions, a part at a time."""
    last, rows = 0, side.told.order_by("pk")
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = some[-1].pk
        yield [one for one in some if is_findable(one)]


def forget_others(generation: str) -> None:
    """Remove the files of every other generation."""
    folder = Path(settings.SEARCH_FOLDER)
    for other in folder.iterdir():
        if other.is_dir() and other.name != generation:
            shutil.rmtree(other, ignore_errors=True)


def renew_for_privacy(now: datetime) -> int:
    """Each night: what was taken out leaves the files too, where anything was."""
    if not IndexGeneration.objects.filter(taken_out__gt=0).exists():
        return 0
    return make_anew(now)
