"""Another key for everything: each row's data key is unwrapped with the old, wrapped with the new.

The texts themselves are not touched. The new key stands in the key file, safely on the disk, before
the first row needs it, and the old one stays until no row needs it: a run that is killed anywhere
leaves every row readable, and the next run goes on where it stood.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from kentongan.audit.actions import record
from kentongan.encryption import cells
from kentongan.encryption.cells import Sealed
from kentongan.encryption.errors import Unreadable
from kentongan.encryption.keyring import Keyring, change, fresh_key_id, keyring, only_keys, with_key
from kentongan.encryption.rows import KEY_COLUMNS, Protected, protected_models

# A handful is one transaction: some ten milliseconds in which others wait, and what a kill undoes.
ROWS_AT_ONCE = 500

type Progress = Callable[[str, int], None]


@dataclass
class Rotation:
    """What a run has done: rows by table, and rows whose old key does not open them."""

    to: str
    done: Counter[str] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)


def quiet(table: str, done: int) -> None:
    """Tell nobody."""


def rotate(*, to: str | None = None, today: date, progress: Progress = quiet) -> Rotation:
    """Put every row under key ``to``, made where it is missing.

    Without ``to`` a run that was broken off goes on, or a new key is made. Raises
    ``KeyFileTrouble``.
    """
    chosen = to or unfinished() or fresh_key_id(today)
    change(lambda keys: with_key(keys, chosen))
    rotation = Rotation(chosen)
    for model in protected_models():
        rewrap_table(model, rotation, progress)
    with transaction.atomic():
        record(
            None,
            "keys.rotated",
            f"key:{chosen}",
            rows=rotation.done.total(),
            unreadable=rotation.unreadable.total(),
        )
    return rotation


def unfinished() -> str | None:
    """The current key when some rows are not under it yet; None when all are."""
    current = keyring().current
    return current if keys_in_use() - {current} else None


def keys_in_use() -> set[str]:
    """The ids of all keys that some row is wrapped with."""
    found: set[str] = set()
    for model in protected_models():
        rows = model._base_manager.filter(data_key__isnull=False).order_by()
        found.update(rows.values_list("key_id", flat=True).distinct())
    return found


def rewrap_table(model: type[Protected], rotation: Rotation, progress: Progress) -> None:
    """Every row of one table, a handful at a time, in the order of their keys."""
    last, table = None, model._meta.db_table
    while rows := next_rows(model, rotation.to, last):
        last = rows[-1].pk
        with transaction.atomic():
            for row in rows:
                rewrap(row, rotation)
        progress(table, rotation.done[table])


def next_rows(model: type[Protected], to: str, last: Any) -> Sequence[Protected]:
    """The next rows that are under another key, after the one with the primary key ``last``."""
    waiting = model._base_manager.filter(data_key__isnull=False).exclude(key_id=to)
    if last is not None:
        waiting = waiting.filter(pk__gt=last)
    needed = waiting.only("pk", *KEY_COLUMNS, *model.bound_to)
    return list(needed.order_by("pk")[:ROWS_AT_ONCE])


def rewrap(row: Protected, rotation: Rotation) -> None:
    """One row, unless somebody erased it or wrapped it anew meanwhile."""
    table = row._meta.db_table
    try:
        wrapped = wrapped_anew(row, keyring(), rotation.to)
    except Unreadable:
        rotation.unreadable[table] += 1
        return
    stood = type(row)._base_manager.filter(pk=row.pk, data_key=row.data_key)
    rotation.done[table] += stood.update(data_key=wrapped, key_id=rotation.to)


def wrapped_anew(row: Protected, keys: Keyring, to: str) -> Sealed:
    """The row's data key under another key; raises ``Unreadable``."""
    table, binding = row._meta.db_table, row.binding()
    plain = cells.unwrap(keys, row.key_id, bytes(row.data_key or b""), table, binding)
    return cells.wrap(keys, to, plain, table, binding)


def retire() -> set[str]:
    """Take the keys that no row uses out of the key file; returns their ids."""
    used = keys_in_use()
    before = set(keyring().keys)
    return before - set(change(lambda keys: only_keys(keys, used)).keys)
