"""What a watch is worth where the truth is known: found, how late, how many in vain, and where.

For detectors of every kind: a signal names the period in which it was raised and the places it
points at. A series by itself is a watch of one place. Measures as in Fraker, Woodall & Mousavi,
Qual Eng 2008;20:451 (time between signal events) and Bédubourg & Le Strat, PLoS One
2017;12:e0181227.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median, stdev

from kentongan.engine.intervals import Estimate, Z, rate, share


@dataclass(frozen=True)
class Outbreak:
    """first, last: the periods it lasts, both included. places: where it is."""

    first: int
    last: int
    places: frozenset[int]


@dataclass(frozen=True)
class Signal:
    """Raised at the end of a period, about places."""

    period: int
    places: frozenset[int]


@dataclass(frozen=True)
class Watch:
    """So many periods that were watched, what was signalled, and what there was to find."""

    periods: int
    signals: Sequence[Signal]
    outbreaks: Sequence[Outbreak]


@dataclass(frozen=True)
class Terms:
    """How to count. quiet: a signal that shares a place with one at most so many periods before
    goes on with the same alert, for longest periods; then it is raised anew, so that a detector
    that never falls silent has no single alert. common: a signal meets an outbreak when they share
    so many places. officers: who share the false alerts of a watch.
    week: periods of one. Raises ValueError where one is impossible."""

    quiet: int = 7
    longest: int = 28
    common: int = 1
    officers: float = 1
    week: float = 7

    def __post_init__(self) -> None:
        if min(self.quiet, self.longest) < 0 or self.common < 1:
            raise ValueError("quiet and longest are at least 0, and common 1")
        if not (self.officers > 0 and self.week > 0):
            raise ValueError("officers and week lie above 0")


@dataclass(frozen=True)
class Alert:
    """Signals that go on with each other; it is raised with the first of them."""

    signals: tuple[Signal, ...]

    @property
    def raised(self) -> int:
        """The period of its first signal."""
        return self.signals[0].period


@dataclass(frozen=True)
class Worth:
    """Estimates with 95 % intervals; None where there is nothing to estimate from.

    sensitivity: share of outbreaks that a signal met while they lasted. predictive: share of alerts
    that met one. delay: median periods from the first of an outbreak to the signal, of those found;
    delays: each. false_per_week: alerts in vain per officer. between: mean periods from one alert
    to the next. overlap: mean Jaccard index of the places of the outbreak and of the signal that
    found it.
    """

    sensitivity: Estimate | None
    predictive: Estimate | None
    delay: Estimate | None
    delays: tuple[int, ...]
    false_per_week: Estimate
    between: Estimate | None
    overlap: Estimate | None


def evaluate(watches: Sequence[Watch], terms: Terms | None = None) -> Worth:
    """All watches together. Raises ValueError without a period watched."""
    chosen = terms or Terms()
    alerts = [list(alerts_of(watch.signals, chosen)) for watch in watches]
    pairs = list(zip(watches, alerts, strict=True))
    finders = [
        first_signal(watch.signals, one, chosen.common)
        for watch in watches
        for one in watch.outbreaks
    ]
    outbreaks = [one for watch in watches for one in watch.outbreaks]
    found = [(s, one) for s, one in zip(finders, outbreaks, strict=True) if s is not None]
    right = [
        any(meets(one, watch.outbreaks, chosen.common) for one in alert.signals)
        for watch, of in pairs
        for alert in of
    ]
    delays = tuple(signal.period - outbreak.first for signal, outbreak in found)
    weeks = sum(watch.periods for watch in watches) / chosen.week
    gaps = [b.raised - a.raised for of in alerts for a, b in pairwise(of)]
    return Worth(
        sensitivity=share(len(found), len(outbreaks)) if outbreaks else None,
        predictive=share(sum(right), len(right)) if right else None,
        delay=middle(delays),
        delays=delays,
        false_per_week=rate(len(right) - sum(right), weeks * chosen.officers),
        between=mean(gaps),
        overlap=mean([jaccard(signal.places, outbreak.places) for signal, outbreak in found]),
    )


def alerts_of(signals: Iterable[Signal], terms: Terms) -> Iterator[Alert]:
    """Signals by the alert they go on with, alerts in the order in which they were raised.

    A signal that goes on with several belongs to the latest of them.
    """
    growing: list[list[Signal]] = []
    for signal in sorted(signals, key=lambda one: one.period):
        known = (one for one in reversed(growing) if goes_on(one, signal, terms))
        before = next(known, None)
        if before is None:
            growing.append([signal])
        else:
            before.append(signal)
    return (Alert(tuple(one)) for one in growing)


def goes_on(alert: Sequence[Signal], signal: Signal, terms: Terms) -> bool:
    """Whether the signal shares a place with a recent one of the alert."""
    if signal.period - alert[0].period > terms.longest:
        return False
    recent = (one for one in reversed(alert) if signal.period - one.period <= terms.quiet)
    return any(not signal.places.isdisjoint(one.places) for one in recent)


def meets(signal: Signal, outbreaks: Iterable[Outbreak], common: int) -> bool:
    """Whether the signal was raised during one of the outbreaks and shares places with it."""
    return any(
        one.first <= signal.period <= one.last and len(signal.places & one.places) >= common
        for one in outbreaks
    )


def first_signal(signals: Iterable[Signal], outbreak: Outbreak, common: int) -> Signal | None:
    """The signal that found the outbreak; of several in one period that with most in common."""
    meeting = [signal for signal in signals if meets(signal, [outbreak], common)]
    if not meeting:
        return None
    return min(meeting, key=lambda one: (one.period, -jaccard(one.places, outbreak.places)))


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """The places of both over those of either."""
    return len(one & other) / len(one | other)


def middle(values: Sequence[float]) -> Estimate | None:
    """The median, with the interval of its order statistics."""
    if not values:
        return None
    ordered, half = sorted(values), Z * math.sqrt(len(values)) / 2
    low = max(0, math.floor(len(values) / 2 - half))
    high = min(len(values) - 1, math.ceil(len(values) / 2 + half))
    return Estimate(float(median(ordered)), float(ordered[low]), float(ordered[high]))


def mean(values: Sequence[float]) -> Estimate | None:
    """The mean, with the interval of the normal law."""
    if not values:
        return None
    found = fmean(values)
    half = Z * stdev(values) / math.sqrt(len(values)) if len(values) > 1 else math.inf
    return Estimate(found, found - half, found + half)
