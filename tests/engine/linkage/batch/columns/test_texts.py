"""Texts by the column: hashes, letters and words as one text alone gives them."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.batch.columns.lists import lists_of
from kentongan.engine.linkage.batch.columns.texts import (
    each,
    in_order,
    joined,
    letters_in_order,
    numbers_of,
    ranks_of,
    taken,
)
from kentongan.engine.linkage.people import number_of

WORDS = ("soleh", "aminah", "siti", "yy", "名")
readable = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(readable, max_size=9))
def test_a_column_has_the_numbers_of_its_texts(texts: list[str]) -> None:
    assert numbers_of(pa.array(texts, pa.string())).tolist() == list(map(number_of, texts))


@given(st.lists(st.text(st.characters(codec="ascii"), max_size=12), max_size=9))
def test_letters_stand_in_order_of_the_alphabet(texts: list[str]) -> None:
    found = letters_in_order(pa.array(texts, pa.string()))
    assert found.to_pylist() == ["".join(sorted(text)) for text in texts]


def test_a_piece_of_a_column_has_its_own_letters() -> None:
    assert letters_in_order(pa.array(["zz", "ba", "dc"]).slice(1)).to_pylist() == ["ab", "cd"]


@given(st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=6))
def test_words_are_written_together_and_in_order(rows: list[list[int]]) -> None:
    words, texts = lists_of(rows), pa.array(WORDS)
    written = [[WORDS[at] for at in row] for row in rows]
    assert joined(words, texts, "").to_pylist() == ["".join(row) for row in written]
    ordered = joined(in_order(words, ranks_of(texts)), texts, " ")
    assert ordered.to_pylist() == [" ".join(sorted(row)) for row in written]


@given(st.lists(readable, unique=True, max_size=9))
def test_ranks_are_places_in_the_order_of_python(texts: list[str]) -> None:
    ranks = ranks_of(pa.array(texts, pa.string())).tolist()
    assert [text for _, text in sorted(zip(ranks, texts, strict=True))] == sorted(texts)


def test_equal_words_have_any_order_but_each_its_own_rank() -> None:
    assert sorted(ranks_of(pa.array(["b", "a", "b"])).tolist()) == [0, 1, 2]


def test_a_function_is_asked_once_for_each_different_text() -> None:
    asked: list[str] = []

    def loud(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert each(pa.array(["a", "b", "a"]), loud).to_pylist() == ["A", "B", "A"]
    assert sorted(asked) == ["a", "b"]


def test_short_lists_are_written_out_by_place() -> None:
    assert taken(["", "L", "P"], np.array([2, 0])).to_pylist() == ["P", ""]
