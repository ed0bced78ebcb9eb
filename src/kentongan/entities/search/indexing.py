"""The index on disk: brought up to date every second, made anew when it is missing.

The files lie in ``settings.SEARCH_FOLDER / <generation> / <sort of people>``; the database names
the generation that belongs to it. So an index that is lost, older than the database or newer than
one put back from a backup is never asked.
"""

import secrets
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import lru_cache
from itertools import batched, islice
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from kentongan.engine.linkage.index import Damaged, Index, Writing
from kentongan.entities.models import IndexGeneration, ToIndex
from kentongan.entities.search import keys
from kentongan.entities.search.clerks import in_order
from kentongan.entities.search.entries import Entry, entries_in, entries_of, parts_of
from kentongan.entities.search.people import is_findable, mention_of, number_on
from kentongan.entities.search.writing import keep_keys
from kentongan.entities.sides import EVERY_SORT, Sort

type Gather = Callable[[Sequence[keys.Row]], None]

# Some 0.3 ms each: a second's work, and then others have their turn.
AT_ONCE = 2_000
# Fewer take one process half a minute; for that no other needs 300 MB.
MANY = 50_000


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
        put_all(writing, entries_of(side, standing))
    return len(pks) - len(standing)


def put_all(writing: Writing, entries: Iterable[Entry]) -> None:
    """Add entries under numbers that the index does not hold."""
    for one in entries:
        writing.put(one.number, one.marks)


def make_anew(now: datetime) -> int:
    """Make the index anew from all mentions; how many. The old one is asked until the end, and
    after an error.

    Keys too, where no index belonged to this database: it is new, or was put back from a backup.
    """
    generation = f"{now:%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
    # Whatever is listed by now stands in the mentions that are read below.
    listed = list(ToIndex.objects.values_list("pk", flat=True))
    with (
        given_up_after_an_error(generation),
        nullcontext() if current() else keys.all_anew() as gather,
    ):
        count = written(generation, gather)
    with transaction.atomic():
        IndexGeneration.objects.all().delete()
        IndexGeneration.objects.create(name=generation)
        for some in batched(listed, AT_ONCE, strict=False):
            ToIndex.objects.filter(pk__in=some).delete()
    forget_others(generation)
    return count


@contextmanager
def given_up_after_an_error(generation: str) -> Iterator[None]:
    """Nobody would ever ask what was written so far: the next attempt begins anew."""
    try:
        yield
    except BaseException:
        shutil.rmtree(Path(settings.SEARCH_FOLDER) / generation, ignore_errors=True)
        raise


def written(generation: str, gather: Gather | None) -> int:
    """A new index of all sorts of people, read by as many processes as it is worth; how many."""
    parts = {side: parts_of(side, with_keys=gather is not None) for side in EVERY_SORT}
    every = [part for some in parts.values() for part in some]
    with in_order(entries_in, every, processes()) as made:
        return sum(
            filled(generation, side, islice(made, len(parts[side])), gather) for side in EVERY_SORT
        )


def processes() -> int:
    """How many read: this one alone for few people, or where others see less of the database."""
    if connection.in_atomic_block or sum(side.told.count() for side in EVERY_SORT) <= MANY:
        return 1
    return int(settings.SEARCH_PROCESSES)


def filled(generation: str, side: Sort, parts: Iterable[list[Entry]], gather: Gather | None) -> int:
    """A new index of one sort of people; how many it holds."""
    index, count = Index.made_in(folder_of(generation, side)), 0
    with index.writing() as writing:
        for entries in parts:
            put_all(writing, entries)
            count += len(entries)
            if gather:
                gather([(one.number, one.keys) for one in entries])
    return count


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
