"""Pure rules of the gate: what counts as a reason, how long and how often; time is passed in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kentongan.engine.working_days import WorkingCalendar

FEWEST_LETTERS = 20
FEWEST_WORDS = 3
FEWEST_DIFFERENT_LETTERS = 6
MOST_IN_A_MONTH = 3
MONTH = timedelta(days=30)
REVIEW_DAYS = 3
LAPSES = timedelta(days=1)  # a request that nobody allowed
LONGEST_ASSIGNMENT = timedelta(days=90)


def is_a_reason(text: str) -> bool:
    """Whether somebody said something: twenty letters, three different words, no repetition."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return (
        len(letters) >= FEWEST_LETTERS
        and len(words) >= FEWEST_WORDS
        and len(set(letters)) >= FEWEST_DIFFERENT_LETTERS
    )


@dataclass(frozen=True)
class Use:
    """One emergency that was opened, as the limits look at it."""

    opened_at: datetime
    is_reviewed: bool


def is_suspended(uses: Iterable[Use], now: datetime, calendar: WorkingCalendar) -> bool:
    """Whether an emergency waits for its review for more than three working days.

    The days are those of the time zone that ``opened_at`` carries.
    """
    return any(
        not use.is_reviewed and calendar.moment_after(use.opened_at, REVIEW_DAYS) < now
        for use in uses
    )


def needs_leave(uses: Sequence[Use], now: datetime) -> bool:
    """Whether the supervisor must allow the next one: three in the last thirty days."""
    return sum(use.opened_at > now - MONTH for use in uses) >= MOST_IN_A_MONTH
