"""What people do with a grant: prepare, approve, send, accept, end, hand over, read.

Every deed reads the grant again under a lock inside its own transaction, so that of two people who
press at the same moment the second gets a sentence. The document is built by the caller, once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.grant_permissions import (
    check_can_take_over,
    check_consent,
    check_is_party,
    check_may_hand_to,
    check_not_kept_from,
)
from kentongan.access.grant_queries import copy_for, facts_of, grant_for, next_serial
from kentongan.access.grant_rules import (
    END_OF,
    Deed,
    check_approval,
    check_deed,
    check_reason,
    end_of_days,
)
from kentongan.access.labels import Label
from kentongan.access.models import (
    Answer,
    Consent,
    Grant,
    GrantState,
    LegalBasis,
    Profile,
    SharedCopy,
)
from kentongan.access.share_profiles import LIST, ConsentRule, purposes_for, rule_of
from kentongan.accounts.models import User
from kentongan.audit.actions import record

JOINED = ("owner__office__agency", "recipient__office__agency", "recipient_office", "consent")


@dataclass(frozen=True)
class Question:
    """A list that is asked anew at each delivery, with the owner's eyes; both days count."""

    area_code: str
    since: date
    until: date


@dataclass(frozen=True)
class Plan:
    """What somebody wants to hand over; ``about_victim``: the document names a possible victim."""

    recipient: User
    profile: str
    purpose: str
    about: str | Question
    days: int
    about_victim: bool = False
    consent: Consent | None = None
    legal_basis: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Body:
    """A finished document: as a page and as JSON."""

    page: bytes
    data: bytes


# Builds the document of a grant; the number says the how-manieth copy it is.
type Build = Callable[[Grant, int], Body]


@transaction.atomic
def propose(*, by: User, plan: Plan, build: Build, now: datetime | None = None) -> Grant:
    """A new grant with its document, seen by nobody else yet.

    Raises Refused when the policy, the profile, the consent or the length forbid it.
    """
    now = now or timezone.now()
    check_plan(by, plan, now)
    grant = Grant.objects.create(**columns_of(by, plan, now))
    add_copy(grant, build, now)
    record(
        by,
        "share.proposed",
        f"share:{grant.uuid}",
        profile=grant.profile,
        about=grant.subject or f"{LIST}:{grant.area_code}",
        to=grant.recipient.get_username(),
        days=plan.days,
    )
    return grant


def check_plan(by: User, plan: Plan, now: datetime) -> None:
    """Raises Refused for whatever the plan lacks."""
    check_may_hand_to(by, plan.recipient, plan.profile, label_of(plan))
    rule = rule_of(plan.profile)
    subject_kind = LIST if isinstance(plan.about, Question) else plan.about.partition(":")[0]
    purposes = purposes_for(plan.recipient, plan.profile)
    if subject_kind not in rule.subjects or plan.purpose not in purposes:
        raise Refused(_("Profil ini tidak untuk catatan atau keperluan itu."))
    if isinstance(plan.about, Question) and plan.about.since > plan.about.until:
        raise Refused(_("Tanggal mulai harus sebelum tanggal akhir."))
    end_of_days(now, plan.days)
    subject = "" if isinstance(plan.about, Question) else plan.about
    check_consent(plan.profile, plan.recipient, plan.purpose, subject, plan.consent)
    check_basis(plan)


def check_basis(plan: Plan) -> None:
    """A victim's data goes out with consent, or in danger with a written reason."""
    rule = rule_of(plan.profile)
    if rule.consent is not ConsentRule.OR_DANGER or not plan.about_victim or plan.consent:
        if plan.legal_basis:
            raise Refused(_("Dasar hukum ini hanya dipakai bila data korban ikut dibagikan."))
        return
    if plan.legal_basis != LegalBasis.DANGER:
        raise Refused(
            _("Kontak korban hanya dibagikan dengan persetujuannya atau bila ada bahaya.")
        )
    check_reason(plan.reason)


def label_of(plan: Plan) -> Label:
    """The label of the document: the profile's, or a person's where a victim is named."""
    return Label.PERSONAL if plan.about_victim else rule_of(plan.profile).label


def columns_of(by: User, plan: Plan, now: datetime) -> dict[str, object]:
    """The row of a new grant."""
    about = plan.about
    where: dict[str, object] = (
        {
            "list_kind": LIST,
            "area_code": about.area_code,
            "since": about.since,
            "until": about.until,
        }
        if isinstance(about, Question)
        else {"subject": about}
    )
    return where | {
        "office_id": by.office_id,
        "proposed_by": by,
        "owner": by,
        "recipient": plan.recipient,
        "recipient_office_id": plan.recipient.office_id,
        "profile": Profile(plan.profile),
        "purpose": plan.purpose,
        "label": label_of(plan),
        "legal_basis": plan.legal_basis,
        "reason": plan.reason.strip() or None,
        "consent": plan.consent,
        "needs_approval": rule_of(plan.profile).approval or bool(plan.legal_basis),
        "created_at": now,
        "expires_at": end_of_days(now, plan.days),
    }


def add_copy(grant: Grant, build: Build, now: datetime) -> SharedCopy:
    """Build and keep one document."""
    serial = next_serial(grant)
    body = build(grant, serial)
    return SharedCopy.objects.create(
        grant=grant,
        number=grant.copies.count() + 1,
        serial=serial,
        built_at=now,
        page=body.page,
        data=body.data,
        page_sha256=sha256(body.page).hexdigest(),
        data_sha256=sha256(body.data).hexdigest(),
    )


def locked(by: User, uuid: UUID) -> Grant:
    """The grant as it stands now, locked until the transaction ends.

    Raises Grant.DoesNotExist when it is not for ``by``, as when there is none.
    """
    found = grant_for(by, uuid)
    rows = Grant.objects.select_for_update(of=("self",)).select_related(*JOINED)
    return rows.get(pk=found.pk)


def begun(by: User, uuid: UUID, deed: Deed, now: datetime) -> Grant:
    """The locked grant moved along the table, not saved yet; raises Refused."""
    grant = locked(by, uuid)
    check_is_party(by, grant, deed)
    after = check_deed(deed, facts_of(grant, now), now)
    check_approval(deed, GrantState(grant.state), grant.needs_approval)
    grant.state = after
    if after is GrantState.ENDED:
        grant.end_reason, grant.ended_at = END_OF[deed], now
    return grant


def done(by: User, grant: Grant, deed: str, **detail: object) -> Grant:
    """Save and log."""
    grant.save()
    record(by, f"share.{deed}", f"share:{grant.uuid}", **detail)
    return grant


@transaction.atomic
def approve(*, by: User, uuid: UUID, now: datetime | None = None) -> Grant:
    """Another head has read the document and lets it go out."""
    grant = begun(by, uuid, Deed.APPROVE, now or timezone.now())
    grant.approved_by = by
    return done(by, grant, "approved")


@transaction.atomic
def refuse(*, by: User, uuid: UUID, now: datetime | None = None) -> Grant:
    """A head does not let it go out; nothing was seen by the receiver."""
    return done(by, begun(by, uuid, Deed.REFUSE, now or timezone.now()), "refused")


@transaction.atomic
def offer(*, by: User, uuid: UUID, now: datetime | None = None) -> Grant:
    """Send: the receiver learns that something waits, and reads it after accepting."""
    now = now or timezone.now()
    grant = begun(by, uuid, Deed.OFFER, now)
    check_not_kept_from(grant.recipient, grant.subject)
    grant.offered_at = now
    first = grant.copies.get(number=1)
    return done(by, grant, "offered", sha256=first.page_sha256)


@transaction.atomic
def accept(*, by: User, uuid: UUID, now: datetime | None = None) -> Grant:
    """The receiver takes it, and with it the promise to use it for this purpose alone."""
    now = now or timezone.now()
    grant = begun(by, uuid, Deed.ACCEPT, now)
    grant.accepted_at = now
    return done(by, grant, "accepted")


@transaction.atomic
def decline(*, by: User, uuid: UUID, now: datetime | None = None) -> Grant:
    """The receiver does not want it."""
    return done(by, begun(by, uuid, Deed.DECLINE, now or timezone.now()), "declined")


@transaction.atomic
def revoke(*, by: User, uuid: UUID, now: datetime | None = None) -> Grant:
    """The sender's side ends it; nothing of it opens for the receiver from now on."""
    return done(by, begun(by, uuid, Deed.REVOKE, now or timezone.now()), "revoked")


@transaction.atomic
def transfer(*, by: User, uuid: UUID, to: User, now: datetime | None = None) -> Grant:
    """A colleague of the same office answers for it from now on."""
    grant = begun(by, uuid, Deed.TRANSFER, now or timezone.now())
    check_can_take_over(to, grant)
    grant.owner = to
    return done(by, grant, "transferred", to=to.get_username())


@transaction.atomic
def deliver(*, by: User, uuid: UUID, build: Build, now: datetime | None = None) -> SharedCopy:
    """A fresh copy of a stored question, as its owner sees it now."""
    now = now or timezone.now()
    grant = begun(by, uuid, Deed.DELIVER, now)
    if not grant.list_kind:
        raise Refused(_("Dokumen ini tidak berubah. Baca salinan yang ada."))
    if not grant.owner.is_active or grant.owner.office_id != grant.office_id:
        raise Refused(_("Pengirim tidak lagi bertugas. Hubungi kantor pengirim."))
    copy = add_copy(grant, build, now)
    done(by, grant, "delivered", number=copy.number, sha256=copy.page_sha256)
    return copy


@transaction.atomic
def give_answer(*, by: User, uuid: UUID, answer: Answer, now: datetime | None = None) -> Grant:
    """The civil registry says whether the data match; once."""
    now = now or timezone.now()
    grant = begun(by, uuid, Deed.ANSWER, now)
    if not rule_of(grant.profile).asks or grant.answer:
        raise Refused(_("Berbagi ini tidak menunggu jawaban."))
    grant.answer, grant.answered_at = answer, now
    return done(by, grant, "answered", answer=answer.value)


@transaction.atomic
def open_copy(*, by: User, uuid: UUID, number: int, now: datetime | None = None) -> SharedCopy:
    """The document, after its reading was written down.

    Raises SharedCopy.DoesNotExist for everybody for whom it does not open.
    """
    # The lock lets a reading come before or after a revocation, never into the midst of it.
    Grant.objects.select_for_update().filter(uuid=uuid).first()
    copy = copy_for(by, uuid, number, now)
    record(by, "share.read", f"share:{uuid}", number=number, sha256=copy.page_sha256)
    return copy
