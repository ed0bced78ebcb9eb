"""What the database refuses of referrals and of what became of applicants, whoever asks."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once
from kentongan.audit.write_once import Kept

KEPT = {
    # The place is coarsened when the application is erased, so it is not among what is kept.
    "screening_referral": Kept(
        (
            *("id", "row_uuid", "office_id", "application_id", "recipient", "need", "purpose"),
            *("label", "sent_by_id", "sent_at"),
        ),
        once=("reply", "answered_by_id", "answered_at"),
        sealed_once=("words",),
        sealed=("told",),
    ),
    "screening_outcome": Kept(
        ("id", "row_uuid", "office_id", "application_id", "kind", "by_id", "at"),
        sealed=("words",),
    ),
}


def forbid(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A step of a migration that sets the guards up."""
    for table, kept in KEPT.items():
        write_once.forbid(
            editor, table, kept.fixed, kept.once, kept.sealed_once, sealed=kept.sealed
        )


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away: for migrations backwards, never in service."""
    for table in KEPT:
        write_once.allow(editor, table)
