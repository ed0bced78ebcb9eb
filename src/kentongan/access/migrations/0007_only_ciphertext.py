"""Only ciphertext is left."""

from django.db import migrations

from kentongan.encryption.carrying import no_way_back
from kentongan.encryption.fields import EncryptedText


class Migration(migrations.Migration):
    dependencies = [("access", "0006_rows_encrypted")]
    operations = [
        migrations.RemoveField("breakglass", "reason_clear"),
        migrations.AlterField("breakglass", "reason", EncryptedText()),
        migrations.RemoveField("breakglass", "review_note_clear"),
        migrations.AlterField("breakglass", "review_note", EncryptedText()),
        migrations.RemoveField("labelchange", "reason_clear"),
        migrations.AlterField("labelchange", "reason", EncryptedText()),
        migrations.RemoveField("conflict", "reason_clear"),
        migrations.AlterField("conflict", "reason", EncryptedText()),
        migrations.RemoveField("exclusion", "reason_clear"),
        migrations.AlterField("exclusion", "reason", EncryptedText()),
        migrations.RunPython(migrations.RunPython.noop, no_way_back),
    ]
