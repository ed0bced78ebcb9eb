"""What the database itself refuses, whoever asks: SQL for both databases.

Events are never changed, and deleted only where a sealed segment covers them; each new event must
follow the head, which moves on with it. A migration that rebuilds one of these tables on SQLite
drops its triggers and must call ``forbid`` again; a test tries every verb after all migrations.
"""

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

EVENT, HEAD, SEGMENT = "audit_auditevent", "audit_audithead", "audit_sealedsegment"


class Rule(NamedTuple):
    """A trigger before ``verb``: unless ``holds``, say ``reason``; else do ``then``."""

    name: str
    verb: str
    table: str
    holds: str
    reason: str
    then: str = ""


NEVER = "1 = 0"
RULES = (
    Rule(
        "audit_event_follows",
        "INSERT",
        EVENT,
        f"EXISTS (SELECT 1 FROM {HEAD} WHERE sequence = NEW.sequence - 1 AND hash = NEW.previous)",
        "an event must follow the head of the log",
        # Here and not after the row: PostgreSQL runs what comes after at the end of a statement,
        # and several rows are written with one.
        then=f"UPDATE {HEAD} SET sequence = NEW.sequence, hash = NEW.hash;",
    ),
    Rule("audit_event_stays", "UPDATE", EVENT, NEVER, "an event of the log is never changed"),
    Rule(
        "audit_event_kept",
        "DELETE",
        EVENT,
        f"EXISTS (SELECT 1 FROM {SEGMENT} WHERE last >= OLD.sequence)",
        "an event of the log is never deleted",
    ),
    Rule(
        "audit_head_moves",
        "UPDATE",
        HEAD,
        "NEW.id = OLD.id AND NEW.sequence = OLD.sequence + 1",
        "the head of the log only moves forward",
    ),
    Rule("audit_head_kept", "DELETE", HEAD, NEVER, "the head of the log is never deleted"),
    Rule(
        "audit_head_alone",
        "INSERT",
        HEAD,
        f"NOT EXISTS (SELECT 1 FROM {HEAD})",
        "the log has one head",
    ),
    Rule("audit_segment_stays", "UPDATE", SEGMENT, NEVER, "a sealed segment is never changed"),
    Rule("audit_segment_kept", "DELETE", SEGMENT, NEVER, "a sealed segment is never deleted"),
)
NOT_EMPTIED = "audit_not_emptied"


def sqlite_trigger(rule: Rule) -> str:
    """The trigger of a rule on SQLite."""
    return (
        f"CREATE TRIGGER {rule.name} BEFORE {rule.verb} ON {rule.table} BEGIN "
        f"SELECT RAISE(ABORT, '{rule.reason}') WHERE NOT ({rule.holds}); {rule.then} END"
    )


def postgresql_function(rule: Rule) -> str:
    """The function of a rule on PostgreSQL."""
    given = "OLD" if rule.verb == "DELETE" else "NEW"
    return (
        f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({rule.holds}) THEN "
        f"RAISE EXCEPTION '{rule.reason}' USING ERRCODE = 'restrict_violation'; END IF; "
        f"{rule.then} RETURN {given}; END $$"
    )


def postgresql_trigger(name: str, verb: str, table: str, each: str, calls: str) -> str:
    """The trigger that calls a function on PostgreSQL."""
    return (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION {calls}()"
    )


def postgresql_statements() -> list[str]:
    """Functions and triggers; TRUNCATE, which SQLite does not know, is refused too."""
    made = []
    for rule in RULES:
        made.append(postgresql_function(rule))
        made.append(postgresql_trigger(rule.name, rule.verb, rule.table, "ROW", rule.name))
    emptied = Rule(NOT_EMPTIED, "TRUNCATE", EVENT, NEVER, "the log is never emptied")
    made.append(postgresql_function(emptied))
    for table in (EVENT, HEAD, SEGMENT):
        made.append(
            postgresql_trigger(f"{table}_not_emptied", "TRUNCATE", table, "STATEMENT", NOT_EMPTIED)
        )
    return made


def forbid(connection: BaseDatabaseWrapper) -> None:
    """Set the guards up."""
    on_sqlite = connection.vendor == "sqlite"
    statements = [sqlite_trigger(rule) for rule in RULES] if on_sqlite else postgresql_statements()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def allow(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: for migrations backwards and for tests, never in service."""
    names = [rule.name for rule in RULES]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in names:
                cursor.execute(f"DROP TRIGGER {name}")
            return
        for name in [*names, NOT_EMPTIED]:
            cursor.execute(f"DROP FUNCTION {name}() CASCADE")
