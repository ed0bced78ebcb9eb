"""Questions about the log. Who may ask what is decided above, where people are known."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from kentongan.audit.actions import CHAIN
from kentongan.audit.models import AuditEvent, AuditHead, Inspection, SealedSegment

# The deeds that are reading: the word after the dot.
READING = ("read", "listed", "downloaded", "printed", "exported")


@dataclass(frozen=True)
class Wish:
    """What a search asks for; empty asks for nothing. ``until`` is the first moment after."""

    actor: str = ""
    subject: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class ChainState:
    """How the log stands: its last row, the last finished check, the one going on, the anchor."""

    sequence: int
    finished: Inspection | None
    going_on: Inspection | None
    anchored: AuditEvent | None
    segments: list[SealedSegment]


def events_wished(wish: Wish) -> QuerySet[AuditEvent]:
    """The events that fit, newest first."""
    found = AuditEvent.objects.order_by("-pk")
    if wish.subject:
        found = found.filter(about(wish.subject))
    if wish.actor:
        found = found.filter(actor=wish.actor)
    if wish.action:
        found = found.filter(action=wish.action)
    if wish.since:
        found = found.filter(at__gte=wish.since)
    if wish.until:
        found = found.filter(at__lt=wish.until)
    return found


def about(subject: str) -> Q:
    """Events of this subject, and lists in which it stood."""
    kind = subject.partition(":")[0]
    return Q(subject=subject) | Q(subject=f"{kind}:list", detail__contains=f'"{subject}"')


def readings(events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    """Those of the events that are reading."""
    condition = Q(pk__in=[])
    for deed in READING:
        condition |= Q(action__endswith=f".{deed}")
    return events.filter(condition)


def counts_by_action(events: QuerySet[AuditEvent]) -> list[tuple[str, int]]:
    """(action, how often), most frequent first."""
    counted = events.order_by().values_list("action").annotate(count=Count("pk"))
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def actions_known() -> list[str]:
    """Every action that ever stood in the log, by name."""
    return list(AuditEvent.objects.order_by("action").values_list("action", flat=True).distinct())


def chain_state() -> ChainState:
    """Few cheap reads; the chain itself is followed by an inspection."""
    inspections = Inspection.objects.order_by("-pk")
    anchored = AuditEvent.objects.filter(subject=CHAIN, action="audit.anchored")
    return ChainState(
        sequence=AuditHead.objects.get().sequence,
        finished=inspections.exclude(finished_at=None).first(),
        going_on=inspections.filter(finished_at=None).first(),
        anchored=anchored.order_by("-pk").first(),
        segments=list(SealedSegment.objects.all()),
    )
