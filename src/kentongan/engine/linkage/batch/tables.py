"""People as columns: what the databases compare, one row a record."""

from collections.abc import Iterable, Sequence
from itertools import batched
from multiprocessing import get_context
from typing import Any, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]

from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.names import Rarity
from kentongan.engine.linkage.people import NO_SHARES, Person, Prepared, prepare

TEXTS = (
    "sound", "mother_sound", "number", "written", "number_head", "born", "turned", "month_day",
    "sex", "birth_area", "regency", "district", "village", "passport",
)  # fmt: skip
NUMBERS = ("bits", "mother_bits", "year", "first_of_january")
LISTS = (
    "spellings", "sounds", "words", "wide", "coarse", "rare", "telling", "stems", "guards",
    "mother_spellings", "mother_sounds", "mother_words",
)  # fmt: skip
SCHEMA = pa.schema(
    [
        ("record", pa.int64()),
        *((name, pa.string()) for name in TEXTS),
        *((name, pa.int32()) for name in NUMBERS),
        *((name, pa.list_(pa.int64())) for name in LISTS),
        ("link", pa.int64()),  # the first phone, account or handle: for training only
        ("keys", pa.list_(pa.int64())),
    ]
)
# 20,000 prepared people take about 60 MB; a million at once would take 3 GB.
CHUNK = 20_000


class Work(NamedTuple):
    """A piece of a register: the number of its first record, and the people."""

    first: int
    people: tuple[Person, ...]


def table_of(people: Iterable[Person], rarity: Rarity = NO_SHARES, processes: int = 1) -> Any:
    """A pyarrow table (``SCHEMA``) of all people, record numbers from 0 in their order."""
    chunks = batched(people, CHUNK, strict=False)
    works = (Work(at * CHUNK, chunk) for at, chunk in enumerate(chunks))
    if processes == 1:
        return pa.Table.from_batches((batch_of(work, rarity) for work in works), SCHEMA)
    # Forked, so that the shares are inherited: they are large and cannot be sent.
    with get_context("fork").Pool(processes, INHERITED.append, (rarity,)) as pool:
        return pa.Table.from_batches(pool.imap(batch_of_inherited, works), SCHEMA)


INHERITED: list[Rarity] = []  # of a worker process only


def batch_of_inherited(work: Work) -> Any:
    """The record batch of one chunk, in a worker process."""
    return batch_of(work, INHERITED[-1])


def batch_of(work: Work, rarity: Rarity) -> Any:
    """The record batch of one chunk."""
    return batch_of_prepared([prepare(one, rarity) for one in work.people], work.first)


def batch_of_prepared(prepared: Sequence[Prepared], first: int = 0) -> Any:
    """The record batch of people who are prepared already."""
    columns: list[Any] = [pa.array(range(first, first + len(prepared)), pa.int64())]
    columns += [
        pa.array([getattr(one, name) for one in prepared], SCHEMA.field(name).type)
        for name in (*TEXTS, *NUMBERS, *LISTS)
    ]
    columns.append(pa.array([one.links[0] if one.links else None for one in prepared], pa.int64()))
    columns.append(pa.array(map(keys_of, prepared), pa.list_(pa.int64())))
    return pa.record_batch(columns, schema=SCHEMA)
