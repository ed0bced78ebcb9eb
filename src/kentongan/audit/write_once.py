"""Triggers for tables whose rows are only filled in: what stands once is never changed or deleted.

For migrations. A later migration that rebuilds such a table on SQLite drops its triggers and must
run ``forbid`` again; tests/audit/test_write_once.py tries it on every one after all migrations.
"""

from collections.abc import Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.cells import LENGTH_OF_NOTHING


def forbid(
    editor: BaseDatabaseSchemaEditor,
    table: str,
    fixed: Iterable[str],
    once: Iterable[str] = (),
    sealed_once: Iterable[str] = (),
) -> None:
    """``fixed`` columns keep their first value; ``once`` columns may be filled while empty.

    ``sealed_once``: encrypted columns, which are empty while they hold the ciphertext of nothing.
    """
    build = {"sqlite": sqlite, "postgresql": postgresql}[editor.connection.vendor]
    for statement in build(table, tuple(fixed), tuple(once), tuple(sealed_once)):
        editor.execute(statement)


def allow(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Takes the triggers of ``forbid`` away again."""
    for statement in removal(editor.connection.vendor, table):
        editor.execute(statement)


def changes(
    fixed: tuple[str, ...],
    once: tuple[str, ...],
    sealed: tuple[str, ...],
    differs: str,
) -> str:
    """The SQL condition "this update changes what stands"."""
    always = [f'OLD."{name}" {differs} NEW."{name}"' for name in fixed]
    filled = [
        f"""(OLD."{name}" IS NOT NULL AND CAST(OLD."{name}" AS text) <> '' """
        f'AND OLD."{name}" {differs} NEW."{name}")'
        for name in once
    ]
    said = [
        f'(LENGTH(OLD."{name}") > {LENGTH_OF_NOTHING} AND OLD."{name}" {differs} NEW."{name}")'
        for name in sealed
    ]
    return " OR ".join([*always, *filled, *said])


def sqlite(
    table: str, fixed: tuple[str, ...], once: tuple[str, ...], sealed: tuple[str, ...]
) -> list[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, '{table}: what stands is never changed'); END"
    return [
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
        f"WHEN {changes(fixed, once, sealed, 'IS NOT')} {stop}",
        f"CREATE TRIGGER {table}_remains BEFORE DELETE ON {table} {stop}",
    ]


def postgresql(
    table: str, fixed: tuple[str, ...], once: tuple[str, ...], sealed: tuple[str, ...]
) -> list[str]:
    stop = (
        f"RAISE EXCEPTION '{table}: what stands is never changed' "
        "USING ERRCODE = 'restrict_violation';"
    )
    return [
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {stop} END IF; "
        f"IF {changes(fixed, once, sealed, 'IS DISTINCT FROM')} THEN {stop} END IF; "
        "RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
    ]


def removal(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_stays", f"DROP TRIGGER {table}_remains"]
    return [f"DROP TRIGGER {table}_stays ON {table}", f"DROP FUNCTION {table}_stays()"]
