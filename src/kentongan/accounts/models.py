"""Agencies, offices with their areas, users with one role, postings; sessions and codes."""

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import ProtectedById
from kentongan.regions.models import Region


class Agency(models.Model):
    """An institution that exchanges what it notices."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=AgencyKind)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "code", "name", "kind"}

    class Meta:
        ordering = ["name"]
        verbose_name = _("instansi")

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A place of work of an agency, responsible for one or more areas."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(max_length=160, unique=True)
    areas = models.ManyToManyField(Region, related_name="offices", blank=True)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "agency", "name"}

    class Meta:
        ordering = ["name"]
        verbose_name = _("kantor")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person with a login, one role and one office."""

    full_name = models.CharField(_("nama lengkap"), max_length=120)
    role = models.CharField(_("peran"), max_length=40, choices=RoleKey)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="users", null=True, blank=True
    )
    REQUIRED_FIELDS = ["full_name", "role"]

    class Privacy:
        personal = {
            "username": _("nama masuk petugas"),
            "full_name": _("nama petugas"),
            "first_name": _("nama petugas"),
            "last_name": _("nama petugas"),
            "email": _("alamat surel petugas"),
            "password": _("sidik kata sandi petugas"),
            "last_login": _("saat petugas masuk terakhir kali"),
        }
        plain = {"id", "role", "office", "is_active", "is_staff", "is_superuser", "date_joined"}

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def agency(self) -> Agency | None:
        """The agency of the user's office."""
        return self.office.agency if self.office else None


class Posting(models.Model):
    """From when until when an officer cares for a village (or a whole sub-district)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="postings")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="postings")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decree = models.CharField(_("nomor SK"), max_length=120, blank=True)

    class Privacy:
        personal = {
            "user": _("petugas yang bertugas"),
            "decree": _("nomor surat keputusan petugas"),
        }
        plain = {"id", "region", "valid_from", "valid_to"}

    class Meta:
        ordering = ["user", "region", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="posting_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "region"], condition=Q(valid_to=None), name="one_open_posting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.region}"


class Session(AbstractBaseSession):
    """A browser that somebody is logged in with; see ``sessions``. No address is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions", null=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["begun_at"]

    class Privacy:
        personal = {
            "user": "petugas yang masuk",
            "session_data": "ingatan halaman petugas, tersegel",
            "begun_at": "sejak kapan petugas bekerja",
            "seen_at": "saat petugas terakhir memakai",
            "device": "peramban dan sistem petugas",
        }
        plain = {"session_key", "expire_date"}


class FailedLogins(models.Model):
    """When logins failed lately, for one account name, known device or address (a keyed hash)."""

    key = models.CharField(max_length=64, primary_key=True)
    times = models.JSONField(default=list)  # seconds since 1970, oldest first
    last_at = models.DateTimeField(db_index=True)

    class Privacy:
        personal = {"key": "sidik nama masuk atau alamat jaringan", "times": "saat percobaan masuk"}
        plain = {"last_at"}

    def __str__(self) -> str:
        return f"{self.key[:8]} × {len(self.times)}"


class OneTimeCode(models.Model):
    """A printed code with which somebody sets a password: of a new person, or a forgotten one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=64)  # a keyed hash
    # Nobody: made at the machine itself (the first accounts of an office).
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None), name="one_open_code"
            ),
            models.CheckConstraint(
                condition=Q(made_by=None) | ~Q(user=F("made_by")), name="code_is_made_by_another"
            ),
        ]

    class Privacy:
        personal = {
            "user": "petugas yang boleh memakai",
            "code": "sidik kode sekali pakai",
            "made_by": "petugas yang mencetak",
        }
        plain = {"id", "made_at", "used_at"}

    def __str__(self) -> str:
        return f"{self.user} · {self.made_at:%d-%m-%Y}"


class ChangeKind(models.TextChoices):
    """What about an account two persons decide."""

    ROLE = "role", _("peran")
    SECOND_FACTOR = "second_factor", _("hapus pengaman kedua")


class AccountChange(ProtectedById):
    """A change that gives rights: one proposes it, another decides."""

    kind = models.CharField(max_length=20, choices=ChangeKind)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="changes")
    role = models.CharField(max_length=40, choices=RoleKey, blank=True)
    reason = EncryptedText(_("alasan"))
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ["proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="change_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(user=F("proposed_by"))
                & (Q(decided_by=None) | ~Q(user=F("decided_by"))),
                name="nobody_changes_the_own_rights",
            ),
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(decided_at=None), name="one_open_change"
            ),
        ]

    class Privacy:
        personal = {
            "user": "petugas pemilik akun",
            "reason": "keterangan bebas petugas",
            "proposed_by": "petugas yang mengusulkan",
            "decided_by": "petugas yang memutuskan",
        }
        plain = {"id", "kind", "role", "proposed_at", "decided_at", "accepted"}

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()}"
