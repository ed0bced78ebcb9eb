"""The same thing in independent voices: when it speaks, when it is chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.alerts.detectors import Found, Telling, find_same_things
from kentongan.alerts.detectors.same_thing import distance_km, tied
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import (
    BAOSAN,
    MASARAN,
    NUMBER,
    PLACES,
    PRIGI,
    TASIKMADU,
    by_source,
    shared,
    told,
)

RULES = rulebook().same_thing
SIGN = ("fee_before_contract",)


def found(*tellings: Telling, kind: str = "phone", key: str = NUMBER) -> list[Found]:
    """What one thing raises that all of them mention."""
    things = [shared(*tellings, kind=kind, key=key)]
    return find_same_things(things, by_source(*tellings), RULES, PLACES)


# --- strong clues -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["phone", "account", "handle"])
def test_one_number_in_two_voices_from_two_villages_speaks(kind: str) -> None:
    assert len(found(told(PRIGI), told(BAOSAN, day=40), kind=kind)) == 1


def test_one_number_in_two_agencies_of_one_village_speaks() -> None:
    assert found(told(agency="Polri"), told(agency="Disnaker"))


def test_one_number_from_one_agency_and_one_village_says_nothing_yet() -> None:
    assert found(told(), told()) == []


def test_one_person_in_two_villages_is_one_voice() -> None:
    assert found(told(PRIGI, voice="1:joko"), told(BAOSAN, voice="1:joko")) == []


def test_a_message_passed_on_by_another_agency_is_one_voice() -> None:
    news = "Orang itu menawarkan kerja kebun di Malaysia dan meminta uang muka delapan juta rupiah."
    assert found(told(text=news), told(BAOSAN, text=f"Fwd: {news}", agency="TNI")) == []


def test_a_village_and_the_sub_district_around_it_are_one_place() -> None:
    assert found(told(PRIGI), told("35.03.05")) == []
    assert found(told(PRIGI), told("35.03.04"))


def test_a_year_between_two_tellings_is_too_long() -> None:
    assert found(told(PRIGI), told(BAOSAN, day=365))
    assert found(told(PRIGI), told(BAOSAN, day=366)) == []


def test_a_source_that_is_not_known_yet_does_not_count() -> None:
    first, second = told(PRIGI), told(BAOSAN)
    thing = shared(first, second)
    assert find_same_things([thing], by_source(first), RULES, PLACES) == []


def test_a_public_number_that_many_name_without_a_warning_says_nothing() -> None:
    callers = [told(place, day=n) for n, place in enumerate([PRIGI, BAOSAN, MASARAN] * 2)]
    assert found(*callers) == []
    warned = [told(PRIGI, indicators=SIGN), told(BAOSAN, indicators=SIGN)]
    assert found(*callers, *warned)


def test_without_any_sign_the_alert_is_only_watched() -> None:
    [quiet] = found(told(PRIGI), told(BAOSAN))
    [warned] = found(told(PRIGI), told(BAOSAN, indicators=SIGN))
    assert (quiet.urgency, warned.urgency) == (3, 2)


def test_an_unknown_kind_says_nothing() -> None:
    assert found(told(PRIGI), told(BAOSAN), kind="horse") == []


# --- weak clues ---------------------------------------------------------------------------------


def alias(*tellings: Telling) -> list[Found]:
    return found(*tellings, kind="alias", key="tatik melati")


def test_a_nickname_in_one_sub_district_with_signs_speaks() -> None:
    assert alias(told(PRIGI, indicators=SIGN), told(TASIKMADU, indicators=SIGN))


def test_a_nickname_far_apart_is_somebody_else() -> None:
    assert alias(told(PRIGI, indicators=SIGN), told(BAOSAN, indicators=SIGN)) == []


def test_a_nickname_far_apart_with_the_same_destination_speaks() -> None:
    there = {"indicators": SIGN, "destination": "Kamboja"}
    assert alias(told(PRIGI, **there), told(BAOSAN, **there))


def test_a_nickname_without_signs_in_both_says_nothing() -> None:
    assert alias(told(PRIGI, indicators=SIGN), told(TASIKMADU)) == []


def test_a_common_nickname_says_nothing() -> None:
    two_here = [told(PRIGI, indicators=SIGN), told(TASIKMADU, indicators=SIGN)]
    elsewhere = [told(f"35.0{n}.01.2001", indicators=SIGN) for n in range(4, 8)]
    assert alias(*two_here, *elsewhere) == []


def test_one_nickname_in_two_regencies_is_two_alerts() -> None:
    here = alias(told(PRIGI, indicators=SIGN), told(TASIKMADU, indicators=SIGN))
    there = alias(told(BAOSAN, indicators=SIGN), told("35.02.03.2002", indicators=SIGN))
    assert here[0].key == "alias:tatik melati@35.03"
    assert there[0].key == "alias:tatik melati@35.02"


def test_a_firm_needs_a_bond_and_two_signs() -> None:
    firm = {"kind": "organisation", "key": "lpk mekar bahari"}
    assert found(told(PRIGI), told(TASIKMADU), **firm) == []
    assert found(told(PRIGI, indicators=SIGN), told(TASIKMADU, indicators=SIGN), **firm)
    assert found(told(PRIGI, indicators=SIGN), told(BAOSAN, indicators=SIGN), **firm) == []


def test_an_offer_pasted_by_three_people_with_the_same_destination_speaks() -> None:
    flyer = "Dibutuhkan segera penjaga toko di negeri seberang, gaji besar, hubungi nomor di bawah."
    told_of_it = [
        told(place, text=flyer, indicators=SIGN, destination="Taiwan")
        for place in (PRIGI, TASIKMADU, "35.03.05.2003")
    ]
    assert found(*told_of_it, kind="offer", key="0123")
    assert found(*told_of_it[:2], kind="offer", key="0123") == []


# --- what the finding says ----------------------------------------------------------------------


def test_the_finding_names_the_thing_the_voices_and_the_places() -> None:
    [finding] = found(told(PRIGI), told(MASARAN, day=13, agency="Disnaker"))
    assert finding.title == f"Nomor telepon {NUMBER} disebut 2 sumber di Masaran dan Prigi"
    assert finding.sentence == (
        f"Nomor telepon {NUMBER} disebut 2 sumber dari 2 instansi di Masaran dan Prigi "
        "dalam 14 hari."
    )
    assert finding.figures == {"voices": 2, "agencies": 2, "days": 14}
    assert finding.key == f"phone:{NUMBER}"


def test_copies_are_evidence_but_no_voices() -> None:
    first = told(PRIGI, text="Orang itu mengumpulkan warga dan meminta uang muka lima juta rupiah.")
    copy = told(PRIGI, text=f"(diteruskan) {first.text}", agency="TNI", day=1)
    [finding] = found(first, copy, told(BAOSAN, day=2))
    assert finding.figures["voices"] == 2
    assert len(finding.evidence) == 3


def test_the_evidence_holds_no_words_of_the_reports() -> None:
    [finding] = found(told(PRIGI, text="rahasia sekali"), told(BAOSAN, text="sangat rahasia"))
    assert "rahasia" not in repr(finding)


def test_a_new_report_changes_the_hash_and_nothing_else_does() -> None:
    first, second, third = told(PRIGI), told(BAOSAN), told(MASARAN, day=2)
    [two], [again], [three] = (
        found(first, second),
        found(second, first),
        found(first, second, third),
    )
    assert two.data_hash == again.data_hash != three.data_hash
    assert two.key == three.key


def test_a_very_long_key_is_cut_but_stays_apart_from_others() -> None:
    keys = [found(told(PRIGI), told(BAOSAN), key=f"{'x' * 190}{n}")[0].key for n in (1, 2)]
    assert len(set(keys)) == 2
    assert max(map(len, keys)) <= 120


# --- how voices are tied ------------------------------------------------------------------------


def test_a_degree_of_latitude_is_111_km() -> None:
    here, there = told("35.01.01.2001"), told("35.01.01.2002")
    points = {"35.01.01.2001": (111.0, -8.0), "35.01.01.2002": (111.0, -9.0)}
    assert distance_km(here, there, type(PLACES)({}, points)) == pytest.approx(111.2, abs=0.1)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=9, unique=True))
def test_the_tied_group_is_the_largest_chain(days: list[int]) -> None:
    tellings = [told(day=day) for day in days]

    def near(one: Telling, other: Telling) -> bool:
        return abs((one.day - other.day).days) <= 3

    chains, chain = [], [sorted(days)[0]]
    for day in sorted(days)[1:]:
        if day - chain[-1] <= 3:
            chain.append(day)
        else:
            chains.append(chain)
            chain = [day]
    assert len(tied(tellings, near)) == max(map(len, [*chains, chain]))


@given(st.permutations(range(5)))
def test_the_order_of_the_reports_does_not_matter(order: list[int]) -> None:
    places = [PRIGI, TASIKMADU, MASARAN, BAOSAN, PRIGI]
    tellings = [told(place, day=n, source=f"report:{n}", voice=f"1:{n}", text="")
                for n, place in enumerate(places)]  # fmt: skip
    assert found(*(tellings[n] for n in order)) == found(*tellings)
