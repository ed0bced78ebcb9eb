"""What the desk's quality is measured by: reports of counts, base rates, suspended rules."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import ProtectedById


class QualityReport(ProtectedById):
    """The counts of a period. A month is kept; the running year is made anew each night.

    ``last_day`` belongs to the period. ``content`` is that of ``quality.report``: counts, officers
    and villages, no applicant.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    is_month = models.BooleanField()
    made_at = models.DateTimeField()
    content = EncryptedJSON(empty=dict)

    class Privacy:
        personal = {"content": _("hitungan keputusan per petugas, kelompok dan desa")}
        plain = {"id", "office", "first_day", "last_day", "is_month", "made_at"}

    class Meta:
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "first_day"],
                condition=Q(is_month=True),
                name="one_quality_report_per_month",
            ),
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(is_month=False),
                name="one_quality_report_of_the_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.first_day} – {self.last_day}"


class FactCount(models.Model):
    """How the decided applications with one kind of fact ended, counted each night."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    counted_on = models.DateField()
    decided = models.PositiveIntegerField()
    issued = models.PositiveIntegerField()
    referred = models.PositiveIntegerField()
    grave = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    overturned = models.PositiveIntegerField()

    class Privacy:
        personal: dict[str, str] = {}
        plain = {
            *("id", "office", "kind", "counted_on", "decided", "issued", "referred", "grave"),
            *("answered", "overturned"),
        }

    class Meta:
        ordering = ["office", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind"], name="one_count_per_kind_of_fact")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.decided}"


class RuleSuspension(ProtectedById):
    """A rule that finds no facts in an office for now: its decisions were overturned too often."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    answered = models.PositiveIntegerField()
    overturned = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = EncryptedText()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = EncryptedText()

    class Privacy:
        personal = {
            "by": _("pengawas yang menghentikan aturan"),
            "reason": _("alasan menghentikan aturan"),
            "ended_by": _("pengawas yang memberlakukan kembali"),
            "end_reason": _("alasan memberlakukan kembali"),
        }
        plain = {"id", "office", "kind", "answered", "overturned", "at", "ended_at"}

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind"],
                condition=Q(ended_at=None),
                name="one_suspension_per_rule",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.office_id})"
