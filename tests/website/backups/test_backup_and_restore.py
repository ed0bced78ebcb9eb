"""A backup brings everything back but what was erased since it was made."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import connection

from kentongan.accounts.models import User
from kentongan.alerts.actions import examine_new_reports
from kentongan.entities.told import Written
from kentongan.reports.models import Report
from kentongan.website.backups.tables import rows, tables

pytestmark = pytest.mark.django_db(transaction=True)
YESTERDAY = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
CANARY = "Kenari Kuning dari Desa Seberang"
OTHER = "Ada rumah berisi sepuluh orang dikunci."
Made = Callable[..., Report]


@pytest.fixture
def told(sari: User, joko: User, made_report: Made) -> tuple[Report, Report]:
    """Two reports, one with the canary, that raised an alert."""
    things = (Written("phone", "0850-0000-0001"),)
    first = made_report(sari, noticed=CANARY, things=things)
    second = made_report(joko, "35.03.05.2002", noticed=OTHER, things=things)
    examine_new_reports(now=TODAY)
    return first, second


def whole() -> dict[str, list[object]]:
    """Every row of every table as it stands."""
    return {model._meta.db_table: list(rows(model)) for model in tables()}


def emptied() -> None:
    """A new database: what the test wrote is gone."""
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


@pytest.fixture
def without_triggers() -> None:
    """SQLite's flush deletes rows, which append-only tables refuse; the tests own this database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


def everywhere(folder: Path) -> bytes:
    """All that stands in the files of a backup, unpacked."""
    found = b""
    for path in folder.glob("*.zip"):
        with ZipFile(path) as archive:
            found += b"".join(archive.read(name) for name in archive.namelist())
    return found
