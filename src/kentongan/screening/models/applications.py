"""An application for a passport and what was written down at the counter."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import NAMED_READERS, Label
from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import Protected, ProtectedById
from kentongan.screening.decisions import State


class ContactKind(models.TextChoices):
    """What several applicants may have in common; a SIMKIM number is one application's own."""

    PHONE = "phone", _("Nomor telepon")
    SPONSOR = "sponsor", _("Sponsor")
    ADDRESS = "address", _("Alamat")
    ACCOUNT = "account", _("Rekening")
    SIMKIM = "simkim", _("Nomor SIMKIM")


class PaperKind(models.TextChoices):
    """The papers that may be shown at the counter."""

    KTP = "ktp", _("KTP")
    KK = "kk", _("Kartu keluarga")
    BIRTH = "birth", _("Akta kelahiran")
    MARRIAGE = "marriage", _("Buku nikah")
    DIPLOMA = "diploma", _("Ijazah")
    PASSPORT = "passport", _("Paspor lama")
    OTHER = "other", _("Surat lain")


class Application(Protected):
    """One application: who has it now (``handler``), where it stands, and who applied.

    ``told`` holds the words about the applicant as ``entities.told`` writes a person, with the
    address, the sponsor and the companion of a child beside them. ``national_id_key`` is the blind
    index of the national id number, "" where none was given. ``waiting_until``: the last day for
    papers that were asked for.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20)  # "P-2026-000123", counted per office and year
    simkim_number = EncryptedText()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="applications")
    handler = models.ForeignKey(User, on_delete=models.PROTECT, related_name="applications")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    region_code = models.CharField(max_length=13, blank=True)
    purpose = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default=State.OPEN.value)
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.CONFIDENTIAL)
    is_child = models.BooleanField(default=False)
    told = EncryptedJSON(empty=dict)
    national_id_key = models.CharField(max_length=64, blank=True, default="")
    started_on = models.DateField()  # the first day of the four working days
    waiting_until = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)  # the last decision or answer to an objection

    bound_to = ("uuid",)

    class Privacy:
        personal = {
            "number": _("nomor permohonan"),
            "simkim_number": _("nomor permohonan di SIMKIM"),
            "handler": _("petugas yang memegang permohonan"),
            "opened_by": _("petugas yang membuka permohonan"),
            "told": _("nama, NIK, tanggal lahir, alamat, sponsor dan keterangan lain pemohon"),
            "national_id_key": _("sidik NIK pemohon"),
            "region_code": _("desa tempat tinggal pemohon"),
        }
        plain = {
            *("id", "uuid", "office", "opened_at", "purpose", "state", "label", "is_child"),
            *("started_on", "waiting_until", "decided_at"),
        }

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="one_application_per_number"),
            models.CheckConstraint(
                condition=Q(is_child=False) | Q(label__gte=NAMED_READERS),
                name="a_child_has_named_readers",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-opened_at"], name="applications_of_a_day"),
            models.Index(fields=["office", "state"], name="applications_that_wait"),
            models.Index(fields=["handler", "-opened_at"], name="applications_in_hand"),
            # Of all rows: SQLite asks no partial index where the value comes apart from the words.
            models.Index(fields=["national_id_key"], name="applications_on_a_number"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the log and at the gate."""
        return f"application:{self.uuid}"

    @property
    def shown(self) -> str:
        """The applicant's name as pages show it."""
        return str(_("dihapus")) if self.is_erased else str(self.told.get("name", ""))


class ContactKey(models.Model):
    """The blind index of a contact, to count over applicants; or of the SIMKIM number, to find."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="contact_keys"
    )
    kind = models.CharField(max_length=10, choices=ContactKind)
    key = models.CharField(max_length=64)

    class Privacy:
        personal = {"key": _("sidik nomor, sponsor, alamat, rekening atau nomor SIMKIM pemohon")}
        plain = {"id", "office", "application", "kind"}

    class Meta:
        ordering = ["application", "kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "key"], name="one_contact_per_application"
            )
        ]
        indexes = [models.Index(fields=["key", "kind"], name="applications_on_a_contact")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.application_id})"


class Answers(Protected):
    """The interview as it stood at one time; never changed, only followed by the next.

    ``question_sets``: the editions of the questions. ``seconds``: the time at the screen.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    question_sets = models.JSONField(default=list)
    answers = EncryptedJSON(empty=dict)  # question → answer
    officer_words = EncryptedText()
    applicant_words = EncryptedText()
    seconds = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    bound_to = ("application_id", "number")

    class Privacy:
        personal = {
            "answers": _("jawaban pemohon"),
            "officer_words": _("catatan petugas"),
            "applicant_words": _("kata-kata pemohon"),
            "seconds": _("lama wawancara di layar"),
            "written_by": _("petugas yang mewawancarai"),
        }
        plain = {"id", "office", "application", "number", "question_sets", "written_at"}

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_interview_per_turn")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}.{self.number}"


class Paper(ProtectedById):
    """A paper that was shown, and what stands on it; ``on``: the day as of which it says so."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind)
    on = models.DateField(null=True)
    fields = EncryptedJSON(empty=dict)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Privacy:
        personal = {
            "fields": _("isi surat yang ditunjukkan pemohon"),
            "on": _("tanggal surat"),
            "written_by": _("petugas yang mencatat"),
        }
        plain = {"id", "office", "application", "kind", "written_at"}

    class Meta:
        ordering = ["application", "written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} ({self.application_id})"


class Impression(ProtectedById):
    """What an officer felt. No fact, no proposal and no decision ever reads it."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="impressions"
    )
    words = EncryptedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal = {"words": _("kesan petugas tentang pemohon"), "by": _("petugas yang menulis")}
        plain = {"id", "office", "application", "at"}

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.at}"
