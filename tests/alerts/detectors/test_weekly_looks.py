"""The list of looks: each on its day, over what it reads back to."""

from dataclasses import replace
from datetime import timedelta

from kentongan.alerts.detectors.history import walk
from kentongan.alerts.detectors.weekly_looks import LOOKS, Heard, due, farthest, look
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import PLACES
from tests.alerts.detectors.test_pattern import ON, news, quiet_year

RULES = rulebook()


def heard() -> Heard:
    tellings = quiet_year() + news()
    return Heard(tellings)


def test_every_rule_stands_in_the_list_once() -> None:
    names = [name for one in LOOKS for name in one.rules]
    assert sorted(names) == ["pattern_change", "silence:agency", "silence:district"]


def test_looks_come_on_their_weekday() -> None:
    assert [one.rules for one in due(ON, RULES)] == [one.rules for one in LOOKS]
    assert list(due(ON + timedelta(1), RULES)) == []


def test_a_day_without_a_look_finds_nothing() -> None:
    assert [found.rule for found in look(heard(), ON, RULES, PLACES)] == ["pattern_change"]
    assert look(heard(), ON + timedelta(1), RULES, PLACES) == []


def test_what_lies_before_the_reach_is_not_read() -> None:
    old = [replace(one, day=one.day - timedelta(400)) for one in quiet_year() + news()]
    late = [replace(one, source=f"{one.source}b", known_on=one.day) for one in old]
    everything = heard()
    more = Heard([*everything.tellings, *late])
    assert look(more, ON, RULES, PLACES) == look(everything, ON, RULES, PLACES)


def test_the_farthest_look_is_a_year() -> None:
    assert farthest(RULES) == 365


def test_a_walk_through_history_finds_the_pattern_on_its_day() -> None:
    tellings = quiet_year() + news()
    steps = walk(
        tellings,
        [],
        since=ON - timedelta(2),
        until=ON + timedelta(2),
        rules=RULES,
        gazetteer=PLACES,
    )
    found = [(day, one.rule) for day, finds in steps for one in finds if one.kind == "pattern"]
    assert found == [(ON, "pattern_change")]
