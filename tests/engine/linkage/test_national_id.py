"""The national id: its parts, its faults, and what it says against the stated facts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal import parse_nik

from kentongan.engine.linkage.national_id import Doubt, Fault, doubts, read_national_id
from tests.engine.linkage.cast import unhurried

SOUND = "3502614101900001"


def test_a_sound_number_tells_area_sex_and_serial() -> None:
    number = read_national_id(SOUND)
    assert number is not None
    assert number.is_sound
    assert (number.area, number.sex, number.serial) == ("35.02.61", "P", "0001")


@pytest.mark.parametrize(
    "written",
    ["3502-6141-0190-0001", "NIK: 3502614101900001", "'3502614101900001", "3502 61 410190 0001"],
)
def test_writings_of_one_number_are_one(written: str) -> None:
    number = read_national_id(written)
    assert number is not None
    assert number.is_sound
    assert number.digits == SOUND


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("350261410190001", Fault.SHORT),
        ("35026141019000012", Fault.LONG),
        ("35O2614101900001", Fault.LETTERS),
        ("3.50261410190001E+15", Fault.ROUNDED),
        ("3502614101900000", Fault.ROUNDED),
        ("3502618101900001", Fault.DATE),
        ("3502613113900001", Fault.DATE),
        ("3502612902010001", Fault.DATE),
        ("0002614101900001", Fault.AREA),
    ],
)
def test_a_damaged_number_says_how(written: str, fault: Fault) -> None:
    number = read_national_id(written)
    assert number is not None
    assert fault in number.faults


def test_a_damaged_number_tells_neither_sex_nor_date() -> None:
    number = read_national_id("350261410190001")
    assert number is not None
    assert (number.sex, number.birth_dates(), number.likely_birth_date()) == ("", (), None)


@pytest.mark.parametrize(
    "written", ["", "-", "081234567890", "Rp 3.500.000", "tidak tahu", "1" * 30]
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert read_national_id(written) is None


def test_the_29th_of_february_is_a_day_of_leap_years_only() -> None:
    number = read_national_id("3502612902040001")
    assert number is not None
    assert number.birth_dates() == (date(1904, 2, 29), date(2004, 2, 29))


def test_the_stated_date_chooses_the_century() -> None:
    number = read_national_id("3502610101050001")
    assert number is not None
    assert number.born(stated=date(2005, 3, 1)) == date(2005, 1, 1)
    assert number.born(stated=date(1910, 1, 1)) == date(1905, 1, 1)


def test_without_a_stated_date_the_century_is_told_only_when_one_is_left() -> None:
    number = read_national_id("3502610101900001")
    assert number is not None
    assert number.born(latest=date(2026, 1, 1)) == date(1990, 1, 1)
    assert number.born() is None


def test_contradictions_are_clues() -> None:
    number = read_national_id(SOUND)
    assert number is not None
    found = doubts(number, date(1991, 1, 1), "L", areas=["35.02.01"], old_areas=[])
    assert found == (Doubt.AREA_UNKNOWN, Doubt.BIRTH_DATE, Doubt.SEX)


def test_an_abolished_area_is_old_not_unknown() -> None:
    number = read_national_id(SOUND)
    assert number is not None
    assert doubts(number, areas=["35.02.01"], old_areas=["35.02.61"]) == (Doubt.AREA_OLD,)


def test_nothing_is_said_against_matching_facts_or_by_a_damaged_number() -> None:
    sound, damaged = read_national_id(SOUND), read_national_id(SOUND[:-1])
    assert sound is not None
    assert damaged is not None
    assert doubts(sound, date(1990, 1, 1), "P") == ()
    assert doubts(damaged, date(1991, 1, 1), "L") == ()


@given(st.text(max_size=40))
@unhurried
def test_any_text_is_read_without_an_error(text: str) -> None:
    number = read_national_id(text)
    assert number is None or number.digits.isdecimal()


@given(st.dates(date(1930, 1, 1), date(2019, 12, 31)), st.sampled_from("LP"), st.integers(1, 9999))
@unhurried
def test_what_is_built_by_the_rule_is_read_back(born: date, sex: str, serial: int) -> None:
    day = born.day + (40 if sex == "P" else 0)
    number = read_national_id(f"350201{day:02}{born:%m%y}{serial:04}")
    assert number is not None
    assert number.is_sound
    assert (number.sex, born in number.birth_dates()) == (sex, True)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(1, 9999))
@unhurried
def test_lokal_id_finds_the_same_numbers_impossible(
    day: int, month: int, year: int, serial: int
) -> None:
    digits = f"350201{day:02}{month:02}{year:02}{serial:04}"
    number, other = read_national_id(digits), parse_nik(digits)
    assert number is not None
    assert other.valid <= number.is_sound  # lokal-id also refuses days still to come
    if other.valid:
        assert str(number.sex) == {"P": "P", "L": "L"}[other.gender]
        assert other.birth_date in {day.isoformat() for day in number.birth_dates()}
