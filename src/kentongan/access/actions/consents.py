"""Writing down that a person agreed, and that the person takes it back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.grant_queries import consents_open_to
from kentongan.access.models import Consent, ConsentField, HowObtained, Purpose
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind
from kentongan.audit.actions import record

LONGEST_CONSENT = timedelta(days=365)


@dataclass(frozen=True)
class Agreement:
    """What the person said yes to."""

    subject: str  # the record that tells of the person: "alert:12"
    person: str
    purpose: Purpose
    agencies: Collection[AgencyKind]
    fields: Collection[ConsentField]
    how_obtained: HowObtained
    language: str
    days: int


@transaction.atomic
def record_consent(*, by: User, agreement: Agreement, now: datetime | None = None) -> Consent:
    """A row for the person's yes; raises Refused when it says too little or lasts too long."""
    check_may(by, Kind.SHARE, "create")
    if by.office is None:
        raise Refused(_("Akun Anda belum terhubung dengan kantor. Hubungi admin sistem."))
    now = now or timezone.now()
    lasts = timedelta(days=agreement.days)
    if not timedelta() < lasts <= LONGEST_CONSENT:
        raise Refused(_("Persetujuan berlaku paling lama satu tahun."))
    if not agreement.person.strip() or not agreement.fields or not agreement.agencies:
        raise Refused(_("Tulis nama orangnya, apa yang boleh dibagikan, dan kepada siapa."))
    consent = Consent.objects.create(
        subject=agreement.subject,
        person=agreement.person.strip(),
        purpose=agreement.purpose,
        agencies=sorted(agreement.agencies),
        fields=sorted(agreement.fields),
        how_obtained=agreement.how_obtained,
        language=agreement.language,
        obtained_at=now,
        expires_at=now + lasts,
        office=by.office,
        author=by,
    )
    record(by, "consent.recorded", f"consent:{consent.uuid}", about=agreement.subject)
    return consent


@transaction.atomic
def withdraw_consent(*, by: User, uuid: UUID, now: datetime | None = None) -> Consent:
    """The person takes it back: every share that rests on it stops at this moment.

    Raises Consent.DoesNotExist for strangers, Refused for whoever may not share.
    """
    check_may(by, Kind.SHARE, "revoke")
    rows = consents_open_to(by, Consent.objects.all())
    consent = Consent.objects.select_for_update().get(pk=rows.get(uuid=uuid).pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at, consent.withdrawn_by = now or timezone.now(), by
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        stopped = consent.grants.count()
        record(by, "consent.withdrawn", f"consent:{consent.uuid}", shares=stopped)
    return consent
