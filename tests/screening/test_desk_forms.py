"""Which steps the page offers to whom, and what its forms take."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.catalogues import Decision, purposes, reasons
from kentongan.screening.decisions import State
from kentongan.screening.desk import rounds, section
from kentongan.screening.forms import (
    ApplicantForm,
    ProposeForm,
    QueueForm,
    ReviewForm,
    told_before,
    villages_of,
)
from kentongan.screening.models import Application
from kentongan.screening.models.decisions import DECISIONS
from kentongan.screening.queries import Wish
from kentongan.screening.wording import BADGES, STATES
from tests.screening.conftest import (
    NUMBER,
    PRIGI,
    TO_WORK,
    WORDS,
    add_finding,
    add_letter,
    again,
    propose_refusal,
    refuse,
    wish,
)

TODAY = date(2026, 11, 26)
type Bring = Callable[[User, User, Application], None]


def offered(viewer: User, application: Application) -> set[str]:
    return set(section(viewer, again(application), timezone.now())["forms"])


def opened(nur: User, ratna: User, application: Application) -> None:
    """As it is."""


def proposed(nur: User, ratna: User, application: Application) -> None:
    propose_refusal(nur, application)


def lightly_proposed(nur: User, ratna: User, application: Application) -> None:
    deciding.propose(by=nur, application=application, wish=wish(Decision.ISSUE, "I1"))


def waiting(nur: User, ratna: User, application: Application) -> None:
    deciding.propose(by=nur, application=application, wish=wish(Decision.ASK, "A1"))
    deciding.decide(by=nur, application=application)


def referred(nur: User, ratna: User, application: Application) -> None:
    deciding.propose(by=nur, application=application, wish=wish(Decision.REFER, "R3"))
    deciding.decide(by=nur, application=application)


def issued(nur: User, ratna: User, application: Application) -> None:
    lightly_proposed(nur, ratna, application)
    deciding.decide(by=nur, application=application)


def refused(nur: User, ratna: User, application: Application) -> None:
    refuse(nur, ratna, application)


def objected(nur: User, ratna: User, application: Application) -> None:
    refuse(nur, ratna, application)
    today = timezone.localdate()
    objecting.object_to(by=nur, application=application, words=WORDS, received_on=today)


@pytest.mark.parametrize(
    ("bring", "of_nur", "of_ratna", "of_hadi"),
    [
        (opened, {"propose"}, set(), set()),
        (proposed, {"give_back"}, {"decide", "give_back"}, {"decide", "give_back"}),
        (lightly_proposed, {"decide", "give_back"}, *[{"decide", "give_back"}] * 2),
        (waiting, {"resume"}, {"resume"}, {"resume"}),
        (referred, {"resume"}, {"resume", "examine"}, {"resume"}),
        (issued, set(), set(), set()),
        (refused, {"object"}, {"object"}, {"object"}),
        (objected, set(), set(), {"review"}),
    ],
)
def test_the_page_offers_what_the_rules_and_the_role_allow(
    bring: Bring,
    of_nur: set[str],
    of_ratna: set[str],
    of_hadi: set[str],
    nur: User,
    ratna: User,
    hadi: User,
    application: Application,
) -> None:
    bring(nur, ratna, application)
    found = [offered(one, application) for one in (nur, ratna, hadi)]
    assert found == [of_nur, of_ratna, of_hadi]


def test_a_head_who_decided_is_not_offered_the_answer(
    nur: User, hadi: User, application: Application
) -> None:
    objected(nur, hadi, application)
    assert offered(hadi, application) == set()


def test_the_section_says_whether_the_letter_is_there(nur: User, application: Application) -> None:
    proposal = propose_refusal(nur, application)
    now = timezone.now()
    assert not section(nur, again(application), now)["proposal"].has_letter
    add_letter(proposal, nur)
    told = section(nur, again(application), now)["proposal"]
    assert told.has_letter
    assert (told.is_grave, told.decision) == (True, DECISIONS["refuse"])
    assert len(told.facts) == 1


def test_the_history_tells_every_round_the_last_first(
    nur: User, ratna: User, application: Application
) -> None:
    propose_refusal(nur, application)
    deciding.give_back(by=ratna, application=application, words="faktanya belum jelas")
    refuse(nur, ratna, application)
    told = rounds(application, TODAY)
    assert [one["row"].number for one in told] == [2, 1]
    assert told[0]["ruling"].decider == ratna
    assert told[1]["row"].given_back_by == ratna
    assert told[1]["ruling"] is None


# --- forms ------------------------------------------------------------------------------------


def applicant_form(viewer: User, **said: str) -> ApplicantForm:
    filled = {"name": "Surti Handayani", "purpose": "work", **said}
    return ApplicantForm(filled, viewer=viewer, today=TODAY)


def test_name_and_purpose_are_enough(nur: User) -> None:
    form = applicant_form(nur)
    assert form.is_valid()
    told = form.told()
    assert (told.applicant.person.name, told.purpose, told.region_code) == (
        "Surti Handayani",
        "work",
        "",
    )


def test_what_is_written_arrives_in_its_place(nur: User) -> None:
    form = applicant_form(
        nur,
        national_id=f" {NUMBER} ",
        birth_date="1990-01-15",
        phone="0850 0000 1111",
        region_code=PRIGI,
        sponsor="PT Rekaan",
        companion_relation="paman",
        simkim_number="IMI-7",
    )
    assert form.is_valid()
    told = form.told()
    assert told.applicant.person.national_id == NUMBER
    assert told.applicant.person.birth_date == date(1990, 1, 15)
    assert told.applicant.person.phones == ("0850 0000 1111",)
    assert (told.applicant.sponsor, told.applicant.companion_relation) == ("PT Rekaan", "paman")
    assert (told.region_code, told.simkim_number) == (PRIGI, "IMI-7")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("purpose", "luxury"),
        ("birth_date", "2026-11-27"),
        ("birth_date", "1899-12-31"),
        ("birth_date", "kemarin"),
        ("region_code", "35.05.01.2001"),
        ("national_id", "9" * 21),
    ],
)
def test_what_cannot_be_is_pointed_at(field: str, value: str, nur: User) -> None:
    form = applicant_form(nur, **{field: value})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_the_form_asks_nothing_that_no_rule_may_read(nur: User) -> None:
    forbidden = {"sex", "religion", "marital_status", "looks", "income"}
    assert not forbidden & set(applicant_form(nur).fields)


def test_the_form_opens_with_what_stands(nur: User, application: Application) -> None:
    before = told_before(again(application))
    form = ApplicantForm(before, viewer=nur, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.told() == TO_WORK


def test_villages_stand_under_their_sub_districts(nur: User) -> None:
    groups = dict(villages_of(nur)[1:])
    assert ("35.03.05.2001", "Prigi") in groups["Watulimo"]
    assert "Wonodadi" not in groups


def test_every_purpose_in_force_can_be_chosen(nur: User) -> None:
    choices = applicant_form(nur).fields["purpose"].choices  # type: ignore[attr-defined]
    assert {key for key, _label in choices} == {"", *(one.id for one in purposes())}


def test_every_coded_reason_is_offered_under_its_decision() -> None:
    form = ProposeForm(findings=[], today=TODAY)
    groups = dict(form.fields["alasan"].choices)  # type: ignore[attr-defined]
    for reason in reasons():
        label = DECISIONS[reason.decision]
        assert reason.code in dict(groups[label])


def test_a_reason_says_the_decision(nur: User, application: Application) -> None:
    found = add_finding(application)
    said = {"propose-alasan": "T1", "propose-kata": WORDS, "propose-fakta": [found.key]}
    form = ProposeForm(said, findings=[found], today=TODAY)
    assert form.is_valid(), form.errors
    assert form.proposed() == wish(Decision.REFUSE, "T1", found)


def test_a_finding_of_a_kind_that_is_unknown_is_not_offered(application: Application) -> None:
    found = [add_finding(application), add_finding(application, "impression")]
    form = ProposeForm(findings=found, today=TODAY)
    keys = [key for key, _words in form.fields["fakta"].choices]  # type: ignore[attr-defined]
    assert keys == [found[0].key]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, Wish()),
        ({"tahap": "open", "milik": "on"}, Wish("open", True)),
        ({"tahap": "apa"}, Wish()),
        ({"tanggal": "2026-11-20"}, Wish(opened_on=date(2026, 11, 20))),
        ({"tanggal": "besok"}, Wish()),
    ],
)
def test_a_filter_that_nobody_offers_is_no_filter(said: dict[str, str], wanted: Wish) -> None:
    assert QueueForm(said).wish() == wanted


def test_an_answer_is_yes_or_no() -> None:
    assert not ReviewForm({"review-hasil": "mungkin", "review-kata": WORDS}).is_valid()
    assert ReviewForm({"review-hasil": "tidak", "review-kata": WORDS}).is_valid()


def test_every_state_has_words_and_a_colour() -> None:
    assert set(STATES) == set(BADGES) == set(State)
