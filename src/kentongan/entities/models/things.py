"""Things that reports mention (phones, accounts, handles, …) and each mention of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import Protected, ProtectedById


class ThingKind(models.TextChoices):
    """What sort of thing. People stand in tables of their own (``people``)."""

    PHONE = "phone", _("Nomor telepon")
    ACCOUNT = "account", _("Rekening atau dompet digital")
    HANDLE = "handle", _("Akun media sosial atau tautan")
    ORGANISATION = "organisation", _("Perusahaan atau lembaga")
    ALIAS = "alias", _("Nama panggilan perekrut")
    HOLDING_HOUSE = "holding_house", _("Rumah penampungan")
    OFFER = "offer", _("Tawaran kerja")
    PLACE = "place", _("Tempat berkumpul")
    ROUTE = "route", _("Jalur perjalanan")


class Thing(Protected):
    """One thing in its normal form, whatever way it was written.

    ``key`` is the blind index of the normal form: equal things have equal keys, and no key tells
    what the thing is.
    """

    kind = models.CharField(max_length=20, choices=ThingKind)
    key = models.CharField(max_length=64)
    display = EncryptedText()
    # A common thing (village hall phone, "TKI") says nothing when two reports share it.
    is_hub = models.BooleanField(default=False)
    hub_reason = EncryptedText()
    # When a person said whether it is common; the nightly rule then leaves it alone.
    judged_at = models.DateTimeField(null=True)

    bound_to = ("kind", "key")

    class Privacy:
        personal = {
            "key": _("sidik nomor, rekening, akun atau nama yang disebut"),
            "display": _("nomor, rekening, akun atau nama yang disebut"),
            "hub_reason": _("keterangan bebas petugas"),
        }
        plain = {"id", "kind", "is_hub", "judged_at"}

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_thing_per_key")]

    def __str__(self) -> str:
        return str(self.display)

    @property
    def shown(self) -> str:
        """Its name as pages show it."""
        return str(_("dihapus")) if self.is_erased else self.display


class Mention(Protected):
    """A thing as it was written in one source; who told, where and when are copied beside it.

    ``entities`` never looks up: the source tells it everything a question here needs.
    """

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="mentions")
    raw = EncryptedText()
    source = models.CharField(max_length=60)  # "report:<uuid>"
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    region_code = models.CharField(max_length=13, blank=True, db_index=True)
    noticed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    # Nearly the same words from the same hand are one voice (duplicates, forwarded messages).
    voice = models.CharField(max_length=64)
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.RESTRICTED)
    hidden_from = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn = models.BooleanField(default=False)

    bound_to = ("source", "thing_id")

    class Privacy:
        personal = {
            "raw": _("nomor, rekening, akun atau nama seperti ditulis"),
            "voice": _("tanda pembeda orang yang mengabarkan"),
            "noticed_on": _("hari kejadian, dapat menunjuk pelapor"),
        }
        plain = {
            "id",
            "thing",
            "source",
            "agency",
            "office",
            "region_code",
            "recorded_at",
            "label",
            "hidden_from",
            "withdrawn",
        }

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [
            models.Index(fields=["source"]),
            models.Index(fields=["thing", "noticed_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "source"],
                condition=Q(withdrawn=False),
                name="one_mention_per_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.thing_id} ({self.source})"


class Judgement(ProtectedById):
    """What a person said about a thing, and why. Rows are only added; the last one holds."""

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="judgements")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_hub = models.BooleanField()
    reason = EncryptedText()

    class Privacy:
        personal = {
            "by": _("petugas yang menilai"),
            "reason": _("keterangan bebas petugas"),
        }
        plain = {"id", "thing", "at", "is_hub"}

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.thing_id}: {self.is_hub}"
