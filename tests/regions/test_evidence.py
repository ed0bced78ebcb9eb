"""What speaks for an area and against it, each clue alone; and when one area is answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions.queries import resolve_place
from kentongan.regions.resolver import Candidate, PlaceIndex, Resolution
from kentongan.regions.resolver.answer import MARGIN, MOST_CANDIDATES, rank
from kentongan.regions.resolver.evidence import (
    NEARER,
    Clue,
    Evidence,
    Weighed,
    best_hits,
    is_city,
    level_points,
)
from kentongan.regions.resolver.index import Hit, NameIndex
from kentongan.regions.resolver.reading import read
from kentongan.regions.resolver.vocabulary import Mark

# Two sub-districts at home; the town Kota Blitar and the regency Blitar far away.
PLACES = [
    ("35", "Jawa Timur", ""),
    ("35.02", "Kabupaten Ponorogo", ""),
    ("35.02.17", "Ponorogo", ""),
    ("35.02.17.1001", "Kauman", "63411"),
    ("35.02.18", "Kauman", ""),
    ("35.02.18.2001", "Kauman", "63451"),
    ("35.02.18.2002", "Sukosari", "63451"),
    ("35.02.18.2003", "Pondok", "63451"),
    ("35.05", "Kabupaten Blitar", ""),
    ("35.05.01", "Wonodadi", ""),
    ("35.05.01.2001", "Pikatan", "66155"),
    ("35.72", "Kota Blitar", ""),
    ("35.72.01", "Sukorejo", ""),
]
NAMES = NameIndex(PLACES, ("35.02",))
INDEX = PlaceIndex(NAMES)


def clues(text: str, code: str) -> set[Clue]:
    found = {one.code: set(one.clues) for one in INDEX.resolve(text).candidates}
    return found.get(code, set())


def single(text: str) -> str:
    found = INDEX.resolve(text).single
    return found.code if found else ""


def weighed(code: str, points: float, **more: object) -> Weighed:
    fields: dict[str, object] = {
        "quality": 1.0,
        "above": (),
        "clues": (),
        "unexplained": 0,
        "marked": False,
    }
    return Weighed(code, points, **(fields | more))  # type: ignore[arg-type]


def evidence(text: str, *hits: Hit, near: str = "") -> Evidence:
    return Evidence(NAMES, read(text), hits, near)


@pytest.mark.parametrize(
    ("code", "mark", "fits"),
    [
        ("35.02.18.2001", Mark.VILLAGE, 1),
        ("35.02.17.1001", Mark.WARD, 1),
        ("35.02.17.1001", Mark.VILLAGE, 1),  # desa and kelurahan are mixed up
        ("35.02.18.2001", Mark.DISTRICT, -1),
        ("35.02.18", Mark.DISTRICT, 1),
        ("35.02.18", Mark.VILLAGE, -1),
        ("35.02", Mark.REGENCY, 1),
        ("35.02", Mark.DISTRICT, -1),
        ("35.72", Mark.REGENCY, -1),  # a city is no kabupaten
        ("35.72", Mark.TOWN, 1),
        ("35.02", Mark.TOWN, 0),
        ("35.02.17", Mark.TOWN, 1),  # where the regent sits
        ("35.02.18", Mark.TOWN, -1),
        ("35.02.18.2001", Mark.TOWN, -1),
        ("35", Mark.PROVINCE, 1),
        ("35.02", Mark.PROVINCE, -1),
        ("35.02", None, 0),
    ],
)
def test_a_level_word_fits_or_speaks_against(code: str, mark: Mark | None, fits: int) -> None:
    points = level_points(NAMES, code, mark)
    assert (points > 0) - (points < 0) == fits


def test_the_right_kind_of_village_is_worth_more_than_the_other() -> None:
    assert level_points(NAMES, "35.02.17.1001", Mark.WARD) > level_points(
        NAMES, "35.02.17.1001", Mark.VILLAGE
    )


@pytest.mark.parametrize(("code", "city"), [("35.72", True), ("35.70", False), ("35.71.01", True)])
def test_cities_are_numbered_from_71(code: str, city: bool) -> None:
    assert is_city(code) == city


@pytest.mark.parametrize(
    ("text", "code", "clue"),
    [
        ("sukosari", "35.02.18.2002", Clue.EXACT),
        ("sukosari", "35.02.18.2002", Clue.HOME),
        ("sukosati", "35.02.18.2002", Clue.NEAR_SPELLING),
        ("ds sukosari", "35.02.18.2002", Clue.RIGHT_LEVEL),
        ("kec sukosari", "35.02.18.2002", Clue.WRONG_LEVEL),
        ("sukosari kauman", "35.02.18.2002", Clue.ABOVE),
        ("sukosari ponorogo", "35.02.18.2002", Clue.ABOVE),
        ("sukosari 63451", "35.02.18.2002", Clue.POSTAL),
        ("sukosari kab blitar", "35.02.18.2002", Clue.CONTRADICTED),
        ("35.02.18.2002", "35.02.18.2002", Clue.CODE),
        ("35.02.18.2999", "35.02.18", Clue.PART_OF_CODE),
        ("63411", "35.02.17.1001", Clue.POSTAL),
    ],
)
def test_each_clue_is_told(text: str, code: str, clue: Clue) -> None:
    assert clue in clues(text, code)


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("sukosari", Clue.ABOVE),
        ("sukosari", Clue.POSTAL),
        ("sukosari 63411", Clue.POSTAL),
        ("sukosari", Clue.NEAR_SPELLING),
        ("sukosari kauman", Clue.CONTRADICTED),
        ("sukosari", Clue.RIGHT_LEVEL),
    ],
)
def test_no_clue_is_told_that_is_not_there(text: str, clue: Clue) -> None:
    assert clue not in clues(text, "35.02.18.2002")


def test_an_area_far_away_is_not_said_to_be_at_home() -> None:
    assert Clue.HOME not in clues("pikatan wonodadi blitar", "35.05.01.2001")


def test_every_clue_has_its_words() -> None:
    for clue in Clue:
        one = Candidate("35", 1, ("Jawa Timur",), 1.0, (clue,), ("Jawa Timur",))
        assert one.reason.strip()
        assert not one.reason.endswith(".")


def test_the_reasons_stand_in_one_sentence() -> None:
    found = INDEX.resolve("ds sukosari kec kauman").candidates[0]
    assert found.reason.count(";") == len(found.clues) - 1
    assert "cocok dengan Kauman" in found.reason


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ds sukosari", "35.02.18.2002"),
        ("sukosari", "35.02.18.2002"),
        ("ds kauman kec kauman", "35.02.18.2001"),
        ("kel kauman kec ponorogo", "35.02.17.1001"),
        ("kec kauman", "35.02.18"),
        ("kota blitar", "35.72"),
        ("kab blitar", "35.05"),
        ("ds pondok kec kauman", "35.02.18.2003"),
        ("pikatan wonodadi blitar", "35.05.01.2001"),
        ("35.05.01.2001", "35.05.01.2001"),
        ("kauman", ""),
        ("kauman ponorogo", ""),  # the sub-district, or the ward of the town
        ("blitar", ""),  # the regency, or the city
        ("pondok", ""),  # an everyday word, unmarked
        ("pikatan", ""),  # bare and far away
        ("kec sukosari", ""),
        ("sukosari kab blitar", ""),
        ("ds antah kec kauman", ""),
    ],
)
def test_one_area_is_answered_or_asked(text: str, code: str) -> None:
    assert single(text) == code


def test_a_postal_code_of_several_villages_gives_their_sub_district_first() -> None:
    offered = [one.code for one in INDEX.resolve("63451").candidates]
    assert offered[0] == "35.02.18"
    assert set(offered[1:]) == {"35.02.18.2001", "35.02.18.2002", "35.02.18.2003"}


def test_an_unknown_postal_code_offers_nothing() -> None:
    assert INDEX.resolve("99999") == Resolution()


@pytest.mark.parametrize(
    ("near", "code", "points"),
    [
        ("", "35.02.18.2002", 0),
        ("35.02.18", "35.02.18.2002", 2),
        ("35.02.18.2002", "35.02.18.2002", 2),
        ("35.02.18.2002", "35.02.18", 2),
        ("35.02.17", "35.02.18.2002", 1),
        ("35.05", "35.02.18.2002", 0),
    ],
)
def test_the_hint_is_worth_more_the_nearer_it_is(near: str, code: str, points: float) -> None:
    assert evidence("x", near=near).near_points(code) == points


def test_the_hint_alone_never_tells_two_places_apart() -> None:
    assert NEARER < MARGIN


def test_the_hint_stands_apart_from_what_was_written() -> None:
    hit = Hit("35.02.18.2002", 1, 1.0, None, False)
    there, nowhere = (evidence("sukosari", hit, near=near).weigh(hit) for near in ("35.02.18", ""))
    assert there.points == nowhere.points + NEARER
    assert there.firm == nowhere.firm == nowhere.points


@pytest.mark.parametrize("near", ["", "35.02.17.1001", "35.02.18", "35.05", "99", "not a code"])
@pytest.mark.parametrize("text", ["kauman", "blitar", "pondok", "sukosari", "sukorejo", "x"])
def test_the_hint_never_changes_what_may_be_meant(text: str, near: str) -> None:
    hinted, plain = INDEX.resolve(text, near), INDEX.resolve(text)
    assert set(hinted.plausible) == set(plain.plausible)
    assert (hinted.single is None) == (plain.single is None)


def test_a_word_is_used_once() -> None:
    """ "Kauman" alone is not the village and the sub-district around it at the same time."""
    assert Clue.ABOVE not in clues("kauman", "35.02.18.2001")
    assert Clue.ABOVE in clues("kauman kauman", "35.02.18.2001")


@pytest.mark.parametrize(("text", "more"), [("sukosari", "antah"), ("ds sukosari", "berantah")])
def test_an_unknown_word_lowers_the_points(text: str, more: str) -> None:
    alone, longer = (INDEX.resolve(one).candidates[0].score for one in (text, f"{text} {more}"))
    assert longer < alone


def test_very_many_unknown_words_lower_them_only_so_far() -> None:
    some_words, many = "antah berantah", "antah berantah entah dimana gerangan letaknya"
    few = INDEX.resolve(f"sukosari, {some_words}").candidates[0]
    lots = INDEX.resolve(f"sukosari, {many}").candidates[0]
    assert (few.code, few.score) == (lots.code, lots.score)


def test_of_two_hits_of_one_area_the_best_spelt_is_kept() -> None:
    hits = [Hit("35.02", 1, quality, None, False) for quality in (0.6, 1.0, 0.8)]
    assert best_hits(hits) == [hits[1]]


def test_hits_of_different_words_are_kept_apart() -> None:
    hits = [Hit("35.02", words, 1.0, None, False) for words in (1, 2, 3)]
    assert best_hits(hits) == hits


def test_the_best_line_of_each_area_is_ranked() -> None:
    lines = [weighed("35.02", 3), weighed("35.05", 4), weighed("35.02", 5)]
    assert [(one.code, one.points) for one in rank(lines)] == [("35.02", 5), ("35.05", 4)]


def test_of_equals_the_coarser_comes_first_then_the_lower_code() -> None:
    lines = [weighed(code, 1) for code in ("35.02.18.2001", "35.05", "35.02.18", "35.02")]
    ranked = [one.code for one in rank(lines)]
    assert ranked == ["35.02", "35.05", "35.02.18", "35.02.18.2001"]


def test_nothing_is_ranked_to_nothing() -> None:
    assert rank([]) == []


@settings(max_examples=60, deadline=None)
@given(some.permutations([weighed(code, points) for points, code in enumerate(NAMES.names)]))
def test_the_order_of_the_lines_never_changes_the_rank(lines: list[Weighed]) -> None:
    assert [one.code for one in rank(lines)] == list(reversed(NAMES.names))


@pytest.mark.parametrize(
    ("plausible", "held"),
    [
        ((), ""),
        (("35.02.18.2001",), "35.02.18.2001"),
        (("35.02.18", "35.02.18.2001"), "35.02.18"),
        (("35.02.17.1001", "35.02.18.2001"), "35.02"),
        (("35.02", "35.05"), "35"),
        (("35.02", "64.11"), ""),
        (("35.02.18.2001", "35.02.18.2002", "35.02"), "35.02"),
    ],
)
def test_the_smallest_area_around_all_that_may_be_meant(
    plausible: tuple[str, ...], held: str
) -> None:
    assert Resolution(plausible=plausible).holds_all == held


def test_at_most_eight_are_listed_but_all_equals_are_known() -> None:
    rows = [(f"35.02.{number:02}.2001", "Mekar", "") for number in range(1, 13)]
    above = [(code[:8], f"Kec{'abcdefghijkl'[n]}", "") for n, (code, _, _) in enumerate(rows)]
    found = PlaceIndex.build([*PLACES[:2], *above, *rows], ("35.02",)).resolve("mekar")
    assert len(found.candidates) == MOST_CANDIDATES
    assert set(found.plausible) == {code for code, _, _ in rows}
    assert found.holds_all == "35.02"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kota madiun", "35.77"),
        ("kodya madiun", "35.77"),
        ("kab madiun", "35.19"),
        ("kota blitar, jawa timur", "35.72"),
        ("kab. blitar, jatim", "35.05"),
        ("kota malang", "35.73"),
        ("kab malang", "35.07"),
        ("kota bogor", "32.71"),
        ("kab bogor", "32.01"),
    ],
)
def test_cities_and_regencies_of_one_name_are_told_apart(text: str, code: str) -> None:
    found = resolve_place(text).single
    assert found is not None
    assert found.code == code
