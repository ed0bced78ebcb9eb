"""Row-level security on PostgreSQL for referrals and outcomes, as in ``0014_wall_around_the_desk``."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WALL = import_module("kentongan.alerts.migrations.0008_wall")
# The office and the named readers see the referrals of an application; a village sees its own.
CONDITIONS = {
    "screening_referral": WALL.gate(
        "referral",
        ["('referral:' || id::text)"],
        author="sent_by_id",
        inside=WALL.AREA,
        hidden=False,
    ),
    "screening_outcome": (
        "EXISTS (SELECT 1 FROM screening_application whole WHERE whole.id = application_id)"
    ),
}


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
    dependencies = [
        ("alerts", "0014_wall_around_the_desk"),
        ("screening", "0002_follow_up"),
    ]
    operations = [migrations.RunPython(build, tear_down)]
