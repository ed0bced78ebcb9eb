"""The way from rows of facts to the combinations that changed.

1. Every combination of facts with enough rows is counted, recent and in all (``counting``).
2. Each gets the chance of so many recent rows (``chances``), corrected for how many were tested
   (``false_discovery``), and the chance that any combination goes so far (``shuffling``).
3. Those below the wanted share of false discoveries are said once (``pruning``).
4. The share is taken again over what is left: one network with four facts rises in eleven
   combinations, and counted eleven times it would let chance findings pass beside it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.false_discovery import false_discovery
from kentongan.engine.detection.patterns.chances import Floats, Numbers, log_factorials, tails
from kentongan.engine.detection.patterns.counting import Counted, count
from kentongan.engine.detection.patterns.facts import UNTOLD, Fact, Facts
from kentongan.engine.detection.patterns.pruning import Candidate, prune
from kentongan.engine.detection.patterns.settings import PatternSettings
from kentongan.engine.detection.patterns.shuffling import family_chances


@dataclass(frozen=True)
class Pattern:
    """A combination that changed.

    recent, before: rows that have it. expected: recent rows if nothing had changed.
    p: the chance of so many recent rows. discovery: the share of false discoveries when this one
    is just kept, each change counted once. family_p: the chance that any combination goes so far; NaN without shuffles.
    recent_rows: numbers of the rows as they were given. also: further facts that every recent row
    of it tells alike. explains: the combinations that say no more than this one.
    """

    facts: tuple[Fact, ...]
    recent: int
    before: int
    expected: float
    p: float
    discovery: float
    family_p: float
    recent_rows: tuple[int, ...]
    also: tuple[Fact, ...] = ()
    explains: tuple[tuple[Fact, ...], ...] = ()

    @property
    def is_new(self) -> bool:
        """Nobody told of it before."""
        return self.before == 0


@dataclass(frozen=True)
class Patterns:
    """What changed, the most striking first, and how many combinations were tested."""

    found: tuple[Pattern, ...]
    tested: int


@dataclass(frozen=True, eq=False)
class Judged:
    """Figures of every combination that was tested."""

    seen: Numbers
    expected: Floats
    p: Floats
    discovery: Floats
    family_p: Floats


def find_patterns(facts: Facts, settings: PatternSettings | None = None) -> Patterns:
    """The combinations that are new or rose; the order of rows and columns does not matter."""
    chosen = settings or PatternSettings()
    counted = count(facts, chosen)
    judged = judge(facts, counted, chosen)
    rose = np.flatnonzero((judged.discovery <= chosen.discovery) & (judged.seen > judged.expected))
    candidates = [candidate(facts, counted, judged, int(one)) for one in rose]
    pruned = prune(candidates, facts.recent, chosen.says_more)
    once = judged.p[rose[list(pruned.kept)]] if pruned.kept else np.empty(0)
    shares = false_discovery(once, chosen.correction, tests=len(counted))
    said = pruned.said_by_kept(candidates)
    found = [
        pattern(facts, counted, judged, int(rose[kept]), float(share), said[kept])
        for kept, share in zip(pruned.kept, shares, strict=True)
        if share <= chosen.discovery
    ]
    return Patterns(tuple(sorted(found, key=lambda one: (one.p, one.facts))), len(counted))


def judge(facts: Facts, counted: Counted, settings: PatternSettings) -> Judged:
    """The figures of all combinations."""
    having = np.diff(counted.starts)
    running = np.concatenate([[0], np.cumsum(facts.recent[counted.members])])
    seen = running[counted.starts[1:]] - running[counted.starts[:-1]]
    could = counted.told.sum(axis=1)[counted.set_of]
    were = (counted.told & facts.recent).sum(axis=1)[counted.set_of]
    logs = log_factorials(len(facts.recent))
    p_values = tails(logs, could, having, were, seen, settings.middle)
    return Judged(
        seen,
        having * were / np.maximum(could, 1),
        p_values,
        false_discovery(p_values, settings.correction),
        family_chances(p_values, counted, facts.recent, settings),
    )


def candidate(facts: Facts, counted: Counted, judged: Judged, one: int) -> Candidate:
    """A combination with its rows as masks."""
    having = np.zeros(len(facts.recent), dtype=np.bool_)
    having[counted.rows_of(one)] = True
    could = counted.told[counted.set_of[one]]
    return Candidate(facts_of(facts, counted, one), float(judged.p[one]), having, could)


def facts_of(facts: Facts, counted: Counted, one: int) -> tuple[Fact, ...]:
    """Its words."""
    row = facts.codes[counted.rows_of(one)[0]]
    columns = counted.sets[counted.set_of[one]]
    return tuple(facts.fact(column, int(row[column])) for column in columns)


def pattern(
    facts: Facts,
    counted: Counted,
    judged: Judged,
    one: int,
    discovery: float,
    said: list[tuple[Fact, ...]],
) -> Pattern:
    """What is told of a combination that is kept."""
    rows = counted.rows_of(one)
    recent = rows[facts.recent[rows]]
    own = facts_of(facts, counted, one)
    return Pattern(
        facts=own,
        recent=len(recent),
        before=len(rows) - len(recent),
        expected=float(judged.expected[one]),
        p=float(judged.p[one]),
        discovery=discovery,
        family_p=float(judged.family_p[one]),
        recent_rows=tuple(sorted(int(row) for row in facts.rows[recent])),
        also=tuple(fact for fact in shared_facts(facts, recent) if fact not in own),
        explains=tuple(sorted(said)),
    )


def shared_facts(facts: Facts, rows: NDArray[np.int64]) -> list[Fact]:
    """What all these rows tell alike."""
    first = facts.codes[rows[0]]
    alike = np.all(facts.codes[rows] == first, axis=0) & (first != UNTOLD)
    return [facts.fact(int(column), int(first[column])) for column in np.flatnonzero(alike)]
