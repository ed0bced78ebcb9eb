"""What the database itself refuses of the desk's tables, whoever asks.

An application moves only along the table of ``decisions.NEXT`` (written down here a second time),
and only on rows that say why: no refusal or postponement without a ruling on its latest proposal,
and no ruling that says something else than that proposal. A later migration that rebuilds one of
these tables on SQLite drops its triggers and must run ``forbid`` again; a test tries them all.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kentongan.audit import write_once
from kentongan.audit.guards import Rule, postgresql_function, postgresql_trigger, sqlite_trigger
from kentongan.audit.write_once import Kept

APPLICATION, PROPOSAL = "screening_application", "screening_proposal"
FACT, FINDING, LETTER = "screening_proposalfact", "screening_storedfinding", "screening_letter"
RULING, OBJECTION = "screening_ruling", "screening_objection"

LATEST = (
    f"proposal.number = (SELECT MAX(number) FROM {PROPOSAL} "
    "WHERE application_id = proposal.application_id)"
)
STANDING = f"{LATEST} AND proposal.given_back_at IS NULL"
NOT_RULED = f"NOT EXISTS (SELECT 1 FROM {RULING} WHERE proposal_id = proposal.id)"
PROPOSED = (
    f"EXISTS (SELECT 1 FROM {PROPOSAL} proposal WHERE proposal.application_id = NEW.id "
    f"AND {STANDING} AND {NOT_RULED})"
)
GIVEN_BACK = (
    f"EXISTS (SELECT 1 FROM {PROPOSAL} proposal WHERE proposal.application_id = NEW.id "
    f"AND {LATEST} AND proposal.given_back_at IS NOT NULL)"
)
LEADS_TO = (
    "CASE ruling.decision WHEN 'issue' THEN 'issued' WHEN 'ask' THEN 'waiting' "
    "WHEN 'refer' THEN 'referred' WHEN 'postpone' THEN 'postponed' WHEN 'refuse' THEN 'refused' END"
)
OF_LATEST = (
    f"FROM {RULING} ruling JOIN {PROPOSAL} proposal ON proposal.id = ruling.proposal_id "
    f"WHERE proposal.application_id = NEW.id AND {STANDING}"
)
RULED = f"EXISTS (SELECT 1 {OF_LATEST} AND NEW.state = {LEADS_TO})"
OBJECTED = (
    f"EXISTS (SELECT 1 FROM {OBJECTION} objection WHERE objection.ruling_id IN "
    f"(SELECT ruling.id {OF_LATEST}) AND "
)
UNANSWERED = f"{OBJECTED} objection.answered_at IS NULL)"
UPHELD = f"{OBJECTED} objection.overturned IS NOT NULL AND NOT objection.overturned)"
OVERTURNED = f"{OBJECTED} objection.overturned IS NOT NULL AND objection.overturned)"
MOVES = (
    "NEW.state = OLD.state",
    f"(OLD.state = 'open' AND NEW.state = 'proposed' AND {PROPOSED})",
    f"(OLD.state = 'proposed' AND NEW.state = 'open' AND {GIVEN_BACK})",
    f"(OLD.state = 'proposed' AND {RULED})",
    "(OLD.state IN ('waiting', 'referred', 'postponed', 'overturned') AND NEW.state = 'open')",
    f"(OLD.state IN ('postponed', 'refused') AND NEW.state = 'objected' AND {UNANSWERED})",
    f"(OLD.state = 'objected' AND NEW.state = 'upheld' AND {UPHELD})",
    f"(OLD.state = 'objected' AND NEW.state = 'overturned' AND {OVERTURNED})",
)
AS_PROPOSED = (
    f"EXISTS (SELECT 1 FROM {PROPOSAL} proposal JOIN {APPLICATION} application "
    "ON application.id = proposal.application_id WHERE proposal.id = NEW.proposal_id "
    "AND proposal.application_id = NEW.application_id AND application.state = 'proposed' "
    "AND proposal.decision = NEW.decision AND proposal.reason_code = NEW.reason_code "
    f"AND proposal.proposer_id = NEW.proposer_id AND {STANDING})"
)
WITH_ITS_FACT = (
    f"(NEW.carrying_id IS NULL OR EXISTS (SELECT 1 FROM {FACT} fact "
    "WHERE fact.proposal_id = NEW.proposal_id AND fact.finding_id = NEW.carrying_id))"
)
WITH_ITS_LETTER = (
    f"(NEW.letter_id IS NULL OR EXISTS (SELECT 1 FROM {LETTER} letter "
    "WHERE letter.id = NEW.letter_id AND letter.proposal_id = NEW.proposal_id))"
)
SAME_PEOPLE = (
    f"EXISTS (SELECT 1 FROM {RULING} ruling WHERE ruling.id = NEW.ruling_id "
    "AND ruling.proposer_id = NEW.proposer_id AND ruling.decider_id = NEW.decider_id)"
)
ITS_OWN_FINDING = (
    f"EXISTS (SELECT 1 FROM {FINDING} finding JOIN {PROPOSAL} proposal "
    "ON proposal.application_id = finding.application_id "
    "WHERE finding.id = NEW.finding_id AND proposal.id = NEW.proposal_id)"
)
RULES = (
    Rule(
        "application_begins", "INSERT", APPLICATION, "NEW.state = 'open'", "an application is open"
    ),
    Rule(
        "application_moves",
        "UPDATE",
        APPLICATION,
        " OR ".join(MOVES),
        "an application moves only along the table of states, on rows that say why",
    ),
    Rule(
        "proposal_of_an_open_one",
        "INSERT",
        PROPOSAL,
        f"EXISTS (SELECT 1 FROM {APPLICATION} WHERE id = NEW.application_id AND state = 'open')",
        "a proposal is made of an open application",
    ),
    Rule(
        "ruling_as_proposed",
        "INSERT",
        RULING,
        f"{AS_PROPOSED} AND {WITH_ITS_FACT} AND {WITH_ITS_LETTER}",
        "a ruling follows the standing proposal, with its own fact and its own letter",
    ),
    Rule(
        "objection_of_the_ruling",
        "INSERT",
        OBJECTION,
        SAME_PEOPLE,
        "an objection names who proposed and decided",
    ),
    Rule(
        "fact_of_the_application",
        "INSERT",
        FACT,
        ITS_OWN_FINDING,
        "a proposal rests on findings of its own application",
    ),
    Rule(
        "finding_stays",
        "UPDATE",
        FINDING,
        "NEW.application_id = OLD.application_id AND NEW.kind = OLD.kind AND NEW.key = OLD.key",
        "a finding stays what it is",
    ),
)
OF_AN_APPLICATION = ("id", "office_id", "application_id")
KEPT = {
    APPLICATION: Kept(("id", "uuid", "number", "office_id", "opened_by_id", "opened_at")),
    "screening_answers": Kept(
        (*OF_AN_APPLICATION, "number", "question_sets", "seconds", "written_by_id", "written_at"),
        sealed=("answers", "officer_words", "applicant_words"),
    ),
    PROPOSAL: Kept(
        (*OF_AN_APPLICATION, "number", "decision", "reason_code", "proposer_id", "at"),
        once=("given_back_at", "given_back_by_id"),
        sealed_once=("answer",),
        sealed=("words",),
    ),
    FACT: Kept(("id", "office_id", "proposal_id", "finding_id")),
    LETTER: Kept(
        (*OF_AN_APPLICATION, "proposal_id", "number", "kind", "printed_at", "printed_by_id"),
        sealed=("content",),
    ),
    RULING: Kept(
        (
            *(*OF_AN_APPLICATION, "proposal_id", "decision", "reason_code", "proposer_id"),
            *("decider_id", "letter_id", "carrying_id", "at"),
        ),
        sealed=("words",),
    ),
    OBJECTION: Kept(
        (
            *("id", "office_id", "ruling_id", "received_on", "received_by_id", "proposer_id"),
            "decider_id",
        ),
        once=("reviewer_id", "overturned", "answered_at"),
        sealed_once=("answer",),
        sealed=("words",),
    ),
    "screening_examination": Kept(
        (*OF_AN_APPLICATION, "number", "is_proven_false", "on", "by_id"), sealed=("statement",)
    ),
}


def forbid(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A step of a migration that sets the guards up."""
    for table, kept in KEPT.items():
        write_once.forbid(
            editor, table, kept.fixed, kept.once, kept.sealed_once, sealed=kept.sealed
        )
    for rule in RULES:
        for statement in statements_of(rule, editor.connection.vendor):
            editor.execute(statement)


def statements_of(rule: Rule, vendor: str) -> list[str]:
    """The trigger of a rule in the words of one database."""
    if vendor == "sqlite":
        return [sqlite_trigger(rule)]
    made = postgresql_trigger(rule.name, rule.verb, rule.table, "ROW", rule.name)
    return [postgresql_function(rule), made]


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away: for migrations backwards, never in service."""
    on_sqlite = editor.connection.vendor == "sqlite"
    for rule in RULES:
        editor.execute(
            f"DROP TRIGGER {rule.name}" if on_sqlite else f"DROP FUNCTION {rule.name}() CASCADE"
        )
    for table in KEPT:
        write_once.allow(editor, table)
