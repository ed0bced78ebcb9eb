"""The guided interview: which question comes next, given the answers so far."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kentongan.screening.catalogues import CODE
from kentongan.screening.dated import Dated, in_force, read

UNKNOWN = "unknown"
YES_NO = {"yes": "Ya", "no": "Tidak"}
NOT_KNOWN = {UNKNOWN: "Tidak tahu"}
ADULT_AGE = 18  # UU 35/2014 Ps 1: a child is below eighteen
type Answers = Mapping[str, str]


class AnswerKind(StrEnum):
    """What an answer looks like."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    TEXT = "text"
    COUNTRY = "country"
    DATE = "date"
    MONTH = "month"
    PHONE = "phone"
    MONEY = "money"


class Condition(BaseModel):
    """Holds when an earlier question was answered in one of these ways."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    question: str
    answers: tuple[str, ...] = Field(min_length=1)

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.question) in self.answers


class Question(BaseModel):
    """One question; ``feeds`` names the input of the rules that its answer fills."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=CODE)
    kind: AnswerKind
    words: str = Field(pattern=r"^.{8,120}\?$")
    seconds: int = Field(ge=1, le=60)
    choices: dict[str, str] = {}
    feeds: str | None = None
    when: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def only_a_choice_has_choices(self) -> Self:
        if (self.kind is AnswerKind.CHOICE) != (len(self.choices) >= 2):
            raise ValueError("a choice has two answers or more, and nothing else has any")
        return self

    @property
    def options(self) -> dict[str, str]:
        """What can be chosen, "tidak tahu" last; empty where the answer is written."""
        if self.kind is AnswerKind.YES_NO:
            return YES_NO | NOT_KNOWN
        return self.choices | NOT_KNOWN if self.choices else {}

    def is_asked(self, answers: Answers) -> bool:
        """Whether the answers so far leave it open and call for it."""
        return self.id not in answers and all(one.holds(answers) for one in self.when)


class QuestionSet(Dated):
    """The questions of one set, in their order."""

    set: str = Field(pattern=CODE)
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        return self.set


@cache
def question_sets() -> tuple[QuestionSet, ...]:
    """Every edition of every set."""
    return read("questions.yaml", QuestionSet)


def is_child(birth_date: date, on: date) -> bool:
    """Whether somebody has not had the eighteenth birthday yet."""
    birthday = (birth_date.month, birth_date.day)
    return on.year - birth_date.year - ((on.month, on.day) < birthday) < ADULT_AGE


def questions_for(purpose: str, *, child: bool, on: date) -> tuple[Question, ...]:
    """All questions that may come; a child has a path of its own, whatever the purpose.

    Raises KeyError for a purpose without questions on that day.
    """
    sets = in_force(question_sets(), on)
    if child:
        return sets["child"].questions
    return (*sets["opening"].questions, *sets[purpose].questions)


def next_question(questions: Sequence[Question], answers: Answers) -> Question | None:
    """The first question that is still open; None when there is nothing left to ask.

    Answers that are known beforehand, from the queue or a scanned form, are handed in like others.
    """
    return next((one for one in questions if one.is_asked(answers)), None)


def standing_answers(questions: Sequence[Question], answers: Answers) -> dict[str, str]:
    """The answers without those whose question is no longer called for.

    When an earlier answer is corrected, what hung on it falls away.
    """
    kept: dict[str, str] = {}
    for question in questions:
        if question.id in answers and question.is_asked(kept):
            kept[question.id] = answers[question.id]
    return kept


def fed(questions: Sequence[Question], answers: Answers) -> dict[str, str]:
    """Input → answer, for the answers that feed a rule; "tidak tahu" feeds none."""
    return {
        question.feeds: answers[question.id]
        for question in questions
        if question.feeds and answers.get(question.id, UNKNOWN) != UNKNOWN
    }


def every_path(
    questions: Sequence[Question], answers: Answers | None = None
) -> Iterator[tuple[Question, ...]]:
    """Every sequence of questions that some answers lead through; written answers count as one.

    Grows with the product of the choices: meant for checking a set, not for the counter.
    """
    said = dict(answers or {})
    question = next_question(questions, said)
    if question is None:
        yield ()
        return
    for answer in question.options or ("…",):
        for rest in every_path(questions, said | {question.id: answer}):
            yield (question, *rest)
