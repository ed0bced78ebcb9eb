"""What the office knew on a day: the alerts that were open then, in the state and words of then.

Read from what is never changed afterwards: signals with their moment, and steps. What was erased
since is gone here too, and the viewer sees no more than of the same alerts today.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kentongan.access.visibility import unbarred
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, Evidence, Signal, State, Step
from kentongan.alerts.queries import EVIDENCE, alerts_visible_to
from kentongan.reports.queries import reports_visible_to


@dataclass(frozen=True)
class Then:
    """One alert as it stood: ``sources`` were behind it; ``later`` came only afterwards."""

    alert: Alert
    state: str
    sentence: str
    sources: int
    later: int


def end_of(day: date) -> datetime:
    """The last moment of a day in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max))


def known_on(viewer: User, day: date) -> QuerySet[Alert]:
    """The alerts that were open at the end of the day, the newest first; ``then`` is the state."""
    moment = end_of(day)
    steps = Step.objects.filter(alert=OuterRef("pk"), at__lte=moment).order_by("-at", "-pk")
    received = Value(State.RECEIVED.value, output_field=CharField())
    then = Coalesce(Subquery(steps.values("to_state")[:1]), received)
    alerts = alerts_visible_to(viewer).filter(raised_at__lte=moment).annotate(then=then)
    return alerts.exclude(then=State.CLOSED).order_by("-raised_at", "-pk")


def as_they_stood(viewer: User, alerts: Iterable[Alert], day: date) -> list[Then]:
    """The alerts of ``known_on`` with the words and the number of sources of that day."""
    found, moment = list(alerts), end_of(day)
    words = sentences(found, moment)
    sources = sources_by(viewer, found, moment)
    return [
        Then(
            alert,
            str(State(alert.then).label),  # type: ignore[attr-defined]
            words.get(alert.pk, ""),
            *sources[alert.pk],
        )
        for alert in found
    ]


def sentences(alerts: Iterable[Alert], moment: datetime) -> dict[int, str]:
    """Alert → what its newest signal of that time said; nothing where it was erased."""
    signals = Signal.objects.filter(alert__in=list(alerts), found_at__lte=moment)
    rows = signals.order_by("found_at", "pk")
    return {row.alert_id: "" if row.is_erased else row.sentence for row in rows}


def sources_by(
    viewer: User, alerts: Iterable[Alert], moment: datetime
) -> dict[int, tuple[int, int]]:
    """Alert → how many sources were behind it then, and how many came only later."""
    rows = Evidence.objects.filter(signal__alert__in=list(alerts))
    counted = unbarred(rows, viewer, EVIDENCE).order_by()
    early: dict[int, set[str]] = defaultdict(set)
    every: dict[int, set[str]] = defaultdict(set)
    for alert, source, at in counted.values_list("signal__alert", "source", "signal__found_at"):
        every[alert].add(source)
        if at <= moment:
            early[alert].add(source)
    return defaultdict(
        lambda: (0, 0), {key: (len(early[key]), len(every[key] - early[key])) for key in every}
    )


def reports_known(viewer: User, day: date) -> int:
    """How many reports the viewer may read had come in by the end of the day."""
    return reports_visible_to(viewer).filter(recorded_at__lte=end_of(day)).count()
