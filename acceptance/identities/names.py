"""Names: labelled pairs, the matchers side by side, and how fast names are read.

More files of pairs, with the columns of ``pairs_dev.csv``: ``KENTONGAN_PAIRS``, paths with colons
between. Other invented pairs: ``--seed``.
"""

import csv
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from acceptance.identities.matchers import (
    NamePairs,
    Scored,
    area_under,
    jaro_winkler,
    nomenklatura,
    product,
    splink_default,
    trigram,
)
from acceptance.identities.peers import NotInstalled
from acceptance.result import Part
from kentongan.engine.linkage.names import STRONG, WEAKEST, NameLevel, compare_names, read_name
from kentongan.engine.synthetic.name_errors import EVERY_WORD
from kentongan.engine.synthetic.name_pairs import (
    MATCH,
    NON_MATCH,
    UNCLEAR,
    NamePair,
    labelled_pairs,
)
from kentongan.entities.name_rarity import name_rarity
from tests.engine.linkage.names.by_hand import FIRST, SECOND
from tests.engine.linkage.names.by_hand_last import FOURTH
from tests.engine.linkage.names.by_hand_more import THIRD

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = Path(os.environ.get("KENTONGAN_REFERENCE_DATA", ROOT / ".." / "shared" / "data"))
SEED = int(os.environ.get("KENTONGAN_SEED", "20261126"))
# Four lists by others who had not seen the rules; linkage/README.md tells what they gave at first.
BLIND = ROOT / "tests" / "engine" / "linkage" / "names" / "blind.csv"
OF_EACH_KIND = 60
MOST_BESIDE = 300
LEAST_AREA, LEAST_STRONG, MOST_WRONG, LEAST_BETWEEN = 0.95, 0.95, 1 / 15, 0.8
NAMES_A_SECOND = 200_000


def name_results() -> Iterator[Part]:
    """Item 1: every set of pairs with its four promises and the table of matchers."""
    for what, pairs in sets_of_pairs():
        yield from promises(what, pairs)
        yield from side_by_side(what, sample([pair for pair in pairs if pair.label != UNCLEAR]))


def sets_of_pairs() -> Iterator[tuple[str, Sequence[NamePair]]]:
    """The files of labelled pairs, and those invented by rule."""
    more = [Path(path) for path in os.environ.get("KENTONGAN_PAIRS", "").split(":") if path]
    for path in (REFERENCE / "names" / "pairs_dev.csv", *more):
        yield path.stem, read_pairs(path)
    yield "by hand", [NamePair(*row) for row in (*FIRST, *SECOND, *THIRD, *FOURTH)]
    yield "by others, blind", read_pairs(BLIND)
    made = labelled_pairs(SEED, OF_EACH_KIND)
    kinds = len({pair.error for pair in made})
    yield f"{len(made)} by rule, {kinds} kinds, seed {SEED}", made


def sample(pairs: Sequence[NamePair]) -> Sequence[NamePair]:
    """Every so many-th pair, evenly over the kinds: some matchers take a tenth of a second each."""
    return pairs[:: -(-len(pairs) // MOST_BESIDE)]


def read_pairs(path: Path) -> list[NamePair]:
    """The pairs of a file; the category stands for the kind of difference."""
    with path.open(encoding="utf-8") as file:
        return [
            NamePair(row["name_a"], row["name_b"], row["label"], row["strength"], row["category"])
            for row in csv.DictReader(file)
        ]


def promises(what: str, pairs: Sequence[NamePair]) -> Iterator[Part]:
    """The four promises on one set."""
    levels = [(pair, level_of(pair)) for pair in pairs]
    strong = [level >= STRONG for pair, level in levels if pair.strength == "strong"]
    wrong = [level >= STRONG for pair, level in levels if pair.label == NON_MATCH]
    between = [WEAKEST <= level < STRONG for pair, level in levels if pair.label == UNCLEAR]
    yield counted(f"{what}: strong matches at the strong level", strong, f"≥ {LEAST_STRONG:.0%}")
    yield counted(f"{what}: non-matches at the strong level", wrong, "≤ 1 of 15")
    yield counted(
        f"{what}: unclear pairs between the thresholds", between, f"≥ {LEAST_BETWEEN:.0%}"
    )


def counted(what: str, found: Sequence[bool], target: str) -> Part:
    """How many of how many, against the target."""
    rate = sum(found) / len(found)
    limits = {"≤ 1 of 15": rate <= MOST_WRONG, "≥ 95%": rate >= LEAST_STRONG}
    kept = limits.get(target, rate >= LEAST_BETWEEN)
    return what, f"{sum(found)} of {len(found)} ({rate:.1%})", target, kept


def level_of(pair: NamePair) -> NameLevel:
    """The level that the product gives a pair."""
    return compare_names(read_name(pair.name_a), read_name(pair.name_b), name_rarity()).level


def side_by_side(what: str, pairs: Sequence[NamePair]) -> Iterator[Part]:
    """One line for every matcher; the product's line has the promise."""
    names = [(pair.name_a, pair.name_b) for pair in pairs]
    ours = product(names)
    best = area(ours, pairs)
    yield f"{what}: {ours.name}", figures(ours, pairs), f"AUC ≥ {LEAST_AREA}", best >= LEAST_AREA
    try:
        others = other_matchers(names)
    except NotInstalled as reason:
        yield f"{what}: other matchers", f"not installed: {reason}", "measured", False
        return
    for other in others:
        yield (
            f"{what}: {other.name}",
            figures(other, pairs),
            "AUC below ours",
            area(other, pairs) < best,
        )


def other_matchers(names: NamePairs) -> list[Scored]:
    """The peers; raises NotInstalled."""
    return [*nomenklatura(names), jaro_winkler(names), trigram(names), splink_default(names)]


def area(scored: Scored, pairs: Sequence[NamePair]) -> float:
    """AUC of matches against non-matches."""
    both = list(zip(pairs, scored.values, strict=True))
    return area_under(
        [value for pair, value in both if pair.label == MATCH],
        [value for pair, value in both if pair.label == NON_MATCH],
    )


def figures(scored: Scored, pairs: Sequence[NamePair]) -> str:
    """AUC, what is called one name at the cut-off, and the time of one pair."""
    called = [(pair, value >= scored.cut) for pair, value in zip(pairs, scored.values, strict=True)]
    matches = [one for pair, one in called if pair.label == MATCH]
    others = [one for pair, one in called if pair.label == NON_MATCH]
    return (
        f"AUC {area(scored, pairs):.3f}; at the cut-off {sum(matches)}/{len(matches)} matches, "
        f"{sum(others)}/{len(others)} non-matches; {scored.microseconds:.0f} µs a pair"
    )


def reading_results() -> Iterator[Part]:
    """For item 3: names read in a second, new ones of known words and those met before."""
    names = [f"{one} {other}" for one in EVERY_WORD[:150] for other in EVERY_WORD[-150:]]
    for word in EVERY_WORD:
        read_name(word)
    thirds = [names[at::3] for at in range(3)]
    # The best of three: what else runs on the machine slows a short measurement.
    yield speed_part("never seen", max(len(third) / seconds_of(third) for third in thirds))
    yield speed_part("met before", max(len(third) / seconds_of(third) for third in thirds))


def speed_part(which: str, speed: float) -> Part:
    """Names a second against the promise."""
    told = f"names read a second of CPU, {which}"
    return told, f"{speed:,.0f}", f"≥ {NAMES_A_SECOND:,}", speed >= NAMES_A_SECOND


def seconds_of(names: Sequence[str]) -> float:
    """CPU seconds to read the names."""
    start = time.process_time()
    for name in names:
        read_name(name)
    return time.process_time() - start
