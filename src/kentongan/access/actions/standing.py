"""Who holds a record, who stands too near it, whom it is kept from."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access import rules
from kentongan.access.actions.notices import tell
from kentongan.access.errors import Refused
from kentongan.access.models import Assignment, Conflict, Exclusion, NoticeKind
from kentongan.access.permissions import (
    check_another,
    check_can_hold,
    check_may,
    check_reason,
)
from kentongan.access.policy import Kind
from kentongan.access.queries import handled_rows, label_of
from kentongan.access.subjects import AREA, home_sight, parts_of, rows_of, tidy_subject
from kentongan.accounts.models import Agency, User
from kentongan.audit.actions import record


@transaction.atomic
def assign_record(*, by: User, subject: str, to: User, until: datetime) -> Assignment:
    """Put a record into somebody's hands; from label 4 on nobody else but the author reads it.

    Who sees the record may hand it on; who leads may hand out any record of the office.
    """
    check_may(by, Kind.CASE, "assign")
    now = timezone.now()
    named = handed_out(by, subject, now)
    check_can_hold(to, by, home_sight(named).kind, label_of(rows_of(named)) or 0)
    if not now < until <= now + rules.LONGEST_ASSIGNMENT:
        raise Refused(_("Pilih hari berakhir dalam 90 hari ke depan."))
    row = Assignment.objects.create(subject=named, user=to, by=by, at=now, until=until)
    tell([to], NoticeKind.ASSIGNED, named, by)
    record(by, "record.assigned", named, to=to.pk, until=until.isoformat())
    return row


def handed_out(by: User, subject: str, now: datetime) -> str:
    """The stored subject; raises Refused when this person cannot hand it out."""
    try:
        named = tidy_subject(subject)
        found = handled_rows(by, named, now).exists()
    except ValueError:
        found = False
    if not found:
        raise Refused(_("Catatan ini tidak ada atau bukan untuk Anda."))
    return named


@transaction.atomic
def declare_conflict(
    *, by: User, subject: str, reason: str, person: User | None = None
) -> Conflict:
    """Somebody stands too near: for oneself, or for a colleague by who may record that.

    What the subject names need not exist and need not be seen: who is too near should not have to
    look first.
    """
    near = person or by
    if near != by:
        check_may(by, Kind.CASE, "record_conflict")
        if near.office_id is None or near.office_id != by.office_id:
            raise Refused(_("%(name)s tidak bekerja di kantor ini.") % {"name": near})
    named = conflict_subject(subject)
    if sum(letter.isalpha() for letter in reason) < 8:
        raise Refused(_("Tulis hubungannya dalam beberapa kata, misalnya: sepupu kepala desa."))
    row, is_new = Conflict.objects.get_or_create(
        user=near,
        subject=named,
        ended_at=None,
        defaults={"reason": reason.strip()[:200], "by": by, "at": timezone.now()},
    )
    if is_new:
        record(by, "conflict.declared", named, person=near.pk)
    return row


def conflict_subject(subject: str) -> str:
    """The stored subject; raises Refused for what is neither area nor record."""
    try:
        named = tidy_subject(subject)
        kind, key = parts_of(named)
        if kind == AREA and not is_area(key):
            raise ValueError("no area")
        if kind != AREA:
            home_sight(named)
    except ValueError:
        raise Refused(_("Pilih desa, laporan, peringatan, atau hal yang dimaksud.")) from None
    return named


def is_area(code: str) -> bool:
    """Whether a text has the shape of the code of a regency, sub-district or village."""
    parts = code.split(".")
    widths = [len(part) for part in parts]
    return widths in ([2, 2], [2, 2, 2], [2, 2, 2, 4]) and all(map(str.isdecimal, parts))


@transaction.atomic
def end_conflict(*, by: User, conflict: Conflict) -> None:
    """It is over, says somebody else of the office who may record conflicts."""
    check_may(by, Kind.CASE, "record_conflict")
    row = Conflict.objects.select_for_update().select_related("user").get(pk=conflict.pk)
    check_another(by, row.user, _("Benturan sendiri diakhiri oleh atasan."))
    if row.user.office_id is None or row.user.office_id != by.office_id or row.ended_at is not None:
        raise Refused(_("Catatan ini tidak ada atau bukan untuk Anda."))
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    record(by, "conflict.ended", row.subject, person=row.user_id)


@transaction.atomic
def exclude_from(
    *, by: User, subject: str, reason: str, person: User | None = None, agency: Agency | None = None
) -> Exclusion:
    """Keep a record from one person or one agency; they are not told."""
    check_may(by, Kind.CASE, "exclude")
    check_reason(reason)
    if (person is None) == (agency is None):
        raise Refused(_("Pilih satu orang atau satu instansi."))
    if person == by:
        raise Refused(_("Untuk diri sendiri, catat benturan kepentingan."))
    now = timezone.now()
    named = handed_out(by, subject, now)
    row = Exclusion.objects.create(
        subject=named, user=person, agency=agency, reason=reason.strip()[:200], by=by, at=now
    )
    whom = {"person": person.pk} if person else {"agency": agency.pk if agency else None}
    record(by, "record.excluded", named, **whom)
    return row


@transaction.atomic
def end_exclusion(*, by: User, exclusion: Exclusion) -> None:
    """The record is open again to whom it was kept from."""
    check_may(by, Kind.CASE, "exclude")
    row = Exclusion.objects.select_for_update().get(pk=exclusion.pk)
    handed_out(by, row.subject, timezone.now())
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        record(by, "record.included", row.subject, row=row.pk)
