"""Several voices of one sub-district: who counts, what is said, what is checked."""

from datetime import timedelta

import pytest

from kentongan.alerts.detectors import Found, Telling, find_combinations
from kentongan.alerts.detectors.indicator_rules import (
    MOST_CHECKS,
    checks_for,
    meets,
    signs_of,
)
from kentongan.indicators.catalogue import catalogue
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import FIRST, PLACES, PRIGI, TASIKMADU, told

RULES = rulebook()
MANY = next(rule for rule in RULES.combinations if rule.voices > 1)
HOUSE = ("holding_house",)


def found(*tellings: Telling, fresh: set[str] | None = None) -> list[Found]:
    """What the last telling raises, or the ``fresh`` ones."""
    return find_combinations(fresh or {tellings[-1].source}, tellings, RULES, PLACES)


def voices(*days: int, **fields: object) -> list[Telling]:
    return [told(day=day, **({"indicators": HOUSE} | fields)) for day in days]


# --- who counts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "speaks"), [(0, True), (-1, False)])
def test_the_first_voice_is_three_weeks_old_at_most(first: int, speaks: bool) -> None:
    assert bool(found(*voices(first, 5, 10, MANY.within_days))) == speaks


def test_who_tells_last_of_an_early_day_may_be_the_voice_that_was_missing() -> None:
    late = told(day=5, known_on=FIRST + timedelta(15), indicators=HOUSE)
    [finding] = found(*voices(10, 11, 12), late)
    assert finding.figures["voices"] == 4
    assert finding.figures["days"] == 8


def test_a_late_telling_does_not_stretch_the_three_weeks() -> None:
    late = told(day=5, known_on=FIRST + timedelta(40), indicators=HOUSE)
    assert found(*voices(0, 26, 27), late) == []
    assert found(*voices(-16, 25, 26), late) == []


def test_of_the_stretches_around_a_late_telling_the_one_with_most_voices_counts() -> None:
    late = told(day=20, known_on=FIRST + timedelta(60), indicators=HOUSE)
    repeats = voices(0, 1, 2, 3, 4, voice="1:joko")
    [finding] = found(*repeats, *voices(38, 39, 40), late)
    assert finding.evidence[0].source == late.source
    assert finding.figures["voices"] == 4


def test_a_sub_district_told_without_a_village_counts_with_its_villages() -> None:
    places = (PRIGI, TASIKMADU, "35.03.05", "35.03.05")
    [finding] = found(*(told(place, indicators=HOUSE) for place in places))
    assert finding.areas == (PRIGI, TASIKMADU)


def test_a_regency_is_too_wide_to_be_counted_together() -> None:
    assert found(*(told("35.03", indicators=HOUSE) for _ in range(4))) == []


def test_a_voice_without_the_sign_does_not_count() -> None:
    assert found(*voices(0, 1), told(day=2), *voices(3)) == []


@pytest.mark.parametrize(
    "grade", [{"reliability": "E"}, {"credibility": "5"}, {"source_kind": "rumour"}]
)
def test_a_voice_that_is_doubted_does_not_count(grade: dict[str, str]) -> None:
    assert found(*voices(0, **grade), *voices(1, 2, 3)) == []


def test_words_passed_on_between_the_voices_are_one_voice() -> None:
    news = "Calon ditampung di rumah kosong dan tidak boleh pulang, kata tetangga sebelah."
    copies = voices(0, text=news) + voices(1, text=f"Fwd: {news}")
    assert found(*copies, *voices(2, 3)) == []
    [finding] = found(*copies, *voices(2, 3, 4))
    assert (finding.figures["voices"], len(finding.evidence)) == (4, 5)


def test_people_who_are_named_may_stand_in_several_voices() -> None:
    """The law is about one report; four independent voices are another matter."""
    assert found(*voices(0, 1, 2, 3, names_person=True))


def test_old_reports_raise_nothing_unless_one_of_them_is_fresh() -> None:
    four = voices(0, 1, 2, 3)
    assert found(*four, told("35.03.04.2001", day=4)) == []
    assert found(*four, fresh={four[-1].source})


def test_no_fresh_report_raises_nothing() -> None:
    assert find_combinations(set(), voices(0, 1, 2, 3), RULES, PLACES) == []


# --- what is said -------------------------------------------------------------------------------


def test_the_sentence_names_the_commonest_signs_first() -> None:
    often, seldom = ("threatened", "holding_house"), ("threatened", "violence")
    tellings = [told(day=n, indicators=often) for n in range(3)] + voices(3, indicators=seldom)
    finding = next(each for each in found(*tellings) if each.rule == MANY.id)
    labels = [
        catalogue()[name].label.lower() for name in ("threatened", "holding_house", "violence")
    ]
    assert f"menyebut {labels[0]}, {labels[1]}, dan {labels[2]} dalam 4 hari" in finding.sentence


def test_a_sub_district_without_a_name_is_called_by_its_code() -> None:
    [finding] = found(*(told("35.02.03.2001", day=n, indicators=HOUSE) for n in range(4)))
    assert "35.02.03" in finding.title


def test_the_figures_count_voices_agencies_signs_and_days() -> None:
    [finding] = found(*voices(0, 2, 4), *voices(9, agency="TNI"))
    assert finding.figures == {"signs": 1, "voices": 4, "agencies": 2, "days": 10}


def test_four_voices_on_one_day_are_told_within_one_day() -> None:
    assert found(*voices(0, 0, 0, 0))[0].figures["days"] == 1


def test_a_fifth_voice_is_the_same_alert_with_other_data() -> None:
    four = voices(0, 1, 2, 3)
    [before], [after] = found(*four), found(*four, *voices(4))
    assert before.key == after.key
    assert before.data_hash != after.data_hash


def test_each_row_of_evidence_says_that_a_sign_is_in_it() -> None:
    [finding] = found(*voices(0, 1, 2, 3))
    assert {row.reason for row in finding.evidence} == {"memuat tanda peringatan"}
    assert finding.evidence[0].noticed_on == FIRST
    assert finding.evidence[-1].noticed_on == FIRST + timedelta(3)


# --- signs and checks ---------------------------------------------------------------------------


def test_the_strongest_sign_is_named_first_and_each_only_once() -> None:
    order = {"strong": 0, "medium": 1, "weak": 2}
    signs = signs_of(told(indicators=(*reversed(catalogue()), *catalogue())))
    assert [order[sign.strength] for sign in signs] == sorted(order[s.strength] for s in signs)
    assert len({sign.id for sign in signs}) == len(signs)


def test_signs_that_are_unknown_or_of_paper_trouble_are_passed_over() -> None:
    papers = [sign.id for sign in catalogue().values() if sign.class_ == "paperwork"]
    assert signs_of(told(indicators=("", "hilang", "LOCKED_IN", *papers))) == []


def test_every_sign_has_its_first_check_before_any_has_a_second() -> None:
    signs = [catalogue()[name] for name in ("locked_in", "debt_bondage", "holding_house")]
    checks = checks_for(signs)
    assert checks[:3] == tuple(sign.check_next[0] for sign in signs)


def test_checks_are_few_and_none_is_asked_twice() -> None:
    checks = checks_for([*catalogue().values(), *catalogue().values()])
    assert len(checks) == len(set(checks)) == MOST_CHECKS
    assert checks_for([]) == ()


@pytest.mark.parametrize("rule", RULES.combinations, ids=lambda rule: rule.id)
def test_no_rule_is_met_by_a_report_without_signs(rule) -> None:
    assert not meets(rule, told(), RULES.gradings[rule.grading])


@pytest.mark.parametrize("rule", RULES.combinations, ids=lambda rule: rule.id)
def test_every_rule_is_met_by_a_report_with_all_signs(rule) -> None:
    assert meets(rule, told(indicators=tuple(catalogue())), RULES.gradings[rule.grading])
