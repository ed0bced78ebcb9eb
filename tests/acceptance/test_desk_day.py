"""What measures a day at the counter plants what it says, and notices what is missing."""

from collections import Counter

import pytest

from acceptance.desk.day import Walked, others_part, shown_part, speed_part
from acceptance.desk.day_cases import APPLICANTS, Case, day_of_cases
from acceptance.desk.inputs import Watched, input_results, is_refused, strays
from kentongan.screening.facts.inputs import Rule
from kentongan.screening.facts.rules import REGISTER

SEEDS = range(1, 6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_has_its_applicants_and_plants_every_kind_of_fact(seed: int) -> None:
    cases = day_of_cases(seed)
    assert len(cases) == APPLICANTS
    planted = Counter(kind for case in cases for kind in case.expected)
    assert set(planted) == set(REGISTER.rules)
    assert sum(not case.expected for case in cases) > APPLICANTS / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_applicants_have_one_number(seed: int) -> None:
    numbers = [case.form["national_id"] for case in day_of_cases(seed)]
    assert max(Counter(numbers).values()) == 1
    assert all(len(number) == 16 for number in numbers)


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_belong_to_no_area_that_anybody_has(seed: int) -> None:
    areas = {case.form["national_id"][:6] for case in day_of_cases(seed)}
    assert all("99" in (area[:2], area[2:4], area[4:6]) for area in areas)


def test_the_seed_chooses_the_day() -> None:
    assert day_of_cases(1) == day_of_cases(1)
    assert day_of_cases(1) != day_of_cases(2)


def walked(*shown: tuple[Case, set[str]]) -> Walked:
    return Walked(shown=[(case, frozenset(kinds)) for case, kinds in shown])


PLANTED = Case({}, expected=frozenset({"live_caution"}))
NOTHING = Case({})


def test_a_planted_fact_that_is_not_shown_is_noticed() -> None:
    _what, figure, _target, kept = shown_part("", walked((PLANTED, set())))
    assert not kept
    assert "live_caution" in figure


def test_a_fact_that_nobody_planted_is_noticed() -> None:
    assert not others_part("", walked((NOTHING, {"live_caution"})))[3]
    assert others_part("", walked((PLANTED, {"live_caution"}), (NOTHING, set())))[3]


@pytest.mark.parametrize(("busy", "kept"), [(False, False), (True, True)])
def test_on_a_busy_machine_computing_counts(busy: bool, kept: bool) -> None:
    slow = Walked(panels=[500.0] * 20)
    figure = speed_part("", slow, [(500.0, 40.0)] * 20, busy=busy)
    assert figure[3] is kept
    assert ("machine busy" in figure[1]) is busy


def test_the_inputs_are_kept_today() -> None:
    assert all(part[3] for part in input_results(1))


def test_a_rule_that_reads_what_it_did_not_name_is_noticed() -> None:
    sly = Rule("sly", frozenset({"cautions"}), lambda given: filter(None, [given["sex"]]))
    assert strays(sly, {"cautions": (), "sex": "P"})


def test_an_allowed_rule_is_not_counted_as_refused() -> None:
    assert not is_refused(frozenset({"cautions"}))
    assert Watched({"a": 1}).read == set()
