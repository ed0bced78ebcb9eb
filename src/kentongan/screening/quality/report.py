"""What the auditor reads of a period: who was refused, referred, and written impressions about.

Sex, age and village come in here and nowhere else; what goes out are counts. Nobody is ranked:
a unit stands beside all others within the same purpose, and is pointed at only where chance
explains it badly (``engine.fairness``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from kentongan.engine.fairness import (
    FEWEST,
    INNER,
    OUTER,
    Comparison,
    flagged,
    funnel_limits,
)
from kentongan.engine.fairness_report import Decided, questions
from kentongan.screening.catalogues import GRAVE, Decision

UNKNOWN = "?"
# First year of life of each band, and its name.
AGE_BANDS = ((50, "50+"), (35, "35-49"), (25, "25-34"), (18, "18-24"), (0, "0-17"))
FUNNEL_POINTS = 12


@dataclass(frozen=True)
class Case:
    """One decided application as the report reads it.

    overturned: the answer to an objection, None where nobody objected or nobody answered yet.
    """

    officer: str
    sex: str
    age_band: str
    purpose: str
    village: str
    decision: Decision
    reason: str = ""
    has_impression: bool = False
    objected: bool = False
    overturned: bool | None = None


# What is asked of the cases: name → whether it happened to one.
OUTCOMES: Mapping[str, Callable[[Case], bool]] = MappingProxyType(
    {
        "grave": lambda case: case.decision in GRAVE,
        "referred": lambda case: case.decision is Decision.REFER,
        "impression": lambda case: case.has_impression,
    }
)


def age_band(born: date | None, on: date) -> str:
    """The age band on a day; ``?`` where no birth date is known."""
    if born is None or born > on:
        return UNKNOWN
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next(name for first, name in AGE_BANDS if years >= first)


def report_of(cases: Iterable[Case]) -> dict[str, Any]:
    """The whole report as JSON: counts, comparisons, what is pointed at, funnels."""
    rows = list(cases)
    return {
        "decided": len(rows),
        "decisions": dict(Counter(str(row.decision) for row in rows)),
        "reasons": dict(Counter(row.reason for row in rows if row.decision in GRAVE)),
        "objections": objections_of(rows),
        "outcomes": {name: outcome(rows, name) for name in OUTCOMES},
        "breakdowns": breakdowns(rows),
    }


def objections_of(rows: Sequence[Case]) -> dict[str, Any]:
    """How many grave decisions were objected to, answered and overturned; also by reason."""
    grave = [row for row in rows if row.decision in GRAVE]
    return {
        "grave": len(grave),
        "objected": sum(row.objected for row in grave),
        "answered": sum(row.overturned is not None for row in grave),
        "overturned": sum(row.overturned is True for row in grave),
        "overturned_by_reason": dict(Counter(row.reason for row in grave if row.overturned)),
    }


def outcome(rows: Sequence[Case], name: str) -> dict[str, Any]:
    """One outcome: how often, every comparison, what chance explains badly, the funnels."""
    happened = OUTCOMES[name]
    answers = questions(decided(row, adverse=happened(row)) for row in rows)
    events = sum(map(happened, rows))
    rate = events / len(rows) if rows else 0.0
    return {
        "events": events,
        "questions": {asked: [as_row(one) for one in some] for asked, some in answers.items()},
        "flags": [[flag.question, *as_row(flag.comparison)] for flag in flagged(answers)],
        "limits": {asked: limits(rate, some) for asked, some in answers.items()},
    }


def decided(case: Case, *, adverse: bool) -> Decided:
    """A case as a question of fairness."""
    return Decided(case.officer, case.sex, case.age_band, case.purpose, case.village, adverse)


def as_row(one: Comparison) -> list[Any]:
    """Unit, members, events, expected events, p-value or None."""
    return [one.unit, one.trials, one.events, round(one.expected, 4), one.p_value]


def limits(rate: float, some: Sequence[Comparison]) -> list[list[float]]:
    """Members, and the outer and inner limits of the rate there; none where nobody is judged."""
    judged = [one.trials for one in some if one.p_value is not None]
    if not judged or not 0 < rate < 1:
        return []
    return [limits_at(rate, trials) for trials in spread(FEWEST, max(judged))]


def limits_at(rate: float, trials: int) -> list[float]:
    """Members; lower outer, lower inner, upper inner, upper outer limit."""
    (low, high), (lower, upper) = (funnel_limits(rate, trials, level) for level in (INNER, OUTER))
    return [trials, *(round(one, 5) for one in (lower, low, high, upper))]


def spread(first: int, last: int) -> list[int]:
    """Sizes from the smallest to the largest, closer where the funnel is narrow."""
    if last <= first:
        return [first, first + 1]
    steps = FUNNEL_POINTS - 1
    ratio = (last / first) ** (1 / steps)
    return sorted({round(first * ratio**step) for step in range(steps)} | {last})


def breakdowns(rows: Sequence[Case]) -> dict[str, dict[str, dict[str, int]]]:
    """For the export: one breakdown at a time, value → what was decided, how often."""
    return {
        name: {value: counts(some) for value, some in grouped(rows, name).items()}
        for name in ("purpose", "sex", "age_band")
    }


def grouped(rows: Sequence[Case], name: str) -> dict[str, list[Case]]:
    """The cases by one field, in the order of its values."""
    found: dict[str, list[Case]] = {}
    for row in sorted(rows, key=lambda one: str(getattr(one, name))):
        found.setdefault(str(getattr(row, name)), []).append(row)
    return found


def counts(some: Sequence[Case]) -> dict[str, int]:
    """Decisions, objections and overturned decisions among some cases."""
    found = Counter(str(one.decision) for one in some)
    return {
        "decided": len(some),
        **{str(decision): found[decision] for decision in Decision},
        "objected": sum(one.objected for one in some),
        "overturned": sum(one.overturned is True for one in some),
    }
