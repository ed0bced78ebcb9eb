"""Accuracy on pairs that were labelled by hand and by rule; the promises of the issue."""

import csv
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from kentongan.engine.linkage.names import STRONG, WEAKEST, NameComparison, compare_names, read_name
from kentongan.engine.synthetic.name_pairs import labelled_pairs
from kentongan.entities.name_rarity import name_rarity
from tests.engine.linkage.names.by_hand import FIRST, SECOND
from tests.engine.linkage.names.by_hand_last import FOURTH
from tests.engine.linkage.names.by_hand_more import THIRD

with Path(__file__).with_name("blind.csv").open(encoding="utf-8") as file:
    BLIND = [
        tuple(row[name] for name in ("name_a", "name_b", "label", "strength", "category"))
        for row in csv.DictReader(file)
    ]
BY_HAND = {
    "by others, blind": BLIND,
    "by hand": FIRST,
    "by hand, second list": SECOND,
    "by hand, third list": THIRD,
    "by hand, last list": FOURTH,
}
type Compared = tuple[str, str, NameComparison]  # label, strength


def compared(name_a: str, name_b: str) -> NameComparison:
    return compare_names(read_name(name_a), read_name(name_b), name_rarity())


@pytest.fixture(scope="module", params=[*BY_HAND, "by rule, seed 7", "by rule, seed 8"])
def pairs(request: pytest.FixtureRequest) -> list[Compared]:
    """Every pair of one set with its label."""
    if request.param in BY_HAND:
        rows = BY_HAND[request.param]
        return [(label, strength, compared(a, b)) for a, b, label, strength, _ in rows]
    made = labelled_pairs(int(request.param[-1]), of_each_kind=20)
    return [(p.label, p.strength, compared(p.name_a, p.name_b)) for p in made]


def test_the_chance_that_a_match_is_above_a_non_match_is_95_percent(pairs: list[Compared]) -> None:
    matches = [found.likeness for label, _, found in pairs if label == "match"]
    others = [found.likeness for label, _, found in pairs if label == "non_match"]
    above = sum(one > two for one, two in product(matches, others))
    assert above / len(matches) / len(others) >= 0.95


def test_95_percent_of_the_strong_matches_are_strong(pairs: list[Compared]) -> None:
    strong = [found.level >= STRONG for _, strength, found in pairs if strength == "strong"]
    assert sum(strong) / len(strong) >= 0.95


def test_at_most_one_non_match_of_fifteen_is_strong(pairs: list[Compared]) -> None:
    strong = [found.level >= STRONG for label, _, found in pairs if label == "non_match"]
    assert sum(strong) / len(strong) <= 1 / 15


def test_80_percent_of_the_unclear_pairs_lie_between_the_thresholds(pairs: list[Compared]) -> None:
    between = [WEAKEST <= found.level < STRONG for label, _, found in pairs if label == "unclear"]
    assert sum(between) / len(between) >= 0.8


def test_the_list_by_hand_holds_every_kind_of_pair() -> None:
    assert len(FIRST) >= 150
    assert min(Counter(category for *_, category in FIRST).values()) >= 4
