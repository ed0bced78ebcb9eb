"""Row-level security on PostgreSQL for people that sources name, in the words of ``0008_wall``."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WALL = import_module("kentongan.alerts.migrations.0008_wall")
MENTIONS = {"person": "personmention", "protected_person": "protectedmention"}
JUDGEMENTS = {"personjudgement": "personmention", "protectedjudgement": "protectedmention"}
SUBJECTS = {"person": "person", "protected_person": "protected"}


def both_in_sight(table: str) -> str:
    """A judgement is seen by who sees both mentions."""
    seen = f"EXISTS (SELECT 1 FROM entities_{table} whole WHERE whole.id = "
    return f"{seen}first_id) AND {seen}second_id)"


CONDITIONS = {
    f"entities_{table}": WALL.gate(
        kind,
        ["source", f"('{SUBJECTS[kind]}:' || id::text)"],
        author="author_id",
        inside=WALL.AREA,
        hidden=True,
    )
    for kind, table in MENTIONS.items()
} | {f"entities_{table}": both_in_sight(whole) for table, whole in JUDGEMENTS.items()}


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, condition in CONDITIONS.items():
        allowed = f"{WALL.TRUSTED} OR ({condition})"
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(
            f"CREATE POLICY kentongan_wall ON {table} USING ({allowed}) WITH CHECK ({WALL.TRUSTED})"
        )


def tear_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in CONDITIONS:
        schema_editor.execute(f"DROP POLICY kentongan_wall ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("alerts", "0011_running"), ("entities", "0008_judgements_are_append_only")]
    operations = [migrations.RunPython(build, tear_down)]
