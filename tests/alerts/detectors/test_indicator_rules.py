"""Combinations of signs: what one report raises, what several voices raise, what none may."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.alerts.detectors import Found, Telling, find_combinations
from kentongan.alerts.detectors.indicator_rules import names_somebody
from kentongan.indicators.catalogue import catalogue
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import MASARAN, PLACES, PRIGI, TASIKMADU, told

HELD = ("locked_in", "holding_house")
DEBT = ("debt_bondage", "fee_before_contract")


def found(*tellings: Telling, fresh: Telling | None = None) -> list[Found]:
    """What the last telling raises, the others being known."""
    newest = fresh or tellings[-1]
    return find_combinations({newest.source}, tellings, rulebook(), PLACES)


def rules_of(*tellings: Telling) -> set[str]:
    return {finding.rule for finding in found(*tellings)}


@pytest.mark.parametrize(
    ("signs", "rule"),
    [
        (HELD, "held_or_threatened"),
        (("child_offered_work", "recruitment_gathering"), "child"),
        (DEBT, "bound_by_debt_or_papers"),
        (("scam_work", "unrealistic_pay"), "towards_scam_work"),
        (("sea_route", "visit_visa_for_work"), "leaving_by_the_back_door"),
        (("destination_changed", "returned_deceived"), "two_strong_signs"),
        (("unlicensed_agency", "no_written_contract", "overcharging"), "outside_the_procedure"),
    ],
)
def test_signs_that_belong_together_raise_their_rule(signs: tuple[str, ...], rule: str) -> None:
    assert rule in rules_of(told(indicators=signs))


@pytest.mark.parametrize("sign", sorted(catalogue()))
def test_one_sign_alone_raises_nothing(sign: str) -> None:
    assert found(told(indicators=(sign,))) == []


def test_signs_of_paper_trouble_never_raise() -> None:
    papers = tuple(sign.id for sign in catalogue().values() if sign.class_ == "paperwork")
    assert found(told(indicators=papers)) == []


def test_a_retired_sign_counts_for_nothing() -> None:
    assert found(told(indicators=("locked_in", "long_gone"))) == []


# --- the law: no alert from one unverified report about one named person -----------------------


def test_one_unverified_report_about_one_named_person_raises_nothing() -> None:
    assert found(told(indicators=HELD, names_person=True)) == []


def test_a_name_in_the_text_is_a_named_person() -> None:
    assert found(told(indicators=HELD, text="Pak Slamet mengurung calon di rumahnya.")) == []


def test_the_same_report_raises_once_it_is_verified() -> None:
    assert found(told(indicators=HELD, names_person=True, reliability="B", credibility="2"))


@given(
    st.sets(st.sampled_from(sorted(catalogue()))),
    st.sampled_from("ABCDEF"),
    st.sampled_from("3456"),
    st.sampled_from(("seen", "told", "document", "rumour")),
)
def test_no_signs_and_no_grade_below_verified_make_a_named_person_raise(
    signs: set[str], reliability: str, credibility: str, source_kind: str
) -> None:
    report = told(
        indicators=tuple(signs),
        names_person=True,
        reliability=reliability,
        credibility=credibility,
        source_kind=source_kind,
    )
    assert found(report) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("menurut warga, Pak Slamet yang mengajak", True),
        ("bu Tatik Melati datang", True),
        ("Sdr. Bowo menelepon", True),
        ("Pak RT menerangkan", False),
        ("Pak Kades menyampaikan", False),
        ("Pak, tolong dicek", False),
        ("ibu korban menangis", False),
    ],
)
def test_a_post_or_a_greeting_is_no_name(text: str, named: bool) -> None:
    assert names_somebody(text) == named


# --- grading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "raises"),
    [
        ({"reliability": "B", "credibility": "2"}, True),
        ({"reliability": "F", "credibility": "6"}, True),
        ({"reliability": "E", "credibility": "2"}, False),
        ({"reliability": "B", "credibility": "5"}, False),
        ({"source_kind": "rumour"}, False),
    ],
)
def test_a_doubted_report_or_a_mere_rumour_raises_nothing(grade: dict, raises: bool) -> None:
    assert bool(found(told(indicators=HELD, **grade))) == raises


# --- what the finding says ----------------------------------------------------------------------


def test_the_finding_names_the_place_and_the_signs_and_what_to_check() -> None:
    report = told(PRIGI, indicators=DEBT)
    [finding] = found(report)
    assert finding.sentence == (
        "Satu laporan dari Prigi memuat 2 tanda: "
        "jeratan utang dan biaya diminta sebelum ada kontrak."
    )
    assert finding.checks[0] == catalogue()["debt_bondage"].check_next[0]
    assert finding.areas == (PRIGI,)
    assert finding.key == report.source


def test_two_rules_on_one_report_are_one_alert_the_most_urgent_first() -> None:
    findings = found(told(indicators=(*HELD, *DEBT)))
    assert len({finding.key for finding in findings}) == 1 < len(findings)
    assert findings[0].urgency == 1


def test_a_forwarded_copy_raises_nothing_of_its_own() -> None:
    first = told(
        indicators=HELD, text="Calon ditampung di rumah kosong dan tidak boleh pulang. " * 2
    )
    copy = told(indicators=HELD, text=f"Fwd Polsek: {first.text}", day=2)
    assert found(first, copy) == []
    assert found(first, copy, fresh=first)


def test_a_report_about_a_protected_person_makes_a_closed_alert() -> None:
    [finding] = found(told(indicators=DEBT, label=5))
    assert finding.label == 5


def test_the_same_report_gives_the_same_hash_and_another_day_another() -> None:
    report = told(indicators=DEBT)
    [one], [again] = found(report), found(report)
    [moved] = found(replace(report, day=told(day=3).day))
    assert one.data_hash == again.data_hash != moved.data_hash


# --- several voices of one sub-district ---------------------------------------------------------


def voices(count: int, place: str = PRIGI, **fields: object) -> list[Telling]:
    return [told(place, day=day, indicators=("holding_house",), **fields) for day in range(count)]


def test_four_voices_in_one_sub_district_raise_one_alert_of_the_sub_district() -> None:
    [finding] = found(*voices(3), told(TASIKMADU, day=4, indicators=("holding_house",)))
    assert finding.key == "many_voices_in_one_district:35.03.05"
    assert finding.sentence == (
        "4 sumber di Kecamatan Watulimo menyebut ada rumah penampungan dalam 5 hari."
    )


def test_three_voices_are_too_few() -> None:
    assert found(*voices(3)) == []


def test_four_reports_of_one_person_are_one_voice() -> None:
    assert found(*voices(4, voice="1:joko")) == []


def test_voices_of_two_sub_districts_are_not_counted_together() -> None:
    assert found(*voices(2), *voices(2, MASARAN)) == []


def test_voices_far_apart_in_time_are_not_counted_together() -> None:
    assert found(*voices(3), told(day=40, indicators=("holding_house",))) == []


def test_voices_without_a_place_are_not_counted_together() -> None:
    assert found(*voices(4, "")) == []
