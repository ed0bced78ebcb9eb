"""Columns for ciphertext beside the old ones, which are called ``…_clear`` until they are gone."""

import uuid

from django.db import migrations, models

from kentongan.encryption.fields import DataKey, EncryptedText


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sessions")]
    operations = [
        migrations.AddField("accountchange", "data_key", DataKey(null=True)),
        migrations.AddField("accountchange", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("accountchange", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("accountchange", "reason", "reason_clear"),
        migrations.AddField("accountchange", "reason", EncryptedText(null=True)),
    ]
