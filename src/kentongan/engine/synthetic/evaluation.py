"""What alerts are worth where the truth is known: what they caught, how late, how many in vain.

An alert is judged by its evidence, each copy counted as the notice that it repeats. It **catches**
a planted network or cluster when two or more of its notices belong to it and they are at least half
of its evidence. With a single notice of something planted it is a **hint**: right to look at, but
it links nothing, so it is neither a catch nor false. Everything else is **false**: rumours,
everyday notices, a chance meeting of both. The two notices of a catch may have one voice; delays
are counted from days that need two voices, so a catch on one voice alone can come out negative.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from kentongan.engine.synthetic.world import Cluster, Network, Truth

FEWEST_LINKED = 2
LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Raised:
    """An alert as it stood on one day; an alert that grew comes once for each day, with one key.

    kind: the detector that raised it, for the reader only.
    """

    key: str
    kind: str
    raised_on: date
    notice_ids: frozenset[str]


class Verdict(StrEnum):
    """What one alert is worth."""

    CATCH = "catch"
    HINT = "hint"
    FALSE = "false"


@dataclass(frozen=True)
class Outcome:
    """One planted network or cluster: when it could be seen, and when which alert caught it.

    linkable_on is None for clusters, which share nothing; caught_on is None when nothing caught it.
    """

    planted: str
    second_report_on: date | None
    linkable_on: date | None
    caught_on: date | None = None
    caught_by: str = ""

    @property
    def days_since_linkable(self) -> int | None:
        """Days from the first shared thing to the alert; None when either never came."""
        return _days(self.linkable_on, self.caught_on)

    @property
    def days_since_second_report(self) -> int | None:
        """Days from the second voice to the alert; None when either never came."""
        return _days(self.second_report_on, self.caught_on)


@dataclass(frozen=True)
class Score:
    """The worth of all alerts together; an alert is counted once however often it grew."""

    networks: tuple[Outcome, ...]
    clusters: tuple[Outcome, ...]
    verdicts: Mapping[str, Verdict]
    weeks: float

    @property
    def networks_caught(self) -> int:
        """How many of the planted networks were caught."""
        return sum(outcome.caught_on is not None for outcome in self.networks)

    @property
    def clusters_caught(self) -> int:
        """How many of the planted clusters were caught."""
        return sum(outcome.caught_on is not None for outcome in self.clusters)

    @property
    def median_days_since_linkable(self) -> float | None:
        """Of the networks caught; None when there is none."""
        return _median(outcome.days_since_linkable for outcome in self.networks)

    @property
    def median_days_since_second_report(self) -> float | None:
        """Of the networks caught; None when there is none."""
        return _median(outcome.days_since_second_report for outcome in self.networks)

    @property
    def cluster_median_days(self) -> float | None:
        """From the second voice to the alert, of the clusters caught."""
        return _median(outcome.days_since_second_report for outcome in self.clusters)

    @property
    def alerts_per_week(self) -> float:
        """All alerts, hints included."""
        return len(self.verdicts) / self.weeks

    @property
    def false_per_week(self) -> float:
        """Alerts that found nothing planted."""
        return self.count(Verdict.FALSE) / self.weeks

    @property
    def hints_per_week(self) -> float:
        """Alerts on a single notice of something planted."""
        return self.count(Verdict.HINT) / self.weeks

    def count(self, verdict: Verdict) -> int:
        """How many alerts got this verdict."""
        return list(self.verdicts.values()).count(verdict)


def evaluate(truth: Truth, raised: Sequence[Raised]) -> Score:
    """The score of the alerts; the order in which they are given does not matter.

    An alert that grew has its best verdict, and caught on the first day on which it caught.
    Raises KeyError for a notice that the truth does not know.
    """
    ordered = sorted(raised, key=lambda alert: (alert.raised_on, alert.key))
    first: dict[str, Raised] = {}
    for alert in ordered:
        for planted in caught_by(truth, alert):
            first.setdefault(planted, alert)
    return Score(
        tuple(_outcome(network, network.linkable_on, first) for network in truth.networks),
        tuple(_outcome(cluster, None, first) for cluster in truth.clusters),
        _best_verdicts(truth, ordered),
        ((truth.end - truth.start).days + 1) / 7,
    )


def evidence(truth: Truth, alert: Raised) -> frozenset[str]:
    """The notices of an alert, copies replaced by what they repeat. Raises KeyError."""
    return frozenset(truth.notices[name].duplicate_of or name for name in alert.notice_ids)


def planted_in(truth: Truth, notice_ids: Iterable[str]) -> dict[str, int]:
    """Planted network or cluster → how many of the notices belong to it. Rumours are nothing."""
    real = {network.id for network in truth.networks} | {cluster.id for cluster in truth.clusters}
    found: dict[str, int] = {}
    for name in notice_ids:
        planted = truth.notices[name].planted
        if planted in real:
            found[planted] = found.get(planted, 0) + 1
    return found


def caught_by(truth: Truth, alert: Raised) -> list[str]:
    """The planted networks and clusters that this alert catches. Raises KeyError."""
    notices = evidence(truth, alert)
    return [
        planted
        for planted, count in planted_in(truth, notices).items()
        if count >= FEWEST_LINKED and count >= LEAST_SHARE * len(notices)
    ]


def verdict(truth: Truth, alert: Raised) -> Verdict:
    """What this alert is worth as it stands. Raises KeyError."""
    if caught_by(truth, alert):
        return Verdict.CATCH
    notices = evidence(truth, alert)
    return Verdict.HINT if len(notices) == 1 and planted_in(truth, notices) else Verdict.FALSE


def _best_verdicts(truth: Truth, ordered: Iterable[Raised]) -> dict[str, Verdict]:
    ranks = list(Verdict)
    best: dict[str, Verdict] = {}
    for alert in ordered:
        verdicts = (best.get(alert.key, Verdict.FALSE), verdict(truth, alert))
        best[alert.key] = min(verdicts, key=ranks.index)
    return best


def _outcome(
    planted: Network | Cluster, linkable_on: date | None, first: Mapping[str, Raised]
) -> Outcome:
    alert = first.get(planted.id)
    return Outcome(
        planted.id,
        planted.second_report_on,
        linkable_on,
        alert.raised_on if alert else None,
        alert.key if alert else "",
    )


def _days(start: date | None, end: date | None) -> int | None:
    return None if start is None or end is None else (end - start).days


def _median(days: Iterable[int | None]) -> float | None:
    known = [day for day in days if day is not None]
    return float(median(known)) if known else None
