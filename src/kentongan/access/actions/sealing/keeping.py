"""Keeping a sealed identity beside what it is about, and telling how far that went."""

from collections.abc import Collection
from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.models.sealing import SealedIdentity, SealingKey
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.access.sealing import envelope, receipt
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.envelope import Envelope
from kentongan.access.sealing.pepper import receipt_pepper
from kentongan.access.sealing.permissions import is_in_force
from kentongan.access.sealing.queries import keys_named
from kentongan.access.sealing.rules import RECEIPT_SHOWN_FOR, Progress
from kentongan.accounts.models import User
from kentongan.audit.actions import record


@transaction.atomic
def keep_sealed(
    *, by: User, subject: str, blob: str, seed: str = "", in_browser: bool = False
) -> str:
    """Keep who told ``subject`` ("report:<uuid>"), sealed; returns the receipt's 16 digits.

    Sent again, the first one stays; its receipt is told once more only to the same form (the same
    random ``seed``) within ten minutes, "" otherwise. Raises Refused for a blob that is no seal of
    this subject, or is sealed to keys that are not in force.
    """
    check_may(by, Kind.REPORTER, "seal")
    digits = receipt.digits_for(receipt_pepper(), subject, seed or token_urlsafe())
    mark = receipt.mark(receipt_pepper(), digits)
    now = timezone.now()
    kept = SealedIdentity.objects.filter(subject=subject).first()
    if kept is not None:
        return digits if is_same_form(kept, mark, now) else ""
    sealed = read_for(subject, blob)
    keys = keys_to_seal_to(sealed)
    SealedIdentity.objects.create(
        office_id=keys[0].office_id,
        subject=subject,
        blob=blob,
        receipt=mark,
        in_browser=in_browser,
        sealed_at=now,
    )
    record(by, "seal.kept", subject, keys=len(keys), in_browser=in_browser)
    return digits


def is_same_form(kept: SealedIdentity, mark: str, now: datetime) -> bool:
    """Whether the answer to this very form may have been lost on the way."""
    return kept.receipt == mark and now - kept.sealed_at <= RECEIPT_SHOWN_FOR


def read_for(subject: str, blob: str) -> Envelope:
    """The envelope; raises Refused when it is none or speaks of something else."""
    try:
        sealed = envelope.read(blob)
    except Broken:
        sealed = None
    if sealed is None or sealed.subject != subject:
        raise Refused(_("Segel identitas rusak. Ketik lagi identitasnya, lalu kirim."))
    return sealed


def keys_to_seal_to(sealed: Envelope) -> list[SealingKey]:
    """The keys of the envelope: in force, of one office, of different people. Raises Refused."""
    keys = list(keys_named(sealed.keys).values())
    people, offices = {key.custodian_id for key in keys}, {key.office_id for key in keys}
    known = len(keys) == len(sealed.keys) == len(people) and len(offices) == 1
    if not known or not all(is_in_force(key) for key in keys):
        raise Refused(_("Kunci segel baru saja diganti. Ketik lagi identitasnya, lalu kirim."))
    return keys


@transaction.atomic
def tell_progress(*, by: User | None, subjects: Collection[str], progress: Progress) -> int:
    """What the receipt says from now on; never back from finished. Returns how many changed."""
    waiting = SealedIdentity.objects.filter(subject__in=list(subjects)).exclude(
        progress__in=(progress, Progress.FINISHED)
    )
    changed = waiting.update(progress=progress)
    if changed:
        record(by, "seal.progress", "sealed_identities", number=changed, to=progress.value)
    return changed
