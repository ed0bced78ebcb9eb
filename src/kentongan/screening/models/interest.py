"""Interest entries: look twice when this person applies again; short, with author and reviewer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import ProtectedById
from kentongan.screening.interest.rules import MOST_MONTHS
from kentongan.screening.models.applications import Application


class Basis(models.TextChoices):
    """On what an entry rests."""

    RULING = "ruling", _("Penolakan atau penundaan")
    EXAMINATION = "examination", _("Hasil pemeriksaan (BAP)")


class EndReason(models.TextChoices):
    """Why an entry is over."""

    EXPIRED = "expired", _("Masanya habis")
    RENEWED = "renewed", _("Diperpanjang oleh peninjau")
    OVERTURNED = "overturned", _("Keputusannya dibatalkan karena keberatan")
    LIFTED = "lifted", _("Dicabut lebih awal")


class InterestEntry(ProtectedById):
    """One period of at most six months.

    A renewal is the next row: ``renews`` names the one before, ``renewed_by`` the reviewer, who is
    not its author. ``ends_on``: the first day on which it no longer holds.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="interest_entries"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=12, choices=Basis)
    reason = EncryptedText()
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="renewed_as"
    )
    renewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=12, choices=EndReason, blank=True, default="")

    class Privacy:
        personal = {
            "author": _("petugas yang membuat catatan perhatian"),
            "reason": _("alasan catatan perhatian"),
            "renewed_by": _("pimpinan yang memperpanjang"),
            "ended_by": _("petugas yang mengakhiri"),
        }
        plain = {
            *("id", "application", "office", "basis", "starts_on", "months", "ends_on", "renews"),
            *("ended_at", "end_reason"),
        }

    class Meta:
        ordering = ["ends_on", "pk"]
        indexes = [models.Index(fields=["office", "ended_at", "ends_on"], name="interest_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS), name="an_entry_is_short"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="an_entry_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(renews=None, renewed_by=None)
                | (Q(renews__isnull=False, renewed_by__isnull=False) & ~Q(renewed_by=F("author"))),
                name="a_renewal_has_a_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="an_ended_entry_says_why",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at=None),
                name="one_open_entry_per_application",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.starts_on} – {self.ends_on}"
