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

    Parts have a fixed width, so a prefix is an area: 35.03 has 35.03.12.2004 and not 35.04. Asked
    as a range on SQLite, whose LIKE reads no index (https://www.sqlite.org/optoverview.html, 5);
    PostgreSQL orders texts by the rules of a language, there it stays LIKE.
    """

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """From the code of the area to the end of what begins with it."""
        code, before = self.process_lhs(compiler, connection)
        return f"({code} >= %s AND {code} < %s)", (
            *before, self.rhs, *before, f"{self.rhs}{AFTER_THE_STOP}",
        )  # fmt: skip
