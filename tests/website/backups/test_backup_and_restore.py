"""A backup brings everything back but what was erased since it was made."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from kentongan.website.backups import NotABackup
from kentongan.website.backups.shelf import clear_old, newest, on_shelf, path_for
from tests.source import ROOT
from tests.website.backups.office import CANARY, NUMBER, OTHER

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
ALSO = ("things", "raws", "alerts")
type Office = Callable[..., str]


@dataclass(frozen=True)
class Databases:
    """Addresses of a first and a second database; ``copy`` makes the second."""

    folder: Path
    first: str
    second: str
    copy: Callable[[], object]


# --- the shelf ----------------------------------------------------------------------------------


def shelf_of(folder: Path, *days: int) -> None:
    """Files of so many days ago."""
    for ago in days:
        for part in ("data", "keys"):
            path_for(folder, part, NOW - timedelta(days=ago)).write_bytes(b"x")


def test_keys_are_kept_seven_days_and_data_thirty_five(tmp_path: Path) -> None:
    shelf_of(tmp_path, 0, 7, 8, 35, 36)
    gone = clear_old(tmp_path, NOW)
    assert len(on_shelf(tmp_path, "keys")) == 2
    assert len(on_shelf(tmp_path, "data")) == 4
    assert len(gone) == 4


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "data-catatan.zip"
    other.write_bytes(b"x")
    clear_old(tmp_path, NOW + timedelta(days=999))
    assert other.exists()
    assert on_shelf(tmp_path, "data") == []


def test_the_newest_file_counts(tmp_path: Path) -> None:
    shelf_of(tmp_path, 3, 1, 2)
    assert newest(tmp_path, "keys").name == "keys-20261125T030000Z.zip"


def test_an_empty_folder_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(NotABackup, match=r"Tidak ada berkas data-….zip"):
        newest(tmp_path, "data")


# --- a whole office, in files of its own ---------------------------------------------------------


@pytest.fixture(scope="module")
def databases(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Databases]:
    """Two databases of the kind under test, the second made of the first once it is migrated."""
    folder = tmp_path_factory.mktemp("kantor")
    with django_db_blocker.unblock():
        yield from ON[connection.vendor](folder)


def in_files(folder: Path) -> Iterator[Databases]:
    """SQLite."""
    first, second = folder / "kantor.sqlite3", folder / "baru.sqlite3"
    yield Databases(
        folder, f"sqlite:///{first}", f"sqlite:///{second}", lambda: shutil.copy(first, second)
    )


def on_server(folder: Path) -> Iterator[Databases]:
    """PostgreSQL: beside the database of the tests."""
    told = connection.settings_dict
    base = f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}"
    names = [f"{told['NAME']}_{which}" for which in ("kantor", "baru")]
    copied = f"CREATE DATABASE {names[1]} TEMPLATE {names[0]}"

    def execute(*statements: str) -> None:
        with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
            for statement in statements:
                server.execute(statement)

    gone = [f"DROP DATABASE IF EXISTS {name}" for name in names]
    execute(*gone, f"CREATE DATABASE {names[0]}")
    yield Databases(folder, f"{base}/{names[0]}", f"{base}/{names[1]}", lambda: execute(copied))
    execute(*gone)


ON = {"sqlite": in_files, "postgresql": on_server}


@pytest.fixture(scope="module")
def office(databases: Databases) -> Office:
    """``office("kentongan.cli", "backup", …)``: runs a module in an office with two reports."""
    outer = {name: text for name, text in os.environ.items() if "DATABASE" not in name}
    outer |= {
        "KENTONGAN_DATA": str(databases.folder),
        "DJANGO_SETTINGS_MODULE": "kentongan.website.settings",
    }

    def run(*words: str, url: str = databases.first) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=outer | {"KENTONGAN_DATABASE_URL": url},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("kentongan.cli", "migrate", "--verbosity", "0")
    databases.copy()
    run("tests.website.backups.office", "report")
    return run


def look(office: Office, **where: str) -> dict[str, list[object]]:
    return json.loads(office("tests.website.backups.office", "look", **where))


def bytes_of(folder: Path, pattern: str) -> bytes:
    """Files byte for byte, archives unpacked."""
    found = b""
    for path in sorted(folder.glob(pattern)):
        if path.suffix == ".zip":
            with ZipFile(path) as archive:
                found += b"".join(archive.read(name) for name in archive.namelist())
        else:
            found += path.read_bytes()
    return found


@pytest.mark.slow
def test_yesterdays_copy_with_todays_keys_brings_back_all_but_what_was_erased(
    office: Office, databases: Databases
) -> None:
    backups, new = databases.folder / "cadangan", {"url": databases.second}
    before = look(office)
    assert before["texts"] == [CANARY, OTHER]
    office("kentongan.cli", "backup", str(backups))
    yesterday = newest(backups, "data")
    time.sleep(1.1)  # the names of backups are seconds apart
    office("tests.website.backups.office", "forget")
    office("kentongan.cli", "backup", str(backups))
    said = office("kentongan.cli", "restore", str(backups), "--data", str(yesterday), **new)
    assert "1 di antaranya sudah dihapus" in said
    after = look(office, **new)
    assert (after["texts"], after["erased"]) == (["", OTHER], [True, False])
    assert [after[part] for part in ALSO] == [before[part] for part in ALSO]
    events = [*before["events"], ["backup.made", "backup.restored"]]
    assert [*after["events"][:-2], [event[0] for event in after["events"][-2:]]] == events  # type: ignore[index]
    office("tests.website.backups.office", "verify", **new)
    for pattern in ("cadangan/*.zip", "*.sqlite3*"):
        stored = bytes_of(databases.folder, pattern)
        assert not [word for word in (CANARY, NUMBER, OTHER) if word.encode() in stored]


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads the bytes of the file")
def test_an_erased_row_leaves_its_key_neither_in_the_file_nor_in_its_log(
    office: Office, databases: Databases
) -> None:
    path = databases.folder / "kantor.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT data_key FROM reports_revision WHERE data_key NOT NULL")
        wrapped = [bytes(key) for (key,) in rows]
    assert wrapped[0] in bytes_of(databases.folder, "kantor.sqlite3*")
    office("tests.website.backups.office", "forget")
    assert wrapped[0] not in bytes_of(databases.folder, "kantor.sqlite3*")


@pytest.mark.slow
def test_a_database_with_people_in_it_is_never_written_over(
    office: Office, databases: Databases
) -> None:
    folder = databases.folder / "penuh"
    office("kentongan.cli", "backup", str(folder))
    with pytest.raises(AssertionError, match="tidak kosong"):
        office("kentongan.cli", "restore", str(folder))
    assert len(look(office)["texts"]) == 2
