"""Technical leftovers that the retention schedule sweeps: sessions, spent marks, old copies."""

from datetime import datetime
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kentongan.access.models import Notice
from kentongan.accounts.models import FailedLogins, Session
from kentongan.audit.retention import Sweep
from kentongan.screening.actions.cautions import forget_cautions, forgotten_soon
from kentongan.website.backups import shelf

CACHE_TABLE = "cache"


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


def old_copies(part: str, before: datetime) -> list[Path]:
    """The copies of one part in the backup folder that were made before a moment."""
    folder = Path(settings.BACKUP_FOLDER) if settings.BACKUP_FOLDER else None
    if folder is None or not folder.is_dir():
        return []
    return [p for p in shelf.on_shelf(folder, part) if (at := shelf.made_at(p)) and at < before]


def copies(part: str) -> Sweep:
    """Counts and removes old copies; other files in the folder stay."""

    def count(before: datetime) -> int:
        return len(old_copies(part, before))

    def sweep(before: datetime) -> int:
        gone = old_copies(part, before)
        for path in gone:
            path.unlink()
        return len(gone)

    return Sweep(count, sweep)


def old_notices(before: datetime) -> int:
    return Notice.objects.filter(at__lt=before).count()


def sweep_notices(before: datetime) -> int:
    return Notice.objects.filter(at__lt=before).delete()[0]


SWEEPS = {
    "ended_cautions": Sweep(forgotten_soon, forget_cautions),
    "notices": Sweep(old_notices, sweep_notices),
    "staff_sessions": Sweep(old_sessions, sweep_sessions),
    "address_marks": Sweep(spent_marks, sweep_marks),
    "backups": copies(shelf.DATA),
    "data_key_backups": copies(shelf.KEYS),
}
