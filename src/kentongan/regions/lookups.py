"""Region codes compared as parts of the tree of areas."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import StartsWith
from django.db.models.sql.compiler import SQLCompiler

DISTRICT_CODE, VILLAGE_CODE = len("35.03.05"), len("35.03.05.2001")
# Comes right after the full stop that separates the parts of a code.
AFTER_THE_STOP = "/"


class InArea(StartsWith):
    """Whether a region code is that of an area or of a place inside it.

    Parts have a fixed width, so the places inside are one range of codes: 35.03 has 35.03.12.2004
    and not 35.04; 35.0 and "" are no areas and hold nothing. A range, because the LIKE of SQLite
    reads no index (https://www.sqlite.org/optoverview.html, 5). PostgreSQL orders texts by the
    rules of a language; ``~>=~`` compares their bytes, and the index for LIKE answers it
    (https://www.postgresql.org/docs/current/indexes-opclass.html).
    """

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """From the code of the area to the end of what begins with it."""
        return self.ranged(compiler, connection, ">=", "<")

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """The same, by bytes."""
        return self.ranged(compiler, connection, "~>=~", "~<~")

    def ranged(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, since: str, before: str
    ) -> tuple[str, tuple[Any, ...]]:
        """The range with the comparisons of a database."""
        code, told = self.process_lhs(compiler, connection)
        return f"({code} {since} %s AND {code} {before} %s)", (
            *told, self.rhs, *told, f"{self.rhs}{AFTER_THE_STOP}",
        )  # fmt: skip
