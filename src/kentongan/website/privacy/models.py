"""What a data subject asked for, and what the office answered."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import ProtectedById


class Wish(models.TextChoices):
    """The rights of UU 27/2022 art. 5 to 10 that an office is asked for."""

    ACCESS = "access", _("Melihat data sendiri")
    CORRECTION = "correction", _("Memperbaiki data")
    WITHDRAWAL = "withdrawal", _("Menarik persetujuan")
    RESTRICTION = "restriction", _("Menunda atau membatasi pemrosesan")
    OBJECTION = "objection", _("Keberatan")
    ERASURE = "erasure", _("Menghapus data")


class Decision(models.TextChoices):
    """How it was answered."""

    GRANTED = "granted", _("Dipenuhi")
    REFUSED = "refused", _("Ditolak dengan alasan")


class SubjectRequest(ProtectedById):
    """One request with its clock. One person prepares the answer, another approves it.

    ``document`` is the canonical JSON of the answer, ``document_hash`` its SHA-256;
    ``approved_hash`` is what was approved, so nothing changes afterwards.
    """

    wish = models.CharField(_("yang diminta"), max_length=12, choices=Wish)
    asker = EncryptedText(_("nama pemohon"))
    contact = EncryptedText(_("cara menghubungi"))
    proof = EncryptedText(_("bukti identitas"))
    asked = EncryptedText(_("nomor atau nama yang ditanyakan"))
    told = EncryptedText(_("keterangan pemohon"))
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    clock_source = models.CharField(max_length=200)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    ground = EncryptedText(_("alasan"))
    document = EncryptedText()
    document_hash = models.CharField(max_length=64, blank=True)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_hash = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "asker": _("nama pemohon"),
            "contact": _("alamat atau nomor pemohon"),
            "proof": _("bukti identitas pemohon"),
            "asked": _("nomor atau nama yang ditanyakan"),
            "told": _("keterangan pemohon"),
            "ground": _("keterangan bebas petugas"),
            "document": _("jawaban kepada pemohon"),
            "received_by": _("petugas yang menerima"),
            "prepared_by": _("petugas yang menyiapkan jawaban"),
            "approved_by": _("petugas yang menyetujui jawaban"),
        }
        plain = {
            *("id", "wish", "received_at", "due_at", "clock_source", "decision"),
            *("document_hash", "prepared_at", "approved_at", "approved_hash", "closed_at"),
        }

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="answer_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None, approved_hash="")
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    prepared_by__isnull=False,
                    approved_hash=F("document_hash"),
                )
                & ~Q(document_hash=""),
                name="exactly_the_prepared_answer_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(approved_at__isnull=False),
                name="answer_leaves_after_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} {self.pk}"
