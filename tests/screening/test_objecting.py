"""Objections: taken in by anybody at the desk, answered by somebody who had no part."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.actions.applications import take_over
from kentongan.screening.catalogues import Decision
from kentongan.screening.decisions import State
from kentongan.screening.models import Application, Objection
from tests import factories
from tests.screening.conftest import WORDS, add_finding, add_letter, again, refuse, wish

PLEA = "Paspor itu milik kakak saya."
A_DAY = timedelta(days=1)


@pytest.fixture
def refused(nur: User, ratna: User, application: Application) -> Application:
    return refuse(nur, ratna, application)


@pytest.fixture
def objected(nur: User, refused: Application) -> Application:
    object_to(nur, refused)
    return again(refused)


def object_to(
    by: User, application: Application, words: str = PLEA, days_ago: int = 0
) -> Objection:
    day = timezone.localdate() - days_ago * A_DAY
    return objecting.object_to(by=by, application=application, words=words, received_on=day)


def answer(by: User, application: Application, overturn: bool, words: str = WORDS) -> Objection:
    return objecting.review(by=by, application=application, overturn=overturn, words=words)


def test_an_objection_keeps_who_decided_and_the_applicants_words(
    nur: User, ratna: User, objected: Application
) -> None:
    kept = Objection.objects.get()
    assert (kept.proposer, kept.decider, kept.words) == (nur, ratna, PLEA)
    assert objected.state == State.OBJECTED


@pytest.mark.parametrize("who", ["nur", "ratna", "hadi"])
def test_whoever_works_on_it_takes_an_objection_in(
    who: str, refused: Application, request: pytest.FixtureRequest
) -> None:
    object_to(request.getfixturevalue(who), refused)
    assert again(refused).state == State.OBJECTED


@pytest.mark.parametrize("who", ["tari", "sari", "bima", "agung", "asing"])
def test_who_does_not_see_it_takes_nothing_in(
    who: str, refused: Application, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused):
        object_to(request.getfixturevalue(who), refused)


@pytest.mark.parametrize("days_ago", [1, -1])
def test_the_day_lies_between_the_decision_and_today(
    days_ago: int, nur: User, refused: Application
) -> None:
    with pytest.raises(Refused, match="Tanggal keberatan"):
        object_to(nur, refused, days_ago=days_ago)


def test_an_objection_takes_words(nur: User, refused: Application) -> None:
    with pytest.raises(Refused, match="kata-kata sendiri"):
        object_to(nur, refused, words="???")


@pytest.mark.parametrize("decision", [Decision.ISSUE, Decision.ASK])
def test_there_is_no_objection_to_what_is_not_grave(
    decision: Decision, nur: User, application: Application
) -> None:
    reason = {Decision.ISSUE: "I1", Decision.ASK: "A1"}[decision]
    deciding.propose(by=nur, application=application, wish=wish(decision, reason))
    deciding.decide(by=nur, application=application)
    with pytest.raises(Refused, match="tidak dapat dilakukan sekarang"):
        object_to(nur, application)


@pytest.mark.parametrize(("overturn", "state"), [(True, State.OVERTURNED), (False, State.UPHELD)])
def test_the_head_who_had_no_part_answers(
    overturn: bool, state: State, hadi: User, objected: Application
) -> None:
    answered = answer(hadi, objected, overturn)
    fresh = again(objected)
    assert (answered.reviewer, answered.overturned, answered.answer) == (hadi, overturn, WORDS)
    assert (fresh.state, fresh.decided_at) == (state, answered.answered_at)


@pytest.mark.parametrize("who", ["nur", "ratna", "tari", "bima", "agung"])
def test_who_has_no_right_to_it_does_not_answer(
    who: str, objected: Application, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused):
        answer(request.getfixturevalue(who), objected, True)


def test_a_head_who_decided_leaves_the_answer_to_another(
    nur: User, hadi: User, office: Office, application: Application
) -> None:
    refuse(nur, hadi, application)
    object_to(nur, application)
    with pytest.raises(Refused, match="tidak ikut mengusulkan atau memutuskan"):
        answer(hadi, application, False)
    deputy = factories.make_user("wulan", RoleKey.OFFICE_HEAD, office)
    assert answer(deputy, application, False).reviewer == deputy


def test_an_answer_takes_words_and_is_given_once(hadi: User, objected: Application) -> None:
    with pytest.raises(Refused, match="kata-kata sendiri"):
        answer(hadi, objected, True, words="ya")
    answer(hadi, objected, True)
    with pytest.raises(Refused, match="tidak dapat dilakukan sekarang"):
        answer(hadi, objected, False)


def test_what_was_overturned_is_opened_again_and_issued(
    nur: User, hadi: User, objected: Application
) -> None:
    answer(hadi, objected, True)
    deciding.resume(by=nur, application=objected)
    deciding.propose(by=nur, application=objected, wish=wish(Decision.ISSUE, "I1"))
    deciding.decide(by=nur, application=objected)
    assert again(objected).state == State.ISSUED


def test_a_second_refusal_has_an_objection_of_its_own(
    nur: User, ratna: User, hadi: User, objected: Application
) -> None:
    answer(hadi, objected, True)
    deciding.resume(by=nur, application=objected)
    refuse(nur, ratna, objected)
    object_to(nur, objected)
    assert Objection.objects.count() == 2
    assert again(objected).state == State.OBJECTED


def test_the_answer_on_a_child_is_given_by_the_head_who_takes_it_over(
    nur: User, ratna: User, hadi: User, child: Application
) -> None:
    found = add_finding(child, "document_mismatch")
    proposal = deciding.propose(
        by=nur, application=child, wish=wish(Decision.POSTPONE, "P1", found)
    )
    add_letter(proposal, nur)
    take_over(by=ratna, number=child.number)
    deciding.decide(by=ratna, application=child)
    object_to(ratna, child)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        answer(hadi, child, True)
    take_over(by=hadi, number=child.number)
    assert answer(hadi, child, True).overturned


def test_the_log_tells_of_objection_and_answer_without_words(
    hadi: User, objected: Application
) -> None:
    answer(hadi, objected, True)
    events = AuditEvent.objects.filter(action__in=["interview.objected", "interview.reviewed"])
    assert [event.subject for event in events] == [objected.subject] * 2
    assert PLEA not in str([event.detail for event in events])
