"""Records grouped by their links: no further than humans, numbers and density allow.

Strongest link first, two groups become one unless somebody said "different", two sound national ids
contradict each other, the group grows too large, or only a chain holds it together. What is refused
goes to review. The same links in any order give the same groups.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 20
LEAST_DENSITY = 0.5  # of all pairs across two groups, this share is linked; a chain has less
MOST_LINKS = 30  # one record linked to more is a common name without facts: a hub


class Refusal(StrEnum):
    """Why a link did not join two groups."""

    DIFFERENT = "different"
    NUMBERS = "numbers"
    TOO_LARGE = "too_large"
    CHAIN = "chain"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Link:
    """Two records and the weight between them."""

    a: int
    b: int
    weight: float


@dataclass(frozen=True)
class Clusters:
    """``groups``: of two records or more, each in order; ``refused``: what a human should see."""

    groups: tuple[tuple[int, ...], ...]
    refused: tuple[tuple[Link, Refusal], ...]


def cluster(
    links: Iterable[Link],
    different: Collection[tuple[int, int]] = (),
    numbers: Sequence[str] | None = None,
) -> Clusters:
    """The groups. ``different``: pairs that a human set apart; ``numbers``: sound id by record."""
    ordered = sorted(links, key=lambda one: (-one.weight, min(one.a, one.b), max(one.a, one.b)))
    grouping = Grouping(ordered, different, numbers)
    refused = [(one, why) for one in ordered if (why := grouping.join(one))]
    return Clusters(grouping.groups(), tuple(refused))


class Grouping:
    """Groups that grow, link by link."""

    def __init__(
        self,
        links: Sequence[Link],
        different: Collection[tuple[int, int]],
        numbers: Sequence[str] | None,
    ) -> None:
        self.linked: dict[int, set[int]] = {}
        for one in links:
            self.linked.setdefault(one.a, set()).add(one.b)
            self.linked.setdefault(one.b, set()).add(one.a)
        self.apart: dict[int, set[int]] = {}
        for a, b in different:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)
        self.numbers = numbers
        self.group_of: dict[int, list[int]] = {}

    def join(self, link: Link) -> Refusal | None:
        """Make one group of the two that a link touches; else why not."""
        one, two = self.group(link.a), self.group(link.b)
        if one is two:
            return None
        if refusal := self.refusal(one, two):
            return refusal
        small, large = sorted((one, two), key=len)
        large.extend(small)
        for record in small:
            self.group_of[record] = large
        return None

    def group(self, record: int) -> list[int]:
        """The group of a record; at first itself alone."""
        return self.group_of.setdefault(record, [record])

    def refusal(self, one: list[int], two: list[int]) -> Refusal | None:
        """Why two groups stay apart, the reason of a human first."""
        if any(not self.apart.get(record, set()).isdisjoint(two) for record in one):
            return Refusal.DIFFERENT
        if self.numbers and len({self.numbers[at] for at in (*one, *two)} - {""}) > 1:
            return Refusal.NUMBERS
        if len(one) + len(two) > LARGEST:
            return Refusal.TOO_LARGE
        if any(len(self.linked[record]) > MOST_LINKS for record in (*one, *two)):
            return Refusal.HUB
        across = sum(len(self.linked[record].intersection(two)) for record in one)
        return Refusal.CHAIN if across < LEAST_DENSITY * len(one) * len(two) else None

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Groups of two or more, in the order of their first records."""
        found = {tuple(sorted(group)) for group in self.group_of.values() if len(group) > 1}
        return tuple(sorted(found))
