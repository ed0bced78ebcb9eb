"""Which combinations are looked at, and how sure one must be."""

from dataclasses import dataclass

from kentongan.engine.detection.false_discovery import Correction


@dataclass(frozen=True)
class PatternSettings:
    """The limits of a search; every limit is included. Raises ValueError where one is impossible.

    fewest_facts, most_facts: how many facts a combination has.
    min_cases: rows in all, recent and before, from which on a combination is tested. It must not
    ask for recent rows: what is tested may not depend on what is found.
    discovery: the share of false discoveries among the combinations found, in the long run.
    correction: how that share is held; see ``false_discovery``.
    says_more: a combination stands beside another one only where it rises beyond it with such a
    chance or a smaller one.
    middle: half the chance of exactly so many recent rows instead of all of it. Middle values are
    even on average and find more; the whole ones never promise too much.
    replicates: shuffles of what is recent, for the chance that any combination at all goes so far;
    0 for none. seed: the same seed gives the same result.
    """

    fewest_facts: int = 2
    most_facts: int = 4
    min_cases: int = 4
    discovery: float = 0.05
    correction: Correction = "hochberg"
    says_more: float = 0.01
    middle: bool = False
    replicates: int = 199
    seed: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.fewest_facts <= self.most_facts:
            raise ValueError(f"no combination has {self.fewest_facts} to {self.most_facts} facts")
        if self.min_cases < 1 or self.replicates < 0:
            raise ValueError("min_cases is at least 1 and replicates at least 0")
        for name in ("discovery", "says_more"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it lies between 0 and 1")
