"""Requests of data subjects: received, prepared by one, approved by another, handed over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.website.models import Decision, SubjectRequest, Wish
from kentongan.website.privacy import subject
from kentongan.website.privacy.clocks import clock_for
from kentongan.website.privacy.two_persons import check_another, check_reason, check_waiting

DEED = "answer"


@dataclass(frozen=True)
class Told:
    """What the asker said at the desk."""

    asker: str
    contact: str
    proof: str
    asked: str
    told: str


@transaction.atomic
def receive(*, by: User, wish: Wish, said: Told, now: datetime) -> SubjectRequest:
    """The clock of this wish runs from now; raises Refused without the right."""
    check_may(by, Kind.PRIVACY, DEED)
    clock = clock_for(wish, timezone.localdate(now))
    request = SubjectRequest.objects.create(
        wish=wish,
        asker=said.asker.strip(),
        contact=said.contact.strip(),
        proof=check_reason(said.proof),
        asked=said.asked.strip(),
        told=said.told.strip(),
        received_at=now,
        received_by=by,
        due_at=now + timedelta(hours=clock.hours),
        clock_source=clock.source,
    )
    record(by, "subject_request.received", f"subject_request:{request.pk}", code=str(wish))
    return request


def locked(request: SubjectRequest) -> SubjectRequest:
    return SubjectRequest.objects.select_for_update().get(pk=request.pk)


@transaction.atomic
def prepare(
    *, by: User, request: SubjectRequest, decision: Decision, ground: str, now: datetime
) -> SubjectRequest:
    """Write the answer; again until it is approved. A refusal, and what is no access, needs words.

    Raises Refused without the right, without words, or after the approval.
    """
    check_may(by, Kind.PRIVACY, DEED)
    fresh = locked(request)
    check_waiting(fresh.approved_at is None)
    is_access = fresh.wish == Wish.ACCESS and decision is Decision.GRANTED
    fresh.ground = ground.strip() if is_access else check_reason(ground)
    fresh.decision = decision
    with translation.override("id"):
        fresh.document = subject.as_text(document_of(fresh, is_access))
    fresh.document_hash = subject.hash_of(fresh.document)
    fresh.prepared_by, fresh.prepared_at = by, now
    fresh.save()
    record(by, "subject_request.prepared", f"subject_request:{fresh.pk}", code=str(decision))
    return fresh


def document_of(request: SubjectRequest, is_access: bool) -> dict[str, object]:
    """The answer to an access request, or the decision on another one."""
    whole = subject.answer(request)
    return whole if is_access else whole | {"held": [], "said": request.ground}


@transaction.atomic
def approve(
    *, by: User, request: SubjectRequest, document_hash: str, now: datetime
) -> SubjectRequest:
    """Agree to exactly the answer that was shown; raises Refused for who prepared it."""
    check_may(by, Kind.PRIVACY, DEED)
    fresh = locked(request)
    check_waiting(fresh.prepared_by is not None and fresh.approved_at is None)
    check_another(by, fresh.prepared_by.get_username() if fresh.prepared_by else "")
    if fresh.document_hash != document_hash:
        raise Refused(_("Jawabannya berubah sejak halaman dibuka. Baca lagi, lalu setujui."))
    fresh.approved_by, fresh.approved_at = by, now
    fresh.approved_hash = fresh.document_hash
    fresh.save(update_fields=["approved_by", "approved_at", "approved_hash"])
    record(by, "subject_request.approved", f"subject_request:{fresh.pk}")
    return fresh


@transaction.atomic
def close(*, by: User, request: SubjectRequest, now: datetime) -> SubjectRequest:
    """The answer was handed over; raises Refused before the approval."""
    check_may(by, Kind.PRIVACY, DEED)
    fresh = locked(request)
    check_waiting(fresh.approved_at is not None and fresh.closed_at is None)
    fresh.closed_at = now
    fresh.save(update_fields=["closed_at"])
    record(by, "subject_request.closed", f"subject_request:{fresh.pk}")
    return fresh


@transaction.atomic
def take_along(*, by: User, request: SubjectRequest, door: str) -> SubjectRequest:
    """The approved answer, about to leave the office; raises Refused before the approval."""
    check_may(by, Kind.PRIVACY, DEED)
    if request.approved_at is None:
        raise Refused(_("Jawaban ini belum disetujui orang kedua."))
    if subject.hash_of(request.document) != request.approved_hash:
        raise Refused(_("Jawaban ini bukan lagi yang disetujui. Beri tahu auditor."))
    record(by, "subject_request.exported", f"subject_request:{request.pk}", door=door)
    return request
