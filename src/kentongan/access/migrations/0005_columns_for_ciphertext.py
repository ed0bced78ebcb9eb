"""Columns for ciphertext beside the old ones, which are called ``…_clear`` until they are gone."""

import uuid

from django.db import migrations, models

from kentongan.encryption.fields import DataKey, EncryptedText


class Migration(migrations.Migration):
    dependencies = [("access", "0004_factor_secret")]
    operations = [
        migrations.AddField("breakglass", "data_key", DataKey(null=True)),
        migrations.AddField("breakglass", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("breakglass", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("breakglass", "reason", "reason_clear"),
        migrations.AddField("breakglass", "reason", EncryptedText(null=True)),
        migrations.RenameField("breakglass", "review_note", "review_note_clear"),
        migrations.AddField("breakglass", "review_note", EncryptedText(null=True)),
        migrations.AddField("labelchange", "data_key", DataKey(null=True)),
        migrations.AddField("labelchange", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("labelchange", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("labelchange", "reason", "reason_clear"),
        migrations.AddField("labelchange", "reason", EncryptedText(null=True)),
        migrations.AddField("conflict", "data_key", DataKey(null=True)),
        migrations.AddField("conflict", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("conflict", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("conflict", "reason", "reason_clear"),
        migrations.AddField("conflict", "reason", EncryptedText(null=True)),
        migrations.AddField("exclusion", "data_key", DataKey(null=True)),
        migrations.AddField("exclusion", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("exclusion", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("exclusion", "reason", "reason_clear"),
        migrations.AddField("exclusion", "reason", EncryptedText(null=True)),
    ]
