"""What people are found by. All of it is made from the mentions and can be made anew from them.

Two of the tables are not managed by Django: their columns and indexes differ between SQLite and
PostgreSQL (migration ``finding``), and no backup takes them along.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Findable(models.Model):
    """The keys of one mention of a person, each blinded.

    ``number``: twice the mention's id, one more for a person to protect. ``keys``: 64-bit numbers;
    on PostgreSQL ``bigint[]`` under a GIN index, on SQLite one blob, and each key again as a row
    of ``entities_foundby``, which the question reads.
    """

    number = models.BigIntegerField(primary_key=True)
    keys = models.BinaryField()

    class Privacy:
        personal = {"keys": _("sidik keterangan tentang orang, untuk menemukannya")}
        plain = {"number"}

    class Meta:
        managed = False

    def __str__(self) -> str:
        return str(self.number)


class IndexGeneration(models.Model):
    """Which folder holds the index that belongs to this database; without a row it is made anew."""

    name = models.CharField(max_length=32, primary_key=True)
    # What was taken out stays in the files until the index is made anew.
    taken_out = models.PositiveIntegerField(default=0)

    class Privacy:
        plain = {"name", "taken_out"}

    class Meta:
        managed = False

    def __str__(self) -> str:
        return str(self.name)


class ToIndex(models.Model):
    """A mention that the index has yet to take in or to forget; written with the mention itself."""

    number = models.BigIntegerField()

    class Privacy:
        plain = {"id", "number"}

    def __str__(self) -> str:
        return str(self.number)
