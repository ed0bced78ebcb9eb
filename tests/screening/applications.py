"""Made-up evidence about applications, for the rules to look at."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from kentongan.screening.facts.evidence import (
    Caution,
    Consent,
    EarlierDecision,
    Evidence,
    Examination,
    Lookup,
    NationalIdDifference,
    OpenApplication,
    PaperDifference,
    Request,
    SharedContact,
    StatedDate,
)

WORDS = ("KTP", "KK", "PT Maju", "M-17", "{}", "L", "P")
NAMED_DAYS = ("Hari ini", "Rencana berangkat", "Tanggal tiket", "Rencana pulang")
MATCHES = ("area", "phone", "agency", "recruiter")


def word(random: Random) -> str:
    return random.choice(WORDS)


def day(random: Random) -> date:
    return date(2026, 1, 1) + timedelta(days=random.randrange(365))


def some(random: Random, make: Callable[[Random], Evidence]) -> list[Evidence]:
    """None, one or two."""
    return [make(random) for _one in range(random.randrange(3))]


def words(kind: type[Evidence], count: int) -> Callable[[Random], Evidence]:
    """Evidence that tells so many words beside its source and day."""
    return lambda random: kind(word(random), day(random), *(word(random) for _ in range(count)))


def lookup(random: Random) -> Evidence:
    return Lookup(word(random), day(random), word(random), word(random), random.random() < 0.5)


def caution(random: Random) -> Evidence:
    matched = frozenset(random.sample(MATCHES, random.randrange(3)))
    return Caution(word(random), day(random), word(random), word(random), matched)


def stated(random: Random, name: str) -> StatedDate:
    first, last = sorted((day(random), day(random)))
    return StatedDate(word(random), day(random), name, first, last)


def examination(random: Random) -> Evidence:
    return Examination(word(random), day(random), word(random), word(random), random.random() < 0.5)


def application(seed: int) -> dict[str, Any]:
    """The evidence about one application."""
    random = Random(seed)
    return {
        "paper_differences": some(random, words(PaperDifference, 5)),
        "national_id_differences": some(random, words(NationalIdDifference, 2)),
        "open_applications": some(random, words(OpenApplication, 1)),
        "shared_contacts": some(
            random, lambda random: SharedContact(word(random), day(random), word(random), 4, 30)
        ),
        "agency_lookups": some(random, lookup),
        "operator_lookups": some(random, lookup),
        "placement_lookups": some(random, lookup),
        "stated_dates": [stated(random, name) for name in NAMED_DAYS if random.random() < 0.7],
        "cautions": some(random, caution),
        "earlier_decisions": some(random, words(EarlierDecision, 3)),
        "examinations": some(random, examination),
        "expired_requests": some(
            random,
            lambda random: Request(word(random), day(random), day(random), random.random() < 0.5),
        ),
        "is_child": random.random() < 0.5,
        "consent": some(
            random,
            lambda random: Consent(
                word(random), day(random), random.choice(["both", "one", "guardian", "none"])
            ),
        ),
        "companion_cautions": some(random, caution),
    }


APPLICATIONS = st.integers(0, 100_000).map(application)
