"""What is written becomes an answer in one form, or a sentence that says what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.screening.interview.answering import LONGEST, NotAnAnswer, kept_answer, shown_answer
from kentongan.screening.interview.rules import UNKNOWN, AnswerKind, Question, question_sets

EVERY_QUESTION = [one for some in question_sets() for one in some.questions]


def question(kind: AnswerKind, choices: dict[str, str] | None = None) -> Question:
    return Question(
        id="some_thing", kind=kind, words="Apa yang ditanyakan?", seconds=5, choices=choices or {}
    )


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (AnswerKind.COUNTRY, "kamboja", "KH"),
        (AnswerKind.COUNTRY, "Hongkong", "HK"),
        (AnswerKind.COUNTRY, "Negeri  Antah", "Negeri Antah"),
        (AnswerKind.DATE, "05-12-2026", "2026-12-05"),
        (AnswerKind.DATE, "5/12/2026", "2026-12-05"),
        (AnswerKind.DATE, "2026-12-05", "2026-12-05"),
        (AnswerKind.MONTH, "12-2026", "2026-12"),
        (AnswerKind.MONTH, "3/2027", "2027-03"),
        (AnswerKind.MONTH, "2027-03", "2027-03"),
        (AnswerKind.PHONE, "0812-0000-1234", "0812-0000-1234"),
        (AnswerKind.MONEY, "Rp 1.500.000", "1500000"),
        (AnswerKind.TEXT, "  PT   Nusa  ", "PT Nusa"),
        (AnswerKind.YES_NO, "yes", "yes"),
    ],
)
def test_an_answer_has_one_form(kind: AnswerKind, written: str, kept: str) -> None:
    assert kept_answer(question(kind), written) == kept


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (AnswerKind.DATE, "besok"),
        (AnswerKind.DATE, "31-02-2026"),
        (AnswerKind.DATE, "12-2026"),
        (AnswerKind.MONTH, "13-2026"),
        (AnswerKind.MONTH, "Desember"),
        (AnswerKind.PHONE, "12"),
        (AnswerKind.MONEY, "banyak"),
        (AnswerKind.TEXT, "   "),
        (AnswerKind.TEXT, "x" * (LONGEST + 1)),
        (AnswerKind.YES_NO, "mungkin"),
    ],
)
def test_what_is_no_answer_is_told_in_a_sentence(kind: AnswerKind, written: str) -> None:
    with pytest.raises(NotAnAnswer, match=r"\."):
        kept_answer(question(kind), written)


@pytest.mark.parametrize("asked", EVERY_QUESTION, ids=lambda one: one.id)
def test_every_question_may_be_answered_with_not_known(asked: Question) -> None:
    assert kept_answer(asked, UNKNOWN) == UNKNOWN
    assert shown_answer(asked, UNKNOWN) == "Tidak tahu"


def test_a_date_is_shown_as_people_write_it() -> None:
    assert shown_answer(question(AnswerKind.DATE), "2026-12-05") == "05-12-2026"


def test_a_country_is_shown_by_its_name() -> None:
    assert shown_answer(question(AnswerKind.COUNTRY), "KH") == "Kamboja"


def test_a_choice_is_shown_in_its_words() -> None:
    asked = question(AnswerKind.CHOICE, {"one": "Satu", "two": "Dua"})
    assert shown_answer(asked, kept_answer(asked, "two")) == "Dua"


@given(st.sampled_from(EVERY_QUESTION), st.text(max_size=60))
def test_what_is_kept_is_kept_again_as_it_is(asked: Question, written: str) -> None:
    try:
        kept = kept_answer(asked, written)
    except NotAnAnswer:
        return
    assert kept_answer(asked, kept) == kept
