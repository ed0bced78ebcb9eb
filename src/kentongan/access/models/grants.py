"""What was handed to whom: the grant, the copies that were made for it, and the answer."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.access.models.consents import Consent
from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedBytes, EncryptedText
from kentongan.encryption.rows import Protected

LONGEST = timedelta(days=30)


class Profile(models.TextChoices):
    """Which fields are handed over; the fields stand in ``exchange.profiles``."""

    AREA_SUMMARY = "RINGKAS-AREA", "RINGKAS-AREA"
    POLICE_INQUIRY = "POLRI-SIDIK", "POLRI-SIDIK"
    LABOUR_COMPANY = "DISNAKER-PT", "DISNAKER-PT"
    LABOUR_SERVICE = "DISNAKER-LAYANAN", "DISNAKER-LAYANAN"
    TRAVEL_COMPANY = "KEMENAG-PT", "KEMENAG-PT"
    REGISTRY_MATCH = "DUKCAPIL-COCOK", "DUKCAPIL-COCOK"
    IMMIGRATION_CASE = "KASUS-IMIGRASI", "KASUS-IMIGRASI"
    PUBLIC_COUNTS = "PPID-0", "PPID-0"


class Purpose(models.TextChoices):
    """What the receiver may use it for, and nothing else (security design, section 3)."""

    PREVENTION = "cegah", _("Pencegahan")
    PASSPORT_CHECK = "periksa_paspor", _("Pemeriksaan permohonan paspor")
    INVESTIGATION = "penyelidikan", _("Penyelidikan")
    VICTIM_SERVICE = "layanan_korban", _("Layanan bagi korban")
    DATA_CHECK = "verifikasi_data", _("Pencocokan data")
    STATISTICS = "statistik", _("Statistik")
    OVERSIGHT = "pengawasan", _("Pengawasan")


class LegalBasis(models.TextChoices):
    """On what a share without consent rests; a head approves it and the reason is written."""

    DANGER = "danger", _("Bahaya yang segera bagi orang itu")


class GrantState(models.TextChoices):
    """Where a grant stands; which may follow which stands in ``grant_rules.NEXT``."""

    PROPOSED = "proposed", _("Disiapkan")
    APPROVED = "approved", _("Disetujui")
    OFFERED = "offered", _("Ditawarkan")
    ACCEPTED = "accepted", _("Diterima")
    ENDED = "ended", _("Berakhir")


class EndReason(models.TextChoices):
    """Why it ended. The first three are deeds; the others are found out at every reading."""

    REVOKED = "revoked", _("Dicabut pengirim")
    DECLINED = "declined", _("Ditolak penerima")
    REFUSED = "refused", _("Tidak disetujui")
    EXPIRED = "expired", _("Masa berlaku habis")
    CONSENT = "consent", _("Persetujuan orangnya ditarik atau habis")
    DISABLED = "disabled", _("Akun penerima tidak aktif")
    MOVED = "moved", _("Penerima pindah tugas")


DEEDS = (EndReason.REVOKED, EndReason.DECLINED, EndReason.REFUSED)


class Answer(models.TextChoices):
    """What the civil registry sends back, and nothing more."""

    MATCH = "match", _("Cocok")
    NO_MATCH = "no_match", _("Tidak cocok")
    ODD = "odd", _("Janggal")


class Grant(Protected):
    """One record or one stored question, one receiving person, one profile, one purpose, one end.

    The grant opens the copies made for it and nothing else: no page of the sender's.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="received_grants")
    # Where the receiver worked when it was meant for that desk.
    recipient_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60, blank=True)  # "alert:12", "report:<uuid>"
    list_kind = models.CharField(max_length=10, blank=True)  # a stored question instead
    area_code = models.CharField(max_length=13, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    profile = models.CharField(max_length=20, choices=Profile)
    purpose = models.CharField(max_length=20, choices=Purpose)
    label = models.PositiveSmallIntegerField(choices=Label)
    legal_basis = models.CharField(max_length=20, choices=LegalBasis, blank=True)
    reason = EncryptedText(null=True)  # empty unless there is a legal basis
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="grants")
    needs_approval = models.BooleanField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=GrantState, default=GrantState.PROPOSED)
    end_reason = models.CharField(max_length=10, choices=EndReason, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    bound_to = ("uuid",)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["subject"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(profile__in=Profile.values), name="grant_has_a_known_profile"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="grant_has_a_known_purpose"
            ),
            models.CheckConstraint(
                condition=Q(label__lt=Label.SEALED), name="nothing_sealed_is_granted"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"))
                & Q(expires_at__lte=F("created_at") + LONGEST),
                name="grant_ends_within_thirty_days",
            ),
            models.CheckConstraint(
                condition=~Q(recipient=F("owner")) & ~Q(recipient=F("proposed_by")),
                name="nobody_grants_to_himself",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("proposed_by")) & ~Q(approved_by=F("recipient"))),
                name="grant_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(needs_approval=False)
                | Q(state__in=["proposed", "ended"])
                | Q(approved_by__isnull=False),
                name="grant_goes_out_approved",
            ),
            models.CheckConstraint(
                condition=Q(list_kind="", area_code="", since=None, until=None) & ~Q(subject="")
                | Q(list_kind="list", subject="", since__isnull=False, until__gte=F("since"))
                & ~Q(area_code=""),
                name="grant_is_about_a_record_or_a_list",
            ),
            models.CheckConstraint(
                condition=~Q(profile=Profile.LABOUR_SERVICE) | Q(consent__isnull=False),
                name="service_for_victims_needs_consent",
            ),
            models.CheckConstraint(
                condition=Q(legal_basis="") | Q(reason__isnull=False, needs_approval=True),
                name="legal_basis_is_explained_and_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") & Q(end_reason="", ended_at=None)
                | Q(state="ended", end_reason__in=DEEDS, ended_at__isnull=False),
                name="ended_grant_says_why",
            ),
            models.CheckConstraint(
                condition=Q(answer="")
                | Q(profile=Profile.REGISTRY_MATCH, accepted_at__isnull=False),
                name="only_a_match_is_answered",
            ),
        ]

    class Privacy:
        personal = {"reason": "alasan membagi tanpa persetujuan, tulisan petugas"}
        plain = {
            *("id", "uuid", "office", "proposed_by", "owner", "recipient", "recipient_office"),
            *("subject", "list_kind", "area_code", "since", "until", "profile", "purpose"),
            *("label", "legal_basis", "consent", "needs_approval", "approved_by", "state"),
            *("end_reason", "created_at", "expires_at", "offered_at", "accepted_at"),
            *("ended_at", "answer", "answered_at", "data_key", "key_id"),
        }

    def __str__(self) -> str:
        return f"{self.profile} {self.uuid}"

    @property
    def subject_kind(self) -> str:
        """``alert``, ``thing``, ``report`` or ``list``."""
        return self.list_kind or self.subject.partition(":")[0]


class SharedCopy(Protected):
    """One document as it was built: shown to the sender, approved, delivered; never built twice."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField()  # within the grant
    serial = models.PositiveIntegerField()  # the how-manieth copy of this record or question
    built_at = models.DateTimeField()
    page = EncryptedBytes()  # the document, HTML
    data = EncryptedBytes()  # the same as JSON
    page_sha256 = models.CharField(max_length=64)
    data_sha256 = models.CharField(max_length=64)

    bound_to = ("grant_id", "number")

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_copy_per_number")
        ]

    class Privacy:
        personal = {
            "page": "berkas yang dibagi",
            "data": "berkas yang dibagi, bentuk data",
        }
        plain = {
            *("id", "grant", "number", "serial", "built_at", "page_sha256", "data_sha256"),
            *("data_key", "key_id"),
        }

    def __str__(self) -> str:
        return f"{self.grant_id}.{self.number}"
