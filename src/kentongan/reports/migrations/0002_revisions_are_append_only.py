"""The database itself refuses to change or delete a revision.

A later migration that rebuilds ``reports_revision`` on SQLite drops its triggers and must run
``forbid`` again; a test tries both verbs after all migrations.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REASON = "a revision is never changed, only followed by the next one"

FORBID = {
    "sqlite": [
        "CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON reports_revision "
        f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END",
        "CREATE TRIGGER revision_is_never_deleted BEFORE DELETE ON reports_revision "
        f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION revision_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'restrict_violation'; END $$",
        "CREATE TRIGGER revision_is_never_changed BEFORE UPDATE OR DELETE ON reports_revision "
        "FOR EACH ROW EXECUTE FUNCTION revision_stays()",
    ],
}
ALLOW = {
    "sqlite": [
        "DROP TRIGGER revision_is_never_changed",
        "DROP TRIGGER revision_is_never_deleted",
    ],
    "postgresql": [
        "DROP TRIGGER revision_is_never_changed ON reports_revision",
        "DROP FUNCTION revision_stays()",
    ],
}


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
