"""Which records an account touched between two moments, out of the log."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from kentongan.audit.models import AuditEvent

# Subjects that speak of people; sessions, pages and the like are left out.
ABOUT_PEOPLE = ("report:", "reports", "alert:", "thing:", "import:", "reporter:", "share:", "case:")


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
        return self.subject.startswith(ABOUT_PEOPLE)


def records_touched(window: Window) -> list[Touched]:
    """Every record that speaks of people, the most often touched first."""
    rows = (
        AuditEvent.objects.filter(actor=window.account, at__gte=window.since, at__lte=window.until)
        .order_by()
        .values_list("subject")
        .annotate(events=Count("pk"), first=Min("at"), last=Max("at"))
    )
    found = [Touched(*row) for row in rows]
    return sorted(
        (one for one in found if one.is_about_people), key=lambda one: (-one.events, one.subject)
    )
