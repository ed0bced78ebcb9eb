"""Row-level security on PostgreSQL for applicants as the desk tells them, as in ``0008_wall``."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WALL = import_module("kentongan.alerts.migrations.0008_wall")
TABLE = "entities_applicantmention"
CONDITION = WALL.gate(
    "applicant",
    ["source", "('applicant:' || id::text)"],
    author="author_id",
    inside=WALL.AREA,
    hidden=True,
)


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    allowed = f"{WALL.TRUSTED} OR ({CONDITION})"
    schema_editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    schema_editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    schema_editor.execute(
        f"CREATE POLICY kentongan_wall ON {TABLE} USING ({allowed}) WITH CHECK ({WALL.TRUSTED})"
    )


def tear_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(f"DROP POLICY kentongan_wall ON {TABLE}")
    schema_editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0016_wall_around_interest"),
        ("entities", "0021_applicants"),
    ]
    operations = [migrations.RunPython(build, tear_down)]
