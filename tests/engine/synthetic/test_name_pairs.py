"""Invented pairs of names: labelled by rule, seeded, of many kinds."""

from collections import Counter

import pytest

from kentongan.engine.linkage.names import STRONG, WEAKEST, compare_names, read_name
from kentongan.engine.synthetic.name_errors import replaced
from kentongan.engine.synthetic.name_pairs import KINDS, MATCH, NON_MATCH, UNCLEAR, labelled_pairs
from kentongan.entities.name_rarity import name_rarity


def test_there_are_two_thousand_pairs_of_twenty_kinds_and_more() -> None:
    pairs = labelled_pairs(1)
    assert len(pairs) >= 2_000
    assert len({pair.error for pair in pairs}) >= 20
    assert {pair.label for pair in pairs} == {MATCH, NON_MATCH, UNCLEAR}


def test_one_seed_gives_the_same_pairs_and_another_seed_others() -> None:
    assert labelled_pairs(1, 5) == labelled_pairs(1, 5)
    assert labelled_pairs(1, 5) != labelled_pairs(2, 5)


def test_every_kind_gives_as_many_pairs_and_has_one_label() -> None:
    pairs = labelled_pairs(3, 4)
    assert set(Counter(pair.error for pair in pairs).values()) == {4}
    assert all(pair.label == KINDS[pair.error].label for pair in pairs)


def test_the_two_names_of_a_pair_are_written_differently() -> None:
    assert all(pair.name_a != pair.name_b for pair in labelled_pairs(4, 30))


def test_a_rule_that_changes_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word is changed"):
        replaced(("qqq", "x"))


EXAMPLES = {
    "old oe": "oe",
    "old dj": "dj",
    "old tj": "tj",
    "joined or split": " ",
    "binti written": " b",
    "clan marker written": "boru",
    "initial": ".",
    "M. or Muhammad": "M. ",
    "other father": " binti ",
    "other Balinese rank": "Ni ",
    "father behind one word": " ",
    "title": " ",
    "degree": ", ",
}


@pytest.mark.parametrize(("error", "sign"), EXAMPLES.items())
def test_a_kind_of_difference_shows_its_sign(error: str, sign: str) -> None:
    made = [pair for pair in labelled_pairs(5, 6) if pair.error == error]
    assert all(sign.lower() in f"{pair.name_a}|{pair.name_b}".lower() for pair in made)


@pytest.mark.parametrize(
    "error", [name for name, kind in KINDS.items() if kind.strength == "strong"]
)
def test_strong_kinds_are_read_as_one_name(error: str) -> None:
    made = [pair for pair in labelled_pairs(6, 15) if pair.error == error]
    found = [
        compare_names(read_name(pair.name_a), read_name(pair.name_b), name_rarity()).level
        for pair in made
    ]
    assert sum(level >= STRONG for level in found) >= 14


@pytest.mark.parametrize("error", [name for name, kind in KINDS.items() if kind.label == NON_MATCH])
def test_different_names_are_hardly_ever_strong(error: str) -> None:
    made = [pair for pair in labelled_pairs(7, 15) if pair.error == error]
    found = [
        compare_names(read_name(pair.name_a), read_name(pair.name_b), name_rarity()).level
        for pair in made
    ]
    assert sum(level >= STRONG for level in found) <= 1


@pytest.mark.parametrize("error", [name for name, kind in KINDS.items() if kind.label == UNCLEAR])
def test_unclear_names_lie_between_the_thresholds(error: str) -> None:
    made = [pair for pair in labelled_pairs(8, 15) if pair.error == error]
    found = [
        compare_names(read_name(pair.name_a), read_name(pair.name_b), name_rarity()).level
        for pair in made
    ]
    assert sum(WEAKEST <= level < STRONG for level in found) >= 13
