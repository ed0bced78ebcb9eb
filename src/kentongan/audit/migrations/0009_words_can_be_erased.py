"""What officers wrote into holds and incidents can be erased with its key, and changed by nobody."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once

SEALED = {
    "audit_hold": ("reason", "basis"),
    "audit_confirmation": ("note",),
    "audit_incident": ("what",),
    "audit_incidententry": ("note", "detail"),
}
FIXED = {
    "audit_hold": ("id", "row_uuid", "subject", "review_on", "proposed_by", "proposed_at"),
    "audit_confirmation": ("id", "row_uuid", "item", "wording", "said_by", "said_role", "said_at"),
    "audit_incident": ("id", "row_uuid", "known_at", "begun_at", "begun_by"),
    "audit_incidententry": ("id", "row_uuid", "incident_id", "at", "by", "kind", "item"),
}
ONCE = {
    "audit_hold": (
        *("confirmed_by", "confirmed_at", "release_proposed_by", "release_proposed_at"),
        *("released_by", "released_at"),
    ),
    "audit_confirmation": ("second_by", "second_at", "withdrawn_by", "withdrawn_at"),
}
SEALED_ONCE = {"audit_hold": ("release_reason",)}


def erasable(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, sealed in SEALED.items():
        write_once.allow(schema_editor, table)
        write_once.forbid(
            schema_editor,
            table,
            FIXED[table],
            ONCE.get(table, ()),
            SEALED_ONCE.get(table, ()),
            sealed=sealed,
        )


def kept(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, sealed in SEALED.items():
        write_once.allow(schema_editor, table)
        fixed = (*FIXED[table], *sealed)
        once, sealed_once = ONCE.get(table, ()), SEALED_ONCE.get(table, ())
        write_once.forbid(schema_editor, table, fixed, once, sealed_once)


class Migration(migrations.Migration):
    dependencies = [("audit", "0008_only_ciphertext")]
    operations = [migrations.RunPython(erasable, kept)]
