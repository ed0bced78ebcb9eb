"""The database itself refuses to change or delete a step of an alert's history.

A later migration that rebuilds ``alerts_step`` on SQLite drops its triggers and must run
``forbid`` again; a test tries both verbs after all migrations.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REASON = "a step is never changed, only followed by the next one"

FORBID = {
    "sqlite": [
        "CREATE TRIGGER step_is_never_changed BEFORE UPDATE ON alerts_step "
        f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END",
        "CREATE TRIGGER step_is_never_deleted BEFORE DELETE ON alerts_step "
        f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION step_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'restrict_violation'; END $$",
        "CREATE TRIGGER step_is_never_changed BEFORE UPDATE OR DELETE ON alerts_step "
        "FOR EACH ROW EXECUTE FUNCTION step_stays()",
    ],
}
ALLOW = {
    "sqlite": ["DROP TRIGGER step_is_never_changed", "DROP TRIGGER step_is_never_deleted"],
    "postgresql": [
        "DROP TRIGGER step_is_never_changed ON alerts_step",
        "DROP FUNCTION step_stays()",
    ],
}


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
