"""Agencies, offices with their working areas, users with one role, postings to villages."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.roles import AgencyKind, RoleKey
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
