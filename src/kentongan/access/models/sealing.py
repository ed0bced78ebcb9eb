"""Custodians' keys, sealed identities, and the requests to open one."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.sealing.rules import Progress, Purpose
from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import Protected


class SealingKey(Protected):
    """A custodian's key pair: the public half in the open, the private half under a passphrase.

    An old key stays, retired: what was sealed to it is opened with it and with its passphrase.
    The wrapping is encrypted once more, so that a copy of the database alone gives no passphrase
    to guess at.
    """

    bound_to = ("fingerprint",)

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    custodian = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(_("sidik kunci"), max_length=32, unique=True)
    public = models.CharField(max_length=90)
    wrapped = EncryptedText()
    misses = models.JSONField(default=list)  # moments of wrong passphrases, the last 15 minutes
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["office", "slot", "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slot__in=(1, 2, 3)), name="three_custodians_at_most"
            ),
            models.UniqueConstraint(
                fields=["office", "slot"],
                condition=Q(retired_at=None),
                name="one_sealing_key_in_force_per_slot",
            ),
            models.UniqueConstraint(
                fields=["custodian"],
                condition=Q(retired_at=None),
                name="one_sealing_key_in_force_per_custodian",
            ),
        ]

    class Privacy:
        personal = {"custodian": "petugas pemegang kunci"}
        plain = {
            *("id", "office", "slot", "fingerprint", "public", "wrapped", "misses"),
            *("made_at", "retired_at", "data_key", "key_id"),
        }

    def __str__(self) -> str:
        return self.fingerprint


class SealedIdentity(models.Model):
    """Who told something, closed: ciphertext or nothing. Nothing here says who it is.

    ``receipt`` is an HMAC; the digits are the reporter's alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=120, unique=True)  # "report:<uuid>"
    blob = models.TextField()
    receipt = models.CharField(max_length=64, unique=True)
    in_browser = models.BooleanField()  # sealed there, or by the server on arrival
    progress = models.CharField(max_length=15, choices=Progress, default=Progress.RECEIVED)
    sealed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sealed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None, blob__startswith="segel1.")
                | Q(erased_at__isnull=False, blob=""),
                name="an_identity_is_sealed_or_erased",
            ),
        ]

    class Privacy:
        personal = {"blob": "identitas pelapor, tersegel bagi dua dari tiga pemegang kunci"}
        plain = {
            *("id", "office", "subject", "receipt", "in_browser", "progress"),
            *("sealed_at", "erased_at"),
        }

    def __str__(self) -> str:
        return self.subject


class Opening(Protected):
    """A request to open one identity and the two who open it.

    ``waiting`` holds the first one's halves, boxed for the second, for 15 minutes at most.
    """

    bound_to = ("id",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identity = models.ForeignKey(SealedIdentity, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(_("nomor perkara"), max_length=60)
    purpose = models.CharField(_("tujuan"), max_length=20, choices=Purpose)
    reason = EncryptedText(_("alasan"))
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    opener_one = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    one_at = models.DateTimeField(null=True)
    opener_two = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    two_at = models.DateTimeField(null=True)
    waiting = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opener_one=None) | Q(opener_two=None) | ~Q(opener_one=F("opener_two")),
                name="two_different_people_open",
            ),
            models.CheckConstraint(
                condition=Q(opener_one=None, one_at=None)
                | Q(opener_one__isnull=False, one_at__isnull=False),
                name="a_first_opener_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(opener_two=None, two_at=None)
                | Q(opener_two__isnull=False, two_at__gte=F("one_at")),
                name="a_second_opener_comes_after_the_first",
            ),
            models.CheckConstraint(
                condition=Q(waiting="")
                | Q(
                    waiting__startswith="tunggu1.",
                    opener_one__isnull=False,
                    opener_two__isnull=True,
                ),
                name="a_half_waits_for_the_second_opener_only",
            ),
        ]

    class Privacy:
        personal = {
            "reason": "keterangan bebas petugas",
            "waiting": "separuh kunci, selama beberapa menit",
            "requested_by": "nama petugas",
            "opener_one": "nama petugas",
            "opener_two": "nama petugas",
        }
        plain = {
            *("id", "identity", "case_number", "purpose", "requested_at", "one_at", "two_at"),
            *("data_key", "key_id"),
        }

    def __str__(self) -> str:
        return str(self.pk)
