"""What somebody with the database alone may try: raw SQL against what a grave decision must carry.

The acceptance measurement tries the same on both databases.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.catalogues import Decision
from kentongan.screening.decisions import State
from kentongan.screening.models import Answers, Application, Letter, Proposal, StoredFinding
from tests.screening.conftest import (
    WORDS,
    add_finding,
    add_letter,
    again,
    propose_refusal,
    wish,
)

type Statement = tuple[str, list[Any]]
NO_TEXT = b""


@dataclass(frozen=True)
class Scene:
    """A proposed refusal with its letter, and another application that has all of it too."""

    application: Application
    proposal: Proposal
    letter: Letter
    finding: StoredFinding
    other: Application
    others_letter: Letter
    others_finding: StoredFinding
    not_cited: StoredFinding
    proposer: User
    decider: User


def scene(proposer: User, decider: User, application: Application, other: Application) -> Scene:
    """Both proposed, neither decided."""
    proposal, others = (propose_refusal(proposer, one) for one in (application, other))
    return Scene(
        application,
        proposal,
        add_letter(proposal, proposer),
        proposal.facts.get().finding,
        other,
        add_letter(others, proposer),
        others.facts.get().finding,
        add_finding(application),
        proposer,
        decider,
    )


def insert(table: str, values: dict[str, Any]) -> Statement:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    return f"INSERT INTO screening_{table} ({names}) VALUES ({marks})", list(values.values())


def ruling(at: Scene, **changes: Any) -> Statement:
    """The ruling that this scene allows, or a forged one."""
    values = {
        "key_id": "",
        "office_id": at.application.office_id,
        "application_id": at.application.pk,
        "proposal_id": at.proposal.pk,
        "decision": "refuse",
        "reason_code": at.proposal.reason_code,
        "proposer_id": at.proposer.pk,
        "decider_id": at.decider.pk,
        "letter_id": at.letter.pk,
        "carrying_id": at.finding.pk,
        "words": NO_TEXT,
        "at": timezone.now(),
    }
    return insert("ruling", values | changes)


def state(application: Application, to: str) -> Statement:
    return "UPDATE screening_application SET state = %s WHERE id = %s", [to, application.pk]


FORGED_RULINGS: dict[str, Callable[[Scene], Statement]] = {
    "decided by who proposed": lambda at: ruling(at, decider_id=at.proposer.pk),
    "no letter": lambda at: ruling(at, letter_id=None),
    "the letter of another application": lambda at: ruling(at, letter_id=at.others_letter.pk),
    "no fact": lambda at: ruling(at, carrying_id=None),
    "a fact that was not cited": lambda at: ruling(at, carrying_id=at.not_cited.pk),
    "the fact of another application": lambda at: ruling(at, carrying_id=at.others_finding.pk),
    "no reason": lambda at: ruling(at, reason_code=""),
    "another reason than proposed": lambda at: ruling(at, reason_code="T2"),
    "another decision than proposed": lambda at: ruling(at, decision="postpone"),
    "another proposer than proposed": lambda at: ruling(
        at, proposer_id=at.decider.pk, decider_id=at.proposer.pk
    ),
    "on the proposal of another application": lambda at: ruling(at, application_id=at.other.pk),
}


def is_refused(statement: Statement) -> bool:
    """Whether the database refuses; nothing stays of it either way."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(*statement)
            connection.check_constraints()  # what else would be checked at the end
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def run(*statements: Statement) -> None:
    """Carry them out; raises what the database raises."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(*statement)


def jumps(application: Application) -> dict[str, Statement]:
    """Every other state, written straight into the row."""
    now = again(application).state
    return {f"{now} → {to}": state(application, to) for to in State if to != now}


def touched(table: str, row: int, /, **columns: Any) -> Iterator[tuple[str, Statement]]:
    """Each column changed, and the row taken away."""
    for name, value in columns.items():
        sql = f'UPDATE screening_{table} SET "{name}" = %s WHERE id = %s'
        yield f"{table}.{name} changed", (sql, [value, row])
    yield f"{table} deleted", (f"DELETE FROM screening_{table} WHERE id = %s", [row])


def after_refusal(at: Scene) -> dict[str, Statement]:
    """Rewriting what was decided; the scene is refused."""
    decided = at.application.rulings.get()
    answers = written_answers(at)
    fact = at.proposal.facts.get()
    return dict(
        [
            *touched("ruling", decided.pk, decision="postpone", decider_id=at.proposer.pk),
            *touched("ruling", decided.pk, letter_id=None, carrying_id=None, reason_code="T2"),
            *touched("ruling", decided.pk, words=b"changed"),
            *touched("proposal", at.proposal.pk, decision="issue", proposer_id=at.decider.pk),
            *touched("proposal", at.proposal.pk, reason_code="I1", words=b"changed"),
            *touched("proposalfact", fact.pk, finding_id=at.not_cited.pk),
            *touched("letter", at.letter.pk, number="S-1", content=b"changed"),
            *touched("answers", answers.pk, answers=b"changed", seconds=1),
            *touched("storedfinding", at.finding.pk, kind="shared_contact", key="0" * 32),
            *touched("application", at.application.pk, number="P-1", uuid=str(at.other.uuid)),
        ]
    )


def written_answers(at: Scene) -> Answers:
    """An interview of the application."""
    return Answers.objects.create(
        office=at.application.office,
        application=at.application,
        number=1,
        answers={"purpose": "kerja"},
        written_by=at.proposer,
        written_at=timezone.now(),
    )


def objection(at: Scene, **changes: Any) -> Statement:
    """An objection to the ruling, or a forged one."""
    values = {
        "key_id": "",
        "office_id": at.application.office_id,
        "ruling_id": at.application.rulings.get().pk,
        "words": NO_TEXT,
        "answer": NO_TEXT,
        "received_on": timezone.localdate(),
        "received_by_id": at.proposer.pk,
        "proposer_id": at.proposer.pk,
        "decider_id": at.decider.pk,
    }
    return insert("objection", values | changes)


def answered(at: Scene, by: User | None, overturned: bool | None) -> Statement:
    """An answer written into the objection."""
    sql = (
        "UPDATE screening_objection SET reviewer_id = %s, overturned = %s, answered_at = %s "
        "WHERE ruling_id = %s"
    )
    moment = timezone.now() if by else None
    return sql, [by.pk if by else None, overturned, moment, at.application.rulings.get().pk]


def refused(at: Scene) -> None:
    """The scene decided through the door."""
    deciding.decide(by=at.decider, application=at.application)


def objected(at: Scene) -> None:
    """And the applicant objects."""
    objecting.object_to(
        by=at.proposer, application=at.application, words=WORDS, received_on=timezone.localdate()
    )


def postponed_and_proposed_again(at: Scene) -> None:
    """Another round: postponed, opened again, and a postponement proposed anew."""
    deciding.give_back(by=at.decider, application=at.application, words=WORDS)
    for _round in range(2):
        found = add_finding(at.application, "document_mismatch")
        proposal = deciding.propose(
            by=at.proposer, application=at.application, wish=wish(Decision.POSTPONE, "P1", found)
        )
        if _round == 0:
            add_letter(proposal, at.proposer)
            deciding.decide(by=at.decider, application=at.application)
            deciding.resume(by=at.proposer, application=at.application)
