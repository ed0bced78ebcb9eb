"""What somebody with the password of the database can do to the log, once the triggers are away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from kentongan.audit import guards
from kentongan.audit.chain import link, moment_text
from kentongan.audit.models import AuditEvent, AuditHead, CanonicalJSON
from kentongan.audit.verifying import Code

EVENT, HEAD = guards.EVENT, guards.HEAD
COLUMNS = "sequence, at, actor, action, subject, detail, previous, hash"


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def unlocked() -> Iterator[None]:
    """Without the triggers of the log; they stand again afterwards."""
    guards.allow(connection)
    try:
        yield
    finally:
        guards.forbid(connection)


def edit(at: int) -> None:
    """Somebody else did it."""
    run(f"UPDATE {EVENT} SET actor = 'orang-lain' WHERE sequence = %s", at)


def delete(at: int) -> None:
    """It never happened."""
    run(f"DELETE FROM {EVENT} WHERE sequence = %s", at)


def insert(at: int) -> None:
    """An event in between, well linked to the one before; those after it move up."""
    run(f"UPDATE {EVENT} SET sequence = -sequence WHERE sequence >= %s", at)
    run(f"UPDATE {EVENT} SET sequence = 1 - sequence WHERE sequence < 0")
    before = AuditEvent.objects.get(sequence=at - 1)
    put(
        AuditEvent(sequence=at, at=before.at, actor="bima", action="report.read", detail={}), before
    )
    run(f"UPDATE {HEAD} SET sequence = sequence + 1")


def put(event: AuditEvent, before: AuditEvent | None) -> None:
    """Write an event with the right hash."""
    event.previous = before.hash if before else "0" * 64
    event.hash = rehashed(event)
    event.save(force_insert=True)


def rehashed(event: AuditEvent) -> str:
    detail = CanonicalJSON().get_prep_value(event.detail)
    words = (event.actor, event.action, event.subject, detail)
    return link(event.previous, event.sequence, moment_text(event.at), *words)


def reorder(at: int) -> None:
    """Two events change places."""
    for old, new in ((at, -1), (at + 1, at), (-1, at + 1)):
        run(f"UPDATE {EVENT} SET sequence = %s WHERE sequence = %s", new, old)


def truncate(at: int) -> None:
    """The newest ones are gone."""
    run(f"DELETE FROM {EVENT} WHERE sequence > %s", at)


def truncate_with_head(at: int) -> None:
    """The newest ones are gone and the head says so: only an anchor knows."""
    truncate(at)
    last = AuditEvent.objects.get(sequence=at)
    run(f"UPDATE {HEAD} SET sequence = %s, hash = %s", last.sequence, last.hash)


def rewrite(at: int) -> None:
    """One event says something else and every hash after it is made anew: only an anchor knows."""
    edit(at)
    before = AuditEvent.objects.filter(sequence=at - 1).first()
    previous = before.hash if before else "0" * 64
    for event in AuditEvent.objects.filter(sequence__gte=at).order_by("pk"):
        event.previous = previous
        event.hash = previous = rehashed(event)
        event.save()
    AuditHead.objects.update(hash=previous)


TAMPERINGS: dict[str, tuple[Callable[[int], None], Code]] = {
    "edit": (edit, Code.BROKEN),
    "delete": (delete, Code.BROKEN),
    "insert": (insert, Code.BROKEN),
    "reorder": (reorder, Code.BROKEN),
    "truncate": (truncate, Code.TRUNCATED),
    "full rewrite": (rewrite, Code.MISMATCH),
}
MORE_TAMPERINGS: dict[str, tuple[Callable[[int], None], Code]] = {
    "truncate with head": (truncate_with_head, Code.TRUNCATED),
}
