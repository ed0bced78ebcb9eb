"""The log of who did or read what. No foreign keys: it outlives what it speaks of.

The tables are written by ``actions`` alone; triggers (``guards``) refuse every other change.
"""

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from kentongan.audit.chain import GENESIS, canonical_json
from kentongan.audit.privacy_models import (
    Confirmation,
    Destruction,
    EntryKind,
    Hold,
    Incident,
    IncidentEntry,
)

__all__ = [
    "AuditEvent",
    "Confirmation",
    "Destruction",
    "EntryKind",
    "Hold",
    "Incident",
    "IncidentEntry",
]

HASH_LENGTH = 64


class CanonicalJSON(models.TextField):  # type: ignore[type-arg]
    """A JSON value kept as its one canonical text, so that every byte of it is in the hash."""

    def get_prep_value(self, value: Any) -> Any:
        return canonical_json(value)

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> Any:
        return None if value is None else json.loads(value)


class AuditEvent(models.Model):
    """One deed, written in the same transaction as the deed itself; never changed afterwards.

    ``sequence`` has no gaps; ``hash`` covers the row and, through ``previous``, all before it.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    detail = CanonicalJSON(default=dict)
    previous = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH)

    class Privacy:
        personal = {
            "actor": _("nama masuk petugas yang berbuat"),
            "subject": _("catatan yang dibuka atau diubah"),
        }
        plain = {"sequence", "at", "action", "detail", "previous", "hash"}

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["actor", "at"], name="audit_by_actor"),
            models.Index(fields=["action", "at"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject}"


class AuditHead(models.Model):
    """The end of the chain: one row, moved on by the database at every event."""

    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=HASH_LENGTH, default=GENESIS)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "sequence", "hash"}

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class SealedSegment(models.Model):
    """A piece at the beginning of the chain that was destroyed after its time, signed.

    Holds ``rows`` events from ``first`` to ``last``; ``hash`` is that of the last one.
    """

    first = models.BigIntegerField(unique=True)
    last = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=HASH_LENGTH)
    at = models.DateTimeField()
    key = models.CharField(max_length=HASH_LENGTH)  # the public key, in hexadecimal
    signature = models.CharField(max_length=128)

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "first", "last", "hash", "at", "key", "signature"}

    class Meta:
        ordering = ["first"]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    @property
    def rows(self) -> int:
        """How many events it held."""
        return self.last - self.first + 1


class Inspection(models.Model):
    """One check of the whole chain, done in steps; ``code`` is None while it goes on."""

    started_at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    sequence = models.BigIntegerField(default=0)  # followed up to here
    hash = models.CharField(max_length=HASH_LENGTH, default=GENESIS)
    until = models.BigIntegerField()  # the last event when it began
    finished_at = models.DateTimeField(null=True)
    code = models.PositiveSmallIntegerField(null=True)
    bad = models.BigIntegerField(null=True)  # the first sequence that cannot be trusted
    anchors = models.PositiveIntegerField(default=0)
    sentence = models.TextField(blank=True)

    class Privacy:
        personal = {"actor": _("nama masuk petugas yang memeriksa")}
        plain = {
            *("id", "started_at", "sequence", "hash", "until", "finished_at", "code", "bad"),
            *("anchors", "sentence"),
        }

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} {self.code}"
