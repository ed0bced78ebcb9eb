"""The waterfall: bars that begin where the last one ended and come to the weight."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.linkage.people import Person
from kentongan.engine.linkage.scoring import Bar, Match, MatchLevel
from kentongan.entities.comparing import match_of, prepared
from kentongan.entities.people.waterfall import (
    LEAST_WIDTH,
    LEVELS,
    kept,
    percent_of,
    signed,
    strongest,
    waterfall_of,
)

BORN = date(1968, 2, 15)
CALM = settings(max_examples=40, deadline=None, derandomize=True)


def bar(weight: float, name: str = "name") -> Bar:
    return Bar(name, "Nama", "equal", f"Kalimat {weight:g}.", weight, ("a", "b"), 0.9, 0.1)


def match(*weights: float) -> Match:
    bars = tuple(bar(weight) for weight in weights)
    return Match(sum(weights), 0.5, MatchLevel.REVIEW, bars, (), "1")


def number(share: str) -> float:
    return float(share.removesuffix("%"))


def test_a_bar_for_lies_right_of_the_one_before_and_a_bar_against_left() -> None:
    first, second = waterfall_of(match(6.0, -2.0)).bars
    assert (first.x, first.width, first.side) == ("0.00%", "100.00%", "for")
    assert (second.x, second.width, second.side) == ("66.67%", "33.33%", "against")


def test_what_was_not_told_is_a_mark_that_speaks_for_nothing() -> None:
    fall = waterfall_of(match(4.0, 0.0)).bars[1]
    assert (fall.side, fall.weight, number(fall.width)) == ("nothing", "0", LEAST_WIDTH)


def test_no_evidence_at_all_is_still_a_picture() -> None:
    assert waterfall_of(match(0.0, 0.0)).weight == "0"


@CALM
@given(st.lists(st.floats(-30, 30), min_size=1, max_size=8))
def test_every_bar_lies_within_the_picture_and_meets_its_neighbour(weights: list[float]) -> None:
    bars = waterfall_of(match(*weights)).bars
    ends = [(number(one.x), number(one.x) + number(one.width)) for one in bars]
    assert all(0 <= start <= end <= 100.02 for start, end in ends)
    for (start, end), (next_start, next_end) in pairwise(ends):
        assert max(start, next_start) <= min(end, next_end) + 2 * LEAST_WIDTH


@pytest.mark.parametrize(
    ("weight", "words"), [(9.14, "+9,1"), (-2.0, "−2,0"), (0.04, "0"), (-0.04, "0"), (12, "+12,0")]
)
def test_a_weight_is_written_with_its_sign(weight: float, words: str) -> None:
    assert signed(weight) == words


@pytest.mark.parametrize(
    ("chance", "words"), [(0.9999, "> 99,9%"), (0.0001, "< 0,1%"), (0.5, "50,0%"), (0.123, "12,3%")]
)
def test_a_chance_claims_no_more_than_is_known(chance: float, words: str) -> None:
    assert percent_of(chance) == words


def test_every_level_has_words() -> None:
    assert set(LEVELS) == set(MatchLevel)


def test_the_sentences_that_say_most_stand_in_the_line_of_a_list() -> None:
    told = match(1.0, -7.0, 3.0, 0.0)
    assert list(strongest(told)) == ["Kalimat -7.", "Kalimat 3."]


def test_what_the_model_says_before_comparing_is_no_reason() -> None:
    told = Match(-9, 0, MatchLevel.WEAK, (bar(-12, "prior"), bar(3)), (), "1")
    assert list(strongest(told)) == ["Kalimat 3."]


def test_the_bars_of_a_real_comparison_come_to_its_weight() -> None:
    one, other = (prepared(Person(name, mother="Sumini")) for name in ("Moh. Soleh", "Muh. Sholeh"))
    told = match_of(one, other, 1000)
    picture = waterfall_of(told)
    assert len(picture.bars) == len(told.bars)
    assert picture.weight == signed(sum(one.weight for one in told.bars))


def test_what_stood_on_the_screen_is_kept_whole() -> None:
    one, other = prepared(Person("Soleh")), prepared(Person("Sholeh"))
    stored = kept(match_of(one, other, 1000))
    assert stored["weight"] == pytest.approx(sum(b["weight"] for b in stored["bars"]), abs=0.01)
    assert {"version", "level", "probability", "links"} <= set(stored)
    assert all(len(one["values"]) == 2 for one in stored["bars"])


@pytest.mark.parametrize(
    ("level", "chance", "shown"),
    [
        (MatchLevel.VERY_LIKELY, 0.9995, "> 99,9%"),
        (MatchLevel.REVIEW, 0.6, "60,0%"),
        (MatchLevel.REVIEW, 0.9995, ""),
        (MatchLevel.WEAK, 0.95, ""),
    ],
)
def test_no_chance_is_told_where_the_evidence_is_of_too_few_kinds(
    level: MatchLevel, chance: float, shown: str
) -> None:
    assert waterfall_of(Match(3, chance, level, (bar(3),), (), "1")).percent == shown


def test_half_a_name_beside_what_twins_share_is_told_instead_of_a_chance() -> None:
    one = Person("Saputra Gunanjo Risdiwanto", mother="Zulpatikah Wigati", birth_date=BORN)
    told = match_of(prepared(one), prepared(replace(one, name="Saputra Gunanjo")), 1000)
    assert (told.level, waterfall_of(told).percent) == (MatchLevel.REVIEW, "")
    assert "kembar" in waterfall_of(told).caution
    assert kept(told)["caution"] == told.caution


def test_a_very_likely_match_has_no_caution() -> None:
    one = prepared(Person("Saputra Gunanjo", mother="Zulpatikah Wigati", birth_date=BORN))
    assert waterfall_of(match_of(one, one, 1000)).caution == ""


def test_the_caution_stands_on_the_page() -> None:
    held = replace(match(20.0), caution="Cocokkan NIK dulu.", probability=0.9999)
    page = render_to_string("entities/_waterfall.html", {"waterfall": waterfall_of(held)})
    assert "Cocokkan NIK dulu." in page
    assert "satu jenis" not in page
