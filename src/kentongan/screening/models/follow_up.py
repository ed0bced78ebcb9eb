"""What became of an applicant: who was asked to help, and how it went on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import ProtectedById
from kentongan.screening.models.applications import Application


class Recipient(models.TextChoices):
    """Who is asked to help."""

    VILLAGE_OFFICER = "village_officer", _("PIMPASA desa pemohon")
    LABOUR_OFFICE = "labour_office", _("Dinas tenaga kerja")
    WORKER_PROTECTION = "worker_protection", _("BP3MI")
    PROTECTION_UNIT = "protection_unit", _("UPTD PPA")


class Need(models.TextChoices):
    """What the applicant needs; never what anybody thinks of him."""

    EDUCATION = "education", _("Penjelasan tentang jalur resmi")
    PAPERS = "papers", _("Bantuan melengkapi dokumen")
    PROTECTION = "protection", _("Pelindungan")


class Reply(models.TextChoices):
    """What came of a visit."""

    MET = "met", _("Sudah bertemu dan dijelaskan")
    HELPED = "helped", _("Sudah dibantu sampai selesai")
    NOT_FOUND = "not_found", _("Belum bertemu")
    DECLINED = "declined", _("Tidak ingin dibantu")


class Afterwards(models.TextChoices):
    """How it went on: the only true measure of a refusal."""

    PAPERS = "papers", _("Kembali dengan dokumen")
    LEGAL = "legal", _("Berangkat lewat jalur resmi")
    ELSEWHERE = "elsewhere", _("Mengajukan di kantor lain")
    OBJECTION = "objection", _("Keberatannya dibenarkan")
    VICTIM = "victim", _("Pulang sebagai korban")
    UNKNOWN = "unknown", _("Tidak diketahui")


class Referral(ProtectedById):
    """A need of an applicant, told to who can help: no decision, no fact and no suspicion.

    ``told``: name, address and phone, only where the applicant agreed to be visited. ``purpose`` is
    copied, because who helps does not see the application.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="referrals")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="referrals")
    recipient = models.CharField(max_length=20, choices=Recipient)
    need = models.CharField(max_length=12, choices=Need)
    purpose = models.CharField(max_length=40)
    region_code = models.CharField(max_length=13, blank=True)
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.RESTRICTED)
    told = EncryptedJSON(empty=dict)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    reply = models.CharField(max_length=12, choices=Reply, blank=True, default="")
    words = EncryptedText()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "region_code": _("desa tempat tinggal pemohon"),
            "told": _("nama, alamat dan telepon pemohon yang setuju ditemui"),
            "sent_by": _("petugas yang merujuk"),
            "words": _("jawaban atas rujukan"),
            "answered_by": _("petugas yang menjawab rujukan"),
        }
        plain = {
            *("id", "office", "application", "recipient", "need", "purpose", "label", "sent_at"),
            *("reply", "answered_at"),
        }

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["region_code", "-sent_at"], name="referrals_of_a_village")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", answered_by=None, answered_at=None)
                | ~Q(reply="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="a_referral_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(need=Need.PROTECTION) | ~Q(recipient=Recipient.VILLAGE_OFFICER),
                name="protection_is_not_asked_of_the_village",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.need}"

    @property
    def subject(self) -> str:
        """Its name in the log and at the gate."""
        return f"referral:{self.pk}"


class Outcome(ProtectedById):
    """How it went on with an applicant, as it was heard on a day; the latest holds."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=12, choices=Afterwards)
    words = EncryptedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal = {
            "kind": _("bagaimana kelanjutan pemohon"),
            "words": _("keterangan tentang kelanjutan pemohon"),
            "by": _("petugas yang mencatat"),
        }
        plain = {"id", "office", "application", "at"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["office", "at"], name="outcomes_of_an_office")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind}"
