"""The book of words: each word is looked into once and keeps its number."""

import numpy as np
import pytest

from kentongan.engine.linkage.batch.columns import words
from kentongan.engine.linkage.batch.columns.words import UNUSUAL, Book, known_of
from kentongan.engine.linkage.names import Rarity, counted
from kentongan.engine.linkage.names.guards import guards_of
from kentongan.engine.linkage.people import number_of

SHARES = counted([("siti", "aminah")] * 90 + [("sumarno",)] * 10)


def test_a_word_keeps_the_number_it_got_first() -> None:
    book = Book(Rarity())
    first = [book.number(word) for word in ("siti", "aminah", "siti")]
    assert first == [0, 1, 0]


def test_a_usual_word_is_counted_by_its_modern_spelling() -> None:
    book = Book(Rarity())
    assert book.usual_number("sitti") == book.usual_number("siti") == book.number("siti")


@pytest.mark.parametrize("word", ["", "bin", "haji", "moh", "soekarno", "a", "x1"])
def test_a_word_that_may_mean_something_else_has_no_number(word: str) -> None:
    book = Book(Rarity())
    assert book.usual_number(word) == UNUSUAL
    assert not book.numbers


def test_only_fresh_words_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    book, looked = Book(SHARES), []

    def heard(text: str) -> str:
        looked.append(text)
        return text

    monkeypatch.setattr(words, "sound_of", heard)
    for word in ("siti", "aminah", "siti"):
        book.number(word)
        known = book.known()
    assert looked == ["siti", "aminah"]
    assert known.texts.to_pylist() == ["siti", "aminah"]


def test_pieces_give_what_the_whole_gives() -> None:
    book = Book(SHARES)
    for word in ("siti", "sumarno", "kartini", "名", "r"):
        book.number(word)
        found = book.known()
    whole = known_of(list(book.numbers), SHARES)
    assert found.plain.equals(whole.plain)
    assert np.array_equal(found.guards.values, whole.guards.values)
    assert np.array_equal(found.guards.bounds, whole.guards.bounds)
    assert np.array_equal(found.bits, whole.bits)


def test_what_follows_from_a_word_is_what_one_person_has() -> None:
    known = known_of(["sumarno", "r"], SHARES)
    pairs = guards_of("sumarno")
    assert known.stems.values.tolist() == [number_of(stem) for stem, _ in pairs]
    assert known.guards.values.tolist() == [number_of(f"{stem}:{kind}") for stem, kind in pairs]
    assert known.sound_number.tolist() == [number_of("sumarno"), number_of("r")]
    assert known.is_text_word.tolist() == [True, False]


def test_common_words_tell_nobody() -> None:
    known = known_of(["siti", "sumarno", "zulpatikah"], SHARES)
    assert known.telling.tolist() == [False, False, True]
    assert known.rare.tolist() == [False, False, True]
    assert known.bits[0] < known.bits[1] < known.bits[2]


def test_signs_beyond_ascii_are_written_out_for_the_databases() -> None:
    known = known_of(["名"], SHARES)
    assert known.plain.to_pylist() == ["\\u540d"]
    assert known.sounds.to_pylist() == ["名"]
