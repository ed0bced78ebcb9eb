"""The counter's call: is somebody like this known? Asked while an applicant waits.

The counter learns how alike, which agency told it and why; never the other person's record.
"""

from dataclasses import dataclass

from django.db import transaction

from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.engine.linkage.people import Person
from kentongan.engine.linkage.scoring import MatchLevel
from kentongan.entities.level_words import LEVELS
from kentongan.entities.search.finding import Hit, asked, find_people
from kentongan.entities.sides import APPLICANTS, SIDES

TELLING = frozenset({MatchLevel.VERY_LIKELY, MatchLevel.REVIEW})


@dataclass(frozen=True)
class Known:
    """One record in sight that may be the applicant's."""

    subject: str  # "person:7", for who may open it
    level: str
    agency: str
    reasons: tuple[str, ...]
    weight: float


def at_the_counter(*, by: User, person: Person, purpose: str) -> list[Known]:
    """The most alike records that ``by`` may see, best first; at most ten of each sort.

    Every call is written down with its purpose and how many were found; never the words.
    """
    question = asked(person)
    hits = [hit for side in SIDES.values() for hit in find_people(by, side, question)]
    with transaction.atomic():
        record(by, "person.asked_at_counter", "person", purpose=purpose, found=len(hits))
    return sorted(map(known, hits), key=lambda one: -one.weight)


def known(hit: Hit) -> Known:
    """What the counter is told of a hit."""
    agency = hit.mention.agency
    return Known(
        subject=f"{hit.side.word}:{hit.mention.pk}",
        level=str(hit.match.level),
        agency=agency.name if agency else "",
        reasons=reasons_of(hit),
        weight=hit.match.weight,
    )


def reasons_of(hit: Hit) -> tuple[str, ...]:
    """The sentences that speak for it, the heaviest first, and what to look at before believing."""
    bars = sorted(hit.match.bars, key=lambda bar: -bar.weight)
    spoken = (str(bar.sentence) for bar in bars if bar.weight > 0)
    return (*spoken, hit.match.caution) if hit.match.caution else tuple(spoken)


@dataclass(frozen=True)
class SameApplicant:
    """An earlier application that may be by the same person; ``source`` names it."""

    source: str
    level: str
    reasons: tuple[str, ...]
    weight: float


def earlier_applicants(by: User, person: Person, but: str = "") -> list[SameApplicant]:
    """Applications in sight that may be by the same person under another spelling, best first.

    but: the source that asks. What is merely a little alike is left out.
    """
    hits = find_people(by, APPLICANTS, asked(person))
    alike = [hit for hit in hits if hit.match.level in TELLING and hit.mention.source != but]
    return [
        SameApplicant(
            hit.mention.source, str(LEVELS[hit.match.level]), reasons_of(hit), hit.match.weight
        )
        for hit in alike
    ]
