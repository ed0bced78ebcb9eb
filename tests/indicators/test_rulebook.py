"""The rules that raise alerts: what the file must hold."""

from importlib.resources import files

import pytest
import yaml

from kentongan.entities.models import ThingKind
from kentongan.entities.person_queries import PERSON
from kentongan.indicators.catalogue import Malformed
from kentongan.indicators.rulebook import Need, read_rules, rulebook

TEXT = files("kentongan.indicators").joinpath("rules.yaml").read_text("utf-8")


def test_every_rule_has_a_version_a_source_and_a_title() -> None:
    for rule in rulebook().combinations:
        assert rule.version
        assert rule.source
        assert rule.title


def test_every_kind_of_thing_has_a_rule_in_force_or_on_trial() -> None:
    rules = rulebook()
    on_trial = {kind for one in rules.trial.same_thing for kind in one.kinds}
    assert {*rules.same_thing.kinds, *on_trial} == {*ThingKind.values, PERSON}
    assert on_trial == {ThingKind.PLACE, ThingKind.ROUTE}


def test_weak_clues_need_more_than_telephones() -> None:
    kinds = dict(rulebook().same_thing.kinds)
    kinds |= rulebook().trial.same_thing[0].kinds
    for weak in ("alias", "organisation", "offer", "place", "route"):
        assert kinds[weak].bonds > kinds["phone"].bonds
        assert kinds[weak].signs > kinds["phone"].signs


def test_every_kind_says_what_to_check_next() -> None:
    for kind in rulebook().same_thing.kinds.values():
        assert all(check.endswith((".", "?")) for check in kind.checks)


def test_alerts_of_things_and_signs_are_not_for_partners() -> None:
    rules = rulebook()
    labels = [rule.label for rule in (*rules.combinations, *rules.same_thing.kinds.values())]
    assert min(labels) >= 2
    assert rules.cluster.label == 1  # area, month and state: nothing a partner may not read


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("locked_in, violence", "locked_up, violence", "no such indicator: locked_up"),
        ("grading: open", "grading: loose", "no such grading: loose"),
        ("id: child\n", "id: held_or_threatened\n", "stands twice"),
        ("urgency: 1", "urgency: 0", "urgency"),
        ("near_km: 15", "near_km: -1", "near_km"),
        ("recurrence_days: 100", "recurrence: 100", "recurrence"),
        ("    voices: 4", "    voices: 0", "voices"),
    ],
)
def test_a_fault_in_the_rules_is_told(was: str, now: str, told: str) -> None:
    assert was in TEXT
    with pytest.raises(Malformed, match=told):
        read_rules(TEXT.replace(was, now, 1))


def test_a_file_that_is_no_yaml_is_a_fault() -> None:
    with pytest.raises(Malformed):
        read_rules("a: [")


def test_no_rule_looks_at_a_person() -> None:
    words = set(yaml.safe_load(TEXT)["same_thing"]["kinds"]["alias"])
    assert words <= {"name", "within_days", "voices", "signs", "bonds", "rare", "checks"}
    assert set(Need.model_fields) == {
        "any_of", "classes", "dimensions", "strengths", "at_least"
    }  # fmt: skip
