"""Only ciphertext is left."""

from django.db import migrations, models

from kentongan.encryption.carrying import no_way_back
from kentongan.encryption.fields import EncryptedText


class Migration(migrations.Migration):
    dependencies = [("entities", "0004_rows_encrypted")]
    operations = [
        migrations.RemoveField("thing", "display_clear"),
        migrations.AlterField("thing", "display", EncryptedText()),
        migrations.RemoveField("thing", "hub_reason_clear"),
        migrations.AlterField("thing", "hub_reason", EncryptedText()),
        migrations.RemoveField("mention", "raw_clear"),
        migrations.AlterField("mention", "raw", EncryptedText()),
        migrations.RemoveField("judgement", "reason_clear"),
        migrations.AlterField("judgement", "reason", EncryptedText()),
        migrations.RemoveField("thing", "key_clear"),
        migrations.AddConstraint("thing", models.UniqueConstraint(fields=["kind", "key"], name="one_thing_per_key")),
        migrations.RunPython(migrations.RunPython.noop, no_way_back),
    ]
