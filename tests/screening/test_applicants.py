"""What is told of an applicant, there and back, and the keys it is found by."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.encryption.blinding import blind
from kentongan.entities.told import Person
from kentongan.screening.applicants import (
    Applicant,
    contact_keys,
    contacts,
    letters_of,
    national_id_key,
    read_applicant,
    write_applicant,
)
from kentongan.screening.models import ContactKind
from tests.screening.conftest import NUMBER, SURTI

WORDS = st.sampled_from(["", "a", "Sri Ayu", "O'Neil", "ß字", "0850 1\n2"])
DAYS = st.dates(date(1930, 1, 1), date(2026, 1, 1))
PEOPLE = st.builds(
    Person,
    name=WORDS,
    national_id=WORDS,
    mother=WORDS,
    birth_date=st.none() | DAYS,
    phones=st.lists(WORDS.filter(bool), max_size=3).map(tuple),
)
APPLICANTS = st.builds(
    Applicant,
    person=PEOPLE,
    birth_place=WORDS,
    address=WORDS,
    sponsor=WORDS,
    sponsor_phone=WORDS,
    companion=WORDS,
    companion_phone=WORDS,
    companion_relation=WORDS,
)


@given(APPLICANTS)
def test_what_is_written_is_read_again(applicant: Applicant) -> None:
    assert read_applicant(write_applicant(applicant)) == applicant


@given(APPLICANTS)
def test_nothing_empty_is_written(applicant: Applicant) -> None:
    assert all(write_applicant(applicant).values())


def test_nothing_tells_of_nobody() -> None:
    assert read_applicant({}) == Applicant()


@pytest.mark.parametrize("written", [NUMBER, "9903 0555 0190 0001", "99.03.05.550190.0001"])
def test_a_number_has_one_key_however_it_is_written(written: str) -> None:
    assert national_id_key(written) == blind("national_id", NUMBER)


@pytest.mark.parametrize("written", ["", "123", NUMBER + "1", "tidak tahu"])
def test_what_is_no_whole_number_has_no_key(written: str) -> None:
    assert national_id_key(written) == ""


def test_the_same_phone_counts_as_ones_own_or_as_the_sponsors() -> None:
    own = contact_keys(Applicant(Person(phones=("0850-0000-1111",))))
    sponsors = contact_keys(Applicant(sponsor_phone="+62 850 00001111"))
    assert own == sponsors
    assert {kind for kind, _key in own} == {ContactKind.PHONE}


@pytest.mark.parametrize("written", ["jl melati 3 PRIGI", " Jl.Melati  3,Prigi "])
def test_an_address_counts_however_it_is_spaced(written: str) -> None:
    assert set(contacts(SURTI)) >= set(contacts(Applicant(address=written)))


def test_a_contact_of_one_kind_is_none_of_another() -> None:
    keys = contact_keys(Applicant(sponsor="Melati", address="Melati"))
    assert len({key for _kind, key in keys}) == 2


def test_what_cannot_be_read_is_no_contact() -> None:
    blank = Applicant(Person(phones=("tidak ada",)), address=" - ", sponsor="...")
    assert contact_keys(blank) == frozenset()


@given(WORDS)
def test_letters_of_words_are_their_own_letters(words: str) -> None:
    assert letters_of(letters_of(words)) == letters_of(words)


@pytest.mark.parametrize(
    ("born", "is_child"),
    [(date(2008, 11, 27), True), (date(2008, 11, 26), False), (None, False)],
)
def test_a_child_is_below_eighteen(born: date | None, is_child: bool) -> None:
    assert Applicant(Person(birth_date=born)).is_child(date(2026, 11, 26)) is is_child
