"""The dated tree of areas, from the province to the village."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """How deep in the tree."""

    PROVINCE = 1, _("Provinsi")
    REGENCY = 2, _("Kabupaten atau kota")
    DISTRICT = 3, _("Kecamatan")
    VILLAGE = 4, _("Desa atau kelurahan")


class Region(models.Model):
    """One area as it was from ``valid_from`` until ``valid_to`` (open end: in force)."""

    code = models.CharField(max_length=13)  # Kemendagri, dotted: 35.03.05.2001
    name = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(choices=Level)
    kind = models.CharField(max_length=12)  # provinsi, kabupaten, kota, kecamatan, desa, …
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    latitude = models.FloatField(null=True)  # degrees, WGS84
    longitude = models.FloatField(null=True)
    postal_code = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="successors"
    )
    boundary = models.JSONField(null=True)  # a GeoJSON geometry, longitude first
    boundary_source = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {
            "id",
            "code",
            "name",
            "level",
            "kind",
            "parent",
            "latitude",
            "longitude",
            "postal_code",
            "valid_from",
            "valid_to",
            "predecessor",
            "boundary",
            "boundary_source",
        }

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_region_per_edition"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="one_region_in_force"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="region_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="region_level_1_to_4"),
        ]

    def __str__(self) -> str:
        return self.name
