"""What the database itself refuses, whoever asks: SQL for both databases.

Events are never changed, and deleted only where a sealed segment covers them; each new event must
follow the head, which then moves on by itself. A migration that rebuilds one of these tables on
SQLite drops its triggers and must call ``forbid`` again; a test tries every verb after all
migrations.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

EVENT, HEAD, SEGMENT = "audit_auditevent", "audit_audithead", "audit_sealedsegment"
FOLLOWS = f"EXISTS (SELECT 1 FROM {HEAD} WHERE sequence = NEW.sequence - 1 AND hash = NEW.previous)"
MOVE = f"UPDATE {HEAD} SET sequence = NEW.sequence, hash = NEW.hash"
STEP = (
    "NEW.id = OLD.id AND NEW.sequence = OLD.sequence + 1 AND "
    f"EXISTS (SELECT 1 FROM {EVENT} WHERE sequence = NEW.sequence AND hash = NEW.hash)"
)
SEALED = f"EXISTS (SELECT 1 FROM {SEGMENT} WHERE last >= OLD.sequence)"
# trigger, when, table, what must hold, what is said otherwise
RULES = (
    ("audit_event_follows", "INSERT", EVENT, FOLLOWS, "an event must follow the head of the log"),
    ("audit_event_stays", "UPDATE", EVENT, "", "an event of the log is never changed"),
    ("audit_event_kept", "DELETE", EVENT, SEALED, "an event of the log is never deleted"),
    ("audit_head_moves", "UPDATE", HEAD, STEP, "the head of the log only moves forward"),
    ("audit_head_kept", "DELETE", HEAD, "", "the head of the log is never deleted"),
    ("audit_head_alone", "INSERT", HEAD, f"NOT EXISTS (SELECT 1 FROM {HEAD})", "one head only"),
    ("audit_segment_stays", "UPDATE", SEGMENT, "", "a sealed segment is never changed"),
    ("audit_segment_kept", "DELETE", SEGMENT, "", "a sealed segment is never deleted"),
)
TABLES = (EVENT, HEAD, SEGMENT)


def sqlite_statements() -> list[str]:
    """The triggers of SQLite."""
    made = [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
        + (f"WHEN NOT ({holds}) " if holds else "")
        + f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        for name, verb, table, holds, reason in RULES
    ]
    move = f"CREATE TRIGGER audit_event_moves_head AFTER INSERT ON {EVENT} BEGIN {MOVE}; END"
    return [*made, move]


def postgresql_function(name: str, verb: str, holds: str, reason: str) -> str:
    """The function behind one trigger."""
    given = "OLD" if verb == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION '{reason}' USING ERRCODE = 'restrict_violation'"
    body = f"IF NOT ({holds}) THEN {refuse}; END IF; RETURN {given}" if holds else refuse
    return function(name, body)


def function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$"


def postgresql_statements() -> list[str]:
    """The functions and triggers of PostgreSQL; TRUNCATE is refused there too."""
    made = []
    for name, verb, table, holds, reason in RULES:
        made.append(postgresql_function(name, verb, holds, reason))
        made.append(trigger(name, f"BEFORE {verb}", table, "ROW", name))
    made.append(function("audit_event_moves_head", f"{MOVE}; RETURN NULL"))
    made.append(trigger("audit_event_moves_head", "AFTER INSERT", EVENT, "ROW"))
    made.append(postgresql_function("audit_not_emptied", "TRUNCATE", "", "the log is not emptied"))
    made += [
        trigger(f"{table}_not_emptied", "BEFORE TRUNCATE", table, "STATEMENT", "audit_not_emptied")
        for table in TABLES
    ]
    return made


def trigger(name: str, when: str, table: str, each: str, calls: str = "") -> str:
    return (
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} "
        f"EXECUTE FUNCTION {calls or name}()"
    )


def forbid(connection: BaseDatabaseWrapper) -> None:
    """Set the guards up."""
    statements = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]():
            cursor.execute(statement)


def allow(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: for migrations backwards and for tests, never in service."""
    names = [(name, table) for name, _verb, table, _holds, _reason in RULES]
    names.append(("audit_event_moves_head", EVENT))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, _table in names:
                cursor.execute(f"DROP TRIGGER {name}")
            return
        for name, _table in [*names, ("audit_not_emptied", EVENT)]:
            cursor.execute(f"DROP FUNCTION {name}() CASCADE")
