"""Asking others to help an applicant, hearing what came of it, and how it went on."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening.letters.permissions import (
    check_may_answer,
    check_may_follow_up,
    check_may_refer,
    check_may_write_to,
)
from kentongan.screening.models import (
    Afterwards,
    Application,
    Objection,
    Outcome,
    Recipient,
    Referral,
)

# What a helper is told of somebody who agreed to be visited; nothing else of what was told.
TOLD = ("name", "address", "phones")


@transaction.atomic
def refer(
    *, by: User, application: Application, recipient: str, need: str, agreed: bool,
    now: datetime | None = None,
) -> Referral:  # fmt: skip
    """Tell somebody that an applicant needs help; who he is only where he agreed to a visit.

    Raises ``Refused``.
    """
    check_may_write_to(by, application)
    check_may_refer(by, recipient, need)
    if application.referrals.filter(recipient=recipient, need=need, answered_at=None).exists():
        raise Refused(_("Rujukan yang sama sudah dikirim dan belum dijawab."))
    referral = Referral.objects.create(
        office=application.office,
        application=application,
        recipient=recipient,
        need=need,
        purpose=application.purpose,
        region_code=application.region_code,
        # The village reads its area up to TERBATAS; what goes elsewhere stays in the office.
        label=Label.RESTRICTED if recipient == Recipient.VILLAGE_OFFICER else Label.CONFIDENTIAL,
        told={name: application.told[name] for name in TOLD if application.told.get(name)}
        if agreed
        else {},
        sent_by=by,
        sent_at=now or timezone.now(),
    )
    record(by, "referral.sent", application.subject, row=referral.pk, to=recipient, kind=need)
    return referral


@transaction.atomic
def answer_referral(
    *, by: User, referral: Referral, reply: str, words: str = "", now: datetime | None = None
) -> Referral:
    """What came of a visit, once; raises ``Refused``."""
    held = Referral.objects.select_for_update().get(pk=referral.pk)
    check_may_answer(by, held)
    held.reply, held.words = reply, words
    held.answered_by, held.answered_at = by, now or timezone.now()
    held.save(update_fields=["reply", "words", "answered_by", "answered_at"])
    record(by, "referral.answered", held.subject, outcome=reply)
    return held


@transaction.atomic
def record_outcome(
    *, by: User, application: Application, kind: str, words: str = "", now: datetime | None = None
) -> Outcome:
    """How it went on with the applicant, as it was heard; raises ``Refused``."""
    check_may_follow_up(by, application)
    won = Objection.objects.filter(ruling__application=application, overturned=True)
    if kind == Afterwards.OBJECTION and not won.exists():
        raise Refused(_("Belum ada keberatan yang dibenarkan pada permohonan ini."))
    outcome = Outcome.objects.create(
        office=application.office,
        application=application,
        kind=kind,
        words=words,
        by=by,
        at=now or timezone.now(),
    )
    record(by, "application.followed_up", application.subject, outcome=kind)
    return outcome
