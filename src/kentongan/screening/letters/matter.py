"""What letters take from the tables: the matter, what is decided, and the day at the desk."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from kentongan.accounts.letterhead import letterhead_on
from kentongan.regions.working_days import national_calendar
from kentongan.screening.catalogues import Decision
from kentongan.screening.countries import code_of, name_of, names
from kentongan.screening.facts.findings import Finding
from kentongan.screening.interview.rules import UNKNOWN
from kentongan.screening.letters.composing import Desk, Matter, Outcome
from kentongan.screening.letters.content import Head
from kentongan.screening.letters.routes import Journey
from kentongan.screening.letters.words import day_words, papers_to_ask
from kentongan.screening.models import Application, Proposal, StoredFinding


def matter_of(application: Application) -> Matter:
    """An application as far as a letter needs to know it."""
    return Matter(
        number=application.number,
        name=str(application.told.get("name", "")),
        is_child=application.is_child,
        journey=journey_of(application),
        area=application.region_code,
        interviewed_on=application.started_on,
    )


def journey_of(application: Application) -> Journey:
    """Where to and by which scheme, by the latest answers."""
    said = latest_answers(application)
    scheme, destination = (known(said.get(one, "")) for one in ("scheme", "destination"))
    code = code_of(destination)
    return Journey(
        application.purpose, scheme, code if code in names() else "", name_of(destination)
    )


def latest_answers(application: Application) -> dict[str, str]:
    """Question → answer as the interview stands; empty before it."""
    latest = application.answers.last()
    return dict(latest.answers) if latest else {}


def known(answer: str) -> str:
    """The answer, or nothing where it is "tidak tahu"."""
    return "" if answer == UNKNOWN else answer.strip()


def outcome_of(proposal: Proposal, papers: Collection[str], now: datetime) -> Outcome:
    """What is proposed, with its facts and the papers that are asked for; unknown ones are left."""
    application = proposal.application
    offered = papers_to_ask(
        application.purpose, timezone.localdate(now), child=application.is_child
    )
    return Outcome(
        decision=Decision(proposal.decision),
        reason=proposal.reason_code,
        facts=tuple(
            finding_of(one.finding) for one in proposal.facts.select_related("finding").all()
        ),
        papers=tuple(label for key, label in offered.items() if key in papers),
    )


def finding_of(stored: StoredFinding) -> Finding:
    """A stored finding as the rules found it."""
    values = tuple((name, str(value)) for name, value in stored.values.items())
    return Finding(stored.kind, values, stored.source, stored.on)


def desk_of(now: datetime) -> Desk:
    """The head of the paper and the calendar on the day of a moment."""
    today = timezone.localdate(now)
    head = Head(
        above=tuple(letterhead_on(today)),
        office=settings.OFFICE_NAME,
        address=settings.OFFICE_ADDRESS,
        place_and_day=f"{settings.OFFICE_TOWN}, {day_words(today)}",
    )
    return Desk(today, head, national_calendar())
