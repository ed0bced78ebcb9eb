"""People in the form in which the engine compares them: one model, one rarity."""

from dataclasses import replace
from datetime import date

import pytest

from kentongan.engine.linkage.comparisons import LIKE_KIN
from kentongan.engine.linkage.people import Person
from kentongan.engine.linkage.scoring import MatchLevel, score
from kentongan.entities.comparing import match_of, model, model_for, prepared
from kentongan.entities.models import PersonMention
from kentongan.entities.search.counter import reasons_of
from kentongan.entities.search.finding import Hit
from kentongan.entities.sides import SUSPECTED

SOLEH = Person(
    name="Muhamad Sholeh",
    national_id="3502710101800001",
    birth_date=date(1980, 1, 1),
    mother="Tumini",
    region_code="35.02.08.2005",
)
SOLEH_AGAIN = Person(
    name="H. Moch. Soleh",
    national_id="3502 7101 0180 0001",
    birth_date=date(1980, 1, 1),
    region_code="35.02.08.2005",
)
OTHER = Person(name="Kartini Parjiyem", national_id="3503714511900002", sex="P")


def test_the_model_of_the_product_fits_its_comparisons() -> None:
    assert model().version
    assert model().review < model().very_likely
    assert model() is model()


@pytest.mark.parametrize("people", [0, 1, 2, 50, 1_000_000])
def test_a_register_of_any_size_has_a_model(people: int) -> None:
    assert 0 < model_for(people).prior <= 0.5


def test_the_fewer_people_the_likelier_two_are_the_same() -> None:
    few, many = (match_of(prepared(SOLEH), prepared(SOLEH_AGAIN), n) for n in (100, 10_000_000))
    assert few.weight > many.weight
    assert few.probability >= many.probability


def test_two_spellings_with_one_number_are_very_likely_one_person() -> None:
    match = match_of(prepared(SOLEH), prepared(SOLEH_AGAIN), 1_000)
    assert match.level is MatchLevel.VERY_LIKELY
    assert match.weight == pytest.approx(sum(bar.weight for bar in match.bars))


def test_other_people_are_not() -> None:
    match = match_of(prepared(SOLEH), prepared(OTHER), 1_000)
    assert match.level is MatchLevel.UNLIKELY


def test_both_directions_weigh_the_same() -> None:
    there = match_of(prepared(SOLEH), prepared(SOLEH_AGAIN), 1_000)
    back = match_of(prepared(SOLEH_AGAIN), prepared(SOLEH), 1_000)
    assert there.weight == pytest.approx(back.weight)


def test_a_match_is_the_score_of_the_engine() -> None:
    one, other = prepared(SOLEH), prepared(SOLEH_AGAIN)
    assert match_of(one, other, 5_000) == score(model_for(5_000), one, other)


def test_a_common_name_is_told_apart_from_a_rare_one_by_the_list_of_words() -> None:
    common, rare = (
        prepared(Person(name=name)) for name in ("Siti Aminah", "Kusnowitaningrum Parjiyem")
    )
    assert not common.rare_spellings
    assert rare.rare_spellings
    assert not common.rare
    assert rare.rare


@pytest.mark.parametrize(
    ("name", "is_warned"), [("Moch. Soleh Andi", True), ("Moch. Soleh", False)]
)
def test_the_counter_is_told_what_to_look_at_before_believing(name: str, is_warned: bool) -> None:
    told = replace(SOLEH, name=name, national_id="")
    known = match_of(prepared(SOLEH), prepared(told), 1_000)
    reasons = reasons_of(Hit(SUSPECTED, PersonMention(), known))
    assert (reasons[-1] == LIKE_KIN) is is_warned
    assert len(reasons) > 2
