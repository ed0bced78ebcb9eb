"""Interest entries: written by a section head, renewed by somebody else, ended by date or right."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may, check_reason
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening.catalogues import GRAVE
from kentongan.screening.interest import rules
from kentongan.screening.models import (
    Application,
    Basis,
    EndReason,
    Examination,
    InterestEntry,
    Objection,
    Ruling,
)
from kentongan.screening.queries import applications_in_sight


def checked(check: Callable[[], None]) -> None:
    """Raises Refused with the sentence of a rule that does not hold."""
    try:
        check()
    except rules.NotAllowed as error:
        raise Refused(_(str(error.obstacle))) from None


def in_sight(by: User, application: Application) -> Application:
    """The application, locked; raises Refused when it is not for ``by``."""
    rows = applications_in_sight(by).select_for_update(of=("self",))
    found = rows.filter(pk=application.pk).first()
    if found is None:
        raise Refused(_("Permohonan ini tidak ada atau bukan untuk Anda."))
    return found


def open_entries(application: Application) -> QuerySet[InterestEntry]:
    """The entry that nobody has ended yet, if any."""
    return InterestEntry.objects.select_for_update().filter(application=application, ended_at=None)


def ground_of(application: Application) -> Basis | None:
    """On what an entry may rest: the last grave decision that stands, or a proven falsehood."""
    if Examination.objects.filter(application=application, is_proven_false=True).exists():
        return Basis.EXAMINATION
    last = Ruling.objects.filter(application=application).order_by("-at", "-pk").first()
    if last is None or last.decision not in GRAVE:
        return None
    taken_back = Objection.objects.filter(ruling=last, overturned=True).exists()
    return None if taken_back else Basis.RULING


@transaction.atomic
def enter_interest(
    *,
    by: User,
    application: Application,
    months: int,
    reason: str,
    now: datetime | None = None,
) -> InterestEntry:
    """An entry of at most six months on a refused, postponed or examined application.

    Raises Refused without the right, a ground, a reason, or where one runs already.
    """
    check_may(by, Kind.INTERVIEW, "enter_interest")
    fresh = in_sight(by, application)
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    end_if_over(open_entries(fresh), today, moment)
    ground = ground_of(fresh)
    has_live_one = open_entries(fresh).exists()
    checked(
        lambda: rules.check_entry(months, has_ground=ground is not None, has_live_one=has_live_one)
    )
    check_reason(reason)
    made = InterestEntry.objects.create(
        application=fresh,
        office=fresh.office,
        author=by,
        basis=ground or "",
        reason=reason.strip(),
        starts_on=today,
        months=months,
        ends_on=rules.end_of(today, months),
    )
    record(by, "interest.entered", fresh.subject, row=made.pk, count=months)
    return made


@transaction.atomic
def renew_interest(
    *,
    by: User,
    entry: InterestEntry,
    months: int,
    reason: str,
    now: datetime | None = None,
) -> InterestEntry:
    """A reviewer who did not write the entry gives it another period, in the last two weeks.

    Raises Refused.
    """
    check_may(by, Kind.INTERVIEW, "review_interest")
    fresh = locked(by, entry)
    moment = now or timezone.now()
    stands = rules.standing(fresh.ends_on, fresh.ended_at is not None, timezone.localdate(moment))
    checked(lambda: rules.check_renewal(stands, by=str(by.pk), author=str(fresh.author_id)))
    checked(lambda: rules.check_entry(months, has_ground=True, has_live_one=False))
    check_reason(reason)
    end(fresh, EndReason.RENEWED, by, moment)
    made = InterestEntry.objects.create(
        application=fresh.application,
        office=fresh.office,
        author=fresh.author,
        basis=fresh.basis,
        reason=reason.strip(),
        starts_on=fresh.ends_on,
        months=months,
        ends_on=rules.end_of(fresh.ends_on, months),
        renews=fresh,
        renewed_by=by,
    )
    subject = fresh.application.subject
    record(by, "interest.renewed", subject, row=made.pk, count=months)
    return made


@transaction.atomic
def lift_interest(*, by: User, entry: InterestEntry, now: datetime | None = None) -> InterestEntry:
    """End an entry before its time: whoever may write or review one may. Raises Refused."""
    deeds = ("enter_interest", "review_interest")
    check_may_any(by, deeds)
    fresh = locked(by, entry)
    if fresh.ended_at is not None:
        raise Refused(_(str(rules.Obstacle.OVER)))
    end(fresh, EndReason.LIFTED, by, now or timezone.now())
    return fresh


def check_may_any(by: User, deeds: tuple[str, ...]) -> None:
    """Raises Refused for who may do none of these."""
    refusal: Refused | None = None
    for deed in deeds:
        try:
            check_may(by, Kind.INTERVIEW, deed)
        except Refused as error:
            refusal = error
        else:
            return
    if refusal is not None:
        raise refusal


def locked(by: User, entry: InterestEntry) -> InterestEntry:
    """The entry as it stands, of an application in sight; raises Refused."""
    in_sight(by, entry.application)
    return InterestEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)


def end(entry: InterestEntry, reason: EndReason, by: User | None, at: datetime) -> None:
    """Close an entry, with the row of the log."""
    entry.ended_at, entry.ended_by, entry.end_reason = at, by, reason
    entry.save(update_fields=["ended_at", "ended_by", "end_reason"])
    record(by, "interest.ended", entry.application.subject, row=entry.pk, why=reason.value)


@transaction.atomic
def end_after_overturn(
    *, by: User, application: Application, now: datetime | None = None
) -> InterestEntry | None:
    """An objection was right: what rested on the decision ends with it. The ended entry, if any.

    Called inside the answer to the objection; the applicant's letter then says so.
    """
    entry = open_entries(application).first()
    if entry is not None:
        end(entry, EndReason.OVERTURNED, by, now or timezone.now())
    return entry


@transaction.atomic
def end_expired(*, now: datetime) -> int:
    """End every entry whose time is over; for the worker. Returns how many."""
    rows = InterestEntry.objects.select_for_update(of=("self",)).filter(ended_at=None)
    return end_if_over(rows, timezone.localdate(now), now)


def end_if_over(rows: QuerySet[InterestEntry], on: date, at: datetime) -> int:
    """End those of some open entries that are over on a day."""
    over = list(rows.filter(ends_on__lte=on).select_related("application"))
    for entry in over:
        end(entry, EndReason.EXPIRED, None, at)
    return len(over)
