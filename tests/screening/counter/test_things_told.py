"""Which things an applicant tells, as cautions and others' contacts know them."""

import pytest

from kentongan.entities.told import Person
from kentongan.screening.applicants import Applicant
from kentongan.screening.cautions import mark_of, marks_of
from kentongan.screening.facts.things_told import (
    ANSWERED,
    answered_contacts,
    things_of_companion,
    things_told,
)
from kentongan.screening.interview.rules import question_sets
from kentongan.screening.models import CautionKind

PERSON = Person(
    name="Wati",
    national_id="9999014505950001",
    phones=("0850-0000-0001",),
    accounts=("1234567890",),
)
APPLICANT = Applicant(
    person=PERSON,
    sponsor="Pak Darto",
    sponsor_phone="0850-0000-0002",
    companion="Bibi",
    companion_phone="0850-0000-0003",
)


def test_numbers_of_the_applicant_and_the_sponsor_are_told() -> None:
    told = {(str(kind), words) for kind, words in things_told(APPLICANT, {}) if words}
    assert told == {
        ("national_id", "9999014505950001"),
        ("phone", "0850-0000-0001"),
        ("phone", "0850-0000-0002"),
        ("account", "1234567890"),
    }


def test_who_comes_along_is_not_told_of_the_applicant() -> None:
    words = {words for _kind, words in things_told(APPLICANT, {})}
    assert "0850-0000-0003" not in words
    assert "Bibi" not in words


def test_the_companion_is_told_apart() -> None:
    told = [words for _kind, words in things_of_companion(APPLICANT, {"companion_phone": "0851"})]
    assert told == ["0850-0000-0003", "0851"]


@pytest.mark.parametrize(("name", "kind"), ANSWERED.items())
def test_answers_tell_things_of_their_kind(name: str, kind: CautionKind) -> None:
    told = [one for one, words in things_told(Applicant(), {name: "Rekaan Jaya"}) if words]
    assert told == [kind]


def test_every_answer_that_tells_a_thing_is_asked_by_some_question() -> None:
    fed = {one.feeds for some in question_sets() for one in some.questions}
    assert set(ANSWERED) <= fed


def test_a_name_is_no_thing_to_be_met_by() -> None:
    kinds = {kind for kind, _words in things_told(APPLICANT, {"organiser": "Pak Darto"})}
    assert kinds <= set(CautionKind)
    assert CautionKind.AREA not in kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("phone", "0850-0000-0001"), ("phone", "+62 850 0000 0001")),
        (("organisation", "PT. Nusa Karya"), ("organisation", "NUSA KARYA, PT")),
        (("national_id", "9999 0145 0595 0001"), ("national_id", "9999014505950001")),
    ],
)
def test_one_thing_otherwise_written_has_one_mark(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert mark_of(*one) == mark_of(*other)


def test_what_is_empty_or_no_number_has_no_mark() -> None:
    assert marks_of([("phone", ""), ("phone", "tidak punya"), ("national_id", "")]) == set()


@pytest.mark.parametrize(
    ("fed", "count"),
    [({}, 0), ({"organiser_phone": "0850-0000-0001"}, 1), ({"organiser_phone": "lupa"}, 0)],
)
def test_the_organisers_number_counts_over_applicants(fed: dict[str, str], count: int) -> None:
    assert len(answered_contacts(fed)) == count


def test_the_number_of_a_relative_abroad_does_not_count_over_applicants() -> None:
    assert answered_contacts({"host_phone": "0850-0000-0001"}) == set()
