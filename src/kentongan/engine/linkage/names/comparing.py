"""Two read names compared word by word: one level, one reason.

Words are paired off by their relation (``relations``); what is left over on one side was left out,
what is left over on both sides contradicts. Levels: ``levels.NameLevel``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from kentongan.engine.linkage.names.levels import NameComparison, NameLevel, Reason
from kentongan.engine.linkage.names.pairing import Pairing, pair_off
from kentongan.engine.linkage.names.person_name import PersonName
from kentongan.engine.linkage.names.rarity import Rarity
from kentongan.engine.linkage.names.relations import (
    SHORTEST_SLIP,
    Relation,
    is_near,
    is_one_letter,
    relation,
)
from kentongan.engine.linkage.names.sound import sound_of

type Finding = tuple[NameLevel, Reason]

ALIKE_LETTERS = 0.9
# A wife is called by her husband's name; a name that ends as women's do is her own.
WIFE = re.compile(r"\W*(?:ny|nyonya)\b.*", re.IGNORECASE)
WOMANS = re.compile(r".*(?:[nmst]i|tri|ih|ah|a|em|um)")
# What a whole name is worth whose weakest pair of words is this.
BY_WEAKEST: dict[Relation, Finding] = {
    Relation.SAME: (NameLevel.SAME_SPELLING, Reason.SAME_SPELLING),
    Relation.SOUND: (NameLevel.SAME_SOUND, Reason.SAME_SOUND),
    Relation.HEARD: (NameLevel.VERY_ALIKE, Reason.HEARD),
    Relation.TYPING: (NameLevel.VERY_ALIKE, Reason.TYPING),
    Relation.EITHER: (NameLevel.ALIKE, Reason.EITHER),
    Relation.SHORT_FORM: (NameLevel.COMMON_WORD, Reason.SHORT_FORM),
    Relation.INITIAL: (NameLevel.COMMON_WORD, Reason.INITIAL),
}


@dataclass(frozen=True, slots=True)
class Fathers:
    """k1 words of the two fathers: from bin or binti, else as told elsewhere."""

    a: tuple[str, ...]
    b: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """All words of both."""
        return frozenset(self.a + self.b)


def compare_names(
    a: PersonName,
    b: PersonName,
    rarity: Rarity,
    father_a: tuple[str, ...] = (),
    father_b: tuple[str, ...] = (),
) -> NameComparison:
    """The level of two names; symmetric. ``father_a``: k1 words of the father as told elsewhere."""
    if not a.k1 or not b.k1:
        return NameComparison(NameLevel.MISSING, Reason.NO_NAME, 0.5)
    fathers = Fathers(a.father or father_a, b.father or father_b)
    found = compared(a, b, rarity, fathers)
    if a.others or b.others:
        found = max(found, by_other_names(a, b, rarity, fathers), key=lambda one: one[0])
    level, reason = found
    return NameComparison(level, reason, likeness(a, b, level))


def likeness(a: PersonName, b: PersonName, level: NameLevel) -> float:
    """A tenth for each level, and the letters within it."""
    first, second = sorted((" ".join(a.k2), " ".join(b.k2)))
    return round((level + 0.9 * JaroWinkler.similarity(first, second)) / 9, 4)


def compared(a: PersonName, b: PersonName, rarity: Rarity, fathers: Fathers) -> Finding:
    """The finding for the names themselves, then for fathers and for sex."""
    found = whole_names(a.k1, b.k1) or by_words(a, b, rarity, fathers)
    return by_sex(a, b, by_one_father(a, b, by_fathers(found, fathers, rarity)))


def whole_names(a: tuple[str, ...], b: tuple[str, ...]) -> Finding | None:
    """Names of the same letters or sounds, however they are split; an initial is no part of one."""
    if any(len(word) == 1 for word in a + b):
        return BY_WEAKEST[Relation.SAME] if a == b else None
    written = relation("".join(a), "".join(b), False, False)
    return BY_WEAKEST[written] if written >= Relation.SOUND else None


def by_words(a: PersonName, b: PersonName, rarity: Rarity, fathers: Fathers) -> Finding:
    """The finding of the pairing."""
    first, second = sorted((a.k1, b.k1), key=lambda words: (len(words), words))
    pairing = pair_off(first, second, rarity)
    if pairing.contradictions:
        return by_contradiction(pairing, rarity)
    if pairing.left_out:
        return by_left_out(pairing, rarity, fathers)
    if not pairing.in_order and pairing.weakest >= Relation.HEARD:
        return NameLevel.VERY_ALIKE, Reason.OTHER_ORDER
    return by_weakest(pairing)


def by_weakest(pairing: Pairing) -> Finding:
    """As good as the weakest pair; better when another word is the same."""
    level, reason = BY_WEAKEST[pairing.weakest]
    if level == NameLevel.COMMON_WORD and pairing.same_words:
        return NameLevel.ALIKE, reason
    return level, reason


def by_left_out(pairing: Pairing, rarity: Rarity, fathers: Fathers) -> Finding:
    """One name has more words: those of the father, or words that were left out."""
    same = pairing.same_words
    if same and pairing.weakest >= Relation.SOUND:
        if fathers.words.issuperset(pairing.left_out):
            return NameLevel.SAME_SOUND, Reason.FATHER
        if len(same) > 1:
            return NameLevel.SUBSET, Reason.LEFT_OUT
        is_common = rarity.is_common(same[0])
        return (NameLevel.COMMON_WORD if is_common else NameLevel.RARE_WORD), Reason.ONE_WORD
    if pairing.weakest >= Relation.EITHER and len(pairing.pairs) > 1:
        return NameLevel.ALIKE, Reason.LEFT_OUT
    return NameLevel.COMMON_WORD, BY_WEAKEST[pairing.weakest][1]


def by_contradiction(pairing: Pairing, rarity: Rarity) -> Finding:
    """Words against each other: other names, unless the pen may have slipped."""
    if all(may_be_slip(*pair, rarity) for pair in pairing.contradictions):
        return NameLevel.COMMON_WORD, Reason.TYPING
    if any(found == Relation.GUARD for _, _, found in pairing.contradictions):
        return NameLevel.GUARDED, Reason.GUARD
    return NameLevel.UNLIKE, Reason.OTHER_WORD if pairing.same_words else Reason.UNLIKE


def may_be_slip(one: str, other: str, found: Relation, rarity: Rarity) -> bool:
    """Whether two words may be one; of one stem they must lie closer: Sumarni, Sumarmi."""
    return is_near(one, other) or (found != Relation.GUARD and is_slip(one, other, rarity))


def is_slip(one: str, other: str, rarity: Rarity) -> bool:
    """Whether one of two words is no known name and their letters are alike."""
    if min(len(one), len(other)) < SHORTEST_SLIP or (rarity.knows(one) and rarity.knows(other)):
        return False
    if one[0] != other[0] or sound_of(one)[-1] != sound_of(other)[-1]:
        return False
    first, second = sorted((one, other))
    return JaroWinkler.similarity(first, second) >= ALIKE_LETTERS


def by_fathers(found: Finding, fathers: Fathers, rarity: Rarity) -> Finding:
    """Two told fathers confirm, leave open or contradict; one told father says nothing."""
    if not fathers.a or not fathers.b or found[0] < NameLevel.COMMON_WORD:
        return found
    first, second = sorted((fathers.a, fathers.b), key=lambda words: (len(words), words))
    pairing = pair_off(first, second, rarity)
    if not all(is_one_letter(one, other) for one, other, _ in pairing.contradictions):
        return NameLevel.GUARDED, Reason.OTHER_FATHER
    is_clear = not pairing.contradictions and pairing.weakest >= Relation.SOUND
    if is_clear or found[0] <= NameLevel.ALIKE:
        return found
    return NameLevel.ALIKE, Reason.FATHER_UNCLEAR


def by_one_father(a: PersonName, b: PersonName, found: Finding) -> Finding:
    """A single name with a father and without one: many bear it, the father tells them apart."""
    is_single = len(a.k1) == len(b.k1) == 1
    if is_single and bool(a.father) != bool(b.father) and found[0] > NameLevel.SUBSET:
        return NameLevel.SUBSET, Reason.LEFT_OUT
    return found


def by_sex(a: PersonName, b: PersonName, found: Finding) -> Finding:
    """A man and a woman of one name: Bu Slamet may be the wife of Pak Slamet.

    With one father behind bin and binti it is one person whose marker was mistaken.
    """
    is_one_person = bool(a.father and b.father)
    if is_one_person or a.sex == b.sex or found[0] <= NameLevel.ALIKE:
        return found
    may_be_couple = (a.sex and b.sex) or is_wife(a) or is_wife(b)
    return (NameLevel.ALIKE, Reason.OTHER_SEX) if may_be_couple else found


def is_wife(name: PersonName) -> bool:
    """Whether a single name may be the husband's: Ny. Darmaji."""
    is_single = len(name.k1) == 1 and not WOMANS.fullmatch(name.k1[0])
    return is_single and WIFE.fullmatch(name.raw) is not None


def by_other_names(a: PersonName, b: PersonName, rarity: Rarity, fathers: Fathers) -> Finding:
    """The best finding that an alias takes part in; never as good as the name itself."""
    findings = (
        compared(one, other, rarity, fathers)
        for one, other in crossed((a, *a.others), (b, *b.others))
    )
    level, reason = max(findings)
    if level >= NameLevel.VERY_ALIKE:
        return NameLevel.RARE_WORD, Reason.OTHER_NAME
    return min(level, NameLevel.COMMON_WORD), reason


def crossed(
    a: Sequence[PersonName], b: Sequence[PersonName]
) -> list[tuple[PersonName, PersonName]]:
    """Every pair but that of the two names themselves."""
    return [(one, other) for one in a for other in b if (one, other) != (a[0], b[0])]
