"""Emergency sight of one record, and the notices that tell others of it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.subjects import LONGEST
from kentongan.accounts.models import User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import ProtectedById

OPEN_FOR = timedelta(minutes=60)


class Emergency(models.TextChoices):
    """Why it cannot wait."""

    LIFE = "life", _("Nyawa atau keselamatan orang terancam")
    CHILD = "child", _("Menyangkut anak")
    DEPARTURE = "departure", _("Keberangkatan dalam hitungan jam")
    ORDER = "order", _("Perintah tertulis pimpinan atau pengawas")


class BreakGlass(ProtectedById):
    """One record opened for one person for an hour, to read; ``opened_at`` empty: not yet."""

    subject = models.CharField(max_length=LONGEST)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=12, choices=Emergency)
    reason = EncryptedText()
    asked_at = models.DateTimeField()
    allowed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    was_justified = models.BooleanField(null=True)
    review_note = EncryptedText()

    class Privacy:
        personal = {
            "subject": _("catatan yang dibuka"),
            "by": _("petugas yang membuka"),
            "reason": _("alasan petugas"),
            "allowed_by": _("atasan yang mengizinkan"),
            "reviewed_by": _("orang yang meninjau"),
            "review_note": _("catatan peninjau"),
        }
        plain = {
            *("id", "category", "asked_at", "opened_at", "ends_at", "reviewed_at"),
            "was_justified",
        }

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["by", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None, ends_at=None)
                | Q(ends_at__gt=F("opened_at"), ends_at__lte=F("opened_at") + OPEN_FOR),
                name="break_glass_ends_within_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(allowed_by=None) | ~Q(allowed_by=F("by")),
                name="break_glass_is_allowed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by")),
                name="break_glass_is_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} · {self.subject}"


class NoticeKind(models.TextChoices):
    """What a notice tells."""

    BREAK_GLASS = "break_glass", _("dibuka dalam keadaan darurat")
    BREAK_GLASS_ASKED = "break_glass_asked", _("diminta dibuka dalam keadaan darurat; perlu izin")
    LABEL_LOWERED = "label_lowered", _("diturunkan tingkat kerahasiaannya")
    ASSIGNED = "assigned", _("diserahkan kepada Anda")
    CORRECTED = "corrected", _("dikoreksi: penilaian tentang orangnya berubah")


class Notice(models.Model):
    """A line on somebody's first page until it is read; says who did what to which record."""

    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    subject = models.CharField(max_length=LONGEST)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "to": _("petugas yang diberi tahu"),
            "subject": _("catatan yang dimaksud"),
            "by": _("petugas yang berbuat"),
        }
        plain = {"id", "kind", "at", "read_at"}

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["to"], condition=Q(read_at=None), name="unread_notices")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject} {self.kind}"
