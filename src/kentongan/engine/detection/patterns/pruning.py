"""What is said once: of combinations that share their rows, those that say more than the others.

A combination is explained by another one it shares recent rows with where
- it has all facts of the other and more, and among the rows of the other it is no more recent than
  the rest of them (the other says it already), or
- otherwise, once the rows of the other are taken away, it does not rise (only the other rose).
Combinations are gone through from the fewest facts on and the most striking first. One that an
earlier one explains falls out; an earlier one that a newcomer explains falls out for it. So no two
that stay explain each other, and each that fell out names one that stayed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.levels import end_of
from kentongan.engine.detection.patterns.chances import Drawn, log_factorials, upper_tail
from kentongan.engine.detection.patterns.facts import Fact

type Mask = NDArray[np.bool_] | NDArray[np.uint8]  # truth values, or eight of them in a byte


class Candidate(NamedTuple):
    """A combination that rose. Masks over all rows; ``could``: the rows that tell its columns."""

    facts: tuple[Fact, ...]
    p: float
    having: Mask
    could: Mask


@dataclass(frozen=True)
class Pruned:
    """Candidates by number: those kept, and which kept one explains each other one."""

    kept: tuple[int, ...]
    explained_by: dict[int, int]

    def said_by_kept(self, candidates: Sequence[Candidate]) -> dict[int, list[tuple[Fact, ...]]]:
        """Kept one → what it says along with itself."""
        said: dict[int, list[tuple[Fact, ...]]] = {kept: [] for kept in self.kept}
        for one, by in self.explained_by.items():
            said[by].append(candidates[one].facts)
        return said


def prune(candidates: Sequence[Candidate], recent: Mask, says_more: float) -> Pruned:
    """Leave out what others explain; numbers are places in ``candidates``."""
    logs, lately = log_factorials(len(recent)), np.packbits(recent)
    packed = [
        one._replace(having=np.packbits(one.having), could=np.packbits(one.could))
        for one in candidates
    ]

    def explains(one: int, other: int) -> bool:
        shared = packed[one].having & packed[other].having & lately
        if not shared.any():
            return False
        return chance_beyond(packed[other], packed[one], lately, logs) > says_more

    order = sorted(range(len(candidates)), key=lambda n: rank_of(candidates[n]))
    return said_once(order, explains)


def rank_of(one: Candidate) -> tuple[int, float, tuple[Fact, ...]]:
    """The fewest facts first, then the most striking."""
    return len(one.facts), one.p, one.facts


def chance_beyond(
    one: Candidate, known: Candidate, recent: Mask, logs: NDArray[np.float64]
) -> float:
    """How likely the rise of one is, once the other is known."""
    if set(known.facts) < set(one.facts):
        among, having = known.having, one.having
    else:
        among, having = one.could & ~known.having, one.having & ~known.having
    counts = (among, having, among & recent, having & recent)
    drawn = Drawn(*map(size, counts))
    return float(upper_tail(logs, drawn, False))


def size(mask: Mask) -> int:
    """How many rows are in it."""
    return int(np.bitwise_count(mask.view(np.uint8)).sum())


def said_once(order: Sequence[int], explains: Callable[[int, int], bool]) -> Pruned:
    """Go through them in order and keep what nothing kept explains."""
    kept: list[int] = []
    reason: dict[int, int] = {}
    for one in order:
        known = next((other for other in kept if explains(other, one)), None)
        if known is not None:
            reason[one] = known
            continue
        replaced = [other for other in kept if explains(one, other)]
        reason |= dict.fromkeys(replaced, one)
        kept = [other for other in kept if other not in replaced] + [one]
    return Pruned(tuple(kept), {one: end_of(reason, one) for one in reason})
