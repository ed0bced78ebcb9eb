"""Columns for ciphertext beside the old ones, which are called ``…_clear`` until they are gone."""

from django.db import migrations, models

from kentongan.encryption.carrying import no_way_back
from kentongan.encryption.fields import DataKey, EncryptedBytes, EncryptedJSON, EncryptedText
from kentongan.reports.append_only import REVISIONS


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_revisions_are_append_only")]
    operations = [
        migrations.RunPython(REVISIONS.drop(), no_way_back),
        migrations.RemoveConstraint("revision", "a_report_says_something"),
        migrations.AddField("importbatch", "data_key", DataKey(null=True)),
        migrations.AddField("importbatch", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.RenameField("importbatch", "file_name", "file_name_clear"),
        migrations.AddField("importbatch", "file_name", EncryptedText(null=True)),
        migrations.RenameField("importbatch", "content", "content_clear"),
        migrations.AddField("importbatch", "content", EncryptedBytes(null=True)),
        migrations.RenameField("importbatch", "sheet", "sheet_clear"),
        migrations.AddField("importbatch", "sheet", EncryptedText(null=True)),
        migrations.RenameField("importbatch", "headings", "headings_clear"),
        migrations.AddField("importbatch", "headings", EncryptedJSON(null=True)),
        migrations.RenameField("importbatch", "notes", "notes_clear"),
        migrations.AddField("importbatch", "notes", EncryptedJSON(null=True)),
        migrations.RenameField("importbatch", "problem", "problem_clear"),
        migrations.AddField("importbatch", "problem", EncryptedText(null=True)),
        migrations.AddField("importrow", "data_key", DataKey(null=True)),
        migrations.AddField("importrow", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.RenameField("importrow", "cells", "cells_clear"),
        migrations.AddField("importrow", "cells", EncryptedJSON(null=True)),
        migrations.RenameField("importrow", "messages", "messages_clear"),
        migrations.AddField("importrow", "messages", EncryptedJSON(null=True)),
        migrations.RenameField("importrow", "parsed", "parsed_clear"),
        migrations.AddField("importrow", "parsed", EncryptedJSON(empty=dict, null=True)),
        migrations.AddField("revision", "data_key", DataKey(null=True)),
        migrations.AddField("revision", "key_id", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.RenameField("revision", "reason", "reason_clear"),
        migrations.AddField("revision", "reason", EncryptedText(null=True, verbose_name="alasan perubahan")),
        migrations.RenameField("revision", "noticed", "noticed_clear"),
        migrations.AddField("revision", "noticed", EncryptedText(null=True, verbose_name="apa yang terlihat")),
        migrations.RenameField("revision", "place_text", "place_text_clear"),
        migrations.AddField("revision", "place_text", EncryptedText(null=True, verbose_name="tempat, seperti ditulis")),
        migrations.RenameField("revision", "things", "things_clear"),
        migrations.AddField("revision", "things", EncryptedJSON(null=True)),
        migrations.RenameField("revision", "destination", "destination_clear"),
        migrations.AddField("revision", "destination", EncryptedText(null=True, verbose_name="negara tujuan")),
        migrations.RenameField("revision", "job", "job_clear"),
        migrations.AddField("revision", "job", EncryptedText(null=True, verbose_name="pekerjaan")),
        migrations.RenameField("revision", "fee", "fee_clear"),
        migrations.AddField("revision", "fee", EncryptedText(null=True, verbose_name="biaya, seperti ditulis")),
    ]
