"""The rules of the weekly looks: whole, sensible, and a fault is told where it stands."""

from importlib.resources import files
from typing import Any

import pytest
import yaml

from kentongan.indicators.catalogue import Malformed, catalogue
from kentongan.indicators.rulebook import PatternRule, SilenceRule, read_rules, rulebook

type Section = dict[str, Any]


@pytest.fixture
def rules() -> Section:
    """The file as it is."""
    text = files("kentongan.indicators").joinpath("rules.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def test_the_rules_in_force_can_be_read() -> None:
    assert isinstance(rulebook().pattern, PatternRule)
    assert isinstance(rulebook().silence, SilenceRule)


def test_the_recent_days_leave_a_history_to_compare_with() -> None:
    rule = rulebook().pattern
    assert rule.recent_days < rule.shortest_history_days < rule.history_days


def test_a_silence_is_compared_with_several_windows() -> None:
    rule = rulebook().silence
    assert rule.baseline_weeks >= 4 * rule.window_weeks


def test_writings_of_visas_in_english_are_indicators_that_exist() -> None:
    writings = [one for some in rulebook().pattern.visas.values() for one in some]
    assert {one for one in writings if "_" in one} <= set(catalogue())
    assert all(one == one.casefold() for one in writings)


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("pattern", "discovery", 1.5),
        ("pattern", "weekday", 7),
        ("pattern", "voices", 1),
        ("pattern", "checks", []),
        ("pattern", "colour", "red"),
        ("silence", "window_weeks", 0),
        ("silence", "together", 0),
        ("silence", "regular", 2),
        ("silence", "label", 6),
    ],
)
def test_a_fault_is_named_with_its_place(
    rules: Section, section: str, field: str, value: object
) -> None:
    rules[section] = rules[section] | {field: value}
    with pytest.raises(Malformed, match=f"{section}.*{field}"):
        read_rules(yaml.safe_dump(rules))


@pytest.mark.parametrize("section", ["pattern", "silence"])
def test_a_rulebook_without_a_section_is_refused(rules: Section, section: str) -> None:
    del rules[section]
    with pytest.raises(Malformed, match=section):
        read_rules(yaml.safe_dump(rules))
