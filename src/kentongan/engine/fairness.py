"""Whether one unit (an officer, a group, a village) has more events than its likes, exactly.

Method: a unit is compared with all others within strata (purpose, say), by the exact conditional
law: given how many of a stratum were refused, the number among the unit's members is
hypergeometric when the unit plays no part; strata are added up by convolution (the exact form of
Mantel & Haenszel, JNCI 1959;22:719; Fisher's test when there is one stratum). Two-sided p-values
double the smaller tail. Flags keep the chance of any false flag in a whole report at a level by
Holm's rule (Scand J Stat 1979;6:65), the level split evenly between the questions. What is drawn
are funnel limits (Spiegelhalter, Stat Med 2005;24:1185), never a ranking.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 20  # members; a smaller unit is not judged
REPORT_LEVEL = 0.02  # the chance of any false flag in a report where all are alike
INNER, OUTER = 0.95, 0.998  # the customary pair of funnel limits


@dataclass(frozen=True)
class Counted:
    """How many members of a unit a stratum has, and how many of them had the event."""

    unit: str
    stratum: str
    trials: int
    events: int

    def __post_init__(self) -> None:
        if not 0 <= self.events <= self.trials:
            raise ValueError(f"{self.unit}: {self.events} of {self.trials} is no count")


@dataclass(frozen=True)
class Comparison:
    """A unit beside all others: its events, those expected if it were like them, and how rare.

    p_value: None for a unit that is too small to be judged, and for one without others.
    """

    unit: str
    trials: int
    events: int
    expected: float
    p_value: float | None

    @property
    def ratio(self) -> float:
        """Events for each one expected; 1 where none is expected and none came."""
        if self.expected:
            return self.events / self.expected
        return math.inf if self.events else 1.0


@dataclass(frozen=True)
class Flag:
    """A comparison that chance explains badly, and the question it answers."""

    question: str
    comparison: Comparison


@dataclass(frozen=True)
class Totals:
    """A unit and its stratum: members and events of the unit, and of all."""

    trials: int
    events: int
    all_trials: int
    all_events: int


def compare(counted: Iterable[Counted], fewest: int = FEWEST) -> tuple[Comparison, ...]:
    """Every unit beside the others, in the order of their first mention.

    Raises ValueError for a guard below one.
    """
    if fewest < 1:
        raise ValueError("a unit without members cannot be judged")
    rows = list(counted)
    whole = totals_of(rows)
    by_unit: defaultdict[str, list[Counted]] = defaultdict(list)
    for row in rows:
        by_unit[row.unit].append(row)
    return tuple(compared(unit, totals_of(own), whole, fewest) for unit, own in by_unit.items())


def totals_of(rows: Iterable[Counted]) -> dict[str, tuple[int, int]]:
    """Stratum → trials and events of these rows together."""
    found: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        trials, events = found[row.stratum]
        found[row.stratum] = (trials + row.trials, events + row.events)
    return dict(found)


def compared(
    unit: str,
    own: Mapping[str, tuple[int, int]],
    whole: Mapping[str, tuple[int, int]],
    fewest: int,
) -> Comparison:
    """One unit beside the others."""
    tables = [Totals(*counts, *whole[stratum]) for stratum, counts in own.items()]
    trials, events = (sum(column) for column in zip(*own.values(), strict=True))
    expected = sum(t.trials * t.all_events / t.all_trials for t in tables if t.all_trials)
    has_others = any(0 < table.trials < table.all_trials for table in tables)
    judged = trials >= fewest and has_others
    return Comparison(unit, trials, events, expected, p_value(tables) if judged else None)


def p_value(tables: Sequence[Totals]) -> float:
    """The chance of a count at least as far out, twice the smaller tail, at most 1."""
    law, lowest = np.ones(1), 0
    for table in tables:
        first, chances = hypergeometric(table.all_trials, table.all_events, table.trials)
        law, lowest = np.convolve(law, chances), lowest + first
    place = sum(table.events for table in tables) - lowest
    below, above = float(law[: place + 1].sum()), float(law[place:].sum())
    return min(1.0, 2 * min(below, above))


def hypergeometric(population: int, marked: int, drawn: int) -> tuple[int, NDArray[np.float64]]:
    """The smallest possible number of marked ones among the drawn, and the chances from there."""
    first, last = max(0, drawn + marked - population), min(drawn, marked)
    logs = [
        log_choose(marked, found) + log_choose(population - marked, drawn - found)
        for found in range(first, last + 1)
    ]
    chances = np.exp(np.array(logs) - log_choose(population, drawn))
    return first, chances / chances.sum()


def log_choose(of: int, some: int) -> float:
    """The logarithm of the number of ways to choose."""
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)


def flagged(
    questions: Mapping[str, Sequence[Comparison]], level: float = REPORT_LEVEL
) -> tuple[Flag, ...]:
    """What a report points at: question → its comparisons; at most ``level`` false on the whole."""
    share = level / max(1, len(questions))
    return tuple(
        Flag(question, one)
        for question, comparisons in questions.items()
        for one in rejected(comparisons, share)
    )


def rejected(comparisons: Sequence[Comparison], level: float) -> list[Comparison]:
    """Those that Holm's rule rejects at a level, the rarest first."""
    judged = sorted(
        (one.p_value, place) for place, one in enumerate(comparisons) if one.p_value is not None
    )
    found = []
    for rank, (chance, place) in enumerate(judged):
        if chance > level / (len(judged) - rank):
            break
        found.append(comparisons[place])
    return found


def funnel_limits(rate: float, trials: int, level: float) -> tuple[float, float]:
    """The rates between which a unit of so many members lies with chance ``level``.

    Exact binomial quantiles, made smooth between whole numbers (Spiegelhalter 2005, app. A.1.1);
    the overall rate always lies within.
    Raises ValueError for a rate or level outside 0 to 1, and without members.
    """
    if not (0 <= rate <= 1 and 0 < level < 1 and trials >= 1):
        raise ValueError(f"no limits for rate {rate}, level {level}, {trials} members")
    tail = (1 - level) / 2
    low, high = (smooth_quantile(rate, trials, chance) for chance in (tail, 1 - tail))
    return min(rate, max(0.0, low / trials)), max(rate, min(1.0, high / trials))


def smooth_quantile(rate: float, trials: int, chance: float) -> float:
    """Where the binomial law passes a chance, between two whole numbers."""
    law = np.cumsum(binomial(rate, trials))
    place = min(int(np.searchsorted(law, chance)), trials)
    before = float(law[place - 1]) if place else 0.0
    return place - (float(law[place]) - chance) / max(float(law[place]) - before, 1e-300)


def binomial(rate: float, trials: int) -> NDArray[np.float64]:
    """The chances of none to all."""
    if rate in {0.0, 1.0}:
        certain = np.zeros(trials + 1)
        certain[round(rate * trials)] = 1.0
        return certain
    logs = [
        log_choose(trials, found) + found * math.log(rate) + (trials - found) * math.log1p(-rate)
        for found in range(trials + 1)
    ]
    return np.exp(np.array(logs))
