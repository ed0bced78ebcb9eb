"""Erasing an identity: the ciphertext goes with all its shares; that there was one stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kentongan.access.models.sealing import Opening, SealedIdentity
from kentongan.access.sealing import receipt
from kentongan.access.sealing.pepper import receipt_pepper
from kentongan.accounts.models import User
from kentongan.audit.actions import record


@transaction.atomic
def erase_by_receipt(*, typed: str) -> bool:
    """The reporter takes the identity back; False for a wrong number, with the same work."""
    mark = receipt.mark(receipt_pepper(), receipt.normalised(typed))
    rows = SealedIdentity.objects.filter(receipt=mark)
    erased = erase(rows, timezone.now())
    subject = rows.values_list("subject", flat=True).first() or "receipt:unknown"
    if erased:
        record(None, "seal.erased_by_receipt", subject)
    else:
        record(None, "seal.erase_missed", subject)
    return bool(erased)


@transaction.atomic
def erase_identity(*, by: User | None, subject: str) -> bool:
    """For retention: the time is up. ``by=None`` is the software itself; False: nothing there."""
    erased = erase(SealedIdentity.objects.filter(subject=subject), timezone.now())
    if erased:
        record(by, "seal.erased", subject)
    return bool(erased)


def erase(rows: QuerySet[SealedIdentity], now: datetime) -> int:
    """Ciphertext, shares and waiting halves; returns how many identities went."""
    standing = rows.filter(erased_at=None)
    Opening.objects.filter(identity__in=standing, two_at=None).update(
        waiting="", opener_one=None, one_at=None
    )
    return standing.update(blob="", erased_at=now)
