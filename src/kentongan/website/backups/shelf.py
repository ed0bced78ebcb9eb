"""The files of a backup folder: ``data-<time>.zip`` and ``keys-<time>.zip``."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

DATA, KEYS = "data", "keys"
KEPT = {DATA: timedelta(days=35), KEYS: timedelta(days=7)}
TIME = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"(data|keys)-(\d{8}T\d{6}Z)\.zip")
MODE = 0o600


class NotABackup(Exception):
    """The folder or a file in it is not what it should be; an Indonesian sentence."""


def path_for(folder: Path, part: str, now: datetime) -> Path:
    """Where a part of this moment's backup stands."""
    return folder / f"{part}-{now.astimezone(UTC):{TIME}}.zip"


def made_at(path: Path) -> datetime | None:
    """When a file was made by its name; None for a file that is none of ours."""
    found = NAME.fullmatch(path.name)
    return datetime.strptime(found[2], TIME).replace(tzinfo=UTC) if found else None


def on_shelf(folder: Path, part: str) -> list[Path]:
    """The files of one part, oldest first."""
    return sorted(path for path in folder.glob(f"{part}-*.zip") if made_at(path))


def newest(folder: Path, part: str) -> Path:
    """The newest file of one part; raises ``NotABackup``."""
    found = on_shelf(folder, part)
    if not found:
        raise NotABackup(f"Tidak ada berkas {part}-….zip di {folder}.")
    return found[-1]


def clear_old(folder: Path, now: datetime) -> list[Path]:
    """Delete what is kept no longer; returns what was deleted."""
    gone = []
    for part, kept in KEPT.items():
        for path in on_shelf(folder, part):
            if (at := made_at(path)) and now - at > kept:
                path.unlink()
                gone.append(path)
    return gone


def into_place(unfinished: Path, path: Path) -> None:
    """A file gets its name when it is whole and on the disk."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)
