"""An application as ``decisions`` knows it, read from its rows."""

from dataclasses import dataclass

from kentongan.screening.catalogues import Decision
from kentongan.screening.decisions import Case, State
from kentongan.screening.decisions import Proposal as Proposed
from kentongan.screening.models import Application, Letter, Objection, Proposal, Ruling


@dataclass(frozen=True)
class Standing:
    """The rows behind the state: the latest proposal, its ruling and the objection to it."""

    proposal: Proposal | None = None
    ruling: Ruling | None = None
    objection: Objection | None = None


def standing_of(application: Application) -> Standing:
    """The rows of the current round, with what was cited; nothing for an open application."""
    if application.state in {State.OPEN, State.WAITING, State.REFERRED}:
        return Standing()
    proposal = application.proposals.select_related("proposer").order_by("-number").first()
    if proposal is None:
        return Standing()
    ruling = Ruling.objects.filter(proposal=proposal).select_related("decider", "letter").first()
    objection = Objection.objects.filter(ruling=ruling).first() if ruling else None
    return Standing(proposal, ruling, objection)


def case_of(application: Application, rows: Standing) -> Case:
    """The application in the words of the rules."""
    proposal, ruling, objection = rows.proposal, rows.ruling, rows.objection
    return Case(
        state=State(application.state),
        proposal=proposed(application, proposal) if proposal else None,
        proposer=str(proposal.proposer_id) if proposal else None,
        decider=str(ruling.decider_id) if ruling else None,
        notice=ruling.letter.number if ruling and ruling.letter else None,
        reviewer=str(objection.reviewer_id) if objection and objection.reviewer_id else None,
    )


def proposed(application: Application, proposal: Proposal) -> Proposed:
    """What was proposed; a finding that somebody denied since then carries nothing."""
    denied = set(application.denials.values_list("key", flat=True))
    cited = proposal.facts.values_list("finding__key", "finding__kind")
    return Proposed(
        Decision(proposal.decision),
        proposal.reason_code,
        proposal.words,
        frozenset((key, kind) for key, kind in cited if key not in denied),
    )


def letter_of(proposal: Proposal) -> Letter | None:
    """The letter that was printed for a proposal, the last one."""
    return proposal.letters.order_by("-printed_at", "-pk").first()
