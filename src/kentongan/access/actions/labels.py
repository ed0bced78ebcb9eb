"""Changing the label of a record: up at once, down by two people; copies follow."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.actions.notices import tell
from kentongan.access.errors import Refused
from kentongan.access.labels import Label, label_of_extract
from kentongan.access.models import LabelChange, NoticeKind
from kentongan.access.permissions import check_may, check_may_approve, check_reason
from kentongan.access.policy import Kind
from kentongan.access.queries import overseers_of, seen_rows
from kentongan.access.subjects import home_sight, manager_of, rows_of, tidy_subject
from kentongan.access.tables import tables
from kentongan.accounts.models import User
from kentongan.audit.actions import record

CHANGEABLE = {Kind.REPORT, Kind.ALERT}


@transaction.atomic
def change_label(*, by: User, subject: str, to: int, reason: str) -> LabelChange:
    """Raise the label now, or propose to lower it; ``applied_at`` says which it was.

    Raises Refused for a record out of sight, without the right, or without a reason.
    """
    named, row = record_in_sight(by, subject)
    if to not in Label.values or to == row.label:
        raise Refused(_("Pilih tingkat yang lain dari yang sekarang."))
    is_raised = to > row.label
    check_may(by, home_sight(named).kind, "raise_label" if is_raised else "lower_label")
    check_reason(reason)
    now = timezone.now()
    change = LabelChange.objects.create(
        subject=named,
        from_label=row.label,
        to_label=to,
        reason=reason.strip()[:400],
        proposed_by=by,
        proposed_at=now,
        applied_at=now if is_raised else None,
    )
    record(by, "label.raised" if is_raised else "label.proposed", named, was=row.label, to=to)
    if is_raised:
        put_label(named, to)
    return change


def record_in_sight(by: User, subject: str) -> tuple[str, Any]:
    """The stored subject and its locked row; raises Refused as for a record that is not there."""
    try:
        named = tidy_subject(subject)
        seen = home_sight(named).kind in CHANGEABLE and seen_rows(by, named).exists()
    except ValueError:
        seen = False
    if not seen:
        raise Refused(_("Catatan ini tidak ada atau bukan untuk Anda."))
    return named, rows_of(named).select_for_update().get()


def put_label(subject: str, label: int) -> None:
    """The label of a record and of everything that copies it."""
    rows_of(subject).update(label=label)
    for name, sight in tables().guarded.items():
        source = dict(sight.subjects).get("")
        if source:
            copied = label_of_extract(label) if sight.is_extract else max(label, sight.least_label)
            manager_of(name).filter(**{source: subject}).update(label=copied)


@transaction.atomic
def approve_lower_label(*, by: User, change: LabelChange) -> LabelChange:
    """The second person agrees; refused when the label has changed since it was proposed."""
    row = LabelChange.objects.select_for_update().select_related("proposed_by").get(pk=change.pk)
    check_may_approve(by, row, home_sight(row.subject).kind)
    _named, subject_row = record_in_sight(by, row.subject)
    if subject_row.label != row.from_label:
        raise Refused(_("Tingkatnya sudah berubah sejak diusulkan. Usulkan lagi."))
    row.approved_by, row.applied_at = by, timezone.now()
    row.save(update_fields=["approved_by", "applied_at"])
    put_label(row.subject, row.to_label)
    told = [row.proposed_by, *overseers_of(by.office_id)]
    tell(told, NoticeKind.LABEL_LOWERED, row.subject, by)
    record(by, "label.lowered", row.subject, was=row.from_label, to=row.to_label)
    return row


@transaction.atomic
def refuse_lower_label(*, by: User, change: LabelChange) -> LabelChange:
    """The second person does not agree; the label stays."""
    row = LabelChange.objects.select_for_update().select_related("proposed_by").get(pk=change.pk)
    check_may_approve(by, row, home_sight(row.subject).kind)
    record_in_sight(by, row.subject)
    row.refused_by = by
    row.save(update_fields=["refused_by"])
    record(by, "label.kept", row.subject, label=row.from_label)
    return row
