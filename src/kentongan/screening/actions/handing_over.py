"""Writing down that a letter came to the applicant, or was sent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening.actions.applications import locked
from kentongan.screening.letters.permissions import check_may_write_to
from kentongan.screening.models import Handover, Letter, Taker, Way


@dataclass(frozen=True)
class Given:
    """How, to whom and on which day."""

    way: str
    to: str
    on: date


@transaction.atomic
def hand_over(*, by: User, letter: Letter, given: Given, now: datetime | None = None) -> Handover:
    """Write down how a letter came to the applicant; said again, the last entry counts.

    Raises ``Refused`` before the decision, for a day that cannot be and for a receipt of nothing.
    """
    application = locked(by, letter.application)
    check_may_write_to(by, application)
    moment = now or timezone.now()
    check_day(letter, given.on, timezone.localdate(moment))
    check_way(letter, given)
    if application.is_child and given.to == Taker.APPLICANT:
        raise Refused(_("Surat tentang anak diserahkan kepada orang tua, wali, atau wakilnya."))
    entry = Handover.objects.create(
        office=application.office,
        letter=letter,
        way=given.way,
        to=given.to,
        on=given.on,
        by=by,
        at=moment,
    )
    record(
        by, "letter.handed_over", application.subject,
        number=letter.number, kind=given.way, to=given.to,
    )  # fmt: skip
    return entry


def check_day(letter: Letter, on: date, today: date) -> None:
    """Raises Refused for a day before the letter and its decision, or after today."""
    earliest = timezone.localdate(letter.printed_at)
    if letter.proposal is not None:
        ruling = getattr(letter.proposal, "ruling", None)
        if ruling is None:
            raise Refused(_("Keputusan ini belum diambil. Serahkan suratnya sesudah diputuskan."))
        earliest = max(earliest, timezone.localdate(ruling.at))
    if not earliest <= on <= today:
        raise Refused(_("Tanggalnya harus di antara hari keputusan dan hari ini."))


def check_way(letter: Letter, given: Given) -> None:
    """Raises Refused for a receipt of a letter that was not posted before that day."""
    posted = letter.handovers.filter(way=Way.POST, on__lte=given.on)
    if given.way == Way.RECEIPT and not posted.exists():
        raise Refused(_("Catat dahulu hari surat ini dikirim lewat pos, lalu tanda terimanya."))
