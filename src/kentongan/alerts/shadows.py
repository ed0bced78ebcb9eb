"""What a rule on trial would have raised in a year: how much, how right, how much work."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from kentongan.access.visibility import unbarred
from kentongan.accounts.models import User
from kentongan.alerts.budget import officers_of
from kentongan.alerts.models import Alert, Evidence, Mode, Outcome, RuleDecision, RuleTrial
from kentongan.alerts.precision import FEWEST_OUTCOMES, RIGHT, WEEKS
from kentongan.alerts.queries import EVIDENCE, alerts_visible_to, shadows_for
from kentongan.alerts.register import Registered, registered
from kentongan.alerts.trials import Modes
from kentongan.engine.intervals import Estimate, rate, share

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Standing:
    """One version of a rule and how the viewer's office uses it."""

    rule: Registered
    mode: Mode
    trial: RuleTrial | None


@dataclass(frozen=True)
class Bar:
    """One week of the picture, in units of a picture of 100 by 40."""

    number: int
    x: str
    y: str
    height: str


@dataclass(frozen=True)
class Figures:
    """The year of a trial; ``weeks`` are counts, the oldest first."""

    weeks: tuple[int, ...]
    right: int
    wrong: int
    value: Estimate | None
    load: Estimate | None

    @property
    def raised(self) -> int:
        """How many in the year."""
        return sum(self.weeks)

    @property
    def judged(self) -> int:
        """Those that share reports with alerts whose outcome is known."""
        return self.right + self.wrong

    @property
    def busiest(self) -> int:
        """The most in one week."""
        return max(self.weeks, default=0)

    @property
    def bars(self) -> list[Bar]:
        """For the picture; texts, since a comma would break it."""
        top, wide = max(self.busiest, 1), 100 / WEEKS
        heights = [38 * number / top for number in self.weeks]
        return [
            Bar(number, f"{place * wide:.2f}", f"{40 - height:.1f}", f"{height:.1f}")
            for place, (number, height) in enumerate(zip(self.weeks, heights, strict=True))
        ]


def standings(viewer: User) -> list[Standing]:
    """Every version of every rule in the viewer's office."""
    if viewer.office is None:
        return []
    modes = Modes.of(viewer.office)
    trials = {
        (row.rule, row.rule_version): row for row in RuleTrial.objects.filter(office=viewer.office)
    }
    return [
        Standing(one, modes.mode(one.rule, one.version), trials.get((one.rule, one.version)))
        for one in registered()
    ]


def standing_of(viewer: User, rule: str, version: str) -> Standing | None:
    """One version; None for one that is not on the list."""
    wanted = (rule, version)
    found = (one for one in standings(viewer) if (one.rule.rule, one.rule.version) == wanted)
    return next(found, None)


def decisions_of(viewer: User, rule: str) -> QuerySet[RuleDecision]:
    """What the viewer's office decided about a rule, the latest first."""
    rows = RuleDecision.objects.filter(office=viewer.office_id, rule=rule)
    return rows.select_related("by")


def figures_for(viewer: User, rule: str, version: str, now: datetime) -> Figures:
    """The year that ends now, as far as the viewer may see."""
    since = now - timedelta(weeks=WEEKS)
    shadows = shadows_for(viewer, rule, version).filter(raised_at__gt=since, raised_at__lte=now)
    moments = list(shadows.order_by().values_list("raised_at", flat=True))
    ages = Counter(min((now - at) // A_WEEK, WEEKS - 1) for at in moments)
    verdicts = Counter(verdicts_of(viewer, shadows).values())
    right, wrong = verdicts[True], verdicts[False]
    officers = officers_of(viewer.office)
    judged = right + wrong
    return Figures(
        weeks=tuple(ages[age] for age in reversed(range(WEEKS))),
        right=right,
        wrong=wrong,
        value=share(right, judged) if judged >= FEWEST_OUTCOMES else None,
        load=rate(len(moments), officers * WEEKS) if officers else None,
    )


def verdicts_of(viewer: User, shadows: QuerySet[Alert]) -> dict[int, bool]:
    """Finding → whether an alert about the same reports proved right; unknown ones are left out."""
    judged = alerts_visible_to(viewer).filter(
        office=viewer.office_id, outcome__in=(*RIGHT, Outcome.UNFOUNDED)
    )
    outcomes: dict[str, list[bool]] = defaultdict(list)
    for source, outcome in behind_of(viewer, judged, "signal__alert__outcome"):
        outcomes[source].append(outcome in RIGHT)
    found: dict[int, list[bool]] = defaultdict(list)
    for source, shadow in behind_of(viewer, shadows, "signal__alert"):
        found[int(shadow)] += outcomes[source]
    return {shadow: any(known) for shadow, known in found.items() if known}


def behind_of(
    viewer: User, alerts: QuerySet[Alert], column: str
) -> Iterable[tuple[str, int | str]]:
    """Source and one column of every row behind some alerts that may be counted for the viewer."""
    rows = Evidence.objects.filter(signal__alert__in=alerts.order_by().values("pk"))
    return unbarred(rows, viewer, EVIDENCE).order_by().values_list("source", column).distinct()
