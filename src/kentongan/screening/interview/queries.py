"""The interview of one application as it stands; the application has passed the gate already."""

from collections.abc import Iterable

from kentongan.screening.dated import in_force
from kentongan.screening.facts.blind_lookups import day_of
from kentongan.screening.interview.rules import Question, question_sets, questions_for
from kentongan.screening.models import Answers, Application


def questions_of(application: Application) -> tuple[Question, ...]:
    """The questions in force when the application was opened: they do not change on the way."""
    on = day_of(application.opened_at)
    return questions_for(application.purpose, child=application.is_child, on=on)


def latest(application: Application) -> Answers | None:
    """The last row of the interview; None before the first."""
    last: Answers | None = application.answers.order_by("number").last()
    return last


def editions_of(application: Application) -> list[str]:
    """Which editions of the questions are asked: ``opening 2026-01-01``."""
    wanted = {"child"} if application.is_child else {"opening", application.purpose}
    sets = in_force(question_sets(), day_of(application.opened_at))
    return [f"{name} {one.valid_from}" for name, one in sets.items() if name in wanted]


def total_seconds(rows: Iterable[Answers]) -> int:
    """The time at the screen over a whole interview."""
    return sum(row.seconds for row in rows)
