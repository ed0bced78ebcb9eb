"""Columns of names, each against what one person alone has."""

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.batch.columns.lists import Lists, lists_of
from kentongan.engine.linkage.batch.columns.naming import Naming, forms, forms_of
from kentongan.engine.linkage.batch.columns.reading import read_texts
from kentongan.engine.linkage.batch.columns.texts import ranks_of
from kentongan.engine.linkage.batch.columns.words import Book
from kentongan.engine.linkage.names import Rarity, counted, read_name
from kentongan.engine.linkage.people import Person, bits_of, hashes, number_of, prepare
from kentongan.engine.linkage.people import forms as forms_of_one

NAMES = (
    "Siti Aminah", "Suminah binti Kasan Redjo", "M. Soleh alias Gendon", "", "Sri Sri",
    "Zulpatikah Wigati alias Siti Aminah alias Kriwil", "Siti Aminah alias Wigati Rejo",
)  # fmt: skip
SHARES = counted([("siti", "aminah")] * 90 + [("suminah",)] * 10)


def rows(lists: Lists) -> list[list[int]]:
    pieces = np.split(lists.values, lists.bounds[1:-1])
    return [piece.tolist() for piece in pieces]


@pytest.fixture
def naming() -> tuple[Naming, Lists]:
    book = Book(SHARES)
    readings, (names,) = read_texts([pa.array(NAMES, pa.string())], book)
    made = Naming(readings, book.known())
    return made, made.called(names)


def test_a_name_and_its_other_names_are_called_together(naming: tuple[Naming, Lists]) -> None:
    _, called = naming
    assert called.sizes.tolist() == [1 + len(read_name(name).others) for name in NAMES]


def test_names_have_the_columns_that_one_person_has(naming: tuple[Naming, Lists]) -> None:
    made, called = naming
    found, alone = made.names(called), [prepare(Person(name=name), SHARES) for name in NAMES]
    assert found.sound.to_pylist() == [one.sound for one in alone]
    for column in (field.name for field in fields(found) if field.name != "sound"):
        assert rows(getattr(found, column)) == [list(getattr(one, column)) for one in alone]


def test_each_name_that_was_read_is_as_rare_as_alone(naming: tuple[Naming, Lists]) -> None:
    made, called = naming
    firsts = called.values[called.bounds[:-1]]
    assert made.bits[firsts].tolist() == [bits_of(read_name(name), SHARES) for name in NAMES]


def test_words_that_few_carry_are_told_apart(naming: tuple[Naming, Lists]) -> None:
    made, called = naming
    alone = [prepare(Person(name=name), SHARES) for name in NAMES]
    assert rows(made.few(called, made.known.rare)) == [list(one.rare) for one in alone]
    assert rows(made.coarse(called)) == [list(one.coarse) for one in alone]


def test_the_father_widens_the_words(naming: tuple[Naming, Lists]) -> None:
    made, called = naming
    nobody = np.full(len(NAMES), NAMES.index(""))
    wide = rows(made.wide(called, made.sound_words(called), nobody))
    assert wide == [list(prepare(Person(name=name)).wide) for name in NAMES]
    assert len(wide[1]) > 1


def test_names_of_another_field_are_called_too(naming: tuple[Naming, Lists]) -> None:
    made, _ = naming
    told = made.called(np.array([0, 1]), lists_of([[3], []]))
    assert rows(told)[0] == [0, 3]


@given(st.lists(st.lists(st.sampled_from(["siti", "aminah", "r"]), max_size=4), max_size=5))
def test_words_are_joined_and_shuffled_as_for_one(names: list[list[str]]) -> None:
    texts = ["siti", "aminah", "r"]
    words = lists_of([[texts.index(word) for word in name] for name in names])
    column = pa.array(texts)
    one, other = forms(*[(words, column, ranks_of(column))] * 2)
    expected = [[number_of(form) for form in forms_of_one(tuple(name))] for name in names]
    assert rows(one)[: len(names)] == rows(other)[: len(names)]
    assert one.values.tolist() == [number for row in expected for number in row]


def test_a_single_word_has_one_form_and_no_word_none() -> None:
    together, shuffled = np.array([7, 8, 9]), np.array([17, 18, 19])
    assert rows(forms_of(np.array([0, 1, 2]), together, shuffled)) == [[], [8], [9, 19]]


@given(st.lists(st.sampled_from(["Siti", "Suminah", "R.", "Zulpatikah"]), min_size=1, max_size=5))
def test_bits_add_up_alike_in_any_order(words: list[str]) -> None:
    forth, back = (read_name(" ".join(part)) for part in (words, words[::-1]))
    if sorted(forth.k1) == sorted(back.k1):
        assert bits_of(forth, SHARES) == bits_of(back, SHARES)


def test_more_words_make_a_name_no_commoner() -> None:
    bits = [bits_of(read_name(name), Rarity()) for name in ("Siti", "Siti Aminah", "Siti Sri Dewi")]
    assert bits == sorted(bits)
    assert hashes(["a", "a"]) == (number_of("a"),)
