"""People as columns: what the databases compare, one row a record.

``told_by`` puts people into columns as they were told (``TOLD``), ``table_of_told`` makes of these
the columns that are compared (``SCHEMA``), a million in less than a minute. ``batch_of_prepared``
makes the same of people prepared one by one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import batched
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from kentongan.engine.linkage.batch.chunks import CHUNK, in_chunks
from kentongan.engine.linkage.batch.columns import facts
from kentongan.engine.linkage.batch.columns.keys import Given, keys
from kentongan.engine.linkage.batch.columns.lists import Lists, as_column, from_column
from kentongan.engine.linkage.batch.columns.naming import Naming
from kentongan.engine.linkage.batch.columns.reading import SEXES, read_texts
from kentongan.engine.linkage.batch.columns.texts import taken
from kentongan.engine.linkage.batch.columns.words import Book
from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.names import Rarity
from kentongan.engine.linkage.people import NO_SHARES, Person, Precision, Prepared

TEXTS = (
    "sound", "mother_sound", "number", "written", "number_head", "born", "turned", "month_day",
    "sex", "birth_area", "regency", "district", "village", "passport",
)  # fmt: skip
NUMBERS = ("year", "first_of_january")
LISTS = (
    "spellings", "seldom_spellings", "rare_spellings", "sounds", "rare_sounds", "callings",
    "words", "wide", "coarse", "rare", "telling", "stems", "guards",
    "mother_spellings", "mother_rare_spellings", "mother_sounds", "mother_words",
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
TOLD_TEXTS = (
    "name", "father", "mother", "national_id", "sex", "birth_area", "region_code", "passport",
)  # fmt: skip
TOLD_LISTS = ("others", "phones", "accounts", "handles")
TOLD = pa.schema(
    [
        *((name, pa.string()) for name in TOLD_TEXTS),
        *((name, pa.list_(pa.string())) for name in TOLD_LISTS),
        ("birth_date", pa.date32()),
        ("is_exact", pa.bool_()),
    ]
)


def table_of(people: Iterable[Person], rarity: Rarity = NO_SHARES, processes: int = 1) -> Any:
    """A pyarrow table (``SCHEMA``) of all people, record numbers from 0 in their order."""
    return table_of_told(told_by(people), rarity, processes)


def told_by(people: Iterable[Person]) -> Any:
    """A pyarrow table (``TOLD``) of what was told of all people."""
    chunks = batched(people, CHUNK, strict=False)
    return pa.Table.from_batches(map(told_batch, chunks), TOLD)


def told_batch(people: Sequence[Person]) -> Any:
    """The record batch of some people as told."""
    columns = [pa.array([legible(getattr(one, name)) for one in people]) for name in TOLD_TEXTS]
    columns += [
        pa.array([list(map(legible, getattr(one, name))) for one in people], pa.list_(pa.string()))
        for name in TOLD_LISTS
    ]
    columns.append(pa.array([one.birth_date for one in people], pa.date32()))
    columns.append(pa.array([one.birth_precision is Precision.DAY for one in people], pa.bool_()))
    return pa.record_batch(columns, schema=TOLD)


def legible(text: str) -> str:
    """The text; halves of a sign, which no database holds, as question marks."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def table_of_told(told: Any, rarity: Rarity = NO_SHARES, processes: int = 1) -> Any:
    """A pyarrow table (``SCHEMA``) of a table ``TOLD``, record numbers from 0 in its order."""
    batches = in_chunks(told, lambda: partial(batch_of_told, Book(rarity)), processes)
    return pa.Table.from_batches(batches, SCHEMA)


def rarity_in(told: Any, processes: int = 1) -> Rarity:
    """How many people of a table ``TOLD`` carry each word of a name, as ``names.counted``."""
    counts: Counter[str] = Counter()
    for found in in_chunks(told, lambda: partial(words_in, Book(NO_SHARES)), processes):
        counts.update(found)
    shares = {word: count / told.num_rows for word, count in counts.items()}
    return Rarity(MappingProxyType(shares))


def words_in(book: Book, told: Any, _first: int) -> dict[str, int]:
    """How many names of a record batch ``TOLD`` hold each k1 word."""
    readings, (names,) = read_texts([told["name"]], book)
    words = readings.words.taken(names).distinct().values
    met = np.bincount(words, minlength=len(book.numbers)).tolist()
    return {word: count for word, count in zip(book.numbers, met, strict=True) if count}


def batch_of_told(book: Book, told: Any, first: int) -> Any:
    """The record batch (``SCHEMA``) of a record batch ``TOLD``."""
    found = {**named_columns(told, book), **fact_columns(told)}
    name_sex = found.pop("name_sex")
    found["sex"] = facts.first_filled(told["sex"], found["sex"], name_sex)
    links = facts.links(told)
    found["link"] = facts.first_of(links)
    found["keys"] = keys(given_of(found, links))
    found["record"] = np.arange(first, first + told.num_rows)
    return pa.record_batch([as_arrow(found[name], name) for name in SCHEMA.names], schema=SCHEMA)


def named_columns(told: Any, book: Book) -> dict[str, Any]:
    """The columns of names."""
    others, bounds = from_column(told["others"])
    texts = [told["name"], told["mother"], told["father"], others]
    readings, (name, mother, father, other) = read_texts(texts, book)
    known = book.known()
    naming = Naming(readings, known)
    called = naming.called(name, Lists(other, bounds))
    own, hers = naming.names(called), naming.names(naming.called(mother))
    return {
        "sound": own.sound,
        "spellings": own.spellings,
        "seldom_spellings": own.seldom_spellings,
        "rare_spellings": own.rare_spellings,
        "sounds": own.sounds,
        "rare_sounds": own.rare_sounds,
        "callings": own.callings,
        "words": own.words,
        "wide": naming.wide(called, own.words, father),
        "coarse": naming.coarse(called),
        "rare": naming.few(called, known.rare),
        "telling": naming.few(called, known.telling),
        "stems": naming.of_words(name, known.stems),
        "guards": naming.of_words(name, known.guards),
        "mother_sound": hers.sound,
        "mother_spellings": hers.spellings,
        "mother_rare_spellings": hers.rare_spellings,
        "mother_sounds": hers.sounds,
        "mother_words": hers.words,
        "name_sex": taken(list(SEXES), readings.sexes[name]),
    }


def fact_columns(told: Any) -> dict[str, Any]:
    """The columns of numbers, dates and places; ``sex`` is that of the number."""
    numbers = facts.numbers(told["national_id"])
    days = facts.days(told["birth_date"], told["is_exact"], numbers.born)
    regency, district, village = facts.areas(told["region_code"])
    return {
        "number": numbers.sound,
        "written": numbers.written,
        "number_head": facts.head(numbers.sound),
        "born": days.born,
        "turned": days.turned,
        "month_day": days.month_day,
        "year": days.year,
        "first_of_january": days.first_of_january,
        "sex": numbers.sex,
        "birth_area": facts.birth_areas(told["birth_area"], numbers.area),
        "regency": regency,
        "district": district,
        "village": village,
        "passport": facts.passports(told["passport"]),
    }


def given_of(found: dict[str, Any], links: Lists) -> Given:
    """What keys are made of."""
    names = (
        "number", "written", "passport", "born", "year", "regency", "district", "sound",
        "mother_sound", "coarse", "rare",
    )  # fmt: skip
    return Given(links=links, **{name: found[name] for name in names})


def as_arrow(column: Any, name: str) -> Any:
    """The column in the type of the table."""
    if isinstance(column, Lists):
        return as_column(column)
    return pa.array(column, SCHEMA.field(name).type)


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
