"""Legal holds: proposed by one, confirmed by another; released in the same way."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.audit.holds import is_subject, lock_erasing
from kentongan.audit.models import Hold
from kentongan.website.privacy.two_persons import check_another, check_reason, check_waiting


@transaction.atomic
def propose_hold(
    *, by: User, subject: str, reason: str, basis: str, review_on: date, now: datetime
) -> Hold:
    """Keep ``subject`` from erasing at once, and for good when a second person confirms in a week.

    Raises Refused without the right, for an unknown kind of subject, or without a reason.
    """
    check_may(by, Kind.PRIVACY, "hold")
    if not is_subject(subject):
        raise Refused(_("Yang ditahan tidak dikenali. Tulis seperti contoh di bawah kotaknya."))
    said = check_reason(reason)
    lock_erasing()
    hold = Hold.objects.create(
        subject=subject,
        reason=said,
        basis=basis.strip(),
        review_on=review_on,
        proposed_by=by.get_username(),
        proposed_at=now,
    )
    record(by, "hold.proposed", f"hold:{hold.pk}")
    return hold


def locked(hold: Hold) -> Hold:
    """The hold as it stands now; nobody erases meanwhile."""
    lock_erasing()
    return Hold.objects.select_for_update().get(pk=hold.pk)


@transaction.atomic
def confirm_hold(*, by: User, hold: Hold, now: datetime) -> Hold:
    """The second signature; raises Refused for the proposer or without the right."""
    check_may(by, Kind.PRIVACY, "hold")
    fresh = locked(hold)
    check_waiting(fresh.confirmed_by == "")
    check_another(by, fresh.proposed_by)
    fresh.confirmed_by, fresh.confirmed_at = by.get_username(), now
    fresh.save(update_fields=["confirmed_by", "confirmed_at"])
    record(by, "hold.confirmed", f"hold:{fresh.pk}")
    return fresh


@transaction.atomic
def propose_release(*, by: User, hold: Hold, reason: str, now: datetime) -> Hold:
    """Ask for the end of a hold; it stands until a second person agrees."""
    check_may(by, Kind.PRIVACY, "hold")
    said = check_reason(reason)
    fresh = locked(hold)
    check_waiting(fresh.confirmed_by != "" and fresh.release_proposed_by == "")
    fresh.release_reason = said
    fresh.release_proposed_by, fresh.release_proposed_at = by.get_username(), now
    fresh.save(update_fields=["release_reason", "release_proposed_by", "release_proposed_at"])
    record(by, "hold.release_proposed", f"hold:{fresh.pk}")
    return fresh


@transaction.atomic
def confirm_release(*, by: User, hold: Hold, now: datetime) -> Hold:
    """The hold ends; raises Refused for who asked for it or without the right."""
    check_may(by, Kind.PRIVACY, "hold")
    fresh = locked(hold)
    check_waiting(fresh.release_proposed_by != "" and fresh.released_by == "")
    check_another(by, fresh.release_proposed_by)
    fresh.released_by, fresh.released_at = by.get_username(), now
    fresh.save(update_fields=["released_by", "released_at"])
    record(by, "hold.released", f"hold:{fresh.pk}")
    return fresh
