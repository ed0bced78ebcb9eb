"""``restore``: an archive of rows with the newest keys, into an empty database, in one transaction.

A row that has no key in the newest key copy was erased since: its ciphertext is not brought back.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import BadZipFile, ZipFile

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from kentongan.access.models import SealedIdentity
from kentongan.accounts.models import User
from kentongan.audit import guards
from kentongan.audit.actions import record
from kentongan.encryption import cells
from kentongan.encryption.cells import Sealed
from kentongan.encryption.errors import Unreadable
from kentongan.encryption.keyring import keyring
from kentongan.encryption.rows import Protected
from kentongan.website.backups import shelf
from kentongan.website.backups.saving import MANIFEST, VERSION, migrations, name_of
from kentongan.website.backups.shelf import NotABackup
from kentongan.website.backups.tables import columns, insert, kept_apart, read_back, tables

ROWS_AT_ONCE = 500
# What reading a file can end in that is cut, changed or none of ours.
SPOILT = (
    *(BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, TypeError),
    *(ValidationError, DataError, IntegrityError),
)

type Apart = Mapping[str, Mapping[str, Any]]


@dataclass
class Restored:
    """How many rows came back, and how many of them had been erased since."""

    rows: int = 0
    erased: int = 0


def restore(folder: Path, data: Path | None = None) -> Restored:
    """Bring a backup back: ``data`` or the newest, with the newest keys.

    Raises ``NotABackup`` for files that do not fit and a database that is not empty, and
    ``Unreadable`` when the key file is not the one under which the keys were wrapped.
    """
    chosen = data or shelf.newest(folder, shelf.DATA)
    try:
        with ZipFile(chosen) as data_zip, ZipFile(shelf.newest(folder, shelf.KEYS)) as keys_zip:
            check_manifest(data_zip)
            return bring_back(data_zip, keys_zip, chosen.name)
    except SPOILT as error:
        raise NotABackup(
            f"Cadangan di {folder} tidak dapat dibaca ({type(error).__name__})."
        ) from error


def check_manifest(archive: ZipFile) -> None:
    """Raises ``NotABackup`` for a copy of other tables than these."""
    manifest = json.loads(archive.read(MANIFEST))
    if manifest["version"] != VERSION or manifest["migrations"] != migrations():
        raise NotABackup("Cadangan ini dari versi lain. Pasang versi itu, pulihkan, lalu perbarui.")


@transaction.atomic
def bring_back(data_zip: ZipFile, keys_zip: ZipFile, name: str) -> Restored:
    """All tables or none."""
    restored = Restored()
    with guards_lifted():
        make_room()
        bring_tables(data_zip, keys_zip, restored)
    reset_sequences()
    record(None, "backup.restored", f"backup:{name}", rows=restored.rows, erased=restored.erased)
    return restored


@contextmanager
def guards_lifted() -> Iterator[None]:
    """The log comes back as it was, not event by event; nobody else writes in this transaction."""
    guards.allow(connection)
    yield
    guards.forbid(connection)


def bring_tables(data_zip: ZipFile, keys_zip: ZipFile, restored: Restored) -> None:
    """Every table, a handful of rows at a time."""
    for model in tables():
        apart = apart_of(model, keys_zip)
        for many in handfuls(lines(data_zip, name_of(model))):
            insert(model, [row_of(model, values, apart, restored) for values in many])
            restored.rows += len(many)


def make_room() -> None:
    """Take away what migrations wrote; raises ``NotABackup`` when people are there already."""
    not_empty = NotABackup(
        "Basis data ini tidak kosong. Pulihkan ke basis data baru: kentongan migrate, "
        "lalu kentongan restore."
    )
    if User.objects.exists():
        raise not_empty
    try:
        with transaction.atomic():
            for model in tables():
                model._base_manager.all()._raw_delete(connection.alias)  # type: ignore[attr-defined]
    except DatabaseError as error:  # an append-only table keeps what it has
        raise not_empty from error
    ContentType.objects.clear_cache()


def lines(archive: ZipFile, name: str) -> Iterator[list[Any]]:
    """The rows of a table."""
    with archive.open(name) as file:
        for line in file:
            yield json.loads(line.decode("utf-8", "surrogatepass"))


def handfuls(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    """Rows in handfuls: one statement each."""
    some: list[list[Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def apart_of(model: type[Model], archive: ZipFile) -> Apart:
    """Primary key → the columns that were kept apart; nothing for most tables."""
    names = list(kept_apart(model))
    if not names:
        return {}
    fields = {field.attname: field for field in columns(model)}
    return {
        str(pk): {
            name: read_back(fields[name], value) for name, value in zip(names, values, strict=True)
        }
        for pk, *values in lines(archive, name_of(model))
    }


def row_of(
    model: type[Model], values: list[Any], apart: Apart, restored: Restored
) -> SimpleNamespace:
    """A row ready to be inserted."""
    fields = columns(model)
    pairs = zip(fields, values, strict=True)
    row = SimpleNamespace(**{field.attname: read_back(field, value) for field, value in pairs})
    vars(row).update(apart.get(str(getattr(row, model._meta.pk.attname)), {}))
    if issubclass(model, Protected):
        restored.erased += erased_without_key(model, row)
    if issubclass(model, SealedIdentity):
        restored.erased += erased_without_blob(row)
    return row


def erased_without_key(model: type[Protected], row: SimpleNamespace) -> bool:
    """Whether the row is erased: it has no key any more, or another than it was written with.

    Raises ``Unreadable`` when the key file does not open the key.
    """
    if row.data_key is not None and opens(model, row, row.data_key, row.key_id):
        return False
    row.data_key, row.key_id = None, ""
    for field in model.encrypted_fields():
        setattr(row, field.attname, Sealed())
    return True


def erased_without_blob(row: SimpleNamespace) -> bool:
    """Whether the sealed identity was erased since; then it is erased here as well."""
    if row.blob:
        return False
    row.erased_at = row.erased_at or timezone.now()
    return True


def opens(model: type[Protected], row: SimpleNamespace, data_key: bytes, key_id: str) -> bool:
    """Whether this key opens what the row holds; one that was erased and written anew does not."""
    table, binding = model._meta.db_table, "\x1f".join(str(getattr(row, n)) for n in model.bound_to)
    cipher = AESGCM(cells.unwrap(keyring(), key_id, data_key, table, binding))
    for field in model.encrypted_fields():
        held = getattr(row, field.attname)
        try:
            if held is not None:
                cells.unseal(cipher, held, cells.about(table, field.name, binding))
        except Unreadable:
            return False
    return True


def reset_sequences() -> None:
    """New rows get numbers after those that came back (PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
