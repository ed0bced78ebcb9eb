"""Cautions that alerts set: this telephone, firm, recruiter or area is in an alert right now.

A caution says which things meet it and until when; never what the alert holds or whom it is about.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import Office


class CautionKind(models.TextChoices):
    """What a caution is about; the words are all that the counter is told."""

    PHONE = "phone", _("nomor telepon")
    ACCOUNT = "account", _("rekening")
    HANDLE = "handle", _("akun media sosial")
    ORGANISATION = "organisation", _("perusahaan atau lembaga")
    HOLDING_HOUSE = "holding_house", _("rumah penampungan")
    NATIONAL_ID = "national_id", _("orang yang disebut")
    AREA = "area", _("wilayah")


class Caution(models.Model):
    """One alert's caution; ``alert`` is its number. It ends with the alert, or after its days."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    alert = models.CharField(max_length=40)
    set_on = models.DateField()
    valid_until = models.DateField()  # the last day
    ended_on = models.DateField(null=True)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "office", "alert", "set_on", "valid_until", "ended_on"}

    class Meta:
        ordering = ["set_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "alert"], name="one_caution_per_alert")
        ]

    def __str__(self) -> str:
        return self.alert

    @property
    def subject(self) -> str:
        """What the log calls it: its alert."""
        return self.alert


class CautionKey(models.Model):
    """What meets a caution: the blind index of a thing, or the code of an area in clear."""

    caution = models.ForeignKey(Caution, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=14, choices=CautionKind)
    key = models.CharField(max_length=64)

    class Privacy:
        personal = {"key": _("sidik nomor, rekening, perusahaan atau orang yang diperingatkan")}
        plain = {"id", "caution", "kind"}

    class Meta:
        ordering = ["caution", "kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["caution", "kind", "key"], name="one_key_per_caution")
        ]
        indexes = [models.Index(fields=["key", "kind"], name="cautions_on_a_key")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.caution_id})"
