"""The database itself refuses to change, delete or empty the log; see ``guards``."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import guards


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.forbid(schema_editor.connection)


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.allow(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [('audit', '0002_chain')]
    operations = [migrations.RunPython(forbid, allow)]
