"""The levels of each comparison: asked in order, told in words, bounded by each other."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from kentongan.engine.linkage.comparisons import (
    COMPARISONS,
    IDENTITY,
    MOTHER,
    NAME,
    PLACE,
    POSSIBLE_NAMES,
    SAME_DOCUMENT,
    Comparison,
)
from kentongan.engine.linkage.names import Rarity, counted
from kentongan.engine.linkage.people import Person, Precision, prepare
from kentongan.engine.linkage.scoring import level_of
from tests.engine.linkage.cast import SOLEH, SUMINAH, people, unhurried

SHARES = counted([("siti", "aminah")] * 500 + [("suminah",)] * 20 + [("budi", "santoso")] * 480)


def level(comparison: Comparison, a: Person, b: Person, rarity: Rarity = SHARES) -> str:
    return level_of(comparison, prepare(a, rarity), prepare(b, rarity)).name


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Siti Aminah", "SITI AMINAH", "same_common"),
        ("Suminah", "Suminah", "same_common"),
        ("Zulpatikah Wigati", "Zulpatikah Wigati", "same_rare"),
        ("Soeharto Wibawanto", "Suharto Wibawanto", "same_rare"),
        ("Drs. H. Zulpatikah", "Zulpatikah", "same_common"),
        ("Wigati Zulpatikah", "Zulpatikah Wigati", "same_rare"),
        ("Nurhayati", "Nur Hayati", "same_common"),
        ("Zulpatikah Budi Santoso", "Budi Santoso", "extra_words"),
        ("Suharto", "Suharti", "guarded"),
        ("Dwi Lestari", "Tri Lestari", "guarded"),
        ("Zulpatikah Wigati", "Zulpatikah", "one_inside"),
        ("M. Zulpatikah", "Muhammad Zulpatikah", "one_inside"),
        ("Zulpatikah Wigati", "Zulpatikah Sumarsih", "rare_word"),
        ("Siti Aminah", "Siti Rukayah", "common_word"),
        ("Suminah", "Kartono", "unlike"),
        ("", "Kartono", "missing"),
    ],
)
def test_two_names_reach_their_level(one: str, other: str, expected: str) -> None:
    assert level(NAME, Person(name=one), Person(name=other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Soleh alias Zulpatikah Wigati", "Zulpatikah Wigati", "same_rare"),
        ("Zulpatikah Wigati alias Siti Aminah", "Siti Aminah", "same_common"),
        ("Zulpatikah Wigati alias Siti Aminah", "Karminten Tumi alias Siti Aminah", "same_common"),
        ("Zulpatikah Wigati alias Gendon", "Karminten Tumi alias Gendon", "nickname"),
        ("Zulpatikah Wigati alias Gendon", "Gendon", "nickname"),
        ("Zulpatikah Wigati alias Gendon", "Zulpatikah Wigati alias Kriwil", "same_rare"),
        ("Siti Aminah alias Soeharto Wibawanto", "Suharta alias Suharto Wibawanto", "same_rare"),
        ("Zulpatikah Wigati alias Gendon", "Karminten Tumi alias Kriwil", "unlike"),
    ],
)
def test_an_alias_counts_by_its_own_rarity(one: str, other: str, expected: str) -> None:
    assert level(NAME, Person(name=one), Person(name=other)) == expected
    assert level(NAME, Person(name=other), Person(name=one)) == expected


def test_another_name_told_beside_counts_as_in_the_writing() -> None:
    listed = Person(name="Karminten Tumi", others=("Zulpatikah Wigati", "Gendon"))
    assert level(NAME, listed, Person(name="Zulpatikah Wigati")) == "same_rare"
    assert level(NAME, listed, Person(name="Parjiyem", others=("Gendon",))) == "nickname"


def test_an_alias_of_the_mother_counts_by_its_own_rarity() -> None:
    a, b = (
        Person(name="Kartono", mother=f"{one} alias Siti Aminah")
        for one in ("Zulpatikah Wigati", "Karminten Tumi")
    )
    assert level(MOTHER, a, b) == "same"


def test_a_nickname_and_a_mother_in_common_are_two_facts() -> None:
    a, b = (
        Person(name=f"{one} alias Gendon", mother="Zulpatikah Wigati")
        for one in ("Kartono", "Sukirno")
    )
    assert level(MOTHER, a, b) == "same_rare"
    assert level(MOTHER, replace(a, sex="L"), replace(b, sex="P")) == "siblings"


def test_a_father_with_his_sons_last_word_is_not_the_son() -> None:
    son = Person(name="Budi Santoso", father="Hadi Santoso")
    assert level(NAME, son, Person(name="Hadi Santoso")) not in POSSIBLE_NAMES


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("35.02.01.2001", "35.02.01.2001", "village"),
        ("35.02.01.2001", "35.02.01.2002", "district"),
        ("35.02.01", "35.02.01.2002", "district"),
        ("35.02.01.2001", "35.02.09.2001", "regency"),
        ("35.02", "35.02.09", "regency"),
        ("35.02.01.2001", "35.03.01.2001", "differs"),
        ("", "35.03.01.2001", "missing"),
        ("35", "35", "missing"),
    ],
)
def test_two_places_reach_their_level(one: str, other: str, expected: str) -> None:
    assert level(PLACE, Person(region_code=one), Person(region_code=other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Siti Aminah", "Siti Aminah", "same"),
        ("Zulpatikah Wigati", "Zulpatikah Wigati", "same_rare"),
        ("Zulpatikah Wigati", "Zulfatikah Wigati", "near"),
        ("Zulpatikah Wigati", "Wigati", "some_words"),
        ("Siti Aminah", "Legiyem", "differs"),
        ("", "Legiyem", "missing"),
    ],
)
def test_two_mothers_reach_their_level(one: str, other: str, expected: str) -> None:
    a, b = (Person(name="Kartono", mother=mother) for mother in (one, other))
    assert level(MOTHER, a, b) == expected


def test_a_mother_of_two_names_is_no_evidence() -> None:
    a, b = (Person(name=name, mother="Zulpatikah Wigati") for name in ("Kartono", "Sumiyem"))
    assert level(MOTHER, a, b) == "siblings"


def test_a_mother_counts_when_a_name_is_missing() -> None:
    a, b = (Person(name=name, mother="Zulpatikah Wigati") for name in ("", "Sumiyem"))
    assert level(MOTHER, a, b) == "same_rare"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (date(1990, 5, 4), date(1990, 5, 4), "date_same"),
        (date(1990, 5, 4), date(1990, 4, 5), "date_turned"),
        (date(1990, 5, 4), date(1990, 1, 1), "date_turned"),
        (date(1990, 5, 4), date(1990, 5, 5), "date_near"),
        (date(1990, 5, 4), date(1991, 5, 4), "date_near"),
        (date(1990, 5, 4), date(1980, 5, 4), "date_near"),
        (date(1990, 5, 4), date(1984, 5, 4), "day_same"),
        (date(1990, 5, 4), date(1991, 8, 27), "year_near"),
        (date(1990, 5, 4), date(1971, 8, 27), "differs"),
    ],
)
def test_two_birth_dates_reach_their_level(one: date, other: date, expected: str) -> None:
    assert level(IDENTITY, Person(birth_date=one), Person(birth_date=other)) == expected


def test_a_year_alone_agrees_with_any_day_of_it() -> None:
    year = Person(birth_date=date(1990, 1, 1), birth_precision=Precision.YEAR)
    assert level(IDENTITY, year, Person(birth_date=date(1990, 5, 4))) == "date_turned"


def test_a_passport_is_a_document_like_the_number() -> None:
    a, b = Person(passport="C1234567"), Person(passport="c 1234567", name="Kartono")
    assert level(IDENTITY, a, b) == "passport_same"
    assert "passport_same" in SAME_DOCUMENT


def test_two_sexes_are_two_people_unless_the_number_is_one() -> None:
    woman, man = Person(name="X", sex="P"), Person(name="X", sex="L")
    assert level(IDENTITY, woman, man) == "sex_differs"
    one = replace(SUMINAH, sex="L")
    assert level(IDENTITY, SUMINAH, one) == "number_same"


def test_only_the_sex_known_is_little() -> None:
    assert level(IDENTITY, Person(sex="P"), Person(sex="P")) == "sex_same"


@given(people, people)
@unhurried
def test_every_two_people_reach_one_level_of_each_comparison(a: Person, b: Person) -> None:
    for comparison in COMPARISONS:
        assert level(comparison, a, b) == level(comparison, b, a)


def test_the_last_level_of_each_comparison_takes_what_is_left() -> None:
    assert all(one.levels[-1].condition is None for one in COMPARISONS)
    assert all(level.condition for one in COMPARISONS for level in one.levels[:-1])


def test_silent_levels_come_first() -> None:
    """Splink has one level of silence; ours are one of it together, so none may stand between."""
    for comparison in COMPARISONS:
        silent = [level.is_silent for level in comparison.levels]
        assert silent == sorted(silent, reverse=True)
        assert silent[0]


def test_bounds_name_levels_of_the_same_comparison() -> None:
    for comparison in COMPARISONS:
        names = [level.name for level in comparison.levels]
        assert len(set(names)) == len(names)
        assert {level.at_most for level in comparison.levels} <= {"", *names}


def test_what_stands_beside_a_bar_are_fields_of_a_person() -> None:
    fields = {field for one in COMPARISONS for field in one.shown}
    assert fields <= set(Person.__dataclass_fields__)
    assert not fields & {"phones", "accounts", "handles"}  # links, never evidence


def test_the_cast_is_told_apart() -> None:
    assert level(NAME, SUMINAH, SOLEH) == "unlike"
