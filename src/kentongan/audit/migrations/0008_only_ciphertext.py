"""Only ciphertext is left; what stands is kept by the database again."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once
from kentongan.encryption.fields import EncryptedJSON, EncryptedText

# Table → columns that keep their first value, columns filled once, encrypted ones filled once.
TABLES = {
    "audit_hold": (
        ("id", "row_uuid", "subject", "reason", "basis", "review_on", "proposed_by", "proposed_at"),
        (
            *("confirmed_by", "confirmed_at", "release_proposed_by", "release_proposed_at"),
            *("released_by", "released_at"),
        ),
        ("release_reason",),
    ),
    "audit_confirmation": (
        ("id", "row_uuid", "item", "wording", "said_by", "said_role", "said_at", "note"),
        ("second_by", "second_at", "withdrawn_by", "withdrawn_at"),
        (),
    ),
    "audit_incident": (("id", "row_uuid", "known_at", "begun_at", "begun_by", "what"), (), ()),
    "audit_incidententry": (
        ("id", "row_uuid", "incident_id", "at", "by", "kind", "item", "note", "detail"),
        (),
        (),
    ),
}


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, (fixed, once, sealed_once) in TABLES.items():
        write_once.forbid(schema_editor, table, fixed, once, sealed_once)


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        write_once.allow(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_rows_encrypted")]
    operations = [
        migrations.RemoveField("hold", "reason_clear"),
        migrations.AlterField("hold", "reason", EncryptedText(verbose_name="alasan")),
        migrations.RemoveField("hold", "basis_clear"),
        migrations.AlterField("hold", "basis", EncryptedText(verbose_name="dasar, misalnya nomor surat")),
        migrations.RemoveField("hold", "release_reason_clear"),
        migrations.AlterField("hold", "release_reason", EncryptedText(verbose_name="alasan pelepasan", blank=True)),
        migrations.RemoveField("confirmation", "note_clear"),
        migrations.AlterField("confirmation", "note", EncryptedText(verbose_name="keterangan", blank=True)),
        migrations.RemoveField("incident", "what_clear"),
        migrations.AlterField("incident", "what", EncryptedText(verbose_name="apa yang terjadi")),
        migrations.RemoveField("incidententry", "note_clear"),
        migrations.AlterField("incidententry", "note", EncryptedText(blank=True)),
        migrations.RemoveField("incidententry", "detail_clear"),
        migrations.AlterField("incidententry", "detail", EncryptedJSON(empty=dict)),
        migrations.AddConstraint(
            "hold",
            models.CheckConstraint(
                condition=~models.Q(proposed_by="") & ~models.Q(subject=""),
                name="hold_says_who_and_what",
            ),
        ),
        migrations.RunPython(forbid, allow),
    ]
