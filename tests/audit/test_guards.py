"""What the database itself refuses, through the program and past it."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kentongan.audit import guards
from kentongan.audit.actions import record
from kentongan.audit.chain import GENESIS
from kentongan.audit.errors import Unrecorded
from kentongan.audit.models import AuditEvent, AuditHead, SealedSegment
from tests.audit.conftest import EVENTS
from tests.audit.tampering import EVENT, HEAD, put, run

SEGMENT = "audit_sealedsegment"
FORBIDDEN = [
    f"UPDATE {EVENT} SET actor = 'x' WHERE sequence = 3",
    f"UPDATE {EVENT} SET actor = actor",
    f"DELETE FROM {EVENT} WHERE sequence = 12",
    f"DELETE FROM {EVENT}",
    f"UPDATE {HEAD} SET sequence = 11",
    f"UPDATE {HEAD} SET sequence = sequence + 2",
    f"UPDATE {HEAD} SET hash = '{GENESIS}'",
    f"DELETE FROM {HEAD}",
    f"INSERT INTO {HEAD} (id, sequence, hash) VALUES (2, 0, '{GENESIS}')",
]
SQLITE_ONLY = [
    f"INSERT OR REPLACE INTO {HEAD} (id, sequence, hash) VALUES (1, 0, '{GENESIS}')",
    f"INSERT OR REPLACE INTO {EVENT} SELECT * FROM {EVENT} WHERE sequence = 3",
    f"UPDATE OR REPLACE {EVENT} SET sequence = 4 WHERE sequence = 3",
]
POSTGRESQL_ONLY = [f"TRUNCATE {table}" for table in (EVENT, HEAD, SEGMENT)]


def whole_log() -> list[object]:
    return [*AuditEvent.objects.values_list(), *AuditHead.objects.values_list()]


def refused(statement: str) -> None:
    """It raises and changes nothing."""
    before = whole_log()
    with pytest.raises(DatabaseError), transaction.atomic():
        run(statement)
    assert whole_log() == before


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses(statement: str, log: None) -> None:
    refused(statement)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="words of SQLite")
@pytest.mark.parametrize("statement", SQLITE_ONLY)
def test_sqlite_refuses_to_replace(statement: str, log: None) -> None:
    refused(statement)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="words of PostgreSQL")
@pytest.mark.parametrize("statement", POSTGRESQL_ONLY)
def test_postgresql_refuses_to_empty(statement: str, log: None) -> None:
    refused(statement)


@pytest.mark.parametrize(
    "deed",
    [
        lambda: AuditEvent.objects.filter(pk=3).update(actor="x"),
        lambda: AuditEvent.objects.get(pk=3).delete(),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditHead.objects.all().delete(),
        lambda: AuditHead.objects.update(sequence=1),
    ],
)
def test_the_program_cannot_either(deed: Callable[[], object], log: None) -> None:
    before = whole_log()
    with pytest.raises(DatabaseError), transaction.atomic():
        deed()
    assert whole_log() == before


@pytest.mark.parametrize("sequence", [1, 11, 14])
def test_an_event_out_of_order_is_refused(sequence: int, log: None) -> None:
    last = AuditEvent.objects.get(pk=EVENTS)
    event = AuditEvent(sequence=sequence, at=timezone.now(), actor="x", action="a.b", detail={})
    with pytest.raises(DatabaseError), transaction.atomic():
        put(event, last)


def test_an_event_that_names_another_hash_is_refused(log: None) -> None:
    event = AuditEvent(sequence=13, at=timezone.now(), actor="x", action="a.b", detail={})
    with pytest.raises(DatabaseError, match="follow the head"), transaction.atomic():
        put(event, None)


def test_a_segment_is_never_changed_or_deleted(db: None) -> None:
    SealedSegment.objects.create(first=1, last=2, hash=GENESIS, at=timezone.now())
    for deed in (SealedSegment.objects.all().delete, lambda: SealedSegment.objects.update(last=9)):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic():
            deed()  # type: ignore[operator]


def test_the_guards_stand_after_all_migrations(db: None) -> None:
    table, column = ("sqlite_master", "name")
    if connection.vendor == "postgresql":
        table, column = ("pg_trigger", "tgname")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        found = {name for (name,) in cursor.fetchall()}
    assert {rule.name for rule in guards.RULES} <= found
    if connection.vendor == "postgresql":
        assert {f"{name}_not_emptied" for name in (EVENT, HEAD, SEGMENT)} <= found


def test_without_a_head_nothing_is_recorded(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AuditHead, "objects", AuditHead.objects.filter(pk=9))
    with pytest.raises(Unrecorded), transaction.atomic():
        record(None, "report.read", "report:1")
