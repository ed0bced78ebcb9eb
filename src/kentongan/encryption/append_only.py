"""Triggers of append-only tables: they let erasing and other keys through, and nothing else.

Erasing empties the data key and every ciphertext; rotation wraps the same data key anew. A
migration that rebuilds such a table on SQLite drops its triggers and must create them again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

type Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


@dataclass(frozen=True)
class AppendOnly:
    """One table. ``word`` names its triggers (``revision_is_never_changed``)."""

    table: str
    word: str
    plain: tuple[str, ...]
    encrypted: tuple[str, ...]
    reason: str  # what the database says when it refuses

    def create(self) -> Step:
        """A step of a migration that makes the triggers."""
        return self.step({"sqlite": self.for_sqlite(), "postgresql": self.for_postgresql()})

    def drop(self) -> Step:
        """A step of a migration that takes them away."""
        changed, deleted = f"{self.word}_is_never_changed", f"{self.word}_is_never_deleted"
        return self.step(
            {
                "sqlite": [f"DROP TRIGGER {changed}", f"DROP TRIGGER {deleted}"],
                "postgresql": [
                    f"DROP TRIGGER {changed} ON {self.table}",
                    f"DROP FUNCTION {self.word}_stays()",
                ],
            }
        )

    def step(self, statements: dict[str, list[str]]) -> Step:
        """The statements of the database at hand as a step."""

        def run(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
            for statement in statements[schema_editor.connection.vendor]:
                schema_editor.execute(statement)

        return run

    def allowed(self, same: str, other: str, length: str) -> str:
        """The condition of a change that is let through, in the words of one database."""
        kept = [f"NEW.{name} {same} OLD.{name}" for name in self.plain]
        kept += ["OLD.data_key IS NOT NULL", f"NEW.data_key {other} OLD.data_key"]
        sealed = [f"NEW.{name} {same} OLD.{name}" for name in self.encrypted]
        emptied = [f"{length}(NEW.{name}) = 0" for name in self.encrypted]
        rewrapped = ["NEW.data_key IS NOT NULL", *sealed]
        erased = ["NEW.data_key IS NULL", "NEW.key_id = ''", *emptied]
        return f"{' AND '.join(kept)} AND (({' AND '.join(rewrapped)}) OR ({' AND '.join(erased)}))"

    def for_sqlite(self) -> list[str]:
        """Two triggers."""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.reason}'); END"
        return [
            f"CREATE TRIGGER {self.word}_is_never_changed BEFORE UPDATE ON {self.table} "
            f"WHEN NOT ({self.allowed('IS', 'IS NOT', 'LENGTH')}) {refuse}",
            f"CREATE TRIGGER {self.word}_is_never_deleted BEFORE DELETE ON {self.table} {refuse}",
        ]

    def for_postgresql(self) -> list[str]:
        """One trigger with its function."""
        allowed = self.allowed("IS NOT DISTINCT FROM", "IS DISTINCT FROM", "OCTET_LENGTH")
        return [
            f"CREATE FUNCTION {self.word}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; "
            f"RAISE EXCEPTION '{self.reason}' USING ERRCODE = 'restrict_violation'; END $$",
            f"CREATE TRIGGER {self.word}_is_never_changed BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.word}_stays()",
        ]
