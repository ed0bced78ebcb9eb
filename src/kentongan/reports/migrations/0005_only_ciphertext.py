"""Only ciphertext is left."""

from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan

from kentongan.encryption.carrying import no_way_back
from kentongan.encryption.fields import EncryptedBytes, EncryptedJSON, EncryptedText
from kentongan.reports.append_only import REVISIONS


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_rows_encrypted")]
    operations = [
        migrations.RemoveField("importbatch", "file_name_clear"),
        migrations.AlterField("importbatch", "file_name", EncryptedText()),
        migrations.RemoveField("importbatch", "content_clear"),
        migrations.AlterField("importbatch", "content", EncryptedBytes()),
        migrations.RemoveField("importbatch", "sheet_clear"),
        migrations.AlterField("importbatch", "sheet", EncryptedText()),
        migrations.RemoveField("importbatch", "headings_clear"),
        migrations.AlterField("importbatch", "headings", EncryptedJSON()),
        migrations.RemoveField("importbatch", "notes_clear"),
        migrations.AlterField("importbatch", "notes", EncryptedJSON()),
        migrations.RemoveField("importbatch", "problem_clear"),
        migrations.AlterField("importbatch", "problem", EncryptedText()),
        migrations.RemoveField("importrow", "cells_clear"),
        migrations.AlterField("importrow", "cells", EncryptedJSON()),
        migrations.RemoveField("importrow", "messages_clear"),
        migrations.AlterField("importrow", "messages", EncryptedJSON()),
        migrations.RemoveField("importrow", "parsed_clear"),
        migrations.AlterField("importrow", "parsed", EncryptedJSON(empty=dict)),
        migrations.RemoveField("revision", "reason_clear"),
        migrations.AlterField("revision", "reason", EncryptedText(verbose_name="alasan perubahan")),
        migrations.RemoveField("revision", "noticed_clear"),
        migrations.AlterField("revision", "noticed", EncryptedText(verbose_name="apa yang terlihat")),
        migrations.RemoveField("revision", "place_text_clear"),
        migrations.AlterField("revision", "place_text", EncryptedText(verbose_name="tempat, seperti ditulis")),
        migrations.RemoveField("revision", "things_clear"),
        migrations.AlterField("revision", "things", EncryptedJSON()),
        migrations.RemoveField("revision", "destination_clear"),
        migrations.AlterField("revision", "destination", EncryptedText(verbose_name="negara tujuan")),
        migrations.RemoveField("revision", "job_clear"),
        migrations.AlterField("revision", "job", EncryptedText(verbose_name="pekerjaan")),
        migrations.RemoveField("revision", "fee_clear"),
        migrations.AlterField("revision", "fee", EncryptedText(verbose_name="biaya, seperti ditulis")),
        migrations.AddConstraint("revision", models.CheckConstraint(condition=Q(data_key=None) | Q(GreaterThan(Length("noticed"), 29)), name="a_report_says_something")),
        migrations.RunPython(REVISIONS.create(), no_way_back),
    ]
