"""How many people carry a word of a name: a common word proves little, a rare one much."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kentongan.engine.linkage.names.spelling import modern

# Of an unlisted word: about one person in 25,000; half the words of a register are rarer.
UNKNOWN = 0.00004
COMMON = 0.002


@dataclass(frozen=True)
class Rarity:
    """``shares``: word in modern spelling (k1) → share of people whose name holds it, 0 to 1."""

    shares: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def share(self, word: str) -> float:
        """The share of people; that of a rare word when the word is not listed."""
        return self.shares.get(word, UNKNOWN)

    def knows(self, word: str) -> bool:
        """Whether the word is listed, so that it is a name and no slip of the pen."""
        return word in self.shares

    def is_common(self, word: str) -> bool:
        """Whether at least two people of a thousand carry it."""
        return self.share(word) >= COMMON


def read_shares(lines: Iterable[str]) -> Rarity:
    """Lines ``word,people per 100,000`` after one heading; raises ValueError for another line."""
    shares: dict[str, float] = {}
    for line in list(lines)[1:]:
        word, people = line.strip().split(",")[:2]
        key = modern(word)
        shares[key] = max(shares.get(key, 0.0), float(people) / 100_000)
    return Rarity(MappingProxyType(shares))


def counted(words: Iterable[Iterable[str]]) -> Rarity:
    """The shares in an office's own records: one collection of k1 words for each person."""
    counts: dict[str, int] = {}
    people = 0
    for name in words:
        people += 1
        for word in set(name):
            counts[word] = counts.get(word, 0) + 1
    shares = {word: count / people for word, count in counts.items()}
    return Rarity(MappingProxyType(shares))
