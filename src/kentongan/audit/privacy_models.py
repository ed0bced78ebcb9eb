"""What privacy work leaves behind: holds, destructions, confirmations, incidents.

No foreign keys upward: people stand here by login name and records by subject ("report:<uuid>"),
as in the log. The database refuses a second person who is the first, and any change of what stands.
What people wrote in their own words is encrypted.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import ProtectedById

NAME = 150  # a login name
SUBJECT = 120


def another_person(second: str, first: str, name: str) -> models.CheckConstraint:
    """``second`` is empty or somebody else than ``first``."""
    return models.CheckConstraint(condition=Q(**{second: ""}) | ~Q(**{second: F(first)}), name=name)


def together(by: str, at: str, name: str) -> models.CheckConstraint:
    """A person and a moment are both there or both missing."""
    both = ~Q(**{by: ""}) & Q(**{f"{at}__isnull": False})
    return models.CheckConstraint(condition=both | Q(**{by: "", f"{at}__isnull": True}), name=name)


def only_after(later: str, earlier: str, name: str) -> models.CheckConstraint:
    """``later`` is filled only where ``earlier`` is."""
    return models.CheckConstraint(condition=Q(**{later: ""}) | ~Q(**{earlier: ""}), name=name)


def person(words: Any) -> "models.CharField[str, str]":
    """A login name; the first of two is given at once, the others are blank until then."""
    return models.CharField(words, max_length=NAME, blank=True)


class Hold(ProtectedById):
    """While it stands nothing of ``subject`` is erased; two persons set it, two release it."""

    subject = models.CharField(max_length=SUBJECT, db_index=True)
    reason = EncryptedText(_("alasan"))
    basis = EncryptedText(_("dasar, misalnya nomor surat"))
    review_on = models.DateField(_("ditinjau lagi pada"))
    proposed_by = models.CharField(max_length=NAME)
    proposed_at = models.DateTimeField()
    confirmed_by = person(_("dibenarkan oleh"))
    confirmed_at = models.DateTimeField(null=True)
    release_reason = EncryptedText(_("alasan pelepasan"), blank=True)
    release_proposed_by = person(_("pelepasan diusulkan oleh"))
    release_proposed_at = models.DateTimeField(null=True)
    released_by = person(_("dilepas oleh"))
    released_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "subject": _("catatan yang ditahan"),
            "reason": _("keterangan bebas petugas"),
            "basis": _("nomor surat, kadang dengan nama orang"),
            "release_reason": _("keterangan bebas petugas"),
            "proposed_by": _("nama masuk petugas"),
            "confirmed_by": _("nama masuk petugas"),
            "release_proposed_by": _("nama masuk petugas"),
            "released_by": _("nama masuk petugas"),
        }
        plain = {
            *("id", "review_on", "proposed_at", "confirmed_at"),
            *("release_proposed_at", "released_at"),
        }

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            another_person("confirmed_by", "proposed_by", "hold_confirmed_by_another"),
            another_person("released_by", "release_proposed_by", "hold_released_by_another"),
            together("confirmed_by", "confirmed_at", "hold_confirmed_at_a_time"),
            together("release_proposed_by", "release_proposed_at", "hold_release_at_a_time"),
            together("released_by", "released_at", "hold_released_at_a_time"),
            only_after("release_proposed_by", "confirmed_by", "hold_released_after_confirmed"),
            only_after("released_by", "release_proposed_by", "hold_released_after_proposal"),
            models.CheckConstraint(
                condition=~Q(proposed_by="") & ~Q(subject=""), name="hold_says_who_and_what"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Destruction(models.Model):
    """A list of records approved for erasing and, once done, its certificate (berita acara).

    ``subjects`` is what was approved, ``kept`` what of it stayed (held, or no longer due); the rest
    was erased. ``automatic``: done by the schedule itself; both names are then the software's.
    """

    rule = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=40)
    automatic = models.BooleanField(default=False)
    subjects = models.JSONField()
    list_hash = models.CharField(max_length=64)
    approved_by = models.CharField(max_length=NAME)
    approved_at = models.DateTimeField()
    destroyed_by = person(_("dimusnahkan oleh"))
    destroyed_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(null=True, unique=True)
    kept = models.JSONField(null=True)

    class Privacy:
        personal = {
            "subjects": _("catatan yang dimusnahkan"),
            "kept": _("catatan yang tetap disimpan"),
            "approved_by": _("nama masuk petugas"),
            "destroyed_by": _("nama masuk petugas"),
        }
        plain = {
            *("id", "rule", "rule_version", "automatic", "list_hash", "approved_at"),
            *("destroyed_at", "number"),
        }

    class Meta:
        ordering = ["-approved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(automatic=True)
                | Q(destroyed_by="")
                | ~Q(destroyed_by=F("approved_by")),
                name="destroyed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(automatic=False)
                | Q(approved_by="kentongan", destroyed_by__in=["kentongan", ""]),
                name="automatic_is_the_software",
            ),
            together("destroyed_by", "destroyed_at", "destroyed_at_a_time"),
            models.CheckConstraint(
                condition=Q(destroyed_by="", number=None, kept__isnull=True)
                | (~Q(destroyed_by="") & Q(number__isnull=False, kept__isnull=False)),
                name="a_certificate_has_a_number",
            ),
            models.CheckConstraint(condition=~Q(approved_by=""), name="approved_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.list_hash[:12]}"

    @property
    def done(self) -> list[str]:
        """The subjects that were erased; none before."""
        return [] if self.kept is None else sorted(set(self.subjects) - set(self.kept))


class Confirmation(ProtectedById):
    """Somebody signs that an item of the readiness list holds; some items need two persons.

    ``wording`` is a hash of the item as it read then: a changed item must be signed anew.
    """

    item = models.SlugField(max_length=60)
    wording = models.CharField(max_length=64)
    said_by = models.CharField(max_length=NAME)
    said_role = models.CharField(max_length=40)
    said_at = models.DateTimeField()
    note = EncryptedText(_("keterangan"), blank=True)
    second_by = person(_("dibenarkan oleh"))
    second_at = models.DateTimeField(null=True)
    withdrawn_by = person(_("dicabut oleh"))
    withdrawn_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "said_by": _("nama masuk petugas"),
            "second_by": _("nama masuk petugas"),
            "withdrawn_by": _("nama masuk petugas"),
            "note": _("keterangan bebas petugas"),
        }
        plain = {"id", "item", "wording", "said_role", "said_at", "second_at", "withdrawn_at"}

    class Meta:
        ordering = ["item", "said_at", "pk"]
        constraints = [
            another_person("second_by", "said_by", "confirmed_by_another"),
            together("second_by", "second_at", "second_at_a_time"),
            together("withdrawn_by", "withdrawn_at", "withdrawn_at_a_time"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(withdrawn_by=""), name="one_standing_confirmation"
            ),
        ]

    def __str__(self) -> str:
        return self.item


class Incident(ProtectedById):
    """Personal data may have come into wrong hands. The clock runs from ``known_at``."""

    known_at = models.DateTimeField(_("saat diketahui"))
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=NAME)
    what = EncryptedText(_("apa yang terjadi"))

    class Privacy:
        personal = {"begun_by": _("nama masuk petugas"), "what": _("keterangan bebas petugas")}
        plain = {"id", "known_at", "begun_at"}

    class Meta:
        ordering = ["-known_at", "-pk"]

    def __str__(self) -> str:
        return str(self.pk)


class EntryKind(models.TextChoices):
    """What an entry in the history of an incident is."""

    CHECK = "check", _("Langkah selesai")
    SCOPE = "scope", _("Perkiraan yang terdampak")
    NOTE = "note", _("Catatan")
    CLOSED = "closed", _("Selesai")


class IncidentEntry(ProtectedById):
    """One thing done or found in an incident; rows are only added."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    by = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=10, choices=EntryKind)
    item = models.SlugField(max_length=60, blank=True)  # of reference/breach.yaml
    note = EncryptedText(blank=True)
    detail = EncryptedJSON(empty=dict)  # account, since, until, records, events

    class Privacy:
        personal = {
            "by": _("nama masuk petugas"),
            "note": _("keterangan bebas petugas"),
            "detail": _("akun petugas yang diperiksa"),
        }
        plain = {"id", "incident", "at", "kind", "item"}

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.kind} {self.item}"
