"""How alike two people are: what counts, what does not, and that the bars add up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kentongan.engine.linkage.comparisons import COMPARISONS, LIKE_KIN
from kentongan.engine.linkage.names import counted
from kentongan.engine.linkage.people import Person, prepare
from kentongan.engine.linkage.scoring import Match, MatchLevel, probability_of, score, weight_of
from tests.engine.linkage.cast import MODEL, SOLEH, SOLEH_AGAIN, SUMINAH, people, unhurried

FIELDS = (
    "father", "mother", "national_id", "birth_date", "sex", "birth_area", "region_code", "passport",
)  # fmt: skip


def match(a: Person, b: Person) -> Match:
    return score(MODEL, prepare(a), prepare(b))


def found(a: Person, b: Person, comparison: str) -> str:
    return next(bar.level for bar in match(a, b).bars if bar.comparison == comparison)


def test_one_person_under_two_spellings_is_very_likely() -> None:
    assert match(SOLEH, SOLEH_AGAIN).level is MatchLevel.VERY_LIKELY


def test_strangers_are_unlikely() -> None:
    assert match(SOLEH, SUMINAH).level is MatchLevel.UNLIKELY


def test_a_name_alone_is_never_more_than_weak() -> None:
    small = MODEL.for_people(2)
    one, other = Person(name="Zulpatikah Wigati"), Person(name="Zulpatikah Wigati")
    assert score(small, prepare(one), prepare(other)).level is MatchLevel.WEAK


def test_a_sex_is_no_second_fact_beside_a_name() -> None:
    one = Person(name="Zulpatikah Wigati", sex="P")
    assert score(MODEL.for_people(2), prepare(one), prepare(one)).level is MatchLevel.WEAK


def test_a_telephone_adds_no_weight() -> None:
    apart, linked = SOLEH_AGAIN, replace(SOLEH_AGAIN, phones=SOLEH.phones)
    assert match(SOLEH, linked).weight == match(SOLEH, replace(apart, phones=())).weight


def test_a_possible_name_with_a_shared_telephone_is_worth_a_look_but_no_more() -> None:
    one = Person(name="Moch. Soleh", phones=SOLEH.phones)
    other = Person(name="H. Muhamad Sholeh", phones=SOLEH.phones)
    assert match(one, other).level is MatchLevel.REVIEW
    assert match(one, other).links == SOLEH.phones
    assert match(one, replace(other, phones=())).level in {MatchLevel.WEAK, MatchLevel.UNLIKELY}


def test_a_telephone_alone_leads_to_nobody() -> None:
    one, other = (
        Person(name="Suminah", phones=("+62850",)),
        Person(name="Kartono", phones=("+62850",)),
    )
    assert match(one, other).level is MatchLevel.UNLIKELY


def test_twins_are_not_very_likely() -> None:
    dwi = replace(SUMINAH, name="Dwi Lestari", national_id="")
    tri = replace(SUMINAH, name="Tri Lestari", national_id="")
    assert match(dwi, tri).level is not MatchLevel.VERY_LIKELY
    assert found(dwi, tri, "mother") == "siblings"


@pytest.mark.parametrize("name", ["Hidayat Tumlamin", "Kartono", "Andi Wirawan"])
def test_what_twins_share_is_weak_without_a_number(name: str) -> None:
    """A word of the family, the birthday, the mother and the village; the same number is more."""
    one = replace(SOLEH, name="Andi Tumlamin")
    other = replace(one, name=name, national_id="")
    assert match(one, other).level in {MatchLevel.WEAK, MatchLevel.UNLIKELY}
    assert match(one, replace(other, national_id=one.national_id)).level is MatchLevel.REVIEW


def test_numbers_that_differ_in_the_serial_speak_against_one_person() -> None:
    twin = replace(SUMINAH, name="Sumini", national_id="3502614101900002")
    assert found(SUMINAH, twin, "identity") == "serial_differs"
    assert match(SUMINAH, twin).level is not MatchLevel.VERY_LIKELY


def test_the_same_number_under_another_name_is_for_a_human() -> None:
    other = replace(SUMINAH, name="Kartini")
    assert match(SUMINAH, other).level is MatchLevel.REVIEW


def test_extra_words_that_are_the_fathers_agree() -> None:
    passport = replace(SUMINAH, name="Suminah Kasan Rejo", father="")
    assert found(SUMINAH, passport, "name") == "fathers_words"
    assert match(SUMINAH, replace(passport, national_id="")).level is MatchLevel.VERY_LIKELY


TWINS = [
    ("Saputra Gunanjo Risdiwanto", "Saputra Gunanjo"),
    ("Legirno Kustono", "Legirno Kustono Andi"),
    ("Sri Hanwini", "Sari Hanwini"),
    ("Saputra Gunanjo alias Gendon", "Legirno Kustono alias Gendon"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_half_a_name_beside_all_that_twins_share_is_for_a_human(one: str, other: str) -> None:
    first = replace(SOLEH, name=one)
    second = replace(first, name=other, national_id="")
    assert match(first, second).weight > MODEL.very_likely
    assert match(first, second).level is MatchLevel.REVIEW
    assert match(first, second).caution == LIKE_KIN


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_half_a_name_with_the_same_number_is_very_likely(one: str, other: str) -> None:
    first, second = replace(SOLEH, name=one), replace(SOLEH, name=other)
    assert match(first, second).level is MatchLevel.VERY_LIKELY
    assert match(first, second).caution == ""


def test_the_whole_name_beside_all_that_twins_share_is_very_likely() -> None:
    assert match(SOLEH, replace(SOLEH, national_id="")).level is MatchLevel.VERY_LIKELY


def test_numbers_that_differ_in_the_serial_keep_the_same_name_from_very_likely() -> None:
    """In a register of a village the rest weighs enough; the caution is for half a name."""
    small, twin = MODEL.for_people(50), replace(SOLEH, national_id="3502671703850003")
    told = score(small, prepare(SOLEH), prepare(twin))
    assert told.weight > small.very_likely
    assert (told.level, told.caution) == (MatchLevel.REVIEW, "")


def test_strangers_with_one_nickname_are_no_more_alike_for_having_rare_names() -> None:
    rarity = counted([("siti", "aminah")] * 60 + [("budi", "santoso")] * 40)
    rare, common = (
        [prepare(Person(name=f"{name} alias Gendon"), rarity) for name in names]
        for names in (("Zulpatikah Wigati", "Karminten Tumi"), ("Siti Aminah", "Budi Santoso"))
    )
    assert weight_of(MODEL, *rare) == pytest.approx(weight_of(MODEL, *common))


def test_a_little_weight_needs_no_caution() -> None:
    one, other = Person(name="Saputra Gunanjo Risdiwanto"), Person(name="Saputra Gunanjo")
    assert match(one, other).caution == ""


def test_suharto_and_suharti_are_two_names() -> None:
    assert found(Person(name="Suharto"), Person(name="Suharti"), "name") == "guarded"


@pytest.mark.parametrize(
    ("number", "born", "level"),
    [
        ("3502614101900001", SUMINAH.birth_date, "number_same"),
        ("3502614102900001", SUMINAH.birth_date, "number_near"),
        ("350261410190001", SUMINAH.birth_date, "number_near"),
        ("3502614101900007", SUMINAH.birth_date, "serial_differs"),
        ("", SUMINAH.birth_date, "date_and_area_same"),
        ("3503610101770001", SUMINAH.birth_date, "sex_differs"),
        ("3503614101770001", SUMINAH.birth_date, "number_differs_date_same"),
        ("3503614101770001", date(1977, 1, 1), "number_differs"),
        ("", date(1990, 3, 5), "date_turned"),
        ("", date(1985, 1, 1), "day_same"),
        ("", date(1971, 6, 9), "differs"),
    ],
)
def test_identity_is_one_comparison(number: str, born: date | None, level: str) -> None:
    sex = "" if number else "P"
    other = replace(SUMINAH, national_id=number, birth_date=born, sex=sex)
    assert found(SUMINAH, other, "identity") == level


def test_nothing_told_is_no_evidence() -> None:
    bars = match(Person(), Person()).bars
    assert [bar.weight for bar in bars[1:]] == [0.0] * 5


def test_every_bar_shows_what_both_records_say_and_a_sentence() -> None:
    bars = {bar.comparison: bar for bar in match(SOLEH, SOLEH_AGAIN).bars}
    assert bars["name"].values == ("Moch. Soleh Kurniawan", "H. Muhamad Sholeh Kurniawan")
    assert all(bar.sentence for bar in bars.values())


def test_among_fewer_people_the_same_facts_weigh_more() -> None:
    few, many = (
        score(MODEL.for_people(n), prepare(SOLEH), prepare(SOLEH_AGAIN)) for n in (100, 10**7)
    )
    assert few.weight > many.weight


@given(people, people)
@unhurried
def test_the_order_of_two_people_does_not_matter(a: Person, b: Person) -> None:
    one, other = match(a, b), match(b, a)
    assert (one.weight, one.level, one.links) == (other.weight, other.level, other.links)


@given(people, people)
@unhurried
def test_the_bars_sum_to_the_weight(a: Person, b: Person) -> None:
    one = match(a, b)
    assert sum(bar.weight for bar in one.bars) == pytest.approx(one.weight, abs=1e-12)
    assert weight_of(MODEL, prepare(a), prepare(b)) == pytest.approx(one.weight, abs=1e-12)
    assert one.probability == pytest.approx(1 / (1 + 2.0**-one.weight))


@given(people, people, st.sampled_from(FIELDS), people)
@unhurried
def test_one_more_agreeing_fact_never_lowers_the_weight(
    a: Person, b: Person, field: str, source: Person
) -> None:
    assume(not getattr(a, field) and not getattr(b, field))
    agreed = {field: getattr(source, field)}
    if field == "birth_date":
        agreed["birth_precision"] = source.birth_precision
    before = match(replace(a, birth_date=a.birth_date), b)
    assume(field not in DERIVED or not contradicts(a, b))
    assert match(replace(a, **agreed), replace(b, **agreed)).weight >= before.weight - 1e-9


DERIVED = {"national_id", "birth_date"}


def contradicts(a: Person, b: Person) -> bool:
    """Whether one has a number or a date against which the new fact would be held."""
    return any((a.national_id, b.national_id, a.birth_date, b.birth_date))


@given(st.text(), st.text())
@unhurried
@example("\ud800", "\x00")
def test_no_writing_breaks_the_comparison(name: str, other: str) -> None:
    assert match(Person(name=name), Person(name=other)).probability <= 1


def test_every_level_can_be_told() -> None:
    sentences = [level.sentence for one in COMPARISONS for level in one.levels]
    assert all(sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


def test_what_speaks_against_one_person_forbids_very_likely() -> None:
    sister = replace(SOLEH, name="Soleh", national_id="", birth_date=None, sex="P")
    assert found(SOLEH, sister, "identity") == "sex_differs"
    assert match(SOLEH, sister).level is not MatchLevel.VERY_LIKELY


def test_a_mother_proves_nothing_where_a_word_is_shared_and_the_date_contradicts() -> None:
    brother = replace(SOLEH, name="Kurniawan", national_id="", birth_date=date(1979, 5, 2))
    assert found(SOLEH, brother, "name") == "one_inside"
    assert found(SOLEH, brother, "mother") == "siblings"


def test_a_woman_and_a_man_born_one_day_are_not_one_slip_apart() -> None:
    """Forty is added to a woman's day: one digit tells twins of two sexes apart."""
    sister = replace(SUMINAH, national_id="3502614103900001", birth_date=date(1990, 3, 1))
    brother = replace(sister, national_id="3502610103900001", sex="L")
    assert found(sister, brother, "identity") == "sex_differs"


def test_a_name_inside_another_is_very_likely_with_a_document_only() -> None:
    """Brothers may share the last word, the mother and the village, and twins the birth date."""
    shorter = replace(SOLEH, name="Kurniawan")
    assert found(SOLEH, shorter, "name") == "one_inside"
    assert match(SOLEH, shorter).level is MatchLevel.VERY_LIKELY
    assert match(SOLEH, replace(shorter, national_id="")).level is MatchLevel.REVIEW


@pytest.mark.parametrize("register", [2, 11, 1_000, 1_000_000])
def test_name_and_village_alone_are_never_very_likely_however_small_the_register(
    register: int,
) -> None:
    told = replace(
        SOLEH, national_id="", birth_date=None, mother="", father="", sex="", birth_area=""
    )
    compared = score(MODEL.for_people(register), prepare(told), prepare(told))
    assert compared.level in {MatchLevel.REVIEW, MatchLevel.WEAK}


def test_a_near_name_is_very_likely_with_a_document_only() -> None:
    """Twins are called Sri and Sari, Wagiman and Wagimin."""
    slip = replace(SOLEH, name="Moch. Soleh Kurniawam", sex="")
    assert found(SOLEH, slip, "name") == "near"
    assert match(SOLEH, slip).level is MatchLevel.VERY_LIKELY
    assert match(SOLEH, replace(slip, national_id="")).level is MatchLevel.REVIEW


def test_fewer_than_two_people_are_no_register() -> None:
    with pytest.raises(ValueError, match="two records"):
        MODEL.for_people(1)


def test_a_match_says_by_which_model_it_was_made() -> None:
    assert match(SOLEH, SUMINAH).version == MODEL.version


def test_chances_of_any_weight_lie_between_nothing_and_certainty() -> None:
    assert probability_of(-5000) == 0
    assert probability_of(5000) == 1
    assert probability_of(0) == 0.5
