"""Rows that were stored in clear, carried over into encrypted columns; for migrations alone.

A migration renames the old column to ``<name>_clear``, adds the encrypted one, carries the rows
over in small transactions (a row without a data key still waits, so a killed migration goes on) and
drops the old column. Afterwards ``forget`` gives the freed space of the database file back.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.exceptions import IrreversibleError
from django.db.models import Model

from kentongan.encryption import cells
from kentongan.encryption.keyring import keyring

ROWS_AT_ONCE = 500
CLEAR = "_clear"

type Row = dict[str, Any]


def text(value: Any) -> bytes:
    """A text column as an encrypted text keeps it."""
    return str(value or "").encode("utf-8", "surrogatepass")


def document(value: Any) -> bytes:
    """A JSON column as encrypted JSON keeps it."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.encode("utf-8", "surrogatepass")


def content(value: Any) -> bytes:
    """A binary column."""
    return bytes(value or b"")


@dataclass(frozen=True)
class Carry:
    """How the rows of one table go over.

    ``fields``: encrypted field → how its old value becomes bytes. ``bound_to``: as in the model.
    ``anew``: other columns that get a new value first, from the row as it stood.
    """

    bound_to: tuple[str, ...]
    fields: Mapping[str, Callable[[Any], bytes]]
    anew: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)


def fresh_row_uuid(_row: Row) -> Any:
    """For tables that are bound to a random id."""
    return uuid4()


def carry_over(model: type[Model], plan: Carry) -> int:
    """Encrypt every row that still waits; returns how many there were."""
    done = 0
    waiting = model._base_manager.filter(data_key=None).order_by("pk")
    while rows := list(waiting[:ROWS_AT_ONCE]):
        with transaction.atomic():
            for row in rows:
                store(model, encrypted(model, row, plan))
        done += len(rows)
    return done


def encrypted(model: type[Model], stood: Model, plan: Carry) -> Row:
    """The new columns of a row."""
    was = {one.attname: getattr(stood, one.attname) for one in model._meta.concrete_fields}
    new: Row = {name: make(was) for name, make in plan.anew.items()}
    binding = "\x1f".join(str((was | new)[name]) for name in plan.bound_to)
    keys, table, key = keyring(), model._meta.db_table, cells.fresh_data_key()
    wrapped = cells.wrap(keys, keys.current, key, table, binding)
    cipher = AESGCM(key)
    sealed = {
        name: cells.seal(cipher, to_bytes(was[name + CLEAR]), cells.about(table, name, binding))
        for name, to_bytes in plan.fields.items()
    }
    return {"pk": stood.pk, "data_key": wrapped, "key_id": keys.current, **new, **sealed}


def store(model: type[Model], row: Row) -> None:
    """Write the new columns of one row."""
    model._base_manager.filter(pk=row.pop("pk")).update(**row)


def forget(tables: Sequence[str]) -> None:
    """Write these tables anew, so that no freed page of them holds what once stood in clear.

    Outside a transaction. SQLite writes the whole database anew, and empties its log.
    """
    with connection.cursor() as cursor:
        for statement in statements(tables):
            cursor.execute(statement)


def statements(tables: Iterable[str]) -> list[str]:
    """What the database at hand is told."""
    if connection.vendor == "sqlite":
        return ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
    return [f"VACUUM FULL {connection.ops.quote_name(table)}" for table in tables]


def no_way_back(_apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The reverse of such a migration; raises IrreversibleError."""
    raise IrreversibleError(
        "What is encrypted is not written in clear again; restore a backup from before instead."
    )


def back_while_empty(app: str, *names: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """A reverse that lets tables without rows go back; with rows it raises IrreversibleError."""

    def step(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if any(apps.get_model(app, name)._base_manager.exists() for name in names):
            no_way_back(apps, schema_editor)

    return step
