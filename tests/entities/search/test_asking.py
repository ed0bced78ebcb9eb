"""What the words of the search box may mean."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.linkage.people import Person, Precision
from kentongan.entities.search.asking import LONGEST, read_words


@pytest.mark.parametrize("words", ["0850-1234-5678", "+62 850 1234 5678", "(0850) 12345678"])
def test_a_telephone_is_a_thing_and_leads_to_people(words: str) -> None:
    question = read_words(words)
    assert question.is_number
    assert question.person.phones == ("+6285012345678",)
    assert ("phone", words) in question.things


@pytest.mark.parametrize("words", ["3502710101800001", "3502 7101 0180 0001", "350271010180001"])
def test_a_national_id_may_miss_a_digit(words: str) -> None:
    assert read_words(words).person.national_id == words.replace(" ", "")


def test_a_handle_is_read_from_its_address() -> None:
    question = read_words("https://t.me/kerja_taiwan")
    assert question.things == (("handle", "https://t.me/kerja_taiwan"),)
    assert question.person.handles


def test_a_passport_is_asked_among_people_alone() -> None:
    question = read_words("C 1234567")
    assert question.person == Person(passport="C 1234567")
    assert question.things == ()


@pytest.mark.parametrize(
    "words",
    [
        "Moch Soleh 12-05-1988",
        "12/5/1988 Moch Soleh",
        "Moch 1988-05-12 Soleh",
        "Moch Soleh, 12.05.1988",
    ],
)
def test_a_birth_date_stands_anywhere(words: str) -> None:
    person = read_words(words).person
    assert (person.name, person.birth_date) == ("Moch Soleh", date(1988, 5, 12))
    assert person.birth_precision is Precision.DAY


def test_a_year_is_a_birth_date_known_to_the_year() -> None:
    person = read_words("Siti Aminah lahir 1999").person
    assert (person.name, person.birth_date) == ("Siti Aminah", date(1999, 1, 1))
    assert person.birth_precision is Precision.YEAR


def test_a_day_that_does_not_exist_is_no_birth_date() -> None:
    assert read_words("Soleh 31-02-1988").person.birth_date is None


def test_a_name_may_be_a_firm_or_a_house_as_well() -> None:
    kinds = {kind for kind, _raw in read_words("PT Maju Jaya Abadi").things}
    assert "organisation" in kinds


@pytest.mark.parametrize(
    ("text", "beginning"),
    [("Moch Sol", "sol"), ("Moch Soleh ", ""), ("Soleh 1988", ""), ("Mochamad", "mochamad")],
)
def test_the_last_word_goes_on_until_something_follows_it(text: str, beginning: str) -> None:
    found = read_words(text).beginning
    assert bool(found) == bool(beginning)
    assert found[:3] == beginning[:3] or found.startswith("mu")


@pytest.mark.parametrize("words", ["", "   ", "ab", "12345", "-"])
def test_too_little_asks_for_nothing(words: str) -> None:
    assert not read_words(words).asks


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    question = read_words(text)
    assert len(question.text) <= LONGEST
    assert len(question.person.name) <= LONGEST
