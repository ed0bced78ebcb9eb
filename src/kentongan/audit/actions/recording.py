"""Writing events: each follows the one before, inside the transaction of the deed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from django.db import DatabaseError, transaction
from django.utils import timezone

from kentongan.audit.chain import canonical_json, link, moment_text
from kentongan.audit.errors import Unrecorded
from kentongan.audit.models import AuditEvent, AuditHead

SYSTEM = "kentongan"
ROWS_AT_ONCE = 500


class Actor(Protocol):
    """Anyone with a login name; accounts.User is one."""

    def get_username(self) -> str: ...


class Deed(NamedTuple):
    """One row of ``record_many``: the arguments of ``record``."""

    action: str
    subject: str
    detail: Mapping[str, object]


def record(by: Actor | None, action: str, subject: str, **detail: object) -> AuditEvent:
    """Write one event inside the running transaction; ``by=None`` is the software itself.

    ``subject`` is ``"kind:id"``, ``detail`` holds ids, codes and counts, never names or texts.
    Raises TransactionManagementError outside ``transaction.atomic``: a deed and its log row stand
    or fall together; raises ``Unrecorded`` when the log cannot be written. From here to the end of
    the transaction other writers of the log wait, so this comes last in a deed.
    """
    return record_many(by, [Deed(action, subject, detail)])[0]


def record_many(by: Actor | None, deeds: Iterable[Deed]) -> list[AuditEvent]:
    """``record`` for several rows with two queries in all (and one for every 500 rows)."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit.record needs a running transaction")
    actor = by.get_username() if by is not None else SYSTEM
    try:
        events = following_events(actor, list(deeds))
        return AuditEvent.objects.bulk_create(events, batch_size=ROWS_AT_ONCE)
    except (DatabaseError, AuditHead.DoesNotExist) as error:
        raise Unrecorded(str(error)) from error


def following_events(actor: str, deeds: Sequence[Deed]) -> list[AuditEvent]:
    """The next events of the chain, not yet written.

    Locks the head: on PostgreSQL its row, on SQLite the whole file is this writer's already,
    since transactions begin IMMEDIATE there.
    """
    head = AuditHead.objects.select_for_update().get() if deeds else AuditHead()
    previous, at = head.hash, timezone.now()
    events = []
    for sequence, (action, subject, detail) in enumerate(deeds, start=head.sequence + 1):
        event = AuditEvent(sequence=sequence, at=at, actor=actor, action=action, subject=subject)
        event.detail, event.previous = dict(detail), previous
        event.hash = previous = hash_of(event)
        events.append(event)
    return events


def hash_of(event: AuditEvent) -> str:
    """The hash that an event must carry."""
    return link(
        event.previous,
        event.sequence,
        moment_text(event.at),
        event.actor,
        event.action,
        event.subject,
        canonical_json(event.detail),
    )


def record_reading(
    by: Actor, subjects: Sequence[str], *, page: str, **detail: object
) -> AuditEvent | None:
    """Note, before anything is sent, that ``by`` is about to be shown these records.

    ``subjects`` are those labelled RAHASIA or above; without any nothing is written. ``page`` is
    the action, as ``report.read``. One record is the subject itself; several make one row about
    ``<kind>:list`` with how many and which. Raises ``Unrecorded``, and then the page answers 503.
    """
    if not subjects:
        return None
    try:
        with transaction.atomic():
            if len(subjects) == 1:
                return record(by, page, subjects[0], **detail)
            kind = subjects[0].partition(":")[0]
            more = {"rows": len(subjects), "subjects": list(subjects), **detail}
            return record(by, page, f"{kind}:list", **more)
    except DatabaseError as error:  # the transaction itself could not begin or end
        raise Unrecorded(str(error)) from error
