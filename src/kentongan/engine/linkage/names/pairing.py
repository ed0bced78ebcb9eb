"""The words of two names paired off, so that the best pairs stand together."""

from dataclasses import dataclass
from itertools import pairwise

from kentongan.engine.linkage.names.rarity import Rarity
from kentongan.engine.linkage.names.relations import Relation, relation
from kentongan.engine.linkage.names.sound import sound_of

type Pair = tuple[str, str, Relation]
type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """``pairs`` agree in some way; ``contradictions`` do not; ``left_out`` stood on one side."""

    pairs: tuple[Pair, ...]
    contradictions: tuple[Pair, ...]
    left_out: Words
    in_order: bool

    @property
    def weakest(self) -> Relation:
        """The weakest relation among the pairs that agree."""
        return min((found for _, _, found in self.pairs), default=Relation.OTHER)

    @property
    def same_words(self) -> Words:
        """The words (k1) that are the same or sound the same."""
        return tuple(one for one, _, found in self.pairs if found >= Relation.SOUND)


def pair_off(a: Words, b: Words, rarity: Rarity) -> Pairing:
    """Pair the words of two names, strongest relation first, then by place."""
    a, b = joined_like(a, b), joined_like(b, a)
    ranked = sorted(
        (-relation(x, y, rarity.knows(x), rarity.knows(y)), abs(i - j), i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
    )
    taken: dict[int, int] = {}
    pairs: list[tuple[int, int, Relation]] = []
    for rank, _, i, j in ranked:
        if i not in taken and j not in taken.values():
            taken[i] = j
            pairs.append((i, j, Relation(-rank)))
    return sorted_out(a, b, pairs)


def sorted_out(a: Words, b: Words, pairs: list[tuple[int, int, Relation]]) -> Pairing:
    """The pairs that agree apart from those that do not."""
    agreed = sorted(pair for pair in pairs if pair[2] > Relation.GUARD)
    refused = [pair for pair in pairs if pair[2] <= Relation.GUARD]
    seconds = {j for _, j, _ in pairs}
    firsts = {i for i, _, _ in pairs}
    return Pairing(
        pairs=tuple((a[i], b[j], found) for i, j, found in agreed),
        contradictions=tuple((a[i], b[j], found) for i, j, found in refused),
        left_out=(
            *(word for i, word in enumerate(a) if i not in firsts),
            *(word for j, word in enumerate(b) if j not in seconds),
        ),
        in_order=all(one[1] < other[1] for one, other in pairwise(agreed)),
    )


def joined_like(words: Words, others: Words) -> Words:
    """Two words in one where the other name joins them: Nur Hidayati like Nurhidayati."""
    sounds = {sound_of(other) for other in others}
    for at, (one, two) in enumerate(pairwise(words)):
        if min(len(one), len(two)) == 1:  # an initial is no part of a split word
            continue
        if sound_of(one + two) in sounds and sound_of(one) not in sounds:
            return joined_like((*words[:at], one + two, *words[at + 2 :]), others)
    return words
