"""Every change of a label: up by anyone who may, down by two people with a reason."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.access.subjects import LONGEST
from kentongan.accounts.models import User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import ProtectedById


class LabelChange(ProtectedById):
    """A raised label, or the proposal to lower one; ``applied_at`` empty = not in force."""

    subject = models.CharField(max_length=LONGEST, db_index=True)
    from_label = models.PositiveSmallIntegerField(choices=Label)
    to_label = models.PositiveSmallIntegerField(choices=Label)
    reason = EncryptedText()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Privacy:
        personal = {
            "subject": _("catatan yang dimaksud"),
            "reason": _("alasan perubahan tingkat"),
            "proposed_by": _("petugas yang mengusulkan"),
            "approved_by": _("petugas yang menyetujui"),
            "refused_by": _("petugas yang menolak"),
        }
        plain = {"id", "from_label", "to_label", "proposed_at", "applied_at"}

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="a_label_is_lowered_by_two",
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None)
                | Q(to_label__gt=F("from_label"))
                | Q(approved_by__isnull=False),
                name="a_lowered_label_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(to_label=F("from_label")), name="a_label_change_changes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.from_label} → {self.to_label}"
