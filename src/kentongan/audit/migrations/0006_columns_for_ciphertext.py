"""Columns for ciphertext beside the old ones, which are called ``…_clear`` until they are gone."""

import uuid
from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once
from kentongan.encryption.fields import DataKey, EncryptedJSON, EncryptedText

# Their triggers would stop what follows; 0008 makes them again.
TABLES = ("audit_hold", "audit_confirmation", "audit_incident", "audit_incidententry")


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        write_once.allow(schema_editor, table)


def forbid_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    before = import_module("kentongan.audit.migrations.0005_privacy_is_write_once")
    for table in TABLES:
        write_once.forbid(schema_editor, table, *before.TABLES[table])


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_privacy_is_write_once")]
    operations = [
        migrations.RunPython(allow, forbid_again),
        migrations.RemoveConstraint("hold", "hold_says_who_what_why"),
        migrations.AddField("hold", "data_key", DataKey(null=True)),
        migrations.AddField("hold", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("hold", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("hold", "reason", "reason_clear"),
        migrations.AddField("hold", "reason", EncryptedText(null=True)),
        migrations.RenameField("hold", "basis", "basis_clear"),
        migrations.AddField("hold", "basis", EncryptedText(null=True)),
        migrations.RenameField("hold", "release_reason", "release_reason_clear"),
        migrations.AddField("hold", "release_reason", EncryptedText(null=True)),
        migrations.AddField("confirmation", "data_key", DataKey(null=True)),
        migrations.AddField("confirmation", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("confirmation", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("confirmation", "note", "note_clear"),
        migrations.AddField("confirmation", "note", EncryptedText(null=True)),
        migrations.AddField("incident", "data_key", DataKey(null=True)),
        migrations.AddField("incident", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("incident", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("incident", "what", "what_clear"),
        migrations.AddField("incident", "what", EncryptedText(null=True)),
        migrations.AddField("incidententry", "data_key", DataKey(null=True)),
        migrations.AddField("incidententry", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("incidententry", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("incidententry", "note", "note_clear"),
        migrations.AddField("incidententry", "note", EncryptedText(null=True)),
        migrations.RenameField("incidententry", "detail", "detail_clear"),
        migrations.AddField("incidententry", "detail", EncryptedJSON(null=True)),
    ]
