"""The questions of a fairness report: decisions by officer, group and both, within purposes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kentongan.engine.fairness import FEWEST, Comparison, Counted, compare


@dataclass(frozen=True)
class Decided:
    """One decision; sex, age band and village are here to look for bias, and nowhere else.

    adverse: whether it was the outcome asked about, a refusal say.
    """

    officer: str
    sex: str
    age_band: str
    purpose: str
    village: str
    adverse: bool


# Question → what is compared, within what. "officer of sex": officers beside each other, among
# applicants of one sex.
QUESTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "officer": (("officer",), ("purpose",)),
    "sex": (("sex",), ("officer", "purpose")),
    "age_band": (("age_band",), ("officer", "purpose")),
    "village": (("village",), ("purpose",)),
    "officer of sex": (("officer",), ("sex", "purpose")),
    "officer of age_band": (("officer",), ("age_band", "purpose")),
}
APART = "of "


def questions(
    decided: Iterable[Decided], fewest: int = FEWEST
) -> dict[str, tuple[Comparison, ...]]:
    """Question → its comparisons, for ``fairness.flagged``.

    A question "officer of sex" compares officers within each sex apart; its units are named
    "officer 2 · P".
    """
    rows = list(decided)
    return {name: tuple(answer(rows, name, fewest)) for name in QUESTIONS}


def answer(rows: Sequence[Decided], name: str, fewest: int) -> Iterator[Comparison]:
    """The comparisons of one question."""
    unit, strata = QUESTIONS[name]
    if APART not in name:
        yield from compare(counted(rows, unit, strata), fewest)
        return
    group = strata[0]
    for value in sorted({str(getattr(row, group)) for row in rows}):
        own = [row for row in rows if getattr(row, group) == value]
        yield from compare(counted(own, (*unit, group), strata), fewest)


def counted(
    rows: Iterable[Decided], unit: Sequence[str], strata: Sequence[str]
) -> Iterator[Counted]:
    """Members and adverse decisions of each unit in each stratum."""
    everybody = list(rows)
    key_of, width = attrgetter(*unit, *strata), len(unit)
    trials = Counter(map(key_of, everybody))
    events = Counter(key_of(row) for row in everybody if row.adverse)
    for key, count in sorted(trials.items()):
        yield Counted(" · ".join(key[:width]), " · ".join(key[width:]), count, events[key])
