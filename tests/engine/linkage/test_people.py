"""What is derived from the telling of a person."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.names import counted
from kentongan.engine.linkage.people import Person, Precision, number_of, prepare
from tests.engine.linkage.cast import SOLEH, SOLEH_AGAIN, SUMINAH, people, unhurried


def test_spellings_of_one_name_sound_alike() -> None:
    assert prepare(SOLEH).sound == prepare(SOLEH_AGAIN).sound


def test_shuffled_and_joined_words_share_a_form() -> None:
    one = prepare(Person(name="Nur Hayati"))
    assert set(one.spellings) & set(prepare(Person(name="Nurhayati")).spellings)
    assert set(one.spellings) & set(prepare(Person(name="Hayati Nur")).spellings)


def test_another_name_counts_like_the_first() -> None:
    one = prepare(Person(name="Soleh", others=("Kartono Rejo",)))
    assert set(one.spellings) & set(prepare(Person(name="Kartono Rejo")).spellings)


def test_another_name_of_one_word_is_a_nickname() -> None:
    one, gendon = prepare(Person(name="Soleh", others=("Gendon",))), prepare(Person(name="Gendon"))
    assert not set(one.spellings) & set(gendon.spellings)
    assert set(one.callings) & set(gendon.callings)
    assert set(gendon.spellings) == set(gendon.callings)  # a name by itself is no nickname


@given(people)
@unhurried
def test_a_rare_form_is_a_form_and_a_sound_a_calling(person: Person) -> None:
    one = prepare(person)
    assert set(one.rare_spellings) <= set(one.seldom_spellings) <= set(one.spellings)
    assert set(one.rare_sounds) <= set(one.sounds) <= set(one.callings)


def test_a_national_id_tells_date_sex_and_area_that_nobody_stated() -> None:
    one = prepare(Person(name="Suminah", national_id=SUMINAH.national_id))
    assert (one.born, one.sex, one.birth_area) == ("19900101", "P", "35.02")


def test_the_stated_date_goes_before_that_of_the_number() -> None:
    assert prepare(replace(SUMINAH, birth_date=date(1991, 2, 3))).born == "19910203"


def test_a_damaged_number_is_kept_as_written_and_proves_nothing() -> None:
    one = prepare(Person(name="Suminah", national_id="350261410190001"))
    assert (one.number, one.written, one.year) == ("", "350261410190001", 0)


def test_a_date_known_by_its_year_is_no_full_date() -> None:
    one = prepare(replace(SUMINAH, birth_precision=Precision.YEAR))
    assert (one.born, one.year) == ("", 1990)


def test_a_place_holds_the_places_above_it() -> None:
    one = prepare(Person(region_code="35.02.01.2001"))
    assert (one.regency, one.district, one.village) == ("35.02", "35.02.01", "35.02.01.2001")
    assert prepare(Person(region_code="35.02")).district == ""


def test_a_common_name_is_told_from_a_rare_one() -> None:
    rarity = counted([("siti", "aminah")] * 90 + [("suminah",)] * 10)
    names = ("Siti Aminah", "Zulpatikah Wigati")
    common, rare = (prepare(Person(name=name), rarity) for name in names)
    assert (common.seldom_spellings, common.rare_sounds) == ((), ())
    assert rare.rare_spellings == rare.seldom_spellings == rare.spellings
    assert not common.rare
    assert rare.rare


def test_a_title_tells_the_sex_when_nothing_else_does() -> None:
    assert prepare(Person(name="Hj. Suminah")).sex == "P"
    assert prepare(Person(name="Hj. Suminah", sex="L")).sex == "L"


def test_a_passport_is_one_number_however_it_is_written() -> None:
    assert prepare(Person(passport="c 123-4567")).passport == "C1234567"


@given(people)
@unhurried
def test_every_text_that_databases_compare_is_ascii_or_a_code(person: Person) -> None:
    one = prepare(person)
    assert one.sound.isascii()
    assert one.mother_sound.isascii()


@given(st.text(), st.text(), st.text(), st.text())
@unhurried
def test_no_writing_breaks_the_reading(name: str, mother: str, number: str, area: str) -> None:
    one = prepare(Person(name=name, mother=mother, national_id=number, region_code=area))
    assert one == prepare(one.person)


@given(st.text())
@unhurried
def test_a_text_has_one_signed_number_of_64_bits(text: str) -> None:
    assert -(2**63) <= number_of(text) < 2**63


def test_numbers_of_texts_stay_as_stored() -> None:
    """Keys in databases are made of them: another value means that all keys must be made anew."""
    assert number_of("soleh") == NUMBER_OF_SOLEH


NUMBER_OF_SOLEH = -1689274236647237837
