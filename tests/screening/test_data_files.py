"""The data files of the passport desk: they load, name their sources and speak of each other."""

from datetime import date
from string import Formatter

import pytest

from kentongan.engine.readability import measure
from kentongan.screening.catalogues import (
    GRAVE,
    Decision,
    contacts,
    contacts_in,
    fact_kinds,
    limits,
    placements,
    purposes,
    reasons,
    reasons_for,
    route_to,
    routes,
)
from kentongan.screening.deadlines import Status, periods
from kentongan.screening.facts.rules import REGISTER
from kentongan.screening.interview.rules import question_sets

TODAY = date(2026, 11, 26)
FILES = (
    *(purposes, fact_kinds, reasons, contacts, routes, placements, limits),
    *(periods, question_sets),
)
KINDS = {kind.id: kind for kind in fact_kinds()}
SCHEMES = ("agency", "g_to_g", "own_company", "individual", "seafarer")


@pytest.mark.parametrize("read", FILES)
def test_every_entry_has_a_source_and_a_first_day(read: object) -> None:
    entries = read()  # type: ignore[operator]
    assert entries
    assert all(len(entry.source) >= 12 and entry.valid_from <= TODAY for entry in entries)


def test_every_purpose_of_the_desk_is_there() -> None:
    wanted = {"work", "seafarer", "umrah", "haj", "study", "family", "tourism"}
    assert {one.id for one in purposes()} == wanted
    assert {one.set for one in question_sets()} == wanted | {"opening", "child"}


def test_every_kind_of_fact_has_its_rule_and_names_the_same_inputs() -> None:
    assert {kind: one.inputs for kind, one in KINDS.items()} == {
        kind: rule.inputs for kind, rule in REGISTER.rules.items()
    }


def test_every_reason_speaks_of_facts_that_can_carry_its_decision() -> None:
    for reason in reasons():
        assert all(KINDS[fact].carries(reason.decision) for fact in reason.facts), reason.code


def test_a_grave_decision_always_asks_for_a_fact() -> None:
    assert all(reason.facts for reason in reasons() if reason.decision in GRAVE)


@pytest.mark.parametrize("decision", Decision)
def test_every_decision_has_a_reason(decision: Decision) -> None:
    assert reasons_for(decision, TODAY)
    assert reasons_for(decision, date(2013, 1, 1)) == ()


def test_every_fact_can_stand_behind_some_decision() -> None:
    assert set(KINDS) == {fact for reason in reasons() for fact in reason.facts}


def test_every_fact_and_step_says_whom_to_ask() -> None:
    known = {one.id for one in contacts()}
    assert {kind.ask_at for kind in fact_kinds()} <= known
    assert {step.where for route in routes() for step in route.steps} <= known


def test_a_sentence_never_calls_an_agency_illegal() -> None:
    texts = [kind.sentence + kind.mend for kind in fact_kinds()]
    assert not any("ilegal" in text.lower() or "palsu" in text.lower() for text in texts)


def test_blanks_are_names_and_nothing_is_computed_in_a_sentence() -> None:
    for kind in fact_kinds():
        named = {name for _, name, form, _ in Formatter().parse(kind.sentence) if name}
        assert named == kind.blanks


def test_no_question_asks_for_money_in_the_bank() -> None:
    words = " ".join(one.words for each in question_sets() for one in each.questions).lower()
    assert not any(word in words for word in ("tabungan", "saldo", "gaji suami", "menikah"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_of_work_has_a_route(scheme: str) -> None:
    assert route_to(scheme, "KR", TODAY) is not None


def test_a_route_is_that_of_the_country_and_the_day() -> None:
    assert route_to("g_to_g", "MM", TODAY) is None
    assert route_to("agency", "TW", date(2015, 1, 1)) is None
    found = route_to("umrah", "SA", TODAY)
    assert found is not None
    assert found.scheme == "umrah"


def test_contacts_of_another_regency_are_left_out() -> None:
    assert "one_stop_service" in contacts_in("35.02.01.2001", TODAY)
    assert "one_stop_service" not in contacts_in("35.01.01.2001", TODAY)
    assert "ombudsman" in contacts_in("35.01.01.2001", TODAY)


def test_what_nobody_read_says_so() -> None:
    unchecked = [one for one in periods() if one.status is not Status.VERIFIED]
    assert unchecked
    assert all(not one.is_checked or one.key == "interest_entry" for one in unchecked)
    assert {one.id for one in periods() if one.is_checked} == {"issue", "deliver_decision"}


def test_what_applicants_read_is_easy() -> None:
    texts = [
        *(kind.mend for kind in fact_kinds()),
        *(reason.letter for reason in reasons()),
        *(step.do for route in routes() for step in route.steps),
    ]
    assert measure(" ".join(texts)).words_per_sentence < 13
