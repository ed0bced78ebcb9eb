"""History day by day: nothing is found before it could be known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kentongan.alerts.detectors.history import Walk, by_day, walk
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import (
    BAOSAN,
    FIRST,
    MASARAN,
    PLACES,
    PRIGI,
    TASIKMADU,
    shared,
    told,
)


def found_on(tellings, things=(), since: date = FIRST, days: int = 30) -> list[tuple[int, str]]:
    """(day number, key) of everything that was found."""
    until = since + timedelta(days=days - 1)
    steps = walk(tellings, things, since=since, until=until, rules=rulebook(), gazetteer=PLACES)
    return [((day - FIRST).days, found.key) for day, finds in steps for found in finds]


def test_a_shared_number_is_found_on_the_day_of_the_second_voice() -> None:
    first, second = told(PRIGI, day=2), told(BAOSAN, day=9)
    assert found_on([first, second], [shared(first, second)]) == [
        (9, shared(first).kind + ":" + shared(first).key)
    ]


def test_a_report_that_was_told_late_is_known_late() -> None:
    first, late = told(PRIGI, day=2), told(BAOSAN, day=3, known_on=FIRST + timedelta(days=20))
    assert [day for day, _ in found_on([first, late], [shared(first, late)])] == [20]


def test_a_third_voice_is_the_same_alert_again() -> None:
    three = [told(PRIGI, day=1), told(BAOSAN, day=4), told(MASARAN, day=8)]
    found = found_on(three, [shared(*three)])
    assert [day for day, _ in found] == [4, 8]
    assert len({key for _, key in found}) == 1


def test_what_was_known_before_is_known_but_raises_nothing_by_itself() -> None:
    before, after = told(PRIGI, day=1), told(BAOSAN, day=12)
    assert found_on([before], [shared(before, after)], since=FIRST + timedelta(days=10)) == []
    found = found_on([before, after], [shared(before, after)], since=FIRST + timedelta(days=10))
    assert [day for day, _ in found] == [12]


def test_signs_are_found_on_their_day() -> None:
    report = told(day=5, indicators=("locked_in", "holding_house"))
    assert (5, report.source) in found_on([report])


def test_every_day_is_told_even_when_nothing_happened() -> None:
    until = FIRST + timedelta(days=6)
    steps = walk([], [], since=FIRST, until=until, rules=rulebook(), gazetteer=PLACES)
    assert [day for day, _ in steps] == [FIRST + timedelta(days=n) for n in range(7)]


def test_where_no_village_has_a_point_everything_but_clusters_is_found() -> None:
    first, second = told(PRIGI, day=2), told(BAOSAN, day=9)
    nowhere = replace(PLACES, points={})
    steps = walk(
        [first, second], [shared(first, second)], since=FIRST, until=FIRST + timedelta(days=29),
        rules=rulebook(), gazetteer=nowhere,
    )  # fmt: skip
    assert {found.kind for _day, finds in steps for found in finds} == {"same_thing"}


def test_a_cluster_that_rested_for_long_is_not_continued() -> None:
    steps = Walk(rulebook(), PLACES)
    steps.clusters["cluster:old"] = (FIRST, frozenset({"report:a"}))
    assert steps.continued([], FIRST + timedelta(days=36)) == []
    assert steps.clusters["cluster:old"][0] == FIRST


def test_tellings_are_grouped_by_the_day_they_became_known() -> None:
    late = told(day=0, known_on=FIRST + timedelta(days=3))
    assert list(by_day([late])) == [FIRST + timedelta(days=3)]


SIGNS = told(MASARAN, day=5, indicators=("locked_in", "holding_house"))
PAIR = (told(PRIGI, day=2), told(BAOSAN, day=9))
MANY = [told(PRIGI, day=57 + number % 3) for number in range(12)]
USUAL = [
    told(place, day=day) for place in (PRIGI, BAOSAN, MASARAN, TASIKMADU) for day in range(0, 60, 5)
]


def findings(only: frozenset[str] | None = None) -> list[tuple[date, str, str]]:
    """(day, rule, key) of nine weeks with a shared number, telling signs and a cluster."""
    steps = walk(
        [SIGNS, *PAIR, *MANY, *USUAL], [shared(*PAIR)], since=FIRST,
        until=FIRST + timedelta(days=62), rules=rulebook(), gazetteer=PLACES, only=only,
    )  # fmt: skip
    return [(day, found.rule, found.key) for day, finds in steps for found in finds]


ALL = findings()
RULES = sorted({rule for _day, rule, _key in ALL})


def test_the_small_world_speaks_of_several_detectors() -> None:
    assert {rule.split(":")[0] for rule in RULES} >= {"same_thing", "space_time_permutation_scan"}
    assert len(RULES) >= 3


@pytest.mark.parametrize("rule", RULES)
def test_who_asks_for_one_rule_is_told_of_it_as_among_all(rule: str) -> None:
    found = [one for one in findings(frozenset((rule,))) if one[1] == rule]
    assert found == [one for one in ALL if one[1] == rule]


def test_detectors_that_nobody_asks_for_rest() -> None:
    assert findings(frozenset(("silence:agency",))) == []
