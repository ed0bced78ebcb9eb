"""What officers wrote when they used a right, once its time is over: reasons, notes, answers.

That somebody used it, on which record, when and with which outcome stays, and in the log.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from kentongan.access.actions.retention import erase_all
from kentongan.access.models import BreakGlass, Opening
from kentongan.accounts.models import AccountChange
from kentongan.audit.models import EntryKind, Hold, Incident, IncidentEntry
from kentongan.audit.retention import Due, Task
from kentongan.encryption.rows import Protected
from kentongan.screening.models import QualityReport, RuleSuspension
from kentongan.website.models import SubjectRequest

# Of different tables, each with an annotation of its own.
type Rows = QuerySet[Any]


@dataclass(frozen=True)
class Words:
    """Rows of one table whose words go together.

    name: what its subjects are called. ended: the rows that are over, each with the moment as
    ``end``. about: the field that names the record it was about; "" for none. parts: further rows
    that go with one.
    """

    name: str
    ended: Callable[[], Rows]
    about: str = ""
    parts: Callable[[int], Rows] | None = None

    def due(self, before: datetime, only: Collection[str] | None = None) -> list[Due]:
        """Those over before a moment that still say something, oldest first."""
        rows = self.ended().filter(end__lt=before, data_key__isnull=False)
        if only is not None:
            rows = rows.filter(pk__in=[one.removeprefix(self.name) for one in only])
        return [
            Due(f"{self.name}{row.pk}", row.end, (getattr(row, self.about),) if self.about else ())
            for row in rows.order_by("end", "pk")
        ]

    @transaction.atomic
    def carry_out(self, subjects: Sequence[str]) -> int:
        """Their words go; returns how many rows of the table that were."""
        keys = [one.removeprefix(self.name) for one in subjects]
        rows = list(self.ended().filter(pk__in=keys, data_key__isnull=False))
        for row in rows:
            erase_all(self.all_of(row))
        return len(rows)

    def all_of(self, row: Protected) -> Iterator[Protected]:
        """The row and what goes with it."""
        yield row
        if self.parts is not None:
            yield from self.parts(row.pk).filter(data_key__isnull=False)


def closed_incidents() -> QuerySet[Incident]:
    """With the moment at which they were last called closed."""
    closed = Max("entries__at", filter=Q(entries__kind=EntryKind.CLOSED))
    return Incident.objects.annotate(end=closed)


WORDS = {
    "subject_request": Words(
        "subject_request:", lambda: SubjectRequest.objects.annotate(end=F("closed_at"))
    ),
    "emergency_access": Words(
        "break_glass:",
        lambda: BreakGlass.objects.annotate(end=Coalesce("reviewed_at", "ends_at", "asked_at")),
        "subject",
    ),
    "seal_openings": Words(
        "opening:", lambda: Opening.objects.annotate(end=Coalesce("two_at", "requested_at"))
    ),
    "account_changes": Words(
        "account_change:", lambda: AccountChange.objects.annotate(end=F("decided_at"))
    ),
    "released_holds": Words(
        "hold:", lambda: Hold.objects.annotate(end=F("released_at")), "subject"
    ),
    "desk_figures": Words(
        "quality_report:", lambda: QualityReport.objects.annotate(end=F("made_at"))
    ),
    "suspended_desk_rules": Words(
        "rule_suspension:", lambda: RuleSuspension.objects.annotate(end=F("ended_at"))
    ),
    "closed_incidents": Words(
        "incident:",
        closed_incidents,
        parts=lambda incident: IncidentEntry.objects.filter(incident_id=incident),
    ),
}
TASKS = {rule: Task(words.due, words.carry_out) for rule, words in WORDS.items()}
