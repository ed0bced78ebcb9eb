"""Reading the log as it lies in the table: text by text, past every conversion."""

from collections.abc import Iterator

from django.db import OperationalError, connection

from kentongan.audit.chain import Row
from kentongan.audit.models import AuditEvent

# A row is about 1 kB in memory, so 20 MB at a time.
ROWS_AT_ONCE = 20_000
LOWEST = -(2**63)
# ``+at`` keeps SQLite's driver from reading a date out of it; PostgreSQL prints microseconds.
MOMENT = {
    "sqlite": '+"at"',
    "postgresql": """to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')""",
}
NO_MICROSECONDS = ".000000"


def statement() -> str:
    """The next rows after one number up to another, in order."""
    return (
        f"SELECT sequence, {MOMENT[connection.vendor]}, actor, action, subject, detail, "
        f"previous, hash FROM {AuditEvent._meta.db_table} "
        "WHERE sequence > %s AND sequence <= %s ORDER BY sequence LIMIT %s"
    )


def raw_rows(after: int, until: int, limit: int = ROWS_AT_ONCE) -> Iterator[Row]:
    """At most ``limit`` rows with ``after < sequence <= until``, as text.

    A text that is no UTF-8 any more comes as a row of which nothing fits.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement(), [after, until, limit])
        try:
            if connection.vendor == "sqlite":
                yield from cursor
            else:
                yield from (without_empty_fraction(row) for row in cursor)
        except OperationalError as error:
            if "UTF-8" not in str(error):
                raise
            yield (LOWEST, "", "", "", "", "", "", "")


def without_empty_fraction(row: Row) -> Row:
    """The row with its moment as ``chain.moment_text`` writes it."""
    return (row[0], row[1].removesuffix(NO_MICROSECONDS), *row[2:])  # type: ignore[return-value]
