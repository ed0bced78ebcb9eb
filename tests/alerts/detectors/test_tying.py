"""How voices that name the same thing are tied, counted and called."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.alerts.detectors import Found, Gazetteer, Shared, Telling, find_same_things
from kentongan.alerts.detectors.same_thing import (
    distance_km,
    is_common,
    says_something,
    tie_of,
    tied,
    within,
)
from kentongan.indicators.catalogue import catalogue
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import (
    BAOSAN,
    MASARAN,
    PLACES,
    PRIGI,
    TASIKMADU,
    by_source,
    shared,
    told,
)

RULES = rulebook().same_thing
PHONE, ALIAS, OFFER = RULES.kinds["phone"], RULES.kinds["alias"], RULES.kinds["offer"]
SIGN = ("fee_before_contract",)
KRESEK, KARANG = "35.02.03.2009", "35.03.05.2009"


def found(*tellings: Telling, kind: str = "phone") -> list[Found]:
    return find_same_things([shared(*tellings, kind=kind)], by_source(*tellings), RULES, PLACES)


# --- bonds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "bonds"),
    [
        ((PRIGI, ""), (BAOSAN, ""), 0),
        ((PRIGI, ""), (KARANG, ""), 1),  # same sub-district, no point
        ((PRIGI, ""), (TASIKMADU, ""), 2),  # same sub-district and near
        ((PRIGI, "Taiwan"), (TASIKMADU, "taiwan"), 3),
        ((PRIGI, "Taiwan"), (BAOSAN, "TAIWAN"), 1),
        ((PRIGI, "Taiwan"), (BAOSAN, "Malaysia"), 0),
        (("", ""), ("", ""), 0),  # nothing known is nothing in common
    ],
)
def test_bonds_are_sub_district_destination_and_nearness(
    one: tuple[str, str], other: tuple[str, str], bonds: int
) -> None:
    first, second = (told(place, destination=there) for place, there in (one, other))
    needed = [PHONE.model_copy(update={"bonds": count}) for count in range(4)]
    ties = [tie_of(rule, RULES.near_km, PLACES)(first, second) for rule in needed]
    assert ties == [count <= bonds for count in range(4)]


def test_the_limit_of_nearness_itself_is_near() -> None:
    rule = PHONE.model_copy(update={"bonds": 1})
    here, there = told(PRIGI), told(MASARAN)
    apart = distance_km(here, there, PLACES)
    assert tie_of(rule, apart, PLACES)(here, there)
    assert not tie_of(rule, apart - 0.001, PLACES)(here, there)


@settings(max_examples=60, deadline=None)
@given(*(st.floats(95, 141), st.floats(-11, 6)) * 2)
def test_there_and_back_is_equally_far(lon: float, lat: float, east: float, north: float) -> None:
    where = Gazetteer({}, {PRIGI: (lon, lat), MASARAN: (east, north)})
    there = distance_km(told(PRIGI), told(MASARAN), where)
    assert there == pytest.approx(distance_km(told(MASARAN), told(PRIGI), where))
    assert distance_km(told(PRIGI), told(PRIGI), where) == 0 <= there


# --- the largest group --------------------------------------------------------------------------


def slow_groups(tellings: list[Telling], tie) -> list[set[str]]:
    """The slow twin: everybody alone, then pairs joined until nothing changes."""
    groups = [{telling.source} for telling in tellings]
    for one, other in combinations(tellings, 2):
        if tie(one, other):
            touching = [group for group in groups if group & {one.source, other.source}]
            groups = [group for group in groups if group not in touching]
            groups.append(set().union(*touching))
    return groups


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from((PRIGI, TASIKMADU, MASARAN, BAOSAN, "")),
            st.sampled_from(("", "Taiwan", "Malaysia")),
            st.integers(0, 5),
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 3),
)
def test_the_tied_voices_are_a_largest_group_of_the_slow_twin(tales: list, bonds: int) -> None:
    tellings = [told(place, day=day, destination=there) for place, there, day in tales]
    tie = tie_of(PHONE.model_copy(update={"bonds": bonds}), RULES.near_km, PLACES)
    groups = slow_groups(tellings, tie)
    group = {telling.source for telling in tied(tellings, tie)}
    assert group in groups
    assert len(group) == max(map(len, groups))


def test_of_equal_groups_the_one_known_first_is_judged() -> None:
    late, early = told(PRIGI, day=5), told(BAOSAN, day=1)
    assert tied([late, early], lambda *_: False) == [early]


def test_a_voice_can_tie_two_groups_together() -> None:
    chain = [told(day=day) for day in (0, 6, 3)]
    assert len(tied(chain, lambda one, other: abs((one.day - other.day).days) <= 3)) == 3


# --- what is judged -----------------------------------------------------------------------------


def test_a_thing_nobody_told_of_says_nothing() -> None:
    assert find_same_things([Shared("phone", "x", "x", ())], {}, RULES, PLACES) == []
    assert find_same_things([], {}, RULES, PLACES) == []


def test_several_things_are_several_findings_in_their_order() -> None:
    pair = told(PRIGI), told(BAOSAN)
    things = [shared(*pair, key=key) for key in ("b", "a")]
    keys = [each.key for each in find_same_things(things, by_source(*pair), RULES, PLACES)]
    assert keys == ["phone:b", "phone:a"]


def test_the_time_is_counted_back_from_the_latest_telling() -> None:
    days = [told(day=day) for day in (0, 10, 30)]
    assert [each.day for each in within(days, 20)] == [days[1].day, days[2].day]
    assert within(days, 30) == days


def test_an_old_voice_outside_the_time_is_no_evidence() -> None:
    old = told(MASARAN)
    [finding] = found(old, told(PRIGI, day=400), told(BAOSAN, day=410))
    assert old.source not in finding.sources
    assert finding.figures["voices"] == 2


@pytest.mark.parametrize(
    ("voices", "warned", "common"),
    [(4, 0, False), (5, 0, True), (5, 1, True), (5, 2, False), (8, 2, False), (9, 2, True)],
)
def test_five_voices_with_less_than_a_quarter_of_signs_make_a_public_thing(
    voices: int, warned: int, common: bool
) -> None:
    speakers = [told(indicators=SIGN if n < warned else ()) for n in range(voices)]
    assert is_common(speakers, RULES) == common


@pytest.mark.parametrize("named", [2, 3, 4])
def test_a_nickname_must_be_rare_elsewhere(named: int) -> None:
    group = [told(PRIGI, indicators=SIGN), told(TASIKMADU, indicators=SIGN)]
    assert says_something(group, named, ALIAS) == (len(group) / named >= ALIAS.rare)


def test_papers_alone_are_no_sign_of_a_weak_clue() -> None:
    papers = tuple(sign.id for sign in catalogue().values() if sign.class_ == "paperwork")
    assert found(*(told(p, indicators=papers) for p in (PRIGI, TASIKMADU)), kind="alias") == []


def test_an_offer_needs_three_voices_and_two_bonds() -> None:
    three = [told(place, indicators=SIGN) for place in (PRIGI, TASIKMADU, PRIGI)]
    assert found(*three, kind="offer")
    assert found(*three[:2], kind="offer") == []
    far = [told(place, indicators=SIGN) for place in (PRIGI, MASARAN, BAOSAN)]
    assert found(*far, kind="offer") == []


def test_one_agency_in_one_unsure_place_says_nothing() -> None:
    assert found(told(""), told("")) == []
    assert found(told(""), told("", agency="TNI"))


# --- what it is called --------------------------------------------------------------------------


def test_a_weak_clue_is_called_after_the_first_place_that_is_sure() -> None:
    there = {"indicators": SIGN, "destination": "Taiwan"}
    [finding] = found(told("", **there), told(PRIGI, day=1, agency="TNI", **there), kind="alias")
    assert finding.key.endswith("@35.03")


def test_a_weak_clue_without_any_place_has_an_empty_home() -> None:
    voices = [
        told("", destination="Taiwan", indicators=SIGN, agency=agency) for agency in ("A", "B")
    ]
    [finding] = found(*voices, kind="alias")
    assert finding.key.endswith("@")
    assert "tempat yang belum pasti" in finding.sentence


def test_a_strong_clue_keeps_its_name_wherever_it_turns_up() -> None:
    [here], [there] = found(told(PRIGI), told(MASARAN)), found(told(BAOSAN), told(KRESEK))
    assert here.key == there.key


def test_the_name_stays_when_another_voice_comes_later() -> None:
    two = [told(place, indicators=SIGN) for place in (PRIGI, TASIKMADU)]
    [before] = found(*two, kind="alias")
    [after] = found(*two, told(MASARAN, day=3, indicators=SIGN), kind="alias")
    assert before.key == after.key


def test_the_check_of_the_strongest_sign_follows_those_of_the_kind() -> None:
    weak = next(sign for sign in catalogue().values() if sign.strength == "weak")
    strong = catalogue()["locked_in"]
    [finding] = found(told(PRIGI, indicators=(weak.id,)), told(BAOSAN, indicators=(strong.id,)))
    assert finding.checks == (*PHONE.checks, strong.check_next[0])


def test_without_a_sign_only_the_checks_of_the_kind_are_asked() -> None:
    [finding] = found(told(PRIGI), told(BAOSAN))
    assert finding.checks == PHONE.checks


def test_the_version_is_that_of_the_rules() -> None:
    [finding] = found(told(PRIGI), told(BAOSAN))
    assert (finding.rule, finding.rule_version) == ("same_thing:phone", RULES.version)


def test_copies_of_a_protected_report_close_the_alert_too() -> None:
    news = "Orang itu mengumpulkan warga dan meminta uang muka lima juta rupiah di balai."
    [finding] = found(told(text=news), told(text=f"Fwd: {news}", label=5), told(BAOSAN))
    assert finding.label == 5
