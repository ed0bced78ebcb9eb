"""Words paired off: every word once, the best relation first, the rest told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.names import Rarity
from kentongan.engine.linkage.names.pairing import joined_like, pair_off
from kentongan.engine.linkage.names.relations import Relation

NOTHING_KNOWN = Rarity()
WORDS = st.lists(
    st.sampled_from(
        ["sri", "siti", "suharto", "suharti", "m", "muhammad", "yusuf", "yusup", "tini"]
    ),
    min_size=1,
    max_size=5,
).map(tuple)


def test_the_same_words_are_paired_wherever_they_stand() -> None:
    pairing = pair_off(("agus", "santoso"), ("santoso", "agus"), NOTHING_KNOWN)
    assert pairing.same_words == ("agus", "santoso")
    assert not pairing.in_order
    assert not pairing.left_out


def test_a_word_on_one_side_only_is_left_out() -> None:
    pairing = pair_off(("dewi", "lestari"), ("dewi", "puji", "lestari"), NOTHING_KNOWN)
    assert pairing.left_out == ("puji",)
    assert pairing.in_order
    assert not pairing.contradictions


def test_words_on_both_sides_contradict() -> None:
    pairing = pair_off(("agus", "kurniawan"), ("agus", "setiawan"), NOTHING_KNOWN)
    assert pairing.contradictions == (("kurniawan", "setiawan", Relation.OTHER),)
    assert pairing.weakest == Relation.SAME


def test_the_better_pair_goes_first() -> None:
    pairing = pair_off(("yusup",), ("yusuf", "yusup"), NOTHING_KNOWN)
    assert pairing.pairs == (("yusup", "yusup", Relation.SAME),)
    assert pairing.left_out == ("yusuf",)


def test_an_initial_takes_a_word_that_nothing_else_takes() -> None:
    pairing = pair_off(("m", "yusuf"), ("muhammad", "yusuf"), NOTHING_KNOWN)
    assert ("m", "muhammad", Relation.INITIAL) in pairing.pairs
    assert pairing.weakest == Relation.INITIAL


@pytest.mark.parametrize(
    ("words", "others", "expected"),
    [
        (("siti", "nur", "hidayati"), ("siti", "nurhidayati"), ("siti", "nurhidayati")),
        (("siti", "nur", "hidayati"), ("siti", "nur", "aini"), ("siti", "nur", "hidayati")),
        (("tri", "yono"), ("sri", "triyono"), ("triyono",)),
        (("tri",), ("tri",), ("tri",)),
    ],
)
def test_split_words_are_joined_as_the_other_name_joins_them(
    words: tuple[str, ...], others: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert joined_like(words, others) == expected


@given(WORDS, WORDS)
def test_every_word_is_told_once(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    pairing = pair_off(a, b, NOTHING_KNOWN)
    firsts = [one for one, _, _ in (*pairing.pairs, *pairing.contradictions)]
    seconds = [other for _, other, _ in (*pairing.pairs, *pairing.contradictions)]
    assert sorted([*firsts, *seconds, *pairing.left_out]) == sorted([*a, *b])


@given(WORDS, WORDS)
def test_as_many_words_are_paired_as_the_shorter_name_has(
    a: tuple[str, ...], b: tuple[str, ...]
) -> None:
    pairing = pair_off(a, b, NOTHING_KNOWN)
    assert len(pairing.pairs) + len(pairing.contradictions) == min(len(a), len(b))


@given(WORDS)
def test_a_name_agrees_with_itself_in_order(words: tuple[str, ...]) -> None:
    pairing = pair_off(words, words, NOTHING_KNOWN)
    assert pairing.weakest == Relation.SAME
    assert pairing.in_order
