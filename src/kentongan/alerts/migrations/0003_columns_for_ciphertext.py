"""Columns for ciphertext beside the old ones, which are called ``…_clear`` until they are gone."""

import uuid

from django.db import migrations, models

from kentongan.encryption.carrying import no_way_back
from kentongan.encryption.fields import DataKey, EncryptedJSON, EncryptedText
from kentongan.alerts.append_only import STEPS


class Migration(migrations.Migration):
    dependencies = [("alerts", "0002_steps_are_append_only")]
    operations = [
        migrations.RunPython(STEPS.drop(), no_way_back),
        migrations.AddField("alert", "data_key", DataKey(null=True)),
        migrations.AddField("alert", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("alert", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("alert", "title", "title_clear"),
        migrations.AddField("alert", "title", EncryptedText(null=True)),
        migrations.RenameField("alert", "sentence", "sentence_clear"),
        migrations.AddField("alert", "sentence", EncryptedText(null=True)),
        migrations.RenameField("alert", "checks", "checks_clear"),
        migrations.AddField("alert", "checks", EncryptedJSON(null=True)),
        migrations.AddField("signal", "data_key", DataKey(null=True)),
        migrations.AddField("signal", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.RenameField("signal", "sentence", "sentence_clear"),
        migrations.AddField("signal", "sentence", EncryptedText(null=True)),
        migrations.AddField("evidence", "data_key", DataKey(null=True)),
        migrations.AddField("evidence", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.RenameField("evidence", "reason", "reason_clear"),
        migrations.AddField("evidence", "reason", EncryptedText(null=True)),
        migrations.AddField("step", "data_key", DataKey(null=True)),
        migrations.AddField("step", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("step", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("step", "note", "note_clear"),
        migrations.AddField("step", "note", EncryptedText(null=True)),
    ]
