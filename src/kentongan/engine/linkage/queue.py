"""In which order a person is asked about pairs: what a decision is worth stands first.

Likeness leads: pairs are taken in steps of one bit of evidence. Within a step, the pair comes
first whose yes tells most: how many mentions come together, times ``worth`` (voices that do not
know of each other). Some answers come for free, so they are not asked for: when A is B and B is C,
A is C. A pair that the better pairs before it would answer stands at the end.

Greedy with a heap: the expected groups grow as Kruskal's trees do, and the pairs at a group that
has grown are weighed anew.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import floor, log2

from kentongan.engine.linkage.groups import Groups

# Beyond this a group says more about a faulty number than about a person; growing it earns nothing.
LARGEST_GROUP = 20
LIKELY = 0.5
BITS = 1.0
LEAST = 2.0**-40


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two mentions that may be one person; ``probability`` of it, and what a yes would tell."""

    first: int
    second: int
    probability: float
    worth: float = 1.0


def step_of(probability: float) -> int:
    """In which step of evidence a probability lies; certainties in the outermost ones."""
    sure = min(max(probability, LEAST), 1 - LEAST)
    return floor(log2(sure / (1 - sure)) / BITS)


def value(candidate: Candidate, groups: Groups) -> tuple[int, float]:
    """What asking about a pair is worth: the step of its likeness, and what a yes would tell."""
    sizes = (groups.size_of(candidate.first), groups.size_of(candidate.second))
    together = min(sizes[0], LARGEST_GROUP) * min(sizes[1], LARGEST_GROUP)
    return step_of(candidate.probability), candidate.worth * together


def ordered(
    candidates: Sequence[Candidate], known: Iterable[Collection[int]] = ()
) -> list[Candidate]:
    """All candidates, the most valuable first; those that others answer stand at the end.

    ``known``: groups that are confirmed already. Equal values keep the order of the mentions.
    """
    groups, asked, answered = Groups(known), list[Candidate](), list[Candidate]()
    near = beside(candidates, groups)
    waiting = [entry(one, groups) for one in candidates]
    heapify(waiting)
    done = set[tuple[int, int]]()
    while waiting:
        place = heappop(waiting)
        first, second, one = place[3:]
        if (first, second) in done or place[:2] > entry(one, groups)[:2]:
            continue  # weighed anew since
        done.add((first, second))
        if groups.are_one(first, second):
            answered.append(one)
            continue
        asked.append(one)
        if one.probability >= LIKELY:
            for other in joined(one, groups, near):
                heappush(waiting, entry(other, groups))
    return asked + sorted(answered, key=lambda one: -one.probability)


def entry(one: Candidate, groups: Groups) -> tuple[int, float, float, int, int, Candidate]:
    """Its place in the heap: the most valuable first, then the likelier, then the earlier."""
    step, gain = value(one, groups)
    return -step, -gain, -one.probability, one.first, one.second, one


def beside(candidates: Iterable[Candidate], groups: Groups) -> dict[int, list[Candidate]]:
    """The root of each group with the pairs that touch it."""
    near: dict[int, list[Candidate]] = {}
    for one in candidates:
        for root in {groups.root(one.first), groups.root(one.second)}:
            near.setdefault(root, []).append(one)
    return near


def joined(one: Candidate, groups: Groups, near: dict[int, list[Candidate]]) -> list[Candidate]:
    """Put a pair together; returns the pairs that are worth more since."""
    ends = groups.root(one.first), groups.root(one.second)
    small = [end for end in ends if groups.size_of(end) < LARGEST_GROUP]
    grown = [other for end in small for other in near.get(end, ())]
    touching = near.pop(ends[0], []) + near.pop(ends[1], [])
    groups.join(*ends)
    near[groups.root(one.first)] = touching
    return grown
