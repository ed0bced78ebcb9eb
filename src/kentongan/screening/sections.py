"""The sections of an application's page, in their order: template, and what fills it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kentongan.accounts.models import User
from kentongan.screening import desk
from kentongan.screening.counter import sections as counter
from kentongan.screening.follow_up import views as follow_up_views
from kentongan.screening.interest import queries as interest_queries
from kentongan.screening.letters import sections as letters
from kentongan.screening.models import Application

type Fill = Callable[[User, Application, datetime], dict[str, Any]]

SECTIONS: tuple[tuple[str, Fill], ...] = (
    ("screening/_interview.html", counter.interview_section),
    ("screening/_facts.html", counter.facts_section),
    ("screening/_decision.html", desk.section),
    ("screening/_letters.html", letters.section),
    ("screening/_follow_up.html", follow_up_views.section),
    ("screening/_interest.html", interest_queries.fill),
)


def templates() -> list[str]:
    """What the page includes."""
    return [template for template, _fill in SECTIONS]


def filled(viewer: User, application: Application, now: datetime) -> dict[str, Any]:
    """The context of all sections."""
    context: dict[str, Any] = {}
    for _template, fill in SECTIONS:
        context |= fill(viewer, application, now)
    return context
