"""What the pages of the counter show of one application."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.access.permissions import allowed
from kentongan.accounts.models import User
from kentongan.screening.applicants import read_applicant
from kentongan.screening.counter.asking import similar_to
from kentongan.screening.facts.papers import FIELDS
from kentongan.screening.facts.shown import facts_of
from kentongan.screening.interview.answering import shown_answer
from kentongan.screening.interview.queries import latest, questions_of, total_seconds
from kentongan.screening.interview.rules import UNKNOWN, Question, next_question
from kentongan.screening.models import Application, PaperKind
from kentongan.screening.permissions import check_may_write
from kentongan.screening.quality.draw import REASON, is_drawn

DATED = {"birth_date"}


@dataclass(frozen=True)
class Line:
    """A question that was answered."""

    question: Question
    answer: str


@dataclass(frozen=True)
class Step:
    """Where the interview stands. ``question``: what is asked now; None when nothing is open."""

    question: Question | None
    written: str
    lines: list[Line]
    is_correction: bool

    @property
    def options(self) -> list[tuple[int, str, str]]:
        """What can be chosen: the key to press, the value, the words."""
        options = self.question.options.items() if self.question else ()
        return [(key, *option) for key, option in enumerate(options, start=1)]


def step_of(application: Application, wanted: str = "") -> Step:
    """The next open question, or an answered one that is wanted again."""
    questions = questions_of(application)
    last = latest(application)
    said = dict(last.answers) if last else {}
    lines = [Line(one, shown_answer(one, said[one.id])) for one in questions if one.id in said]
    again = next((one.question for one in lines if one.question.id == wanted), None)
    written = said[again.id] if again and said[again.id] != UNKNOWN else ""
    return Step(again or next_question(questions, said), written, lines, again is not None)


def interview_section(viewer: User, application: Application, now: datetime) -> dict[str, Any]:
    """The interview as it stands: answers, words, papers, how long it took."""
    rows = list(application.answers.order_by("number"))
    last = rows[-1] if rows else None
    step = step_of(application)
    return {
        "step": step,
        "officer_words": last.officer_words if last else "",
        "applicant_words": last.applicant_words if last else "",
        "seconds": total_seconds(rows),
        "papers": papers_shown(application),
        "may_write": allowed(check_may_write, viewer, application),
        "draw": REASON if step.question is None and is_drawn(application.uuid) else "",
    }


def papers_shown(application: Application) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each paper with the fields that were written down."""
    return [
        (
            str(paper.get_kind_display()),
            [(words, paper.fields[name]) for name, words in FIELDS.items() if name in paper.fields],
        )
        for paper in application.papers.all()
    ]


def facts_section(viewer: User, application: Application, now: datetime) -> dict[str, Any]:
    """The checkable facts, each with what stands beside it."""
    return {
        "facts": facts_of(application, now),
        "similar": similar_to(viewer, read_applicant(application.told).person, application.subject),
        "may_write": allowed(check_may_write, viewer, application),
    }


def paper_fields() -> list[tuple[str, str, bool]]:
    """Name, words and whether it is a date, of every field that papers are compared by."""
    return [(name, words, name in DATED) for name, words in FIELDS.items()]


def paper_kinds() -> list[tuple[str, Any]]:
    """The papers that can be chosen."""
    return list(PaperKind.choices)
