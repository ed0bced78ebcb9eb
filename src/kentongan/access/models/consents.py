"""What a person agreed to: for what, towards whom, which fields, until when."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import Protected


class HowObtained(models.TextChoices):
    """How the person said yes. For a child the guardian, or the head of office in the guardian's
    place when the guardian is part of the matter."""

    WRITTEN = "written", _("Tertulis dan ditandatangani")
    SPOKEN = "spoken", _("Lisan, disaksikan dua petugas")
    GUARDIAN = "guardian", _("Wali, untuk anak")
    HEAD_FOR_CHILD = "head_for_child", _("Kepala kantor, untuk anak yang walinya terlibat")


class ConsentField(models.TextChoices):
    """What may be handed over about the person."""

    NAME = "name", _("Nama")
    CONTACT = "contact", _("Satu kontak")
    NEED = "need", _("Kebutuhan")


class Consent(Protected):
    """One person, one purpose, some agencies, some fields, one end. Withdrawing is at once."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    subject = models.CharField(max_length=60, db_index=True)  # the record that tells of the person
    person = EncryptedText()
    purpose = models.CharField(max_length=20)
    agencies = models.JSONField()  # kinds of agency
    fields = models.JSONField()
    how_obtained = models.CharField(max_length=20, choices=HowObtained)
    language = models.CharField(max_length=40)
    obtained_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.PERSONAL)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    bound_to = ("uuid",)

    class Meta:
        ordering = ["-obtained_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("obtained_at")), name="consent_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_consent_says_by_whom",
            ),
        ]

    class Privacy:
        personal = {"person": "nama orang yang setuju"}
        plain = {
            *("id", "uuid", "subject", "purpose", "agencies", "fields", "how_obtained"),
            *("language", "obtained_at", "expires_at", "office", "author", "label"),
            *("withdrawn_at", "withdrawn_by", "data_key", "key_id"),
        }

    def __str__(self) -> str:
        return str(self.uuid)
