"""How often each rule was right, how fast and how much work it made, as outcomes tell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import quantiles

from django.db.models import Min
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.alerts.budget import officers_of
from kentongan.alerts.models import Alert, Evidence, Outcome, Signal
from kentongan.alerts.queries import alerts_visible_to
from kentongan.alerts.register import title_of
from kentongan.engine.intervals import Estimate, rate, share

WEEKS = 52
# Below so many outcomes a share says nothing, and the page says so instead.
FEWEST_OUTCOMES = 5
RIGHT = (Outcome.CONFIRMED, Outcome.PARTLY)


@dataclass(frozen=True)
class Raised:
    """One alert as its rule is judged by it; ``days`` from the first sign of it to the alert."""

    rule: str
    version: str
    outcome: str
    days: int | None


@dataclass(frozen=True)
class Precision:
    """What the outcomes of a year say of one rule."""

    rule: str
    title: str
    versions: tuple[str, ...]
    raised: int
    outcomes: Counter[str] = field(default_factory=Counter)
    value: Estimate | None = None  # the share that was right; None while too few are judged
    delay: tuple[float, float, float] | None = None  # days: first quarter, median, third quarter
    workload: Estimate | None = None  # alerts per officer and week

    @property
    def judged(self) -> int:
        """Alerts with an outcome that tells right from wrong."""
        return self.right + self.outcomes[Outcome.UNFOUNDED]

    @property
    def right(self) -> int:
        """Confirmed, wholly or in part."""
        return sum(self.outcomes[one] for one in RIGHT)

    @property
    def undetermined(self) -> int:
        """Nobody could tell."""
        return self.outcomes[Outcome.UNDETERMINED]

    @property
    def bar(self) -> dict[str, str]:
        """The same for a bar of 100 units; texts, since a comma would break the picture."""
        if self.value is None:
            return {}
        low, width = 100 * self.value.low, 100 * (self.value.high - self.value.low)
        spots = {"low": low, "width": width, "value": min(100 * self.value.value, 99)}
        return {name: f"{spot:.1f}" for name, spot in spots.items()}

    @property
    def still_open(self) -> int:
        """Without an outcome yet."""
        return self.raised - self.outcomes.total()


def precision_for(viewer: User, now: datetime) -> list[Precision]:
    """Every rule that raised an alert of the viewer's office in a year, the busiest first."""
    raised = raised_in(viewer, now - timedelta(weeks=WEEKS))
    officers = officers_of(viewer.office)
    rules = sorted({one.rule for one in raised})
    found = [judged(rule, [one for one in raised if one.rule == rule], officers) for rule in rules]
    return sorted(found, key=lambda one: (-one.raised, one.rule))


def raised_in(viewer: User, since: datetime) -> list[Raised]:
    """The alerts of the viewer's office since then that the viewer may see, by their rule."""
    alerts = alerts_visible_to(viewer).filter(office=viewer.office_id, raised_at__gt=since)
    rows = {alert.pk: alert for alert in alerts.only("pk", "raised_at", "outcome").order_by("pk")}
    first = first_signals(rows)
    noticed = first_days(signal for signal, _rule, _version in first.values())
    return [
        Raised(rule, version, rows[pk].outcome, days_between(noticed.get(signal), rows[pk]))
        for pk, (signal, rule, version) in first.items()
    ]


def first_signals(alerts: Iterable[int]) -> dict[int, tuple[int, str, str]]:
    """Alert → key, rule and version of the signal that raised it."""
    signals = Signal.objects.filter(alert__in=list(alerts)).order_by("-found_at", "-pk")
    rows = signals.values_list("alert_id", "pk", "rule", "rule_version")
    return {alert: (pk, rule, version) for alert, pk, rule, version in rows}


def first_days(signals: Iterable[int]) -> dict[int, date]:
    """Signal → the first day on which anything behind it was noticed."""
    evidence = Evidence.objects.filter(signal__in=list(signals), noticed_on__isnull=False)
    return dict(evidence.order_by().values_list("signal_id").annotate(first=Min("noticed_on")))


def days_between(noticed: date | None, alert: Alert) -> int | None:
    """Days from the first sign to the alert; a day that was told too late counts as 0."""
    if noticed is None:
        return None
    return max((timezone.localdate(alert.raised_at) - noticed).days, 0)


def judged(rule: str, raised: Sequence[Raised], officers: int) -> Precision:
    """The figures of one rule."""
    outcomes = Counter(one.outcome for one in raised if one.outcome)
    days = [one.days for one in raised if one.days is not None]
    bare = Precision(rule, title_of(rule), versions_of(raised), len(raised), outcomes)
    return Precision(
        rule=bare.rule,
        title=bare.title,
        versions=bare.versions,
        raised=bare.raised,
        outcomes=outcomes,
        value=share(bare.right, bare.judged) if bare.judged >= FEWEST_OUTCOMES else None,
        delay=quarters(days),
        workload=rate(len(raised), officers * WEEKS) if officers else None,
    )


def versions_of(raised: Sequence[Raised]) -> tuple[str, ...]:
    return tuple(sorted({one.version for one in raised}))


def quarters(days: Sequence[int]) -> tuple[float, float, float] | None:
    """The quartiles; None for fewer than two."""
    if len(days) < 2:
        return None
    first, median, third = quantiles(days, n=4, method="inclusive")
    return first, median, third
