"""The one way to write the log."""

from typing import Protocol

from django.db import transaction

from kentongan.audit.models import AuditEvent

SYSTEM = "kentongan"


class Actor(Protocol):
    """Anyone with a login name; accounts.User is one."""

    def get_username(self) -> str: ...


def record(by: Actor | None, action: str, subject: str, **detail: object) -> AuditEvent:
    """Write one event inside the running transaction; ``by=None`` is the software itself.

    ``subject`` is ``"kind:id"``, ``detail`` holds ids, codes and counts, never names or texts.
    Raises TransactionManagementError outside ``transaction.atomic``: a deed and its log row stand
    or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit.record needs a running transaction")
    actor = by.get_username() if by is not None else SYSTEM
    return AuditEvent.objects.create(actor=actor, action=action, subject=subject, detail=detail)
