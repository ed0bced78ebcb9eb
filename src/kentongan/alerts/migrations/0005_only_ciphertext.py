"""Only ciphertext is left."""

from django.db import migrations

from kentongan.encryption.carrying import no_way_back
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.alerts.append_only import STEPS


class Migration(migrations.Migration):
    dependencies = [("alerts", "0004_rows_encrypted")]
    operations = [
        migrations.RemoveField("alert", "title_clear"),
        migrations.AlterField("alert", "title", EncryptedText()),
        migrations.RemoveField("alert", "sentence_clear"),
        migrations.AlterField("alert", "sentence", EncryptedText()),
        migrations.RemoveField("alert", "checks_clear"),
        migrations.AlterField("alert", "checks", EncryptedJSON()),
        migrations.RemoveField("signal", "sentence_clear"),
        migrations.AlterField("signal", "sentence", EncryptedText()),
        migrations.RemoveField("evidence", "reason_clear"),
        migrations.AlterField("evidence", "reason", EncryptedText()),
        migrations.RemoveField("step", "note_clear"),
        migrations.AlterField("step", "note", EncryptedText()),
        migrations.RunPython(STEPS.create(), no_way_back),
    ]
