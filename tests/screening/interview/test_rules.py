"""Which question comes next: only what the answers leave open, and never for long."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kentongan.screening.catalogues import purposes
from kentongan.screening.facts.inputs import forbidden_by
from kentongan.screening.interview.rules import (
    Question,
    every_path,
    fed,
    is_child,
    next_question,
    question_sets,
    questions_for,
    standing_answers,
)

TODAY = date(2026, 11, 26)
LONGEST_SECONDS = 180
PURPOSES = [one.id for one in purposes()]
WORK = questions_for("work", child=False, on=TODAY)
CHILD = questions_for("umrah", child=True, on=TODAY)
ALL = [question for each in question_sets() for question in each.questions]
PATHS = [(purpose, False) for purpose in PURPOSES] + [("umrah", True)]


def asked(questions: Sequence[Question], answers: dict[str, str]) -> list[str]:
    """The ids in the order of the counter; what has no answer here is answered "…"."""
    said: dict[str, str] = {}
    order = []
    while question := next_question(questions, said):
        order.append(question.id)
        said[question.id] = answers.get(question.id, "…")
    return order


@pytest.mark.parametrize(("purpose", "child"), PATHS)
def test_no_path_takes_more_than_three_minutes(purpose: str, child: bool) -> None:
    questions = questions_for(purpose, child=child, on=TODAY)
    longest = max(sum(one.seconds for one in path) for path in every_path(questions))
    assert 30 <= longest <= LONGEST_SECONDS


@pytest.mark.parametrize(("purpose", "child"), PATHS)
def test_every_question_is_on_some_path_and_on_no_path_twice(purpose: str, child: bool) -> None:
    questions = questions_for(purpose, child=child, on=TODAY)
    seen: set[str] = set()
    for path in every_path(questions):
        ids = [one.id for one in path]
        assert len(ids) == len(set(ids))
        seen |= set(ids)
    assert seen == {one.id for one in questions}
    assert len(seen) == len(questions)


@pytest.mark.parametrize(("purpose", "child"), PATHS)
def test_a_condition_speaks_of_an_earlier_question_and_its_answers(
    purpose: str, child: bool
) -> None:
    earlier: dict[str, set[str]] = {}
    for question in questions_for(purpose, child=child, on=TODAY):
        for condition in question.when:
            assert set(condition.answers) <= earlier[condition.question]
        earlier[question.id] = set(question.options)


def test_who_goes_by_himself_is_not_asked_about_a_sponsor() -> None:
    order = asked(WORK, {"organiser": "self", "scheme": "g_to_g"})
    assert order[:4] == ["destination", "departure", "stay", "organiser"]
    assert not {"organiser_name", "organiser_phone", "papers_held", "agency", "fee"} & set(order)


def test_a_sponsor_from_the_internet_is_asked_about() -> None:
    order = asked(WORK, {"organiser": "online", "scheme": "agency"})
    assert {"organiser_name", "organiser_phone", "papers_held", "agency", "fee"} <= set(order)


def test_what_is_known_beforehand_is_not_asked() -> None:
    known = {"destination": "TW", "departure": "2027-01", "stay": "long", "organiser": "self"}
    question = next_question(WORK, known)
    assert question is not None
    assert question.id == "scheme"


def test_a_child_is_asked_its_own_questions_whatever_the_purpose() -> None:
    assert all(questions_for(one, child=True, on=TODAY) == CHILD for one in PURPOSES)
    assert not {one.id for one in CHILD} & {"scheme", "fee", "operator"}


def test_a_corrected_answer_takes_along_what_hung_on_it() -> None:
    said = {"organiser": "online", "organiser_name": "Bu Rini", "scheme": "agency", "agency": "PT"}
    corrected = said | {"organiser": "self"}
    assert standing_answers(WORK, corrected) == {
        "organiser": "self",
        "scheme": "agency",
        "agency": "PT",
    }


ANSWERS = st.dictionaries(
    st.sampled_from([one.id for one in WORK]),
    st.sampled_from(sorted({"…", *(key for one in WORK for key in one.options)})),
)


@given(ANSWERS)
def test_standing_answers_stand_and_are_part_of_what_was_said(answers: dict[str, str]) -> None:
    standing = standing_answers(WORK, answers)
    assert standing.items() <= answers.items()
    assert standing_answers(WORK, standing) == standing


@given(ANSWERS)
def test_the_next_question_is_open_and_called_for(answers: dict[str, str]) -> None:
    question = next_question(WORK, answers)
    if question:
        assert question.id not in answers
        assert all(answers.get(one.question) in one.answers for one in question.when)


def test_what_is_not_known_feeds_no_rule() -> None:
    said = {"destination": "KH", "scheme": "unknown", "agency": "PT Maju", "job": "pelayan"}
    assert fed(WORK, said) == {"destination": "KH", "agency": "PT Maju"}


def test_no_answer_feeds_a_forbidden_input() -> None:
    assert [one.id for one in ALL if one.feeds and forbidden_by(one.feeds)] == []
    assert [one.id for one in ALL if forbidden_by(one.id)] == []


def test_not_known_can_always_be_chosen() -> None:
    assert all("unknown" in one.options for one in ALL if one.options)


@pytest.mark.parametrize(
    ("birth_date", "child"),
    [("2008-11-26", False), ("2008-11-27", True), ("2008-12-01", True), ("1990-01-01", False)],
)
def test_a_child_is_below_eighteen(birth_date: str, child: bool) -> None:
    assert is_child(date.fromisoformat(birth_date), TODAY) is child


def test_whoever_was_born_on_a_leap_day_is_of_age_the_day_after() -> None:
    assert is_child(date(2008, 2, 29), date(2026, 2, 28))
    assert not is_child(date(2008, 2, 29), date(2026, 3, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "text", "choices": {"a": "A", "b": "B"}},
        {"kind": "choice", "choices": {"a": "A"}},
        {"kind": "text", "words": "Tanpa tanda tanya"},
        {"kind": "text", "seconds": 0},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(wrong: dict[str, object]) -> None:
    good = {"id": "place", "words": "Ke mana perginya?", "seconds": 5}
    with pytest.raises(ValidationError):
        Question.model_validate(good | wrong)


def test_a_purpose_without_questions_is_told() -> None:
    with pytest.raises(KeyError):
        questions_for("work", child=False, on=date(2020, 1, 1))
