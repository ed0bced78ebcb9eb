"""Signals (what a detector found) and alerts (a signal that somebody owns)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import Protected, ProtectedById


class SignalKind(models.TextChoices):
    """The kinds of signal."""

    INDICATORS = "indicators", _("Tanda peringatan dalam laporan")
    SAME_THING = "same_thing", _("Hal yang sama di beberapa laporan")
    CLUSTER = "cluster", _("Gugus laporan di satu wilayah")
    PATTERN = "pattern", _("Pola yang baru atau naik")
    SILENCE = "silence", _("Tidak ada kabar seperti biasanya")


class State(models.TextChoices):
    """The states of an alert; which may follow which stands in rules.NEXT."""

    RECEIVED = "received", _("Diterima")
    VERIFICATION = "verification", _("Verifikasi")
    RISK_ASSESSMENT = "risk_assessment", _("Penilaian risiko")
    ACTION = "action", _("Tindakan")
    OUTCOME = "outcome", _("Hasil")
    CLOSED = "closed", _("Selesai")


class Outcome(models.TextChoices):
    """What it turned out to be. Outcomes decide which rules stay."""

    CONFIRMED = "confirmed", _("Terbukti")
    PARTLY = "partly", _("Sebagian terbukti")
    UNFOUNDED = "unfounded", _("Tidak terbukti")
    UNDETERMINED = "undetermined", _("Tidak dapat dipastikan")


class Effect(models.TextChoices):
    """What came of it for people."""

    DEPARTURE_STOPPED = "departure_stopped", _("Keberangkatan tidak aman batal")
    LEGAL_PATH = "legal_path", _("Dialihkan ke jalur resmi")
    CASE_OPENED = "case_opened", _("Perkara dibuka")
    AREA_WARNED = "area_warned", _("Warga sudah diperingatkan")
    NOTHING = "nothing", _("Tidak ada tindak lanjut yang diperlukan")


class Alert(ProtectedById):
    """A signal that someone owns, with a clock and an outcome.

    ``key`` names the thing, cluster or report it is about, so that new evidence continues the same
    alert instead of raising another one. A thing stands in it by its blind index.
    """

    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=SignalKind)
    title = EncryptedText()
    sentence = EncryptedText()
    checks = EncryptedJSON()  # what to check next, Indonesian sentences
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.RESTRICTED)
    urgency = models.PositiveSmallIntegerField(default=2)  # 1 today, 2 this week, 3 watch
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="alerts")
    # From a report of the special channel: out of sight of that agency.
    hidden_from = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    raised_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    effect = models.CharField(max_length=20, choices=Effect, blank=True)

    class Privacy:
        personal = {
            "key": _("hal yang diperingatkan, dapat berupa nomor atau nama"),
            "title": _("judul, dapat menyebut nomor atau nama"),
            "sentence": _("kalimat peringatan, dapat menyebut nomor atau nama"),
            "checks": _("yang perlu diperiksa, dapat menyebut nomor atau nama"),
            "owner": _("petugas yang menangani"),
        }
        plain = {
            "id",
            "kind",
            "label",
            "hidden_from",
            "urgency",
            "office",
            "state",
            "raised_at",
            "updated_at",
            "due_at",
            "overdue_told_at",
            "outcome",
            "effect",
        }

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key"],
                condition=~Q(state="closed"),
                name="one_open_alert_per_key",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(outcome=""), name="closed_needs_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def shown(self) -> str:
        """Its title as pages show it."""
        return str(_("dihapus")) if self.is_erased else self.title


class AlertArea(models.Model):
    """A village (or coarser area) that an alert speaks of."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="areas")
    region_code = models.CharField(max_length=13, db_index=True)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "alert", "region_code"}

    class Meta:
        ordering = ["region_code"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "region_code"], name="one_area_per_alert")
        ]
        # The gate asks which alerts lie in a village and needs no more than the index.
        indexes = [models.Index(fields=["region_code", "alert"], name="alerts_in_an_area")]

    def __str__(self) -> str:
        return self.region_code


class Signal(Protected):
    """What a detector found. Running the same rule version on the same data gives the same."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=12, choices=SignalKind)
    rule = models.CharField(max_length=80)
    rule_version = models.CharField(max_length=40)
    data_hash = models.CharField(max_length=64)
    sentence = EncryptedText()
    figures = models.JSONField(default=dict)  # statistic, p, observed, expected, days …
    found_at = models.DateTimeField()

    bound_to = ("alert_id", "rule", "rule_version", "data_hash")

    class Privacy:
        personal = {
            "sentence": _("kalimat temuan, dapat menyebut nomor atau nama"),
            "figures": _("angka temuan, dapat menyebut nomor atau nama"),
        }
        plain = {"id", "alert", "kind", "rule", "rule_version", "data_hash", "found_at"}

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "rule", "rule_version", "data_hash"], name="a_signal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.rule_version}"


class Evidence(Protected):
    """One row behind a signal: which source, where, when, from which agency; no text, no name."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="evidence")
    source = models.CharField(max_length=60)  # "report:<uuid>"
    region_code = models.CharField(max_length=13, blank=True)
    noticed_on = models.DateField(null=True)
    agency_name = models.CharField(max_length=120, blank=True)
    reason = EncryptedText()
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.RESTRICTED)
    hidden_from = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")

    bound_to = ("signal_id", "source")

    class Privacy:
        personal = {
            "noticed_on": _("hari kejadian, dapat menunjuk pelapor"),
            "reason": _("mengapa ikut dihitung, dapat menyebut nomor atau nama"),
        }
        plain = {
            *("id", "signal", "source", "region_code", "agency_name", "label", "hidden_from"),
        }

    class Meta:
        ordering = ["noticed_on", "pk"]
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return self.source


class Step(ProtectedById):
    """One move of an alert from state to state: who, when, why. Append-only, but for erasing."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    from_state = models.CharField(max_length=16, choices=State, blank=True)
    to_state = models.CharField(max_length=16, choices=State)
    note = EncryptedText()

    class Privacy:
        personal = {
            "by": _("petugas yang melangkah"),
            "note": _("keterangan bebas petugas"),
        }
        plain = {"id", "alert", "at", "from_state", "to_state"}

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
