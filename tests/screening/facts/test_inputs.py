"""No forbidden input reaches any rule: by name, by reading, and by what is found."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.screening.facts.findings import Finding
from kentongan.screening.facts.inputs import (
    ALLOWED,
    CHILD_ONLY,
    FORBIDDEN,
    IS_CHILD,
    ForbiddenInput,
    Given,
    Register,
    Rule,
    UnknownInput,
    forbidden_by,
)
from kentongan.screening.facts.rules import REGISTER
from tests.screening.applications import APPLICATIONS

NAMES = sorted({*FORBIDDEN, *(other for others in FORBIDDEN.values() for other in others)})
SPELLINGS = st.sampled_from([str.upper, str.title, lambda name: f" {name.replace('_', '-')} "])
TRAITS = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from([True, False, 17, 45, "P", "L", "miskin"]), max_size=4
)


def nothing(given: Given) -> Iterator[Finding]:
    yield from ()


def rule_of(*inputs: str) -> Rule:
    return Rule("new_rule", frozenset(inputs), nothing)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_that_asks_for_a_forbidden_input_is_refused(name: str) -> None:
    register = Register()
    with pytest.raises(ForbiddenInput):
        register.enter(rule_of("paper_differences", name))
    assert register.rules == {}


@given(st.sampled_from(NAMES), SPELLINGS)
def test_another_spelling_does_not_help(name: str, spell: Any) -> None:
    with pytest.raises(ForbiddenInput):
        Register().enter(rule_of(spell(name)))


@given(st.text(max_size=20))
def test_what_is_not_on_the_list_is_refused(name: str) -> None:
    if name in ALLOWED:
        return
    with pytest.raises((ForbiddenInput, UnknownInput)):
        Register().enter(rule_of(name))


@pytest.mark.parametrize("name", sorted(CHILD_ONLY))
def test_only_a_check_for_children_reads_what_is_about_a_child(name: str) -> None:
    with pytest.raises(ForbiddenInput, match="children"):
        Register().enter(rule_of(name))
    Register().enter(rule_of(name, IS_CHILD))


def test_being_a_child_is_no_fact_and_neither_is_nothing() -> None:
    for inputs in ((IS_CHILD,), ()):
        with pytest.raises(ForbiddenInput, match="no fact"):
            Register().enter(rule_of(*inputs))


def test_a_kind_of_fact_has_one_rule() -> None:
    register = Register()
    register.enter(rule_of("cautions"))
    with pytest.raises(ValueError, match="already"):
        register.enter(rule_of("cautions"))


def test_the_list_of_inputs_holds_nothing_that_is_forbidden() -> None:
    assert [name for name in ALLOWED if forbidden_by(name)] == []


def test_every_rule_of_the_desk_keeps_to_the_list() -> None:
    assert REGISTER.rules
    for rule in REGISTER.rules.values():
        assert rule.inputs <= set(ALLOWED)


@given(APPLICATIONS, TRAITS, TRAITS)
def test_whatever_a_person_is_the_same_is_found(
    application: dict[str, Any], one: dict[str, Any], other: dict[str, Any]
) -> None:
    plain = REGISTER.find(application)
    assert REGISTER.find({**one, **application}) == plain
    assert REGISTER.find({**other, **application}) == plain


@given(APPLICATIONS, TRAITS)
def test_a_rule_is_handed_its_own_inputs_and_nothing_else(
    application: dict[str, Any], traits: dict[str, Any]
) -> None:
    seen: list[set[str]] = []

    def spy(given: Given) -> Iterator[Finding]:
        seen.append(set(given))
        yield from ()

    register = Register()
    register.enter(Rule("spy", frozenset({"cautions", "stated_dates"}), spy))
    register.find({**traits, **application})
    assert seen == [{"cautions", "stated_dates"}]


def test_a_rule_that_reads_more_than_it_named_breaks() -> None:
    def greedy(given: Given) -> Iterator[Finding]:
        yield from given["sex"]

    register = Register()
    register.enter(Rule("greedy", frozenset({"cautions"}), greedy))
    with pytest.raises(KeyError):
        register.find({"sex": [Finding("greedy", (), "wajah", date(2026, 1, 1))]})


def test_a_rule_cannot_change_what_it_is_handed() -> None:
    def writer(given: Given) -> Iterator[Finding]:
        given["cautions"] = ()  # type: ignore[index]
        yield from ()

    register = Register()
    register.enter(Rule("writer", frozenset({"cautions"}), writer))
    with pytest.raises(TypeError):
        register.find({})


@given(APPLICATIONS)
def test_checks_for_children_find_nothing_about_an_adult(application: dict[str, Any]) -> None:
    kinds = {one.kind for one in REGISTER.find({**application, IS_CHILD: False})}
    assert not kinds & {"consent_missing", "companion_caution"}


@given(APPLICATIONS)
def test_being_a_child_changes_nothing_but_the_checks_for_children(
    application: dict[str, Any],
) -> None:
    grown = REGISTER.find({**application, IS_CHILD: False})
    child = REGISTER.find({**application, IS_CHILD: True})
    assert [one for one in child if one.kind in {found.kind for found in grown}] == grown
