"""What a rule may ask for: signs, grades, numbers; and which files are refused."""

from importlib.resources import files
from itertools import product

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kentongan.access.labels import Label
from kentongan.indicators.catalogue import (
    Dimension,
    Indicator,
    IndicatorClass,
    Malformed,
    Strength,
    catalogue,
)
from kentongan.indicators.rulebook import Need, read_rules, rulebook
from kentongan.reports.models import Credibility, Reliability, SourceKind

TEXT = files("kentongan.indicators").joinpath("rules.yaml").read_text("utf-8")
SIGNS = sorted(catalogue())


def edited(**changes: object) -> str:
    """The rules in force with other values at dotted places (``cluster__min_cases=1``)."""
    raw = yaml.safe_load(TEXT)
    for where, value in changes.items():
        *path, last = where.split("__")
        spot = raw
        for step in path:
            spot = spot[int(step) if step.isdigit() else step]
        spot[last] = value
    return yaml.safe_dump(raw)


# --- what a need wants --------------------------------------------------------------------------


def slow_wants(need: Need, sign: Indicator) -> bool:
    """The slow twin: every set that is not empty must hold the sign."""
    asked = [
        (need.any_of, sign.id),
        (need.classes, sign.class_),
        (need.dimensions, sign.dimension),
        (need.strengths, sign.strength),
    ]
    return all(value in wanted for wanted, value in asked if len(wanted) > 0)


@settings(max_examples=80, deadline=None)
@given(
    st.frozensets(st.sampled_from(SIGNS), max_size=3),
    st.frozensets(st.sampled_from(IndicatorClass), max_size=2),
    st.frozensets(st.sampled_from(Dimension), max_size=2),
    st.frozensets(st.sampled_from(Strength), max_size=2),
    st.sampled_from(SIGNS),
)
def test_a_need_wants_what_the_slow_twin_says(
    any_of: frozenset[str],
    classes: frozenset[IndicatorClass],
    dimensions: frozenset[Dimension],
    strengths: frozenset[Strength],
    name: str,
) -> None:
    need = Need(
        any_of=any_of, classes=classes, dimensions=dimensions, strengths=strengths, at_least=1
    )
    assert need.wants(catalogue()[name]) == slow_wants(need, catalogue()[name])


def test_a_need_without_conditions_wants_every_sign() -> None:
    assert all(Need(at_least=1).wants(sign) for sign in catalogue().values())


@pytest.mark.parametrize("rule", rulebook().combinations, ids=lambda rule: rule.id)
def test_every_need_of_a_rule_can_be_met(rule) -> None:
    for need in rule.needs:
        wanted = [sign for sign in catalogue().values() if need.wants(sign)]
        assert len(wanted) >= need.at_least


@pytest.mark.parametrize("rule", rulebook().combinations, ids=lambda rule: rule.id)
def test_no_rule_is_met_by_paper_trouble(rule) -> None:
    papers = [sign for sign in catalogue().values() if sign.class_ == IndicatorClass.PAPERWORK]
    assert not any(all(need.wants(sign) for need in rule.needs) for sign in papers)


@pytest.mark.parametrize("rule", rulebook().combinations, ids=lambda rule: rule.id)
def test_a_rule_that_one_report_meets_asks_for_two_signs_at_least(rule) -> None:
    assert rule.signs >= 2 or rule.voices >= 3


# --- grades -------------------------------------------------------------------------------------

GRADES = list(product(Reliability.values, Credibility.values, SourceKind.values))


@pytest.mark.parametrize("name", sorted(rulebook().gradings))
def test_a_grading_speaks_of_grades_that_a_report_may_have(name: str) -> None:
    grading = rulebook().gradings[name]
    assert grading.reliability <= set(Reliability.values)
    assert grading.credibility <= set(Credibility.values)
    assert grading.source_kinds <= set(SourceKind.values)


def test_whatever_is_verified_is_open_too() -> None:
    verified, unproven = (rulebook().gradings[name] for name in ("verified", "open"))
    for grade in GRADES:
        assert unproven.accepts(*grade) or not verified.accepts(*grade)


def test_an_ungraded_report_is_open_but_not_verified() -> None:
    ungraded = (Reliability.F, Credibility.UNKNOWN, SourceKind.TOLD)
    assert rulebook().gradings["open"].accepts(*ungraded)
    assert not rulebook().gradings["verified"].accepts(*ungraded)


@pytest.mark.parametrize("name", sorted(rulebook().gradings))
def test_no_grading_takes_a_rumour_or_an_unreliable_source(name: str) -> None:
    grading = rulebook().gradings[name]
    taken = [grade for grade in GRADES if grading.accepts(*grade)]
    assert taken
    assert not any(kind == SourceKind.RUMOUR for _, _, kind in taken)
    assert not any(reliability in "DE" for reliability, _, _ in taken)
    assert not any(credibility in "45" for _, credibility, _ in taken)


@pytest.mark.parametrize("grade", [("", "", ""), ("a", "1", "seen"), ("A", "7", "seen")])
def test_a_grade_that_does_not_exist_is_not_accepted(grade: tuple[str, str, str]) -> None:
    assert not any(grading.accepts(*grade) for grading in rulebook().gradings.values())


# --- files --------------------------------------------------------------------------------------


def test_the_rules_written_anew_are_the_same_rules() -> None:
    assert read_rules(edited()) == rulebook() == read_rules(TEXT)


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        ("news_days", 0, "news_days"),
        ("gradings", {}, "no such grading: open, verified"),
        ("combinations__0__needs", [], "needs"),
        ("combinations__0__signs", 0, "signs"),
        ("combinations__0__label", 6, "label"),
        ("combinations__0__urgency", 4, "urgency"),
        ("combinations__0__title", "x" * 121, "title"),
        ("combinations__0__within_days", 0, "within_days"),
        ("combinations__0__needs__0__at_least", 0, "at_least"),
        ("combinations__0__needs__0__classes", ["crime"], "classes"),
        ("combinations__0__weight", 3, "weight"),
        ("same_thing__common_from", 1, "common_from"),
        ("same_thing__sign_share", 1.5, "sign_share"),
        ("same_thing__kinds__phone__voices", 1, "voices"),
        ("same_thing__kinds__phone__bonds", 4, "bonds"),
        ("same_thing__kinds__phone__rare", -0.1, "rare"),
        ("same_thing__kinds__phone__checks", [], "checks"),
        ("cluster__min_cases", 1, "min_cases"),
        ("cluster__replicates", 18, "replicates"),
        ("cluster__history_days", 29, "history_days"),
        ("cluster__max_km", "far", "max_km"),
        ("version", None, "version"),
    ],
)
def test_a_value_out_of_bounds_is_refused_by_name(where: str, value: object, told: str) -> None:
    with pytest.raises(Malformed, match=told):
        read_rules(edited(**{where: value}))


def test_a_single_voice_never_makes_a_same_thing() -> None:
    assert min(kind.voices for kind in rulebook().same_thing.kinds.values()) >= 2


@pytest.mark.parametrize("text", ["", "[]", "just words", "a: 1", "---\n---\n", "\t"])
def test_a_file_that_is_no_rulebook_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_rules(text)


def test_all_faults_are_told_at_once_each_on_its_line() -> None:
    with pytest.raises(Malformed) as problem:
        read_rules(edited(news_days=0, cluster__min_cases=1, same_thing__near_km=0))
    lines = str(problem.value).splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["rules.yaml", "news_days"],
        ["rules.yaml", "same_thing.near_km"],
        ["rules.yaml", "cluster.min_cases"],
    ]


def test_a_file_of_rules_can_run_no_code() -> None:
    with pytest.raises(Malformed):
        read_rules("version: !!python/object/apply:os.getcwd []")


def test_rules_in_force_cannot_be_changed_while_the_product_runs() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        rulebook().news_days = 1  # type: ignore[misc]
    assert rulebook() is rulebook()


# --- labels -------------------------------------------------------------------------------------


def test_every_label_of_a_rule_is_a_label_of_the_gate() -> None:
    rules = rulebook()
    labels = [rule.label for rule in (*rules.combinations, *rules.same_thing.kinds.values())]
    assert {*labels, rules.cluster.label} <= set(Label)


def test_a_burst_is_looked_for_within_its_history() -> None:
    rule = rulebook().cluster
    assert rule.min_days <= rule.max_days < rule.shortest_history_days <= rule.history_days
