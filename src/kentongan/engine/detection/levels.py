"""One alarm for one thing: signals of village, sub-district, regency and province, told once.

A village that rises lifts the numbers of everything around it, and a rise of the whole regency
lifts those of its villages. Of signals that lie inside each other and share days, those are kept
that tell most:

1. A signal is significant where its share of false discoveries, over all tests of all levels,
   is small enough (``false_discovery``).
2. A surrounding signal falls out where, with the kept signals inside it taken away, what is left
   does not rise: only they rose.
3. An inner signal falls out where it rises no more than the kept surrounding one does without it:
   the whole area rises alike, and one signal says so.

Signals are gone through from the finest level to the coarsest, again and again until nothing falls
out any more. So rules 2 and 3 hold between all that are kept, and each signal that fell out names
one that was kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kentongan.engine.detection.false_discovery import Correction, false_discovery
from kentongan.engine.detection.temporal.tails import tail

# Nothing was expected of a rest: a hundredth of a case keeps its tail from being a certainty.
LEAST_EXPECTED = 0.01

type Within = Callable[[str, str], bool]


@dataclass(frozen=True)
class Levelled:
    """A test of one area.

    start, end: its days, both included. p: the chance of so large a count. level: 0 for the
    coarsest areas, one more for each level inside. observed, expected: counts of these days.
    dispersion: variance over mean, at least 1.
    """

    area: str
    level: int
    start: date
    end: date
    p: float
    observed: float
    expected: float
    dispersion: float = 1.0


@dataclass(frozen=True)
class LevelSettings:
    """discovery: the share of false discoveries over all tests. remains: a rest with such a chance
    or a smaller one still rises. Raises ValueError where one is no share."""

    discovery: float = 0.05
    remains: float = 0.05
    correction: Correction = "hochberg"

    def __post_init__(self) -> None:
        if not (0 < self.discovery < 1 and 0 < self.remains < 1):
            raise ValueError("discovery and remains lie between 0 and 1")


@dataclass(frozen=True)
class Told:
    """Tests by their place in what was given.

    kept: what is to be told, in that order. explained_by: each significant test that fell out, with
    the kept one that says it. discovery: of each test, the share at which it is just significant.
    """

    kept: tuple[int, ...]
    explained_by: dict[int, int]
    discovery: tuple[float, ...]


class Counts(NamedTuple):
    """Cases, and cases expected."""

    observed: float
    expected: float

    def without(self, others: Iterable["Counts"]) -> "Counts":
        """What is left, never below nothing."""
        listed = list(others)
        return Counts(
            max(0.0, self.observed - sum(one.observed for one in listed)),
            max(LEAST_EXPECTED, self.expected - sum(one.expected for one in listed)),
        )


def by_code(inner: str, outer: str) -> bool:
    """Whether one area lies inside another one, by codes such as 35.03 and 35.03.05.2001."""
    return inner.startswith(f"{outer}.")


def told_once(
    tests: Sequence[Levelled], *, settings: LevelSettings | None = None, within: Within = by_code
) -> Told:
    """The signals to tell. ``tests``: every test of every level, significant or not.

    within(inner, outer): whether one area lies inside another one.
    """
    chosen = settings or LevelSettings()
    shares = false_discovery([one.p for one in tests], chosen.correction)
    standing = [n for n, share in enumerate(shares) if share <= chosen.discovery]
    tree = Tree(tests, chosen, within)
    reason: dict[int, int] = {}
    before: list[int] = []
    while before != standing:
        before = standing
        for outer in sorted(standing, key=lambda n: (-tests[n].level, tests[n].area, n)):
            if outer in standing:
                fallen = tree.fallen(outer, standing)
                reason |= fallen
                standing = [one for one in standing if one not in fallen]
    ends = {one: end_of(reason, one) for one in sorted(reason)}
    return Told(tuple(standing), ends, tuple(float(share) for share in shares))


@dataclass(frozen=True)
class Tree:
    """Which tests lie inside each other, and what is left without them."""

    tests: Sequence[Levelled]
    settings: LevelSettings
    within: Within

    def fallen(self, outer: int, standing: Sequence[int]) -> dict[int, int]:
        """What falls out between a signal and those inside it, each with what explains it."""
        inner = [one for one in standing if self.inside(one, outer)]
        apart = self.standing_out(outer, inner)
        if apart and not self.rises(self.rest(outer, apart), self.tests[outer]):
            return {outer: min(apart, key=lambda n: (self.tests[n].p, self.tests[n].area, n))}
        return {one: outer for one in inner if one not in apart}

    def standing_out(self, outer: int, inner: Sequence[int]) -> list[int]:
        """Those that rise beyond what the surrounding signal rises without them, each by itself."""
        return [one for one in inner if self.rises(self.lifted(one, outer), self.tests[one])]

    def lifted(self, one: int, outer: int) -> Counts:
        """Its counts, where as much more is expected as of everything around it."""
        around = self.rest(outer, [one])
        general = max(1.0, around.observed / around.expected)
        return Counts(self.tests[one].observed, self.tests[one].expected * general)

    def rest(self, outer: int, inner: Sequence[int]) -> Counts:
        """The surrounding signal without those inside it; what lies in both is taken once."""
        outermost = [one for one in inner if not any(self.inside(one, other) for other in inner)]
        return counts_of(self.tests[outer]).without(counts_of(self.tests[n]) for n in outermost)

    def rises(self, counts: Counts, like: Levelled) -> bool:
        """Whether chance rarely gives so many cases."""
        chance = tail(counts.observed, counts.expected, like.dispersion)
        return float(chance) <= self.settings.remains

    def inside(self, inner: int, outer: int) -> bool:
        """Whether one test lies inside another one and shares a day with it."""
        one, other = self.tests[inner], self.tests[outer]
        shares_days = one.start <= other.end and other.start <= one.end
        return one.level > other.level and shares_days and self.within(one.area, other.area)


def counts_of(test: Levelled) -> Counts:
    """Its cases."""
    return Counts(test.observed, test.expected)


def end_of(reason: dict[int, int], one: int) -> int:
    """The kept one at the end of the chain."""
    while one in reason:
        one = reason[one]
    return one
