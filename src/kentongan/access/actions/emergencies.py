"""Break-glass: one record, one hour, to read; told at once, reviewed afterwards."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access import rules
from kentongan.access.actions.notices import tell
from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.models import BreakGlass, Emergency, NoticeKind
from kentongan.access.models.break_glass import OPEN_FOR
from kentongan.access.permissions import (
    check_may_allow,
    check_may_break_glass,
    check_may_review,
    check_reason,
)
from kentongan.access.policy import Kind, may
from kentongan.access.queries import overseers_of, rows_of_office, uses_of
from kentongan.access.subjects import home_sight, rows_of, tidy_subject
from kentongan.accounts.models import User
from kentongan.audit.actions import record


@transaction.atomic
def break_glass(*, by: User, subject: str, category: str, reason: str) -> BreakGlass:
    """Open one record of the own office for an hour, or ask the supervisor after three a month.

    Raises Refused without the right, without a reason, and for a record that is not there, sealed,
    of another office or kept from this person: the answer does not tell which.
    """
    now = timezone.now()
    person = User.objects.select_for_update().get(pk=by.pk)  # two at once count as two
    uses = uses_of(person)
    check_may_break_glass(person, uses, now)
    check_reason(reason)
    if category not in Emergency.values:
        raise Refused(_("Pilih sebab daruratnya."))
    named = openable(person, subject, now)
    row = BreakGlass.objects.create(
        subject=named, by=by, category=category, reason=reason.strip()[:400], asked_at=now
    )
    if rules.needs_leave(uses, now):
        tell(supervisors_of(by), NoticeKind.BREAK_GLASS_ASKED, named, by)
        record(by, "break_glass.asked", named, category=category)
        return row
    return opened_now(row, now)


def openable(by: User, subject: str, now: datetime) -> str:
    """The subject as it is stored; raises Refused when there is nothing this person may open."""
    try:
        named = tidy_subject(subject)
        found = rows_of_office(by, named, now).filter(label__lt=Label.SEALED).exists()
    except ValueError:
        found = False
    if not found:
        raise Refused(_("Tidak ada catatan dengan nomor itu yang dapat Anda buka."))
    return named


def opened_now(row: BreakGlass, now: datetime) -> BreakGlass:
    """The hour begins; owner, head of office and auditors learn of it in this transaction."""
    row.opened_at, row.ends_at = now, now + OPEN_FOR
    row.save(update_fields=["opened_at", "ends_at", "allowed_by"])
    people = [*owners_of(row.subject), *overseers_of(row.by.office_id)]
    tell(people, NoticeKind.BREAK_GLASS, row.subject, row.by)
    record(row.by, "break_glass.opened", row.subject, category=row.category, row=row.pk)
    return row


def owners_of(subject: str) -> list[User]:
    """Who wrote or owns the record."""
    author = home_sight(subject).author
    if author is None:
        return []
    rows: Any = rows_of(subject).exclude(**{author: None})
    return list(User.objects.filter(pk__in=rows.values(author), is_active=True))


def supervisors_of(person: User) -> list[User]:
    """Who in the office may allow a fourth emergency."""
    people = User.objects.filter(is_active=True, office=person.office_id, office__isnull=False)
    return [one for one in people if may(one, Kind.CASE, "allow_break_glass") and one != person]


@transaction.atomic
def allow_emergency(*, by: User, asked: BreakGlass) -> BreakGlass:
    """A supervisor allows what was asked; the hour begins now."""
    now = timezone.now()
    row = BreakGlass.objects.select_for_update().select_related("by").get(pk=asked.pk)
    check_may_allow(by, row, now)
    check_same_office(by, row)
    openable(row.by, row.subject, now)
    row.allowed_by = by
    record(by, "break_glass.allowed", row.subject, row=row.pk)
    return opened_now(row, now)


def check_same_office(by: User, row: BreakGlass) -> None:
    """Emergencies are allowed and reviewed in the office in which they happen."""
    if by.office_id is None or by.office_id != row.by.office_id:
        raise Refused(_("Permintaan ini milik kantor lain."))


@transaction.atomic
def review_emergency(*, by: User, seen: BreakGlass, was_justified: bool, note: str) -> BreakGlass:
    """Somebody else says whether it was right; without that the right is suspended after 3 days."""
    row = BreakGlass.objects.select_for_update().select_related("by").get(pk=seen.pk)
    check_may_review(by, row)
    check_same_office(by, row)
    check_reason(note)
    row.reviewed_by, row.reviewed_at = by, timezone.now()
    row.was_justified, row.review_note = was_justified, note.strip()[:400]
    row.save(update_fields=["reviewed_by", "reviewed_at", "was_justified", "review_note"])
    record(by, "break_glass.reviewed", row.subject, row=row.pk, justified=was_justified)
    return row
