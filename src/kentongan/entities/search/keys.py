"""The table of blinded keys: which mentions share one with a question, at once after writing."""

import struct
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django.db import connection

# A key that more mentions share (the number of a village hall) tells too little to read them all.
MOST_OF_A_KEY = 200
# SQLite takes 32,766 values in one statement.
ROWS_AT_ONCE = 500

FORGET = "DELETE FROM entities_findable WHERE number = %s"
PUT = (
    "INSERT INTO entities_findable (number, keys) VALUES (%s, %s) "
    "ON CONFLICT (number) DO UPDATE SET keys = excluded.keys"
)
HELD = "SELECT keys FROM entities_findable WHERE number = %s"
FORGET_ONE = "DELETE FROM entities_foundby WHERE key = %s AND number = %s"
PUT_ONE = "INSERT INTO entities_foundby (key, number) VALUES (%s, %s) ON CONFLICT DO NOTHING"
FIND_ONE = f"SELECT number FROM entities_foundby WHERE key = %s LIMIT {MOST_OF_A_KEY}"
# One question a key: a common key is cut off alone, and each of the others counts.
FIND = (
    "SELECT one.number FROM unnest(%s::bigint[]) AS asked (key), LATERAL (SELECT number "
    f"FROM entities_findable WHERE keys @> ARRAY[asked.key] LIMIT {MOST_OF_A_KEY}) AS one"
)

type Keys = Sequence[int]


def is_sqlite() -> bool:
    """Which of the two databases this is."""
    return connection.vendor == "sqlite"


def packed(keys: Keys) -> bytes:
    """Keys as one blob."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpacked(blob: bytes) -> tuple[int, ...]:
    """The inverse of ``packed``."""
    return struct.unpack(f"<{len(blob) // 8}q", blob)


def put(rows: Collection[tuple[int, Keys]]) -> None:
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
            for number in listed:
                held = cursor.execute(HELD, [number]).fetchone()
                pairs = [(key, number) for key in unpacked(held[0])] if held else []
                cursor.executemany(FORGET_ONE, pairs)
        cursor.executemany(FORGET, [(number,) for number in listed])


def sharing(keys: Keys) -> Counter[int]:
    """Number → how many of the keys it shares; of a common key only ``MOST_OF_A_KEY`` numbers."""
    shared: Counter[int] = Counter()
    with connection.cursor() as cursor:
        if not is_sqlite():
            cursor.execute(FIND, [list(keys)])
            shared.update(number for (number,) in cursor.fetchall())
            return shared
        for key in keys:
            shared.update(number for (number,) in cursor.execute(FIND_ONE, [key]).fetchall())
    return shared
