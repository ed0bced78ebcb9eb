"""That a letter came to the applicant: who handed it over, when and how."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import Office, User
from kentongan.screening.models.decisions import Letter


class Way(models.TextChoices):
    """How a letter goes to the applicant."""

    HAND = "hand", _("Diserahkan langsung")
    READ_ALOUD = "read_aloud", _("Dibacakan, lalu diserahkan")
    POST = "post", _("Dikirim lewat pos")
    RECEIPT = "receipt", _("Sampai lewat pos, ada tanda terima")


class Taker(models.TextChoices):
    """Who took it; never by name."""

    APPLICANT = "applicant", _("Pemohon sendiri")
    GUARDIAN = "guardian", _("Orang tua atau wali")
    PROXY = "proxy", _("Wakil dengan surat kuasa")


class Handover(models.Model):
    """One entry about a letter; the last one counts, earlier ones stay as they were written.

    ``on``: the day it was handed over, posted, or came with a receipt.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="handovers")
    way = models.CharField(max_length=10, choices=Way)
    to = models.CharField(max_length=10, choices=Taker)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal = {
            "to": _("siapa yang menerima surat: pemohon, wali atau wakil"),
            "by": _("petugas yang menyerahkan surat"),
        }
        plain = {"id", "office", "letter", "way", "on", "at"}

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.way} {self.on}"
