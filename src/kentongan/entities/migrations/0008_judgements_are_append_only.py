"""The database itself refuses to change or delete what a person judged of two mentions.

A later migration that rebuilds one of these tables on SQLite drops its triggers and must create
them again.
"""

from django.db import migrations

from kentongan.entities.append_only import PERSONS, PROTECTED


class Migration(migrations.Migration):
    dependencies = [("entities", "0007_people")]
    operations = [
        migrations.RunPython(PERSONS.create(), PERSONS.drop()),
        migrations.RunPython(PROTECTED.create(), PROTECTED.drop()),
    ]
