"""Dated public lists: who may place workers or crews, train them, and arrange pilgrimages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import Office, User


class ListKind(models.TextChoices):
    """What stands on a list; the words are the name that a fact tells."""

    AGENCY = "agency", _("P3MI (perusahaan penempatan)")
    CREW = "crew", _("perusahaan keagenan awak kapal")
    TRAINING = "training", _("lembaga pelatihan dan magang")
    UMRAH = "umrah", _("PPIU (penyelenggara umrah)")
    HAJ = "haj", _("PIHK (penyelenggara haji khusus)")


class LicenceList(models.Model):
    """One list as it was on a day. The latest of its kind is asked; earlier ones stay as proof."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ListKind)
    listed_on = models.DateField()
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    class Privacy:
        personal = {"loaded_by": _("petugas yang memuat daftar")}
        plain = {"id", "office", "kind", "listed_on", "source", "digest", "loaded_at"}

    class Meta:
        ordering = ["-listed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "listed_on"], name="one_list_per_kind_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.listed_on}"


class LicenceEntry(models.Model):
    """One name on a list; ``key`` is its normal form, ``ends_on`` the last day of its licence."""

    licence_list = models.ForeignKey(
        LicenceList, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    ends_on = models.DateField(null=True)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "licence_list", "name", "key", "number", "ends_on"}

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["licence_list", "key"], name="names_on_a_list")]

    def __str__(self) -> str:
        return self.name
