"""The way from rows of facts to the combinations that changed.

1. Every combination of facts with enough rows is counted, recent and in all (``counting``).
2. Each gets the chance of so many recent rows (``chances``), corrected for how many were tested
   (``false_discovery``), and the chance that any combination goes so far (``shuffling``).
3. Those below the wanted share of false discoveries are said once (``pruning``).
4. The share is taken again over what is left: one network with four facts rises in eleven
   combinations, and counted eleven times it would let chance findings pass beside it.
"""

from dataclasses import dataclass, replace

import numpy as np

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
    is just kept, each change counted once. family_p: the chance that any combination goes so far;
    NaN without shuffles.
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
    family_p: Floats


def find_patterns(facts: Facts, settings: PatternSettings | None = None) -> Patterns:
    """The combinations that are new or rose; the order of rows and columns does not matter."""
    chosen = settings or PatternSettings()
    counted = count(facts, chosen)
    search = Search(facts, counted, judge(facts, counted, chosen))
    rose = search.risen(chosen)
    candidates = [search.candidate(one) for one in rose]
    pruned = prune(candidates, facts.recent, chosen.says_more)
    p_values = [search.judged.p[rose[kept]] for kept in pruned.kept]
    shares = false_discovery(p_values, chosen.correction, tests=len(counted))
    said = pruned.said_by_kept(candidates)
    found = [
        replace(
            search.pattern(rose[kept]), discovery=float(share), explains=tuple(sorted(said[kept]))
        )
        for kept, share in zip(pruned.kept, shares, strict=True)
        if share <= chosen.discovery
    ]
    return Patterns(tuple(sorted(found, key=lambda one: (one.p, one.facts))), len(counted))


def judge(facts: Facts, counted: Counted, settings: PatternSettings) -> Judged:
    """The figures of all combinations."""
    having, seen = counted.having, counted.among(facts.recent)
    could = counted.told.sum(axis=1)[counted.set_of]
    were = (counted.told & facts.recent).sum(axis=1)[counted.set_of]
    logs = log_factorials(len(facts.recent))
    drawn = np.column_stack([could, having, were, seen]).astype(np.int64)
    p_values = tails(logs, drawn, settings.middle)
    return Judged(
        seen,
        having * were / np.maximum(could, 1),
        p_values,
        family_chances(p_values, counted, facts.recent, settings),
    )


@dataclass(frozen=True, eq=False)
class Search:
    """Facts, their combinations and the figures of these."""

    facts: Facts
    counted: Counted
    judged: Judged

    def risen(self, settings: PatternSettings) -> list[int]:
        """The combinations that could be told, each corrected as if all were different changes."""
        shares = false_discovery(self.judged.p, settings.correction)
        rose = (shares <= settings.discovery) & (self.judged.seen > self.judged.expected)
        return [int(one) for one in np.flatnonzero(rose)]

    def words(self, one: int) -> tuple[Fact, ...]:
        """The facts of a combination."""
        row = self.facts.codes[self.counted.rows_of(one)[0]]
        columns = self.counted.sets[self.counted.set_of[one]]
        return tuple(self.facts.fact(column, int(row[column])) for column in columns)

    def candidate(self, one: int) -> Candidate:
        """A combination with its rows as masks."""
        having = np.zeros(len(self.facts.recent), dtype=np.bool_)
        having[self.counted.rows_of(one)] = True
        could = self.counted.told[self.counted.set_of[one]]
        return Candidate(self.words(one), float(self.judged.p[one]), having, could)

    def pattern(self, one: int) -> Pattern:
        """What is told of a combination by itself."""
        rows = self.counted.rows_of(one)
        recent = rows[self.facts.recent[rows]]
        own = self.words(one)
        return Pattern(
            facts=own,
            recent=len(recent),
            before=len(rows) - len(recent),
            expected=float(self.judged.expected[one]),
            p=float(self.judged.p[one]),
            discovery=np.nan,
            family_p=float(self.judged.family_p[one]),
            recent_rows=tuple(sorted(int(row) for row in self.facts.rows[recent])),
            also=tuple(fact for fact in self.shared(recent) if fact not in own),
        )

    def shared(self, rows: Numbers) -> list[Fact]:
        """What all these rows tell alike."""
        codes = self.facts.codes[rows]
        alike = np.all(codes == codes[0], axis=0) & (codes[0] != UNTOLD)
        return [self.facts.fact(int(one), int(codes[0, one])) for one in np.flatnonzero(alike)]
