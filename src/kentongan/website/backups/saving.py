"""``save``: the database in two files, each written beside its name and renamed when whole."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from kentongan.audit.actions import record
from kentongan.website.backups import shelf
from kentongan.website.backups.tables import (
    Encoder,
    columns,
    is_protected,
    one_moment,
    rows,
    tables,
)

MANIFEST = "manifest.json"
KEY_COLUMNS = ("data_key", "key_id")
VERSION = 1


@dataclass(frozen=True)
class Saved:
    """What was written and what was deleted."""

    data: Path
    keys: Path
    rows: int
    gone: list[Path]


def save(folder: Path, now: datetime) -> Saved:
    """A backup of this moment; files that are kept no longer go. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with transaction.atomic():
        record(None, "backup.made", f"backup:{now:{shelf.TIME}}")
    data, keys = (shelf.path_for(folder, part, now) for part in (shelf.DATA, shelf.KEYS))
    with one_moment(), archive(data) as data_zip, archive(keys) as keys_zip:
        counts = {m._meta.db_table: write_table(m, data_zip, keys_zip) for m in tables()}
        manifest = {"version": VERSION, "at": now, "migrations": migrations(), "rows": counts}
        for one in (data_zip, keys_zip):
            one.writestr(MANIFEST, json.dumps(manifest, cls=Encoder))
    return Saved(data, keys, sum(counts.values()), shelf.clear_old(folder, now))


def migrations() -> list[str]:
    """The applied migrations: a copy comes back into the same tables."""
    applied = MigrationRecorder.Migration.objects.values_list("app", "name")
    return sorted(f"{app}.{name}" for app, name in applied)


@contextmanager
def archive(path: Path) -> Iterator[ZipFile]:
    """A new archive that gets its name when it is whole."""
    unfinished = path.with_name(f".{path.name}.part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, shelf.MODE)
    with os.fdopen(handle, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as one:
        yield one
    shelf.into_place(unfinished, path)


def write_table(model: type[Model], data_zip: ZipFile, keys_zip: ZipFile) -> int:
    """Every row of a table, one a line; its keys go into the other archive. How many rows."""
    if not is_protected(model):
        with data_zip.open(name_of(model), "w", force_zip64=True) as data:
            return sum(write_line(data, row) for row in rows(model))
    return write_protected(model, data_zip, keys_zip)


def write_protected(model: type[Model], data_zip: ZipFile, keys_zip: ZipFile) -> int:
    """Rows without keys, and keys with the primary keys of their rows."""
    names = [field.attname for field in columns(model)]
    data_key, key_id, pk = (
        *(names.index(name) for name in KEY_COLUMNS),
        names.index(model._meta.pk.attname),
    )
    keys: list[tuple[Any, ...]] = []
    with data_zip.open(name_of(model), "w", force_zip64=True) as data:
        count = 0
        for row in rows(model):
            keys.append((row[pk], row[data_key], row[key_id]))
            bare = list(row)
            bare[data_key], bare[key_id] = None, ""
            count += write_line(data, bare)
    with keys_zip.open(name_of(model), "w", force_zip64=True) as file:
        for line in keys:
            write_line(file, line)
    return count


def name_of(model: type[Model]) -> str:
    """The file of a table inside an archive."""
    return f"{model._meta.db_table}.jsonl"


def write_line(file: IO[bytes], values: Any) -> int:
    """One row; returns 1."""
    file.write(json.dumps(values, cls=Encoder, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    file.write(b"\n")
    return 1
