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
from kentongan.website.backups.tables import Encoder, columns, kept_apart, one_moment, rows, tables

MANIFEST = "manifest.json"
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
    """Every row of a table, one a line; what is kept apart goes into the other archive."""
    apart = kept_apart(model)
    names = [field.attname for field in columns(model)]
    places = {names.index(name): instead for name, instead in apart.items()}
    pk, short = names.index(model._meta.pk.attname), list[list[Any]]()
    with data_zip.open(name_of(model), "w", force_zip64=True) as data:
        count = 0
        for row in rows(model):
            if places:
                short.append([row[pk], *(row[place] for place in places)])
            count += write_line(data, [places.get(n, value) for n, value in enumerate(row)])
    if places:
        with keys_zip.open(name_of(model), "w", force_zip64=True) as file:
            for line in short:
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
