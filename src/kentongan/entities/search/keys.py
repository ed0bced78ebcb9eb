"""The table of blinded keys: which mentions share one with a question, at once after writing."""

import struct
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import batched

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

# A key that more mentions share (the number of a village hall) tells too little to read them all.
MOST_OF_A_KEY = 200
# SQLite takes 32,766 values in one statement.
ROWS_AT_ONCE = 500

FORGET = "DELETE FROM entities_findable WHERE number = %s"
PUT = (
    "INSERT INTO entities_findable (number, keys) VALUES (%s, %s) "
    "ON CONFLICT (number) DO UPDATE SET keys = excluded.keys"
)
HELD = "SELECT number, keys FROM entities_findable WHERE number IN ({marks})"
FORGET_ONE = "DELETE FROM entities_foundby WHERE key = %s AND number = %s"
PUT_ONE = "INSERT INTO entities_foundby (key, number) VALUES (%s, %s) ON CONFLICT DO NOTHING"
FIND_ONE = f"SELECT number FROM entities_foundby WHERE key = %s LIMIT {MOST_OF_A_KEY}"
# One question a key: a common key is cut off alone, and each of the others counts.
FIND = "SELECT entities_found_by(%s::bigint[], %s)"

# All keys anew: gathered in tables of this session, sorted in at the end. Row by row the leaves of
# the tree would be read and written in random order, 25 times a mention.
GATHER = {
    "sqlite": (
        "CREATE TEMP TABLE fresh (number integer, keys blob)",
        "CREATE TEMP TABLE fresh_keys (key integer, number integer)",
    ),
    "postgresql": ("CREATE TEMP TABLE fresh (number bigint, keys bigint[])",),
}
REPLACE = {
    "sqlite": (
        "DELETE FROM entities_findable",
        "DELETE FROM entities_foundby",
        "INSERT INTO entities_findable (number, keys) SELECT number, keys FROM fresh",
        "INSERT INTO entities_foundby (key, number) "
        "SELECT DISTINCT key, number FROM fresh_keys ORDER BY key, number",
    ),
    "postgresql": (
        "SET LOCAL maintenance_work_mem = '512MB'",
        "TRUNCATE entities_findable",
        "DROP INDEX entities_findable_keys",
        "INSERT INTO entities_findable (number, keys) SELECT number, keys FROM fresh",
        "CREATE INDEX entities_findable_keys ON entities_findable USING gin (keys) "
        "WITH (fastupdate = off)",
    ),
}
THROW_AWAY = {
    "sqlite": ("DROP TABLE fresh", "DROP TABLE fresh_keys"),
    "postgresql": ("DROP TABLE fresh",),
}

type Keys = Sequence[int]
type Row = tuple[int, Keys]


def is_sqlite() -> bool:
    """Which of the two databases this is."""
    return connection.vendor == "sqlite"


def packed(keys: Keys) -> bytes:
    """Keys as one blob."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpacked(blob: bytes) -> tuple[int, ...]:
    """The inverse of ``packed``."""
    return struct.unpack(f"<{len(blob) // 8}q", blob)


@contextmanager
def all_anew() -> Iterator[Callable[[Sequence[Row]], None]]:
    """Gives a function that takes rows; at the end they stand in place of all keys before.

    What others put meanwhile is lost: the index's list still names it, and it is put again.
    """
    run(GATHER)
    try:
        yield gather
        with transaction.atomic():
            run(REPLACE)
    finally:
        run(THROW_AWAY)


def run(statements: dict[str, tuple[str, ...]]) -> None:
    """The statements of the database at hand."""
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def gather(rows: Sequence[Row]) -> None:
    """Keep rows for the end."""
    with connection.cursor() as cursor:
        if is_sqlite():
            gather_in_sqlite(cursor, rows)
            return
        with cursor.copy("COPY fresh (number, keys) FROM STDIN") as copy:
            for one, some in rows:
                copy.write_row((one, f"{{{','.join(map(str, some))}}}"))


def gather_in_sqlite(cursor: CursorWrapper, rows: Sequence[Row]) -> None:
    """The same there; ``fresh_keys`` holds each key by itself."""
    pairs = [(key, one) for one, some in rows for key in some]
    # Together, which takes a third of the time; where no transaction runs, a savepoint begins one
    # that locks nothing, since only tables of this session are written.
    cursor.execute("SAVEPOINT gathering")
    try:
        held = [(one, packed(some)) for one, some in rows]
        cursor.executemany("INSERT INTO fresh VALUES (%s, %s)", held)
        cursor.executemany("INSERT INTO fresh_keys VALUES (%s, %s)", pairs)
    finally:
        cursor.execute("RELEASE gathering")


def put(rows: Collection[Row]) -> None:
    """These numbers are found by these keys, and by no others; call it in a transaction."""
    if is_sqlite():
        forget([number for number, _keys in rows])
    with connection.cursor() as cursor:
        if not is_sqlite():
            cursor.executemany(PUT, [(number, list(keys)) for number, keys in rows])
            return
        cursor.executemany(PUT, [(number, packed(keys)) for number, keys in rows])
        cursor.executemany(PUT_ONE, [(key, number) for number, keys in rows for key in keys])


def forget(numbers: Iterable[int]) -> None:
    """These numbers are found no more; call it in a transaction."""
    listed = list(numbers)
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.executemany(FORGET_ONE, list(held_by(listed)))
        cursor.executemany(FORGET, [(number,) for number in listed])


def held_by(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(key, number) of everything under which these numbers are found on SQLite."""
    with connection.cursor() as cursor:
        for some in batched(numbers, ROWS_AT_ONCE, strict=False):
            cursor.execute(HELD.format(marks=", ".join(["%s"] * len(some))), some)
            for number, held in cursor.fetchall():
                yield from ((key, number) for key in unpacked(held))


def sharing(keys: Keys) -> Counter[int]:
    """Number → how many of the keys it shares; of a common key only ``MOST_OF_A_KEY`` numbers."""
    shared: Counter[int] = Counter()
    with connection.cursor() as cursor:
        if not is_sqlite():
            cursor.execute(FIND, [list(keys), MOST_OF_A_KEY])
            shared.update(number for (number,) in cursor.fetchall())
            return shared
        for key in keys:
            shared.update(number for (number,) in cursor.execute(FIND_ONE, [key]).fetchall())
    return shared
