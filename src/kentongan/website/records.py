"""The records that have a page of their own, by the word before the colon of their subject.

One table for whoever asks about a subject: what an address speaks of, whether it is there, whether
a viewer sees it and whose it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model

from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Alert
from kentongan.alerts.queries import alerts_visible_to
from kentongan.entities.models import Thing
from kentongan.entities.queries import thing_for
from kentongan.reports.models import ImportBatch, Report
from kentongan.reports.queries import report_for
from kentongan.reports.queries.imports import import_for

LONGEST_SUBJECT = 120


@dataclass(frozen=True)
class Records:
    """One kind: its table, the column in its addresses, the gate, and who answers for a record."""

    model: type[Model]
    column: str
    seen_by: Callable[[User, Any], Model | None]
    owner: str = ""  # the attribute that names the person whose record it is
    office: str = ""


RECORDS = {
    "report": Records(Report, "uuid", report_for, "author", "office"),
    "alert": Records(
        Alert,
        "pk",
        lambda viewer, pk: alerts_visible_to(viewer).filter(pk=pk).first(),
        "owner",
        "office",
    ),
    "thing": Records(Thing, "pk", thing_for),
    "import": Records(ImportBatch, "pk", import_for, "author", "office"),
}
# The names of addresses (``space:``, or the first word after it) and the kind they speak of.
KINDS_OF_ADDRESSES = {
    "reports:import_": "import",
    "reports:": "report",
    "alerts:": "alert",
    "entities:": "thing",
}


def subject_of(address: str, values: dict[str, Any]) -> str | None:
    """``kind:id`` of the record an address speaks of; None where it speaks of none."""
    identity = values.get("uuid", values.get("pk"))
    if identity is None:
        return None
    kinds = (kind for start, kind in KINDS_OF_ADDRESSES.items() if address.startswith(start))
    kind = next(kinds, address.partition(":")[0] or "page")
    return f"{kind}:{identity}"[:LONGEST_SUBJECT]


def key_of(subject: str) -> tuple[Records, int | UUID] | None:
    """The kind of a subject and its key; None for anything that is no subject of a record."""
    kind, _colon, identity = subject.partition(":")
    records = RECORDS.get(kind)
    try:
        key = UUID(identity) if records and records.column == "uuid" else int(identity)
    except ValueError:
        return None
    return (records, key) if records else None


def record_of(subject: str) -> Model | None:
    """The record behind a subject whoever asks: for checks, never for showing."""
    found = key_of(subject)
    if found is None:
        return None
    records, key = found
    try:
        return records.model._default_manager.filter(**{records.column: key}).first()
    except (ValidationError, OverflowError):
        return None


def is_seen_by(viewer: User, subject: str) -> bool:
    """Whether the gate shows this record to the viewer."""
    found = key_of(subject)
    return found is not None and found[0].seen_by(viewer, found[1]) is not None


def owner_of(subject: str, record: Model) -> User | None:
    """The person whose record it is: the writer of a report, who handles an alert."""
    found = key_of(subject)
    owner = getattr(record, found[0].owner, None) if found and found[0].owner else None
    return owner if isinstance(owner, User) else None


def office_of(subject: str, record: Model) -> Office | None:
    """The office that answers for it; None for what belongs to no single one."""
    found = key_of(subject)
    office = getattr(record, found[0].office, None) if found and found[0].office else None
    return office if isinstance(office, Office) else None
