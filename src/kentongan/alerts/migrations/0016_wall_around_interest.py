"""Row-level security on PostgreSQL for interest entries, as in ``0014_wall_around_the_desk``."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DESK = import_module("kentongan.alerts.migrations.0014_wall_around_the_desk")
TABLE = "screening_interestentry"


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    trusted = DESK.WALL.TRUSTED
    allowed = f"{trusted} OR ({DESK.with_its('application', 'application_id')})"
    schema_editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    schema_editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    schema_editor.execute(
        f"CREATE POLICY kentongan_wall ON {TABLE} USING ({allowed}) WITH CHECK ({trusted})"
    )


def tear_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(f"DROP POLICY kentongan_wall ON {TABLE}")
    schema_editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0015_wall_around_referrals"),
        ("screening", "0003_interest_and_quality"),
    ]
    operations = [migrations.RunPython(build, tear_down)]
