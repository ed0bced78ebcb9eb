"""What the answers say in the form in which rules read it; pure."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from kentongan.screening.facts.evidence import Consent, StatedDate

SOURCE = "Jawaban wawancara"
TODAY = "Hari ini"
# Input of the questions → the name of the day in ``fact_rules.ORDER``.
DATES = MappingProxyType(
    {
        "departure": "Rencana berangkat",
        "ticket_date": "Tanggal tiket",
        "return_date": "Rencana pulang",
    }
)
WORK = frozenset({"work", "seafarer"})
MONTH = re.compile(r"(\d{4})-(\d{2})")


def span_of(written: str) -> tuple[date, date] | None:
    """The first and last day of ``2026-12`` or ``2026-12-05``; None for anything else."""
    try:
        if found := MONTH.fullmatch(written):
            year, month = int(found[1]), int(found[2])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day, day


def stated_dates(fed: Mapping[str, str], today: date) -> Iterator[StatedDate]:
    """The days that the answers tell, and today."""
    yield StatedDate(SOURCE, today, TODAY, today, today)
    for given, name in DATES.items():
        if span := span_of(fed.get(given, "")):
            yield StatedDate(SOURCE, today, name, *span)


def consents(fed: Mapping[str, str], today: date) -> list[Consent]:
    """The written consent that was shown; none where nobody asked yet."""
    given = fed.get("consent")
    return [Consent(SOURCE, today, given)] if given else []
