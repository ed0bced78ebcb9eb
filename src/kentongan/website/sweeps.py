"""Technical leftovers that the retention schedule sweeps: sessions, spent marks, old copies."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kentongan.accounts.models import FailedLogins, Session
from kentongan.audit.retention import Sweep

CACHE_TABLE = "cache"
# Only what the product itself wrote is ever removed from a folder that an administrator chose.
OURS = "kentongan-*"


def old_sessions(before: datetime) -> int:
    return Session.objects.filter(expire_date__lt=before).count()


def sweep_sessions(before: datetime) -> int:
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def spent_marks(before: datetime) -> int:
    """Attempts to log in, and marks of the cache.

    Those of the cache say themselves when they are spent, within the day: "now" counts for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {CACHE_TABLE} WHERE expires < %s", [spent_at()])
        spent = int(cursor.fetchone()[0])
    return spent + FailedLogins.objects.filter(last_at__lt=before).count()


def sweep_marks(before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {CACHE_TABLE} WHERE expires < %s", [spent_at()])
        spent = int(cursor.rowcount)
    return spent + FailedLogins.objects.filter(last_at__lt=before).delete()[0]


def spent_at() -> datetime | str:
    """Now, as the cache table holds moments."""
    now = timezone.now().replace(microsecond=0)
    return cast(datetime | str, connection.ops.adapt_datetimefield_value(now))


def old_files(setting: str, before: datetime) -> Iterator[Path]:
    """The copies in the folder of a setting that were made before a moment."""
    name = getattr(settings, setting, "")
    folder = Path(name) if name else None
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.glob(OURS)):
        if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            yield path


def file_sweep(setting: str) -> Sweep:
    """Counts and removes old copies in the folder of a setting."""

    def count(before: datetime) -> int:
        return len(list(old_files(setting, before)))

    def sweep(before: datetime) -> int:
        gone = list(old_files(setting, before))
        for path in gone:
            path.unlink()
        return len(gone)

    return Sweep(count, sweep)


SWEEPS = {
    "staff_sessions": Sweep(old_sessions, sweep_sessions),
    "address_marks": Sweep(spent_marks, sweep_marks),
    "backups": file_sweep("BACKUP_FOLDER"),
    "data_key_backups": file_sweep("KEY_BACKUP_FOLDER"),
}
