"""Marks: keyed, of one kind each, and shared by words that differ in one letter."""

from base64 import b85encode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kentongan.engine.linkage.index import (
    Described,
    asked_of,
    described,
    keyed,
    marks_of,
    without_a_letter,
)
from kentongan.engine.linkage.index.marks import Kind, signs_of
from kentongan.engine.linkage.people import Person, prepare

KEY, OTHER_KEY = b"a" * 32, b"b" * 32
MARK = keyed(KEY)
WORDS = st.text(alphabet="abdeghiklmnoprstuwy", min_size=4, max_size=12)


def shared(record: Described, question: Described) -> set[str]:
    """The marks of a question that a record carries."""
    return marks_of(record, MARK) & {mark for mark, _weight in asked_of(question, MARK)}


def coarse(*words: str) -> Described:
    return Described(coarse=words)


@settings(deadline=None)
@given(WORDS, st.integers(0, 11), st.sampled_from("aiueonrst"))
def test_words_that_differ_in_one_letter_share_a_mark(word: str, at: int, letter: str) -> None:
    at %= len(word)
    for other in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
    ):
        assume(len(other) >= 4)
        assert shared(coarse(word), coarse(other))
        assert shared(coarse(other), coarse(word))


@settings(deadline=None)
@given(WORDS, st.integers(0, 10))
def test_words_with_two_neighbours_changed_over_share_a_mark(word: str, at: int) -> None:
    at %= len(word) - 1
    other = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert shared(coarse(word), coarse(other))


def test_words_far_apart_share_no_mark() -> None:
    assert not shared(coarse("sumarno"), coarse("kartini"))


@settings(deadline=None)
@given(WORDS)
def test_a_word_without_a_letter_is_one_letter_shorter(word: str) -> None:
    assert {len(rest) for rest in without_a_letter(word)} == {len(word) - 1}


def test_short_words_are_worn_down_no_further() -> None:
    assert without_a_letter("dwi") == frozenset()


def test_another_key_gives_other_marks() -> None:
    person = Described(sounds=("soleh",), coarse=("sali",), year="1980")
    assert marks_of(person, MARK).isdisjoint(marks_of(person, keyed(OTHER_KEY)))


def test_a_mark_tells_neither_its_word_nor_its_length() -> None:
    marks = [MARK(Kind.SOUND, word) for word in ("a", "sri", "muhammad" * 20)]
    assert {len(mark) for mark in marks} == {8}
    assert all(" " not in mark for mark in marks)


def test_the_same_text_of_two_kinds_gives_two_marks() -> None:
    kinds = [value for name, value in vars(Kind).items() if name.isupper()]
    assert len({MARK(kind, "1980") for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("whole", "finer"),
    [
        (Described(day="19800131", year="1980"), Described(day="19800131")),
        (Described(district="35.02.08", regency="35.02"), Described(district="35.02.08")),
    ],
)
def test_a_question_leaves_out_what_its_finer_facts_tell(
    whole: Described, finer: Described
) -> None:
    assert asked_of(whole, MARK) == asked_of(finer, MARK)
    assert len(marks_of(whole, MARK)) == 2


def test_a_beginning_is_asked_for_by_its_longest_known_part() -> None:
    record = Described(sounds=("kusumo",))
    assert shared(record, Described(beginning="kus"))
    assert shared(record, Described(beginning="kusum"))
    assert not shared(record, Described(beginning="kusar"))
    assert not shared(record, Described(beginning="ku"))


def test_other_names_and_parents_are_words_too() -> None:
    person = Person(
        name="Soleh alias Gendon bin Karto", others=("Brewok",), mother="Tumini", father="Karto"
    )
    told = described(prepare(person))
    assert {"gendon", "brewok"} <= set(told.sounds)
    assert set(told.parents) == {"tumini", "karto"}


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_can_be_marked(name: str, mother: str) -> None:
    person = described(prepare(Person(name=name, mother=mother)))
    asked = {mark for mark, _weight in asked_of(person, MARK)}
    # Who stands in the register is found by the same words.
    assert not person.sounds or asked & marks_of(person, MARK)


@given(st.binary(min_size=6, max_size=6))
def test_a_mark_is_written_as_the_standard_library_writes_base_85(digest: bytes) -> None:
    assert signs_of(digest) == b85encode(digest).decode()
