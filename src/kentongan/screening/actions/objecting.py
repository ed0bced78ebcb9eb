"""What an applicant objects to, and the answer of somebody who had no part in the decision."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening import decisions, permissions
from kentongan.screening.actions.applications import locked
from kentongan.screening.actions.deciding import move, obstacles_told
from kentongan.screening.actions.interest import end_after_overturn
from kentongan.screening.cases import case_of, standing_of
from kentongan.screening.models import Application, Objection, Ruling


@transaction.atomic
def object_to(*, by: User, application: Application, words: str, received_on: date) -> Objection:
    """Take an objection in, in the applicant's words; raises Refused.

    One that comes late is taken too: the office may mend its own mistake at any time.
    """
    fresh = locked(by, application)
    permissions.check_may_receive_objection(by)
    rows = standing_of(fresh)
    with obstacles_told():
        after = decisions.object_to(case_of(fresh, rows))
        decisions.check_words(words)
    if rows.ruling is None:
        raise Refused(_(decisions.Obstacle.NOT_NOW.value))
    check_day(received_on, rows.ruling)
    objection = Objection.objects.create(
        office=fresh.office,
        ruling=rows.ruling,
        words=words.strip(),
        received_on=received_on,
        received_by=by,
        proposer=rows.ruling.proposer,
        decider=rows.ruling.decider,
    )
    move(fresh, after.state)
    record(by, "interview.objected", fresh.subject, row=rows.ruling.pk)
    return objection


def check_day(received_on: date, ruling: Ruling) -> None:
    """Raises Refused for a day before the decision or after today."""
    if not timezone.localdate(ruling.at) <= received_on <= timezone.localdate():
        raise Refused(_("Tanggal keberatan harus di antara hari keputusan dan hari ini."))


@transaction.atomic
def review(
    *, by: User, application: Application, overturn: bool, words: str, now: datetime | None = None
) -> Objection:
    """Answer an objection: it was right, or it was not; raises Refused.

    An objection that was right leaves the application to be opened again.
    """
    fresh = locked(by, application)
    check_may(by, Kind.INTERVIEW, "review")
    rows = standing_of(fresh)
    with obstacles_told():
        after = decisions.review(case_of(fresh, rows), str(by.pk), overturn=overturn)
        decisions.check_words(words)
    if rows.objection is None:
        raise Refused(_(decisions.Obstacle.NOT_NOW.value))
    objection, moment = rows.objection, now or timezone.now()
    objection.reviewer, objection.overturned = by, overturn
    objection.answer, objection.answered_at = words.strip(), moment
    objection.save(update_fields=["reviewer", "overturned", "answer", "answered_at"])
    fresh.decided_at = moment
    move(fresh, after.state)
    if overturn:
        end_after_overturn(by=by, application=fresh, now=moment)
    record(by, "interview.reviewed", fresh.subject, overturned=overturn)
    return objection
