"""Destroying the oldest piece of the log after its time, leaving a signed cut."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.audit.actions.anchoring import CHAIN
from kentongan.audit.actions.recording import Actor, record
from kentongan.audit.errors import Unsealable
from kentongan.audit.models import AuditEvent, AuditHead, SealedSegment
from kentongan.audit.sealing import statement
from kentongan.audit.signing import signed
from kentongan.audit.verifying import Code, sealed_until, verify

YEARS_KEPT = 5  # security design, retention: audit


@transaction.atomic
def seal_segment(*, by: Actor | None, before: date, now: datetime) -> SealedSegment | None:
    """Destroy the events before a day; None when there are none.

    The cut says how many events there were and the hash of the last, signed, so the rest still
    verifies. Raises ``Unsealable`` for events younger than five years or a chain that does not
    hold (it is evidence then), ``KeyMissing`` without a key.
    """
    AuditHead.objects.select_for_update().get()
    check_old_enough(before, timezone.localdate(now))
    last = last_before(before)
    begins = sealed_until()
    if last is None or last.sequence <= begins.sequence:
        return None
    found = verify()
    if found.code is not Code.OK:
        raise Unsealable(found.sentence)
    segment = SealedSegment(first=begins.sequence + 1, last=last.sequence, hash=last.hash, at=now)
    said = signed(statement(segment))
    segment.key, segment.signature = str(said["key"]), str(said["signature"])
    segment.save()
    AuditEvent.objects.filter(sequence__lte=segment.last).delete()
    record(by, "audit.sealed", CHAIN, first=segment.first, last=segment.last, rows=segment.rows)
    return segment


def check_old_enough(before: date, today: date) -> None:
    """Raises ``Unsealable`` while the law or the office still needs the events."""
    youngest = today.replace(day=min(today.day, 28), year=today.year - YEARS_KEPT)
    if before > youngest:
        text = _("Jejak disimpan %(years)d tahun. Pilih tanggal sebelum %(day)s.")
        raise Unsealable(text % {"years": YEARS_KEPT, "day": youngest})


def last_before(day: date) -> AuditEvent | None:
    """The last event before the first one of that day or later, in the order of the chain."""
    midnight = datetime.combine(day, time(), timezone.get_default_timezone())
    later = AuditEvent.objects.filter(at__gte=midnight).order_by("pk").first()
    older = AuditEvent.objects.order_by("-pk")
    return (older.filter(pk__lt=later.pk) if later else older).first()
