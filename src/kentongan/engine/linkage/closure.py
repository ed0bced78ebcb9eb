"""What judgements on pairs come to: who is one with whom, who is apart, and what may be asked.

The log is only added to, and everything here is a function of it: taking a word back gives exactly
what was before. "Same" is transitive; "different" keeps two whole groups apart; "unsure" binds
nobody. A row stands unless a standing row undoes it, so an undoing can itself be undone.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kentongan.engine.linkage.groups import Groups

type Verdict = str  # "same", "different", "unsure", "undone"


@dataclass(frozen=True, slots=True)
class Said:
    """One row of the log: ``number`` rises along it; ``undoes`` names an earlier row.

    ``facts``: what was known of both when it was said.
    """

    number: int
    first: int
    second: int
    verdict: Verdict
    undoes: int | None = None
    facts: frozenset[Hashable] = frozenset()


class Contradiction(ValueError):
    """What is said cannot stand beside ``against``."""

    def __init__(self, against: Sequence[Said]) -> None:
        super().__init__(f"{len(against)} standing judgements say otherwise")
        self.against = tuple(against)


def live(log: Iterable[Said]) -> list[Said]:
    """The rows that no standing row undoes, undoings among them, in the order of the log.

    An undoing is later than what it undoes, so one pass from the end decides about every row.
    """
    undone: set[int] = set()
    holding: list[Said] = []
    for said in sorted(log, key=lambda row: -row.number):
        if said.number not in undone:
            holding.append(said)
            undone |= {said.undoes} if said.undoes is not None else set()
    return holding[::-1]


def standing(log: Iterable[Said]) -> list[Said]:
    """The judgements that hold, in the order in which they were said; no undoings."""
    return [said for said in live(log) if said.undoes is None]


def groups_of(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Member → the smallest member of its group, for everybody in a pair."""
    groups = Groups(pairs)
    return {one: groups.root(one) for one in list(groups.above)}


@dataclass(frozen=True)
class Closure:
    """What a log, or the part of it that touches some mentions, comes to."""

    log: tuple[Said, ...]

    @cached_property
    def standing(self) -> list[Said]:
        """The judgements that hold."""
        return standing(self.log)

    @cached_property
    def roots(self) -> Mapping[int, int]:
        """Member → root, for those who are one with somebody."""
        return groups_of((s.first, s.second) for s in self.standing if s.verdict == "same")

    @cached_property
    def by_root(self) -> Mapping[int, frozenset[int]]:
        """Root → all members, for groups of two or more."""
        found: dict[int, set[int]] = defaultdict(set)
        for member, root in self.roots.items():
            found[root].add(member)
        return {root: frozenset(members) for root, members in found.items()}

    @cached_property
    def said_between(self) -> Mapping[tuple[int, int], list[Said]]:
        """Two roots in order → what holds the two groups apart or leaves them open."""
        found: dict[tuple[int, int], list[Said]] = defaultdict(list)
        for said in self.standing:
            if said.verdict != "same":
                found[self.pair(said.first, said.second)].append(said)
        return found

    def root(self, one: int) -> int:
        """The smallest member of its group; itself when nobody said it is one with another."""
        return self.roots.get(one, one)

    def members(self, one: int) -> frozenset[int]:
        """Its whole group."""
        return self.by_root.get(self.root(one), frozenset({one}))

    def pair(self, one: int, other: int) -> tuple[int, int]:
        """The roots of both, in order."""
        low, high = sorted((self.root(one), self.root(other)))
        return low, high

    def are_same(self, one: int, other: int) -> bool:
        """Whether people said, in one or several steps, that both are one."""
        return self.root(one) == self.root(other)

    def between(self, one: int, other: int) -> list[Said]:
        """The standing "different" and "unsure" between the two groups, oldest first."""
        return self.said_between.get(self.pair(one, other), [])

    def apart(self, one: int, other: int) -> list[Said]:
        """The standing "different" between the two groups."""
        return [said for said in self.between(one, other) if said.verdict == "different"]

    def quarrels(self) -> list[Said]:
        """The standing "different" inside one group: none in a log that was checked row by row."""
        return [
            said
            for said in self.standing
            if said.verdict == "different" and self.are_same(said.first, said.second)
        ]

    def followed_by(self, rows: Iterable[Said]) -> "Closure":
        """The closure after some more rows; raises Contradiction when they cannot stand."""
        after = Closure((*self.log, *rows))
        if against := after.quarrels():
            raise Contradiction(against)
        return after

    def ties_of(self, some: Collection[int]) -> list[Said]:
        """The standing "same" that tie some members to the others of their group."""
        return [
            said
            for said in self.standing
            if said.verdict == "same" and (said.first in some) != (said.second in some)
        ]

    def may_ask(self, one: int, other: int, facts: Collection[Hashable]) -> bool:
        """Whether two mentions may be put before a person, given all that is known of both groups.

        Never those that are one already; those that somebody called different or unsure only when
        something is known now that was not known then.
        """
        if self.are_same(one, other):
            return False
        return all(set(facts) - said.facts for said in self.between(one, other))


def undoing(closure: Closure, act: Collection[int], numbers: Iterator[int]) -> list[Said]:
    """The rows that take back what still holds of an act, its last word first.

    No row is undone twice: of a word that was undone and done again the last undoing is taken back,
    which turns every row before it.
    """
    later = {said.undoes: said for said in closure.log if said.undoes is not None}
    ends: dict[int, Said] = {}
    for said in reversed(live(closure.log)):
        if said.number in act:
            end = said
            while end.number in later:
                end = later[end.number]
            ends.setdefault(end.number, end)
    return [
        Said(next(numbers), end.first, end.second, "undone", end.number) for end in ends.values()
    ]
