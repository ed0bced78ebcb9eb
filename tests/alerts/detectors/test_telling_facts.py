"""What a report says in words that can be counted, and no name among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.alerts.detectors.telling_facts import facts_of, plain, prefix_of, visa_of
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import PRIGI, told

VISAS = rulebook().pattern.visas


@pytest.mark.parametrize(
    ("written", "prefix"),
    [
        ("0812-3456-7890", "0812"),
        ("+62 812 3456 7890", "0812"),
        ("62 812 3456 7890", "0812"),
        ("0062 857 1234 567", "0857"),
        ("81234567890", "0812"),
        ("+855 12 345 678", "+855"),
        ("00855 12 345 678", "+855"),
        ("+60 12-345 6789", "+60"),
        ("+1 202 555 0101", "+1"),
        ("0355 791 234", "0355"),
        ("1234567", ""),
        ("12345678901", ""),
        ("", ""),
        ("hubungi Bu Siti", ""),
    ],
)
def test_the_first_digits_say_which_network_or_country(written: str, prefix: str) -> None:
    assert prefix_of(written) == prefix


@given(digits=st.text("0123456789", min_size=9, max_size=11))
def test_every_writing_of_an_indonesian_number_begins_alike(digits: str) -> None:
    national = f"08{digits}"
    writings = (national, f"+62{national[1:]}", f"0062{national[1:]}", f"62 {national[1:]}")
    assert {prefix_of(one) for one in writings} == {national[:4]}


@given(text=st.text(max_size=40))
def test_no_more_than_the_first_digits_are_kept(text: str) -> None:
    assert len(prefix_of(text)) <= 4


def test_words_are_compared_without_case_and_spaces() -> None:
    assert plain("  Hong   KONG ") == "hong kong"


def test_words_that_name_somebody_or_tell_a_story_are_not_counted() -> None:
    assert plain("ART di rumah Bu Siti") == ""
    assert plain("kerja " * 20) == ""


@pytest.mark.parametrize(
    ("text", "visa"),
    [
        ("Berangkat pakai Visa  Turis katanya.", "visa kunjungan"),
        ("visa umroh lalu bekerja", "visa umrah"),
        ("Tidak tahu visanya.", ""),
    ],
)
def test_a_visa_is_read_from_the_words(text: str, visa: str) -> None:
    assert visa_of(told(text=text), VISAS) == visa


def test_a_visa_is_read_from_a_ticked_sign() -> None:
    assert visa_of(told(indicators=("visit_visa_for_work",)), VISAS) == "visa kunjungan"


def test_what_is_not_told_stays_empty() -> None:
    facts = facts_of([told(""), told(PRIGI, destination="Kamboja")], VISAS)
    assert {name: words[0] for name, words in facts.items()} == dict.fromkeys(facts, "")
    assert (facts["tujuan"][1], facts["kabupaten"][1]) == ("kamboja", "35.03")


def test_of_several_numbers_the_first_that_can_be_read_counts() -> None:
    facts = facts_of([told(phones=("12", "0812 3456 7890", "0857 1234 5678"))], VISAS)
    assert facts["telepon"] == ["0812"]
