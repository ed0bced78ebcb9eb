"""Proposing, deciding, giving back and opening again. The rules stand in ``decisions``."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.regions.working_days import national_calendar
from kentongan.screening import decisions, permissions
from kentongan.screening.actions.applications import locked
from kentongan.screening.actions.facts import refresh
from kentongan.screening.cases import Standing, case_of, letter_of, standing_of
from kentongan.screening.catalogues import Decision
from kentongan.screening.deadlines import deadline
from kentongan.screening.decisions import Case, NotAllowed, State
from kentongan.screening.models import (
    Application,
    Proposal,
    ProposalFact,
    Ruling,
    StoredFinding,
)

PAPERS_CLOCK = "complete_file"
ENDS = frozenset({State.ISSUED, State.POSTPONED, State.REFUSED})


@dataclass(frozen=True)
class Wish:
    """A decision that an officer proposes: its coded reason, own words, and keys of findings."""

    decision: Decision
    reason: str
    words: str
    findings: frozenset[str] = frozenset()


@contextmanager
def obstacles_told() -> Iterator[None]:
    """What the rules do not allow is told to the person as every other refusal is."""
    try:
        yield
    except NotAllowed as problem:
        raise Refused(_(problem.obstacle.value)) from None


@transaction.atomic
def propose(
    *, by: User, application: Application, wish: Wish, now: datetime | None = None
) -> Proposal:
    """Propose a decision on an open application; raises Refused with what is missing."""
    fresh = locked(by, application)
    permissions.check_may_propose(by, fresh)
    moment = now or timezone.now()
    cited = findings_called(fresh, wish.findings)
    facts = frozenset((one.key, one.kind) for one in cited)
    wanted = decisions.Proposal(wish.decision, wish.reason, wish.words, facts)
    with obstacles_told():
        decisions.propose(
            case_of(fresh, standing_of(fresh)), str(by.pk), wanted, timezone.localdate(moment)
        )
    proposal = write_proposal(by, fresh, wanted, cited, moment)
    move(fresh, State.PROPOSED)
    record(
        by,
        "interview.proposed",
        fresh.subject,
        decision=wanted.decision.value,
        code=wanted.reason,
        facts=sorted(one.kind for one in cited),
    )
    return proposal


def findings_called(application: Application, keys: Iterable[str]) -> list[StoredFinding]:
    """The findings of an application that nobody said to be about somebody else.

    Raises Refused for a key that is not among them.
    """
    wanted = set(keys)
    denied = application.denials.values_list("key", flat=True)
    found = list(application.findings.filter(key__in=wanted).exclude(key__in=denied))
    if len(found) != len(wanted):
        raise Refused(_("Fakta yang dipilih sudah berubah. Muat ulang halaman dan pilih lagi."))
    return found


def write_proposal(
    by: User,
    application: Application,
    wanted: decisions.Proposal,
    cited: list[StoredFinding],
    at: datetime,
) -> Proposal:
    """The next proposal of an application with its facts."""
    proposal = Proposal.objects.create(
        office=application.office,
        application=application,
        number=application.proposals.count() + 1,
        decision=wanted.decision,
        reason_code=wanted.reason,
        words=wanted.words.strip(),
        proposer=by,
        at=at,
    )
    ProposalFact.objects.bulk_create(
        ProposalFact(office=application.office, proposal=proposal, finding=finding)
        for finding in cited
    )
    return proposal


@transaction.atomic
def decide(
    *, by: User, application: Application, words: str = "", now: datetime | None = None
) -> Ruling:
    """Decide as proposed; a grave decision takes another officer and the printed letter.

    Raises Refused with what is missing.
    """
    fresh = locked(by, application)
    rows = standing_of(fresh)
    proposal = waiting(rows)
    decision = Decision(proposal.decision)
    permissions.check_may_decide(by, fresh, decision)
    moment = now or timezone.now()
    letter, case = letter_of(proposal), case_of(fresh, rows)
    day = timezone.localdate(moment)
    with obstacles_told():
        # Again: a fact may have been denied, or a reason have ended, since it was proposed.
        recheck(case, day)
        after = decisions.decide(case, str(by.pk), letter.number if letter else None)
    ruling = write_ruling(
        by,
        proposal,
        letter=letter,
        carrying=carrying_of(fresh, case, day),
        words=words.strip(),
        at=moment,
    )
    settle(fresh, after.state, moment)
    record(
        by,
        "interview.decided",
        fresh.subject,
        decision=decision.value,
        code=proposal.reason_code,
        letter=letter.pk if letter else None,
    )
    return ruling


def waiting(rows: Standing) -> Proposal:
    """The proposal that waits for a decision; raises Refused when there is none."""
    if rows.proposal is None or rows.ruling is not None:
        raise Refused(_(decisions.Obstacle.NOT_NOW.value))
    return rows.proposal


def recheck(case: Case, on: date) -> None:
    """What is proposed must still be possible; raises NotAllowed."""
    if case.proposal is not None:
        decisions.check_proposal(case.proposal, on)


def carrying_of(application: Application, case: Case, on: date) -> StoredFinding | None:
    """The fact on which the decision rests; None where it needs none."""
    if case.proposal is None:
        return None
    keys = [key for key, _kind in decisions.carrying_on(case.proposal, on)]
    return application.findings.filter(key__in=keys).order_by("pk").first()


def write_ruling(by: User, proposal: Proposal, **rests_on: Any) -> Ruling:
    """The decision with all that it rests on."""
    return Ruling.objects.create(
        office=proposal.office,
        application=proposal.application,
        proposal=proposal,
        decision=proposal.decision,
        reason_code=proposal.reason_code,
        proposer=proposal.proposer,
        decider=by,
        **rests_on,
    )


def settle(application: Application, state: State, at: datetime) -> None:
    """The state after a decision, with the clock that it starts."""
    if state is State.WAITING:
        start = timezone.localdate(at)
        asked = deadline(PAPERS_CLOCK, start, national_calendar())
        application.waiting_until = asked.last_day
    if state in ENDS:
        application.decided_at = at
    move(application, state)


def move(application: Application, state: State) -> None:
    """Write the state and its clocks."""
    application.state = state.value
    application.save(update_fields=["state", "waiting_until", "decided_at", "started_on"])


@transaction.atomic
def give_back(
    *, by: User, application: Application, words: str, now: datetime | None = None
) -> Proposal:
    """The proposal is not followed; ``words`` say why. Raises Refused."""
    fresh = locked(by, application)
    rows = standing_of(fresh)
    proposal = waiting(rows)
    permissions.check_may_give_back(by, fresh, proposal.proposer)
    with obstacles_told():
        decisions.give_back(case_of(fresh, rows))
        decisions.check_words(words)
    proposal.given_back_at, proposal.given_back_by = now or timezone.now(), by
    proposal.answer = words.strip()
    proposal.save(update_fields=["given_back_at", "given_back_by", "answer"])
    move(fresh, State.OPEN)
    record(by, "interview.given_back", fresh.subject, number=proposal.number)
    return proposal


@transaction.atomic
def resume(
    *, by: User, application: Application, papers_came: bool = True, now: datetime | None = None
) -> Application:
    """Open it again when papers or a result came, or an objection was right.

    ``papers_came``: otherwise the day until which they were asked for stays on the row, which is
    what "not completed in time" is read from. Raises Refused.
    """
    fresh = locked(by, application)
    permissions.check_may_resume(by, fresh)
    before = fresh.state
    with obstacles_told():
        decisions.resume(case_of(fresh, standing_of(fresh)))
    if papers_came:
        fresh.waiting_until = None
    moment = now or timezone.now()
    fresh.started_on = timezone.localdate(moment)
    move(fresh, State.OPEN)
    record(by, "interview.resumed", fresh.subject, was=before, papers_came=papers_came)
    # A day that has passed without papers is a fact from now on.
    refresh(by=by, application=fresh, now=moment, forget=False)
    return fresh
