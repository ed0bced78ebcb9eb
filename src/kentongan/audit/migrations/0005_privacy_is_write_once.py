"""The database itself keeps what stands in holds, certificates, confirmations and incidents."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once

# Table → columns that keep their first value, columns that may be filled once.
TABLES = {
    "audit_hold": (
        ("id", "subject", "reason", "basis", "review_on", "proposed_by", "proposed_at"),
        (
            *("confirmed_by", "confirmed_at", "release_reason", "release_proposed_by"),
            *("release_proposed_at", "released_by", "released_at"),
        ),
    ),
    "audit_destruction": (
        (
            *("id", "rule", "rule_version", "automatic", "subjects", "list_hash"),
            *("approved_by", "approved_at"),
        ),
        ("destroyed_by", "destroyed_at", "number", "kept"),
    ),
    "audit_confirmation": (
        ("id", "item", "wording", "said_by", "said_role", "said_at", "note"),
        ("second_by", "second_at", "withdrawn_by", "withdrawn_at"),
    ),
    "audit_incident": (("id", "known_at", "begun_at", "begun_by", "what"), ()),
    "audit_incidententry": (
        ("id", "incident_id", "at", "by", "kind", "item", "note", "detail"),
        (),
    ),
}


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, (fixed, once) in TABLES.items():
        write_once.forbid(schema_editor, table, fixed, once)


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        write_once.allow(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_privacy")]
    operations = [migrations.RunPython(forbid, allow)]
