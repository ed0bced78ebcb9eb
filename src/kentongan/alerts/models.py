"""Signals (what a detector found) and alerts (a signal that somebody owns)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import Protected, ProtectedById
from kentongan.reports.models import Report


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


class Aside(models.TextChoices):
    """Why a finding is no alert: nobody owns it, no clock runs and nobody is told."""

    SHADOW = "shadow", _("Aturannya masih diuji")
    WEAK = "weak", _("Belum cukup kuat")
    BUDGET = "budget", _("Anggaran peringatan minggu ini habis")


class Mode(models.TextChoices):
    """How an office uses a version of a rule."""

    SHADOW = "shadow", _("Diuji diam-diam")
    LIVE = "live", _("Berlaku")
    OFF = "off", _("Dihentikan")


class Alert(ProtectedById):
    """A signal that someone owns, with a clock and an outcome; or one that was put aside.

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
    aside = models.CharField(max_length=8, choices=Aside, blank=True, default="", db_index=True)
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
            "aside",
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
    # Since when it no longer counts: people took back what it rested on.
    void_at = models.DateTimeField(null=True)

    bound_to = ("alert_id", "rule", "rule_version", "data_hash")

    class Privacy:
        personal = {
            "sentence": _("kalimat temuan, dapat menyebut nomor atau nama"),
            "figures": _("angka temuan, dapat menyebut nomor atau nama"),
        }
        plain = {
            *("id", "alert", "kind", "rule", "rule_version", "data_hash", "found_at", "void_at"),
        }

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


class CountedReport(models.Model):
    """Where and when a report counts in the search for clusters, as long as scans look back.

    ``repeats``: the report whose words or voice it only repeats; then it does not count.
    destination, job, visa, phone: what the weekly looks compare, as keyed marks; "" for what it
    does not tell. marked_by: the version of the rule they were made with; known_on: when it was
    told. Without a version, these and the agency are still to be read.
    """

    report = models.OneToOneField(
        Report, on_delete=models.CASCADE, to_field="uuid", primary_key=True, related_name="+"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_code = models.CharField(max_length=13)
    day = models.DateField()
    # 1 or 0. Not a boolean: on SQLite no index answers "is true".
    voices = models.PositiveSmallIntegerField()
    repeats = models.UUIDField(null=True, db_index=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    known_on = models.DateField(null=True)
    destination = models.CharField(max_length=12, default="")
    job = models.CharField(max_length=12, default="")
    visa = models.CharField(max_length=12, default="")
    phone = models.CharField(max_length=12, default="")
    marked_by = models.CharField(max_length=40, default="")

    class Privacy:
        personal = {
            "day": _("hari kejadian, dapat menunjuk pelapor"),
            "known_on": _("hari kejadian, dapat menunjuk pelapor"),
        }
        plain = {
            *("report", "office", "region_code", "voices", "repeats", "agency"),
            *("destination", "job", "visa", "phone", "marked_by"),
        }

    class Meta:
        ordering = ["day", "report"]
        indexes = [
            # Both answer alone, without a look at the table.
            models.Index(fields=["office", "voices", "day", "region_code"], name="counted_by_day"),
            models.Index(
                fields=["office", "voices", "region_code", "day"], name="counted_by_place"
            ),
            models.Index(
                fields=["office", "known_on", "agency", "region_code"], name="counted_by_telling"
            ),
            # What another rule read is found without going through all rows.
            models.Index(fields=["office", "marked_by"], name="counted_by_version"),
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.day}"


class ScanLaw(models.Model):
    """What chance does in an office, by its last whole scan.

    maxima: of the random data sets. geometry: which neighbourhoods were scanned. cases: how many
    reports were counted.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    rule_version = models.CharField(max_length=40)
    on = models.DateField()
    geometry = models.CharField(max_length=64)
    maxima = models.JSONField()
    cases = models.PositiveIntegerField()

    class Privacy:
        personal: dict[str, str] = {}
        plain = {
            *("id", "office", "rule_version", "on", "geometry", "maxima", "cases"),
        }

    class Meta:
        ordering = ["office", "rule_version"]
        constraints = [
            models.UniqueConstraint(fields=["office", "rule_version"], name="one_law_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.rule_version} {self.on}"


class RuleTrial(models.Model):
    """Since when an office tries a version of a rule in silence, and what it was tried on."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=80)
    rule_version = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    rehearsed_at = models.DateTimeField(null=True)  # when a year of history was gone through

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "office", "rule", "rule_version", "begun_at", "rehearsed_at"}

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "rule", "rule_version"], name="one_trial_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.rule_version}"


class RuleDecision(ProtectedById):
    """Who let a version of a rule warn, or stopped it, and why. Only added to; the last holds."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=80)
    rule_version = models.CharField(max_length=40)
    mode = models.CharField(max_length=8, choices=Mode)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = EncryptedText()

    class Privacy:
        personal = {"by": _("petugas yang memutuskan"), "reason": _("keterangan bebas petugas")}
        plain = {"id", "office", "rule", "rule_version", "mode", "at"}

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.rule} {self.rule_version}: {self.mode}"


class AlertBudget(ProtectedById):
    """How many alerts an office wants per officer and week. Only added to; the last holds."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    per_officer = models.DecimalField(max_digits=4, decimal_places=1)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = EncryptedText()

    class Privacy:
        personal = {"by": _("petugas yang menetapkan"), "reason": _("keterangan bebas petugas")}
        plain = {"id", "office", "per_officer", "at"}

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.per_officer}"
