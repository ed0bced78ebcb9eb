"""The database itself keeps what a data subject asked and what was approved; erasing stays open."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once

TABLE = "website_subjectrequest"
FIXED = ("id", "row_uuid", "wish", "received_at", "received_by_id", "due_at", "clock_source")
ONCE = ("approved_by_id", "approved_at", "approved_hash", "closed_at")


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    write_once.forbid(schema_editor, TABLE, FIXED, ONCE)


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    write_once.allow(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("website", "0002_subject_request")]
    operations = [migrations.RunPython(forbid, allow)]
