"""The record that an address or a word of the log speaks of: is it there, seen by whom, whose."""

from typing import Any
from uuid import UUID

from kentongan.access.models import Grant
from kentongan.access.subjects import home_sight, rows_of, tidy_subject
from kentongan.access.visibility import visible
from kentongan.accounts.models import User

LONGEST_SUBJECT = 120
SHARE = "share"
# The beginnings of the names of addresses, and the kind of record their number or uuid names.
KINDS_OF_ADDRESSES = {
    "reports:import_": "import",
    "reports:": "report",
    "alerts:": "alert",
    "entities:": "thing",
    "exchange:": SHARE,
}


def subject_of(address: str, values: dict[str, Any]) -> str | None:
    """``kind:id`` of the record an address speaks of; None where it speaks of none."""
    if "subject" in values:
        # PostgreSQL keeps no NUL; as another sign it still names no record.
        return str(values["subject"]).replace("\0", "\ufffd")[:LONGEST_SUBJECT]
    identity = values.get("uuid", values.get("pk"))
    if identity is None:
        return None
    kinds = (kind for start, kind in KINDS_OF_ADDRESSES.items() if address.startswith(start))
    kind = next(kinds, address.partition(":")[0])
    return f"{kind}:{identity}"[:LONGEST_SUBJECT]


def exists(subject: str) -> bool:
    """Whether there is such a record, whoever asks: for the log, never for an answer."""
    kind, _colon, key = subject.partition(":")
    try:
        if kind == SHARE:
            return Grant.objects.filter(uuid=UUID(key)).exists()
        return rows_of(subject).exists()
    except ValueError:
        return False


def tidied(subject: str) -> str | None:
    """The one way the log writes a subject that the gate knows; None for anything else."""
    try:
        named = tidy_subject(subject)
        home_sight(named)
    except ValueError:
        return None
    return named


def is_seen_by(viewer: User, subject: str) -> bool:
    """Whether the gate shows this record to the viewer."""
    return visible(rows_of(subject), viewer, home_sight(subject)).exists()


def is_of_office(viewer: User, subject: str) -> bool:
    """Whether the viewer's office answers for the record."""
    column = home_sight(subject).office
    if not column or viewer.office_id is None:
        return False
    return rows_of(subject).filter(**{column: viewer.office_id}).exists()


def is_own(viewer: User, subject: str) -> bool:
    """Whether the viewer wrote the report, or handles the alert."""
    column = home_sight(subject).author
    return bool(column) and rows_of(subject).filter(**{str(column): viewer}).exists()
