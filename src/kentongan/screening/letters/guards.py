"""What the database refuses of handed-over letters, whoever asks."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once

HANDOVER = "screening_handover"
FIXED = ("id", "office_id", "letter_id", "way", "to", "on", "by_id", "at")


def forbid(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A step of a migration that sets the guard up."""
    write_once.forbid(editor, HANDOVER, FIXED)


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guard away: for migrations backwards, never in service."""
    write_once.allow(editor, HANDOVER)
