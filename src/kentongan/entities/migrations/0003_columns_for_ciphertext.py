"""Columns for ciphertext beside the old ones, which are called ``…_clear`` until they are gone."""

import uuid

from django.db import migrations, models

from kentongan.encryption.fields import DataKey, EncryptedText


class Migration(migrations.Migration):
    dependencies = [("entities", "0002_judgement")]
    operations = [
        migrations.RemoveConstraint("thing", "one_thing_per_key"),
        migrations.RenameField("thing", "key", "key_clear"),
        migrations.AddField("thing", "key", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("thing", "is_hub", models.BooleanField(default=False)),
        migrations.AddField("thing", "data_key", DataKey(null=True)),
        migrations.AddField("thing", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.RenameField("thing", "display", "display_clear"),
        migrations.AddField("thing", "display", EncryptedText(null=True)),
        migrations.RenameField("thing", "hub_reason", "hub_reason_clear"),
        migrations.AddField("thing", "hub_reason", EncryptedText(null=True)),
        migrations.AddField("mention", "data_key", DataKey(null=True)),
        migrations.AddField("mention", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.RenameField("mention", "raw", "raw_clear"),
        migrations.AddField("mention", "raw", EncryptedText(null=True)),
        migrations.AddField("judgement", "data_key", DataKey(null=True)),
        migrations.AddField("judgement", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("judgement", "row_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RenameField("judgement", "reason", "reason_clear"),
        migrations.AddField("judgement", "reason", EncryptedText(null=True)),
    ]
