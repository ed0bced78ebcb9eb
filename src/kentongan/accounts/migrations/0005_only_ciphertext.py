"""Only ciphertext is left."""

from django.db import migrations

from kentongan.encryption.fields import EncryptedText


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_rows_encrypted")]
    operations = [
        migrations.RemoveField("accountchange", "reason_clear"),
        migrations.AlterField("accountchange", "reason", EncryptedText(verbose_name="alasan")),
    ]
