"""What a backup holds of each table, and how a value is written as JSON and read back.

The form is the same for SQLite and PostgreSQL: a copy of one can be brought into the other.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import (
    BinaryField,
    DateField,
    DecimalField,
    DurationField,
    Field,
    ForeignKey,
    Model,
    TimeField,
    UUIDField,
)
from django.db.models.sql import InsertQuery

from kentongan.access.models import SealedIdentity
from kentongan.encryption.cells import Sealed
from kentongan.encryption.fields import EncryptedColumn
from kentongan.encryption.rows import Protected

# What is kept for seven days only, and so stands in the other file: without it a row is erased.
NEXT_TRANSACTIONS = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL"
KEY_COLUMNS = ("data_key", "key_id")
SEALED_COLUMNS = ("blob", "erased_at")


# Moments, codes and amounts; a foreign key has the form of what it points to.
WRITTEN_AS_TEXT = (DateField, TimeField, DurationField, UUIDField, DecimalField, ForeignKey)


class Encoder(DjangoJSONEncoder):
    """Bytes as base64, instants with all their microseconds."""

    def default(self, value: Any) -> Any:
        if isinstance(value, bytes | memoryview):
            return b64encode(bytes(value)).decode("ascii")
        if hasattr(value, "isoformat"):
            return value.isoformat()
        return super().default(value)


def tables() -> list[type[Model]]:
    """Every table of the product and of what it stands on."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not is_session(model)]


def is_session(model: type[Model]) -> bool:
    """Who was logged in when the copy was made is not logged in after it comes back."""
    return issubclass(model, AbstractBaseSession)


def columns(model: type[Model]) -> "list[Field[Any, Any]]":
    """The columns of a table."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def rows(model: type[Model]) -> Iterator[tuple[Any, ...]]:
    """Every row in the order of its key; encrypted columns as ciphertext."""
    names = [field.attname for field in columns(model)]
    yield from model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000)


def read_back(field: "Field[Any, Any]", value: Any) -> Any:
    """A value as the column takes it, out of JSON; what JSON itself knows stays as it is."""
    if isinstance(field, EncryptedColumn) and value is not None:
        return Sealed(b64decode(value))
    if isinstance(field, BinaryField) and value is not None:
        return b64decode(value)
    return field.to_python(value) if isinstance(field, WRITTEN_AS_TEXT) else value


def insert(model: type[Model], many: list[SimpleNamespace]) -> None:
    """Rows as they stood: no default, no time of now, no new key."""
    query = InsertQuery(model)
    rows: list[Any] = list(many)  # only their columns are read
    query.insert_values(columns(model), rows, raw=True)
    query.get_compiler(connection=connection).execute_sql()


def kept_apart(model: type[Model]) -> dict[str, Any]:
    """The columns that stand in the other file, with what stands in their place; mostly none."""
    if issubclass(model, Protected):
        return dict(zip(KEY_COLUMNS, (None, ""), strict=True))
    if issubclass(model, SealedIdentity):
        return dict(zip(SEALED_COLUMNS, ("", None), strict=True))
    return {}


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with read_transaction():
            yield
    else:
        with frozen_session(), transaction.atomic():
            yield


@contextmanager
def frozen_session() -> Iterator[None]:
    """PostgreSQL: said of the session, for a transaction of ours begins with a question already."""
    with connection.cursor() as cursor:
        cursor.execute(f"{NEXT_TRANSACTIONS} REPEATABLE READ, READ ONLY")
        try:
            yield
        finally:
            cursor.execute(f"{NEXT_TRANSACTIONS} READ COMMITTED, READ WRITE")


@contextmanager
def read_transaction() -> Iterator[None]:
    """SQLite: not by ``atomic``, which takes the lock of writers at once."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
