"""The log of who did or read what. No foreign keys: it outlives what it speaks of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class AuditEvent(models.Model):
    """One deed, written in the same transaction as the deed itself; never changed afterwards."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    detail = models.JSONField(default=dict)

    class Privacy:
        personal = {
            "actor": _("nama masuk petugas yang berbuat"),
            "subject": _("catatan yang dibuka atau diubah"),
        }
        plain = {"id", "at", "action", "detail"}

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject}"
