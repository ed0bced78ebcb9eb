"""Invented pairs of names: labelled by rule, seeded, of many kinds."""

from collections import Counter

import pytest

from kentongan.engine.synthetic.name_errors import replaced
from kentongan.engine.synthetic.name_pairs import KINDS, MATCH, NON_MATCH, UNCLEAR, labelled_pairs


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
