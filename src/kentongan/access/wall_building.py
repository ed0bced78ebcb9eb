"""How migrations put tables behind the second wall (``access.wall``) and take them out again."""

from collections.abc import Iterable, Mapping

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython


def enclose(editor: BaseDatabaseSchemaEditor, conditions: Mapping[str, str], trusted: str) -> None:
    """Row-level security on some tables: table → who sees a row; trusted seats see and write all.

    Forced, so that it holds for the owner too (PostgreSQL manual, "Row Security Policies").
    """
    for table, condition in conditions.items():
        allowed = f"{trusted} OR ({condition})"
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        editor.execute(
            f"CREATE POLICY kentongan_wall ON {table} USING ({allowed}) WITH CHECK ({trusted})"
        )


def open_up(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Takes the tables out again."""
    for table in tables:
        editor.execute(f"DROP POLICY kentongan_wall ON {table}")
        editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def enclosing(conditions: Mapping[str, str], trusted: str) -> RunPython:
    """The step of a migration; does nothing where the database has no such wall."""

    def build(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            enclose(editor, conditions, trusted)

    def tear_down(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            open_up(editor, conditions)

    return RunPython(build, tear_down)
