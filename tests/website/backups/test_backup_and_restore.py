"""A backup brings everything back but what was erased since it was made."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from kentongan.website.backups import NotABackup
from kentongan.website.backups.shelf import clear_old, newest, on_shelf, path_for
from tests.source import ROOT
from tests.website.backups.office import CANARY, NUMBER, OTHER

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
DATABASE = "kentongan.sqlite3"
type Office = Callable[..., str]


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
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """``office("kentongan.cli", "backup", …)``: runs a module in an office with two reports."""
    folder = tmp_path_factory.mktemp("kantor")
    told = {name: text for name, text in os.environ.items() if "DATABASE" not in name}
    told |= {"KENTONGAN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "kentongan.website.settings"}

    def run(*words: str, database: str = DATABASE) -> str:
        command = [sys.executable, "-m", *words]
        surroundings = told | {"KENTONGAN_DATABASE_URL": f"sqlite:///{folder / database}"}
        done = subprocess.run(
            command, env=surroundings, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("kentongan.cli", "migrate", "--verbosity", "0")
    shutil.copy(folder / DATABASE, folder / "baru.sqlite3")
    run("tests.website.backups.office", "report")
    run.folder = folder  # type: ignore[attr-defined]
    return run


def look(office: Office, database: str = DATABASE) -> dict[str, list[object]]:
    return json.loads(office("tests.website.backups.office", "look", database=database))


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
    office: Office,
) -> None:
    folder: Path = office.folder  # type: ignore[attr-defined]
    backups = folder / "cadangan"
    before = look(office)
    assert before["texts"] == [CANARY, OTHER]
    wrapped = key_of_first_revision(folder / DATABASE)
    office("kentongan.cli", "backup", str(backups))
    yesterday = newest(backups, "data")
    time.sleep(1.1)  # the names of backups are seconds apart
    office("tests.website.backups.office", "forget")
    office("kentongan.cli", "backup", str(backups))
    assert wrapped not in bytes_of(folder, f"{DATABASE}*")
    said = office(
        "kentongan.cli", "restore", str(backups), "--data", str(yesterday), database="baru.sqlite3"
    )
    after = look(office, "baru.sqlite3")
    assert "1 di antaranya sudah dihapus" in said
    assert after["texts"] == ["", OTHER]
    assert after["erased"] == [True, False]
    assert (after["things"], after["raws"], after["alerts"]) == (
        before["things"],
        before["raws"],
        before["alerts"],
    )
    events = before["events"]
    assert after["events"][: len(events)] == events
    assert [action for action, _subject in after["events"][len(events) :]] == [  # type: ignore[misc]
        "backup.made",
        "backup.restored",
    ]
    office("tests.website.backups.office", "verify", database="baru.sqlite3")
    for pattern in (f"{DATABASE}*", "baru.sqlite3*", "cadangan/*.zip"):
        stored = bytes_of(folder, pattern)
        assert stored
        assert not [word for word in (CANARY, NUMBER, OTHER) if word.encode() in stored]


def key_of_first_revision(database: Path) -> bytes:
    """The wrapped data key as it stands in the file."""
    with sqlite3.connect(database) as connection:
        (found,) = connection.execute(
            "SELECT data_key FROM reports_revision ORDER BY id"
        ).fetchone()
    connection.close()
    return bytes(found)


@pytest.mark.slow
def test_a_database_with_people_in_it_is_never_written_over(office: Office) -> None:
    folder: Path = office.folder  # type: ignore[attr-defined]
    office("kentongan.cli", "backup", str(folder / "penuh"))
    with pytest.raises(AssertionError, match="tidak kosong"):
        office("kentongan.cli", "restore", str(folder / "penuh"))
    assert len(look(office)["texts"]) == 2
