"""The way of one application: who may move it where, and what a refusal must carry.

Pure: officers are ids, the day is passed in. Impressions have no place here: no move takes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext_noop as _

from kentongan.screening.catalogues import GRAVE, Decision, FactKind, Reason, fact_kinds, reasons
from kentongan.screening.dated import in_force

FEWEST_LETTERS = 10  # of own words beside a code


class State(StrEnum):
    """Where an application stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    WAITING = "waiting"
    REFERRED = "referred"
    ISSUED = "issued"
    POSTPONED = "postponed"
    REFUSED = "refused"
    OBJECTED = "objected"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Move(StrEnum):
    """What is done to an application."""

    PROPOSE = "propose"
    DECIDE = "decide"
    GIVE_BACK = "give_back"
    RESUME = "resume"
    OBJECT = "object"
    REVIEW = "review"


# State → move → where it may lead. The only place that says so.
NEXT: Mapping[State, Mapping[Move, frozenset[State]]] = MappingProxyType(
    {
        State.OPEN: {Move.PROPOSE: frozenset({State.PROPOSED})},
        State.PROPOSED: {
            Move.DECIDE: frozenset(
                {*(State.ISSUED, State.WAITING, State.REFERRED), State.POSTPONED, State.REFUSED}
            ),
            Move.GIVE_BACK: frozenset({State.OPEN}),
        },
        State.WAITING: {Move.RESUME: frozenset({State.OPEN})},
        State.REFERRED: {Move.RESUME: frozenset({State.OPEN})},
        State.POSTPONED: {
            Move.RESUME: frozenset({State.OPEN}),
            Move.OBJECT: frozenset({State.OBJECTED}),
        },
        State.REFUSED: {Move.OBJECT: frozenset({State.OBJECTED})},
        State.OBJECTED: {Move.REVIEW: frozenset({State.UPHELD, State.OVERTURNED})},
        State.UPHELD: {},
        State.OVERTURNED: {Move.RESUME: frozenset({State.OPEN})},
        State.ISSUED: {},
    }
)
LEADS_TO = MappingProxyType(
    {
        Decision.ISSUE: State.ISSUED,
        Decision.ASK: State.WAITING,
        Decision.REFER: State.REFERRED,
        Decision.POSTPONE: State.POSTPONED,
        Decision.REFUSE: State.REFUSED,
    }
)


class Obstacle(StrEnum):
    """Why a move is not possible, in the words of the screen."""

    NOT_NOW = _(
        "Langkah ini tidak dapat dilakukan sekarang. Muat ulang halaman dan lihat keadaannya."
    )
    NO_REASON = _("Pilih alasan berkode yang berlaku untuk keputusan ini.")
    NO_WORDS = _("Tulis alasannya dengan kata-kata sendiri, sedikitnya 10 huruf.")
    NO_FACT = _("Keputusan ini memerlukan fakta yang dapat diperiksa. Pilih sedikitnya satu.")
    FACT_TOO_LIGHT = _("Fakta yang dipilih tidak cukup untuk keputusan ini. Pilih yang lain.")
    SAME_OFFICER = _("Yang mengusulkan tidak boleh memutuskan. Minta petugas lain memeriksanya.")
    NO_NOTICE = _("Cetak dahulu surat untuk pemohon, lalu putuskan.")
    OWN_DECISION = _("Keberatan diperiksa oleh orang yang tidak ikut mengusulkan atau memutuskan.")


class NotAllowed(Exception):
    """A move that is not possible; ``obstacle`` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(str(obstacle))
        self.obstacle = obstacle


@dataclass(frozen=True)
class Proposal:
    """A decision as it is proposed: coded reason, own words, and facts as finding → kind."""

    decision: Decision
    reason: str
    words: str
    facts: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Case:
    """One application: where it stands, what was proposed by whom, who decided, which letter."""

    state: State = State.OPEN
    proposal: Proposal | None = None
    proposer: str | None = None
    decider: str | None = None
    notice: str | None = None
    reviewer: str | None = None


def propose(case: Case, by: str, proposal: Proposal, on: date) -> Case:
    """An officer proposes a decision; raises NotAllowed."""
    check_move(case, Move.PROPOSE, State.PROPOSED)
    check_proposal(proposal, on)
    return Case(State.PROPOSED, proposal, proposer=by)


def decide(case: Case, by: str, notice: str | None = None) -> Case:
    """An officer decides as proposed; a grave decision takes another one and a printed letter.

    notice: the number of the letter to the applicant. Raises NotAllowed.
    """
    if case.proposal is None:
        raise NotAllowed(Obstacle.NOT_NOW)
    target = LEADS_TO[case.proposal.decision]
    check_move(case, Move.DECIDE, target)
    if case.proposal.decision in GRAVE:
        check_second_officer(case, by)
        if not (notice or "").strip():
            raise NotAllowed(Obstacle.NO_NOTICE)
    return replace(case, state=target, decider=by, notice=notice)


def give_back(case: Case) -> Case:
    """The proposal is not followed; raises NotAllowed."""
    check_move(case, Move.GIVE_BACK, State.OPEN)
    return Case()


def resume(case: Case) -> Case:
    """Papers or a result came, or an objection was right: it is open again; raises NotAllowed."""
    check_move(case, Move.RESUME, State.OPEN)
    return Case()


def object_to(case: Case) -> Case:
    """The applicant objects; raises NotAllowed."""
    check_move(case, Move.OBJECT, State.OBJECTED)
    return replace(case, state=State.OBJECTED)


def review(case: Case, by: str, *, overturn: bool) -> Case:
    """Somebody who had no part in the decision answers the objection; raises NotAllowed."""
    target = State.OVERTURNED if overturn else State.UPHELD
    check_move(case, Move.REVIEW, target)
    if by in {case.proposer, case.decider}:
        raise NotAllowed(Obstacle.OWN_DECISION)
    return replace(case, state=target, reviewer=by)


def check_move(case: Case, move: Move, target: State) -> None:
    """Raises NotAllowed for what the table does not hold."""
    if target not in NEXT[case.state].get(move, frozenset()):
        raise NotAllowed(Obstacle.NOT_NOW)


def check_second_officer(case: Case, by: str) -> None:
    """Raises NotAllowed for the proposer, and when nobody proposed."""
    if case.proposer is None or by == case.proposer:
        raise NotAllowed(Obstacle.SAME_OFFICER)


def check_proposal(proposal: Proposal, on: date) -> None:
    """Raises NotAllowed without a reason in force, words, or facts that carry the decision."""
    reason = in_force(reasons(), on).get(proposal.reason)
    if reason is None or reason.decision is not proposal.decision:
        raise NotAllowed(Obstacle.NO_REASON)
    check_words(proposal.words)
    check_facts(proposal, reason, in_force(fact_kinds(), on))


def check_words(words: str) -> None:
    """Raises NotAllowed for less than some letters of own words."""
    if sum(letter.isalpha() for letter in words) < FEWEST_LETTERS:
        raise NotAllowed(Obstacle.NO_WORDS)


def check_facts(proposal: Proposal, reason: Reason, kinds: Mapping[str, FactKind]) -> None:
    """Raises NotAllowed when a fact is needed and none is there that can carry the decision."""
    if not reason.facts and proposal.decision not in GRAVE:
        return
    named = {kind for _key, kind in proposal.facts if kind in kinds}
    if not named:
        raise NotAllowed(Obstacle.NO_FACT)
    if not carrying(proposal, reason, kinds):
        raise NotAllowed(Obstacle.FACT_TOO_LIGHT)


def carrying(
    proposal: Proposal, reason: Reason, kinds: Mapping[str, FactKind]
) -> frozenset[tuple[str, str]]:
    """The facts of a proposal that its reason names and that can carry its decision."""
    return frozenset(
        (key, kind)
        for key, kind in proposal.facts
        if kind in kinds and kind in reason.facts and kinds[kind].carries(proposal.decision)
    )


def carrying_on(proposal: Proposal, on: date) -> frozenset[tuple[str, str]]:
    """``carrying`` by what is in force on a day; raises KeyError for a reason that is not."""
    return carrying(proposal, in_force(reasons(), on)[proposal.reason], in_force(fact_kinds(), on))
