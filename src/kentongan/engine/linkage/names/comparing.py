"""Two read names compared word by word: one level, one reason."""

from rapidfuzz.distance import JaroWinkler

from kentongan.engine.linkage.names.guards import guards_disagree
from kentongan.engine.linkage.names.levels import NameComparison, NameLevel, Reason
from kentongan.engine.linkage.names.person_name import PersonName
from kentongan.engine.linkage.names.rarity import Rarity


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
    if "".join(a.k1) == "".join(b.k1):
        return NameComparison(NameLevel.SAME_SPELLING, Reason.SAME_SPELLING, 1.0)
    if "".join(a.k2) == "".join(b.k2):
        return NameComparison(NameLevel.SAME_SOUND, Reason.SAME_SOUND, 0.95)
    if guards_disagree(a.guards, b.guards):
        return NameComparison(NameLevel.GUARDED, Reason.GUARD, 0.1)
    likeness = JaroWinkler.similarity(" ".join(a.k2), " ".join(b.k2))
    level = NameLevel.VERY_ALIKE if likeness > 0.93 else NameLevel.UNLIKE
    return NameComparison(level, Reason.UNLIKE, likeness * 0.9)
