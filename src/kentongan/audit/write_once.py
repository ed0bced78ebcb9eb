"""Triggers for tables whose rows are only filled in: what stands once is never changed or deleted.

For migrations. A later migration that rebuilds such a table on SQLite drops its triggers and must
run ``forbid`` again; tests/audit/test_write_once.py tries it on every one after all migrations.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.encryption.cells import LENGTH_OF_NOTHING


def forbid(
    editor: BaseDatabaseSchemaEditor,
    table: str,
    fixed: Iterable[str],
    once: Iterable[str] = (),
    sealed_once: Iterable[str] = (),
    *,
    sealed: Iterable[str] = (),
) -> None:
    """``fixed`` columns keep their first value; ``once`` columns may be filled while empty.

    ``sealed_once``: encrypted columns, which are empty while they hold the ciphertext of nothing.
    ``sealed``: encrypted columns that keep theirs. Both let a row be erased, with its key.
    """
    build = {"sqlite": sqlite, "postgresql": postgresql}[editor.connection.vendor]
    kept = Kept(tuple(fixed), tuple(once), tuple(sealed_once), tuple(sealed))
    for statement in build(table, kept):
        editor.execute(statement)


def allow(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Takes the triggers of ``forbid`` away again."""
    for statement in removal(editor.connection.vendor, table):
        editor.execute(statement)


class Kept(NamedTuple):
    """The columns of a table by how they are kept, see ``forbid``."""

    fixed: tuple[str, ...]
    once: tuple[str, ...] = ()
    sealed_once: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()


# An erased row has no key, and nothing where a ciphertext was.
STAYS_READABLE = '(NEW.data_key IS NOT NULL OR LENGTH(NEW."{name}") > 0)'


def changes(kept: Kept, differs: str) -> str:
    """The SQL condition "this update changes what stands"."""
    always = [f'OLD."{name}" {differs} NEW."{name}"' for name in kept.fixed]
    filled = [
        f"""(OLD."{name}" IS NOT NULL AND CAST(OLD."{name}" AS text) <> '' """
        f'AND OLD."{name}" {differs} NEW."{name}")'
        for name in kept.once
    ]
    said = [
        f'(LENGTH(OLD."{name}") > {LENGTH_OF_NOTHING} AND OLD."{name}" {differs} NEW."{name}" '
        f"AND {STAYS_READABLE.format(name=name)})"
        for name in kept.sealed_once
    ]
    written = [
        f'(OLD."{name}" {differs} NEW."{name}" AND {STAYS_READABLE.format(name=name)})'
        for name in kept.sealed
    ]
    return " OR ".join([*always, *filled, *said, *written])


def sqlite(table: str, kept: Kept) -> list[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, '{table}: what stands is never changed'); END"
    return [
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
        f"WHEN {changes(kept, 'IS NOT')} {stop}",
        f"CREATE TRIGGER {table}_remains BEFORE DELETE ON {table} {stop}",
    ]


def postgresql(table: str, kept: Kept) -> list[str]:
    stop = (
        f"RAISE EXCEPTION '{table}: what stands is never changed' "
        "USING ERRCODE = 'restrict_violation';"
    )
    return [
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {stop} END IF; "
        f"IF {changes(kept, 'IS DISTINCT FROM')} THEN {stop} END IF; "
        "RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
    ]


def removal(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_stays", f"DROP TRIGGER {table}_remains"]
    return [f"DROP TRIGGER {table}_stays ON {table}", f"DROP FUNCTION {table}_stays()"]
