"""What the retention schedule does to alerts; called by the website's chore.

An alert is erased with its signals, the reasons of its evidence and the notes of its steps; that
there was one, where, of which kind and with which outcome stays for the precision of the rules.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from kentongan.alerts.models import Alert, AlertArea, Evidence, Outcome, Signal, State, Step
from kentongan.audit.retention import Due
from kentongan.encryption.erasing import erase
from kentongan.entities.queries import things_of_sources

SOURCES_AT_ONCE = 500
UNFOUNDED = Q(outcome=Outcome.UNFOUNDED)


def last_closed() -> Max:
    """When an alert was last closed, as an aggregate."""
    return Max("steps__at", filter=Q(steps__to_state=State.CLOSED))


def closed_alerts(only: Collection[str] | None) -> QuerySet[Alert]:
    """Closed alerts that still say something; ``only``: subjects."""
    alerts = Alert.objects.filter(state=State.CLOSED, data_key__isnull=False)
    if only is not None:
        alerts = alerts.filter(pk__in=[int(one.partition(":")[2]) for one in only])
    return alerts


def unfounded_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Alerts that proved unfounded and were closed before a moment."""
    return dues(closed_alerts(only).filter(UNFOUNDED), before)


def cases_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """All other alerts that were closed before a moment."""
    return dues(closed_alerts(only).filter(~UNFOUNDED), before)


def dues(alerts: QuerySet[Alert], before: datetime) -> list[Due]:
    """With everything behind an alert: a hold on a report, a thing or an area keeps it."""
    closed = alerts.annotate(closed_at=last_closed()).filter(closed_at__lt=before)
    rows = list(closed.order_by("closed_at", "pk").values_list("pk", "closed_at"))
    sources, areas = grouped(rows, evidence_of), grouped(rows, areas_of)
    things = things_of_sources({source for some in sources.values() for source in some})
    return [
        Due(
            f"alert:{pk}",
            at,
            (
                *sources[pk],
                *sorted({f"thing:{key}" for one in sources[pk] for key in things.get(one, ())}),
                *(f"area:{code}" for code in areas[pk]),
            ),
        )
        for pk, at in rows
    ]


def grouped(
    rows: list[tuple[int, datetime]], ask: Callable[[list[int]], Iterable[tuple[int, str]]]
) -> dict[int, list[str]]:
    """What belongs to each alert."""
    found: dict[int, list[str]] = defaultdict(list)
    for pk, text in ask([pk for pk, _at in rows]):
        found[pk].append(text)
    return found


def evidence_of(alerts: list[int]) -> Iterable[tuple[int, str]]:
    """The sources behind each alert."""
    rows = Evidence.objects.filter(signal__alert__in=alerts).order_by("source")
    return rows.values_list("signal__alert", "source").distinct()


def areas_of(alerts: list[int]) -> Iterable[tuple[int, str]]:
    """The codes each alert speaks of."""
    return AlertArea.objects.filter(alert__in=alerts).values_list("alert", "region_code")


def alerts_citing(sources: Collection[str]) -> dict[str, list[str]]:
    """Source → subjects of the alerts it is evidence of."""
    names, found = sorted(sources), defaultdict[str, list[str]](list)
    for start in range(0, len(names), SOURCES_AT_ONCE):
        some = names[start : start + SOURCES_AT_ONCE]
        rows = Evidence.objects.filter(source__in=some).order_by("signal__alert")
        for source, alert in rows.values_list("source", "signal__alert").distinct():
            found[source].append(f"alert:{alert}")
    return found


def needed_sources(sources: Collection[str]) -> set[str]:
    """Those that an alert still rests on: an open one, or one that was not unfounded."""
    names, found = sorted(sources), set[str]()
    for start in range(0, len(names), SOURCES_AT_ONCE):
        some = names[start : start + SOURCES_AT_ONCE]
        standing = Evidence.objects.filter(source__in=some, signal__alert__data_key__isnull=False)
        resting = standing.exclude(
            signal__alert__state=State.CLOSED, signal__alert__outcome=Outcome.UNFOUNDED
        )
        found |= set(resting.values_list("source", flat=True))
    return found


@transaction.atomic
def erase_alerts(subjects: Sequence[str]) -> int:
    """The words of these alerts and of all that hangs on them; returns how many."""
    keys = [int(subject.partition(":")[2]) for subject in subjects]
    alerts = list(Alert.objects.filter(pk__in=keys, data_key__isnull=False))
    for signal in Signal.objects.filter(alert__in=alerts):
        erase(signal)
    Signal.objects.filter(alert__in=alerts).update(figures={})
    for evidence in Evidence.objects.filter(signal__alert__in=alerts):
        erase(evidence)
    for step in Step.objects.filter(alert__in=alerts):
        erase(step)
    for alert in alerts:
        erase(alert)
        Alert.objects.filter(pk=alert.pk).update(key=f"erased:{alert.pk}")
    return len(alerts)


def closings(sources: Collection[str]) -> dict[str, datetime | None]:
    """Source that alerts cite → when the last of them was closed; None while one is open."""
    citing = alerts_citing(sources)
    keys = {int(one.partition(":")[2]) for some in citing.values() for one in some}
    closed = {f"alert:{pk}": at for pk, at in closed_for(sorted(keys))}
    return {
        source: max(closed[one] for one in alerts) if closed.keys() >= set(alerts) else None
        for source, alerts in citing.items()
    }


def closed_for(keys: list[int]) -> list[tuple[int, datetime]]:
    """The closed ones of these alerts, erased or not, with when they were last closed."""
    closed = Alert.objects.filter(pk__in=keys, state=State.CLOSED)
    return list(closed.annotate(closed_at=last_closed()).values_list("pk", "closed_at"))
