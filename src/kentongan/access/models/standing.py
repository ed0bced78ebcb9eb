"""What sets one person apart from others of the same role: tasks, conflicts, exclusions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.subjects import LONGEST
from kentongan.accounts.models import Agency, User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import ProtectedById


class Assignment(models.Model):
    """A record put into somebody's hands until a day; from label 4 on nobody else reads it."""

    subject = models.CharField(max_length=LONGEST)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "subject": _("catatan yang dipegang"),
            "user": _("petugas yang memegang"),
            "by": _("petugas yang menugaskan"),
        }
        plain = {"id", "at", "until", "ended_at"}

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "until"]), models.Index(fields=["subject"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(user=F("by")), name="nobody_assigns_a_record_to_himself"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="assignment_has_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.subject}"


class Conflict(ProtectedById):
    """Somebody stands too near: "area:<code>", "report:<uuid>", "alert:<pk>" or "thing:<pk>"."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=LONGEST)
    reason = EncryptedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Privacy:
        personal = {
            "user": _("petugas yang dekat dengan perkara"),
            "subject": _("wilayah, catatan atau hal yang dekat dengannya"),
            "reason": _("alasan kedekatan"),
            "by": _("petugas yang mencatat"),
            "ended_by": _("petugas yang mengakhiri"),
        }
        plain = {"id", "at", "ended_at"}

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "subject"],
                condition=Q(ended_at=None),
                name="one_open_conflict_per_subject",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=F("user")),
                name="nobody_ends_the_own_conflict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.subject}"


class Exclusion(ProtectedById):
    """A record kept from one person or from a whole agency; whom it names never sees it."""

    subject = models.CharField(max_length=LONGEST)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    reason = EncryptedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "subject": _("catatan yang ditutup"),
            "user": _("petugas yang dikecualikan"),
            "reason": _("alasan pengecualian"),
            "by": _("petugas yang mengecualikan"),
        }
        plain = {"id", "agency", "at", "ended_at"}

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user"]), models.Index(fields=["agency"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, agency__isnull=False) | Q(user__isnull=False, agency=None),
                name="exclusion_names_a_person_or_an_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ≠ {self.user or self.agency}"
