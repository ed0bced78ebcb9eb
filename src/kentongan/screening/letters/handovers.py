"""When a letter came to the applicant: from then on the time to object runs."""

from dataclasses import dataclass
from datetime import date

from kentongan.screening.models import Application, Letter, Way

# A posted letter is with the applicant only when the receipt says so.
REACHED = frozenset({Way.HAND, Way.READ_ALOUD, Way.RECEIPT})


@dataclass(frozen=True)
class Handed:
    """The day a letter left the office, and the day it was with the applicant; None before."""

    sent_on: date | None = None
    reached_on: date | None = None


NOT_YET = Handed()


def handed(letter: Letter | None) -> Handed:
    """What the last entry about a letter says; earlier ones were put right by it."""
    entries = list(letter.handovers.all()) if letter else []
    if not entries:
        return NOT_YET
    last = entries[-1]
    return Handed(last.on, last.on if last.way in REACHED else None)


def of_last_decision(application: Application) -> Handed:
    """The same about the letter of the last decision."""
    rulings = list(application.rulings.all())
    return handed(rulings[-1].letter) if rulings else NOT_YET
