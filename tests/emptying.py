"""Emptying the tables between tests, in spite of the triggers that forbid it in service."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from kentongan.audit.models import AuditHead

# What the search makes of the mentions; Django does not manage these tables.
DERIVED = {
    "sqlite": ("entities_findable", "entities_foundby", "entities_indexgeneration"),
    "postgresql": ("entities_findable", "entities_indexgeneration"),
}
SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
POSTGRESQL_TRIGGERS = (
    "SELECT quote_ident(tgname), tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
)


def off_and_on() -> tuple[list[str], list[str]]:
    """The statements that take every trigger away and those that bring it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = cursor.execute(SQLITE_TRIGGERS).fetchall()
            return [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
        cursor.execute(POSTGRESQL_TRIGGERS)
        found = cursor.fetchall()
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for name, table in found],
        [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for name, table in found],
    )


@contextmanager
def unguarded() -> Iterator[None]:
    """Every trigger of the database is away meanwhile."""
    off, on = off_and_on()
    with connection.cursor() as cursor:
        for statement in off:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in on:
                cursor.execute(statement)


@contextmanager
def emptied() -> Iterator[None]:
    """Unguarded while tables are emptied; the log then begins anew."""
    with unguarded():
        yield
        with connection.cursor() as cursor:
            for table in DERIVED[connection.vendor]:
                cursor.execute(f"DELETE FROM {table}")
        AuditHead.objects.all().delete()
        AuditHead.objects.create()
