"""Which records an account touched between two moments, out of the log."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.audit.models import AuditEvent

# Subjects that speak of people; sessions, pages and the like are left out.
ABOUT_PEOPLE = ("report:", "alert:", "thing:", "import:", "reporter:", "share:", "case:")


@dataclass(frozen=True)
class Window:
    """An account and the time in which it was not in the right hands."""

    account: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Touched:
    """One record and how often it was opened or changed."""

    subject: str
    events: int
    first: datetime
    last: datetime

    @property
    def is_about_people(self) -> bool:
        return self.subject.startswith(ABOUT_PEOPLE) and not self.subject.endswith(":list")


def shown_in(detail: Any) -> list[str]:
    """The records that a list showed."""
    return list(detail.get("subjects", ()))


def records_touched(window: Window) -> list[Touched]:
    """Every record that speaks of people, the most often touched first."""
    moments: dict[str, list[datetime]] = defaultdict(list)
    events = AuditEvent.objects.filter(
        actor=window.account, at__gte=window.since, at__lte=window.until
    )
    rows = events.order_by("pk").values_list("subject", "detail", "at")
    for subject, detail, at in rows.iterator(chunk_size=2000):
        # A list that was read is one event that names all it showed.
        for one in (subject, *shown_in(detail)):
            moments[one].append(at)
    found = [Touched(one, len(at), min(at), max(at)) for one, at in moments.items()]
    return sorted(
        (one for one in found if one.is_about_people), key=lambda one: (-one.events, one.subject)
    )
