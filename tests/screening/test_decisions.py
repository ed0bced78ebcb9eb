"""Every way an application can take, walked through to the end."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest

from kentongan.screening.catalogues import GRAVE, Decision, fact_kinds, reasons
from kentongan.screening.decisions import (
    NEXT,
    Case,
    NotAllowed,
    Obstacle,
    Proposal,
    State,
    decide,
    give_back,
    object_to,
    propose,
    resume,
    review,
)

TODAY = date(2026, 11, 26)
OFFICERS = ("ana", "budi", "citra")
WORDS = ("", "belum cocok dengan KK")
NOTICES = (None, " ", "W15-77")
FACTS = (
    frozenset(),
    frozenset({("k1", "impression")}),  # no kind of fact
    *(frozenset({("k2", kind.id)}) for kind in fact_kinds()),
)
CODES = ("", "X9", *(reason.code for reason in reasons()))
PROPOSALS = [
    Proposal(*parts) for parts in product(Decision, CODES, WORDS, FACTS)
]  # 5 decisions × 16 codes × 2 texts × 16 sets of facts
KINDS = {kind.id: kind for kind in fact_kinds()}
REASONS = {reason.code: reason for reason in reasons()}
type Try = Callable[[], Case]


def tries(case: Case) -> Iterator[Try]:
    """Everything that anybody can try with a case."""
    for by in OFFICERS:
        for proposal in PROPOSALS if case.state is State.OPEN else PROPOSALS[:3]:
            yield lambda by=by, proposal=proposal: propose(case, by, proposal, TODAY)  # type: ignore[misc]
        for notice in NOTICES:
            yield lambda by=by, notice=notice: decide(case, by, notice)  # type: ignore[misc]
        for overturn in (True, False):
            yield lambda by=by, overturn=overturn: review(case, by, overturn=overturn)  # type: ignore[misc]
    yield from (lambda: give_back(case), lambda: resume(case), lambda: object_to(case))


def outcome(attempt: Try) -> Case | None:
    try:
        return attempt()
    except NotAllowed:
        return None


@cache
def reachable() -> dict[Case, Case | None]:
    """Every case that can come about, with one from which it comes."""
    came_from: dict[Case, Case | None] = {Case(): None}
    waiting = deque([Case()])
    while waiting:
        case = waiting.popleft()
        for attempt in tries(case):
            found = outcome(attempt)
            if found is not None and found not in came_from:
                came_from[found] = case
                waiting.append(found)
    return came_from


def cases(*states: State) -> list[Case]:
    return [case for case in reachable() if case.state in states]


AFTER_GRAVE = (*(State.POSTPONED, State.REFUSED, State.OBJECTED, State.UPHELD, State.OVERTURNED),)


def test_every_state_can_be_reached() -> None:
    assert {case.state for case in reachable()} == set(State)


@pytest.mark.parametrize("state", AFTER_GRAVE)
def test_no_grave_decision_without_another_officer_fact_reason_and_notice(state: State) -> None:
    assert cases(state)
    for case in cases(state):
        proposal = case.proposal
        assert proposal is not None
        assert proposal.decision in GRAVE
        assert None not in {case.proposer, case.decider}
        assert case.proposer != case.decider
        assert (case.notice or "").strip()
        reason = REASONS[proposal.reason]
        assert reason.decision is proposal.decision
        assert any(
            KINDS[kind].carries(proposal.decision)
            for _key, kind in proposal.facts
            if kind in KINDS and kind in reason.facts
        )
        assert len(proposal.words) >= 10


def test_an_objection_is_answered_by_somebody_else() -> None:
    for case in cases(State.UPHELD, State.OVERTURNED):
        assert case.reviewer not in {None, case.proposer, case.decider}


def test_a_refusal_rests_on_a_fact_that_can_carry_a_refusal() -> None:
    kinds = {
        kind for case in cases(State.REFUSED) if case.proposal for _key, kind in case.proposal.facts
    }
    assert kinds == {"duplicate_application", "confirmed_false_statement", "file_not_completed"}


def test_an_impression_never_stands_behind_a_decision_that_needs_a_fact() -> None:
    for case in reachable():
        if case.proposal and case.proposal.facts == frozenset({("k1", "impression")}):
            assert REASONS[case.proposal.reason].facts == ()


def test_every_step_is_one_of_the_table() -> None:
    for case, before in reachable().items():
        if before is not None:
            targets = set().union(*NEXT[before.state].values())
            assert case.state in targets


def test_every_step_of_the_table_is_taken_by_some_case() -> None:
    taken = {
        (case.state, found.state)
        for case in one_of_each()
        for attempt in tries(case)
        if (found := outcome(attempt)) is not None
    }
    told = {
        (state, target)
        for state, moves in NEXT.items()
        for targets in moves.values()
        for target in targets
    }
    assert taken == told


def one_of_each() -> list[Case]:
    """A case for every state and decision."""
    found = {(case.state, case.proposal and case.proposal.decision): case for case in reachable()}
    return list(found.values())


def test_issue_and_the_end_of_an_objection_are_ends() -> None:
    assert {state for state, moves in NEXT.items() if not moves} == {State.ISSUED, State.UPHELD}


def test_from_every_state_but_an_upheld_one_a_passport_can_still_come() -> None:
    good, grew = {State.ISSUED}, True
    while grew:
        more = {
            state
            for state, moves in NEXT.items()
            if any(targets & good for targets in moves.values())
        }
        grew = not more <= good
        good |= more
    assert set(State) - good == {State.UPHELD}


REFUSAL = Proposal(
    Decision.REFUSE, "T1", "paspor masih berlaku", frozenset({("k", "duplicate_application")})
)


@pytest.mark.parametrize(
    ("proposal", "obstacle"),
    [
        (Proposal(Decision.REFUSE, "", "paspor masih berlaku", REFUSAL.facts), Obstacle.NO_REASON),
        (
            Proposal(Decision.REFUSE, "P1", "paspor masih berlaku", REFUSAL.facts),
            Obstacle.NO_REASON,
        ),
        (Proposal(Decision.REFUSE, "T1", "…", REFUSAL.facts), Obstacle.NO_WORDS),
        (Proposal(Decision.REFUSE, "T1", "paspor masih berlaku"), Obstacle.NO_FACT),
        (
            Proposal(
                Decision.REFUSE, "T1", "gerak-geriknya aneh", frozenset({("k", "shared_contact")})
            ),
            Obstacle.FACT_TOO_LIGHT,
        ),
        (Proposal(Decision.ASK, "A2", "nama berbeda di KK"), Obstacle.NO_FACT),
    ],
)
def test_a_proposal_that_lacks_something_says_what(proposal: Proposal, obstacle: Obstacle) -> None:
    with pytest.raises(NotAllowed) as refused:
        propose(Case(), "ana", proposal, TODAY)
    assert refused.value.obstacle is obstacle


def test_a_reason_that_is_not_in_force_cannot_be_used() -> None:
    with pytest.raises(NotAllowed, match="alasan berkode"):
        propose(Case(), "ana", REFUSAL, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("by", "notice", "obstacle"),
    [
        ("ana", "W15-77", Obstacle.SAME_OFFICER),
        ("budi", None, Obstacle.NO_NOTICE),
        ("budi", "  ", Obstacle.NO_NOTICE),
    ],
)
def test_a_refusal_takes_another_officer_and_a_letter(
    by: str, notice: str | None, obstacle: Obstacle
) -> None:
    proposed = propose(Case(), "ana", REFUSAL, TODAY)
    with pytest.raises(NotAllowed) as refused:
        decide(proposed, by, notice)
    assert refused.value.obstacle is obstacle


def test_a_passport_is_issued_by_one_officer() -> None:
    proposal = Proposal(Decision.ISSUE, "I1", "dokumen lengkap semua")
    assert decide(propose(Case(), "ana", proposal, TODAY), "ana").state is State.ISSUED


@pytest.mark.parametrize("by", ["ana", "budi"])
def test_who_took_part_does_not_answer_the_objection(by: str) -> None:
    refused = decide(propose(Case(), "ana", REFUSAL, TODAY), "budi", "W15-77")
    with pytest.raises(NotAllowed, match="Keberatan"):
        review(object_to(refused), by, overturn=True)


def test_every_obstacle_says_what_to_do() -> None:
    assert all(one.value.count(".") >= 1 and len(one.value) > 40 for one in Obstacle)
