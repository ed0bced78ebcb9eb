"""What the viewer may do next with an application, as forms."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from kentongan.access.permissions import allowed, check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.screening import permissions, queries
from kentongan.screening.cases import Standing, letter_of, standing_of
from kentongan.screening.catalogues import GRAVE, Decision, reasons
from kentongan.screening.dated import in_force
from kentongan.screening.decisions import NEXT, Move, State
from kentongan.screening.forms import (
    DecideForm,
    ExamineForm,
    ObjectForm,
    ProposeForm,
    ResumeForm,
    ReviewForm,
    WordsForm,
)
from kentongan.screening.models import Application, Proposal
from kentongan.screening.models.decisions import DECISIONS

type Forms = dict[str, forms.Form]  # by the move that each is for


@dataclass(frozen=True)
class Shown:
    """A proposal as the page shows it."""

    row: Proposal
    decision: Any
    reason: str
    facts: list[str]
    is_grave: bool
    has_letter: bool


def section(viewer: User, application: Application, now: datetime) -> dict[str, Any]:
    """The context of ``_decision.html``."""
    today = timezone.localdate(now)
    rows = standing_of(application)
    return {
        "rows": rows,
        "proposal": shown(rows.proposal, today) if rows.proposal else None,
        "rounds": rounds(application, today),
        "forms": forms_of(viewer, application, rows, today),
        "is_second": is_second(viewer, rows),
    }


def shown(proposal: Proposal, on: date) -> Shown:
    """A proposal with its reason and facts in words."""
    reason = in_force(reasons(), on).get(proposal.reason_code)
    facts = proposal.facts.select_related("finding")
    return Shown(
        proposal,
        DECISIONS[proposal.decision],
        reason.words if reason else proposal.reason_code,
        [words for fact in facts if (words := queries.sentence_of(fact.finding, on))],
        proposal.decision in GRAVE,
        letter_of(proposal) is not None,
    )


def rounds(application: Application, on: date) -> list[dict[str, Any]]:
    """Every proposal with what became of it, the last first; two questions in all."""
    told = in_force(reasons(), on)
    found = application.proposals.select_related(
        "proposer", "given_back_by", "ruling__decider", "ruling__objection__reviewer"
    ).order_by("-number")
    return [
        {
            "row": one,
            "decision": DECISIONS[one.decision],
            "reason": told[one.reason_code].words if one.reason_code in told else "",
            "ruling": getattr(one, "ruling", None),
        }
        for one in found
    ]


def is_second(viewer: User, rows: Standing) -> bool:
    """Whether the viewer is somebody else than the proposer."""
    return rows.proposal is not None and rows.proposal.proposer_id != viewer.pk


def forms_of(viewer: User, application: Application, rows: Standing, today: date) -> Forms:
    """The forms of the moves that the table of states and the viewer's rights allow."""
    moves = NEXT[State(application.state)]
    found: Forms = {}
    if Move.PROPOSE in moves and allowed(permissions.check_may_propose, viewer, application):
        findings = queries.citable(viewer, application)
        found["propose"] = ProposeForm(findings=findings, today=today)
    if rows.proposal is not None and Move.DECIDE in moves:
        found |= deciding_forms(viewer, application, rows.proposal)
    if Move.RESUME in moves and allowed(permissions.check_may_resume, viewer, application):
        found["resume"] = ResumeForm()
    if Move.OBJECT in moves and allowed(permissions.check_may_receive_objection, viewer):
        found["object"] = ObjectForm(initial={"tanggal": today})
    if Move.REVIEW in moves and may_review(viewer, rows):
        found["review"] = ReviewForm()
    if allowed(permissions.check_may_examine, viewer, application):
        found["examine"] = ExamineForm(initial={"tanggal": today})
    return found


def deciding_forms(viewer: User, application: Application, proposal: Proposal) -> Forms:
    """Decide and give back, as far as they are this viewer's."""
    found: Forms = {}
    decision = Decision(proposal.decision)
    is_other = decision not in GRAVE or proposal.proposer_id != viewer.pk
    if is_other and allowed(permissions.check_may_decide, viewer, application, decision):
        found["decide"] = DecideForm()
    if allowed(permissions.check_may_give_back, viewer, application, proposal.proposer):
        found["give_back"] = WordsForm()
    return found


def may_review(viewer: User, rows: Standing) -> bool:
    """Whether the viewer has the right and had no part."""
    parts = {rows.objection.proposer_id, rows.objection.decider_id} if rows.objection else set()
    return viewer.pk not in parts and allowed(check_may, viewer, Kind.INTERVIEW, "review")
