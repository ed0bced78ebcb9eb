"""Referrals tell a need and nothing else; outcomes are heard after a decision; both are kept."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding
from kentongan.screening.actions.follow_up import answer_referral, record_outcome, refer
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.catalogues import Decision
from kentongan.screening.follow_up.queries import (
    place_names,
    referral_for,
    referrals_for_villages,
    referrals_in_sight,
)
from kentongan.screening.models import Application, Outcome, Referral
from tests.screening.conftest import again, refuse, wish

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def to_village(by: User, application: Application, *, agreed: bool = True) -> Referral:
    return refer(
        by=by, application=application, recipient="village_officer", need="education",
        agreed=agreed,
    )  # fmt: skip


def test_a_village_officer_sees_the_need_of_somebody_in_the_own_village(
    application: Application, nur: User, sari: User, dimas: User
) -> None:
    sent = to_village(nur, application)
    assert list(referrals_for_villages(sari)) == [sent]
    assert referral_for(sari, sent.pk) == sent
    assert referral_for(dimas, sent.pk) is None
    assert list(referrals_for_villages(dimas)) == []


def test_who_agreed_is_told_by_name_address_and_phone_alone(
    application: Application, nur: User
) -> None:
    sent = to_village(nur, application)
    assert Referral.objects.get(pk=sent.pk).told == {
        "name": "Surti Handayani",
        "address": "Jl. Melati 3, Prigi",
        "phones": ["085000001111"],
    }


def test_who_did_not_agree_is_not_told_at_all(application: Application, nur: User) -> None:
    assert to_village(nur, application, agreed=False).told == {}


@pytest.mark.parametrize("recipient", ["labour_office", "worker_protection", "protection_unit"])
def test_what_goes_elsewhere_is_not_shown_in_the_village(
    recipient: str, application: Application, nur: User, sari: User, ratna: User
) -> None:
    sent = refer(by=nur, application=application, recipient=recipient, need="papers", agreed=True)
    assert sent.label == Label.CONFIDENTIAL
    assert list(referrals_in_sight(sari)) == []
    assert list(referrals_in_sight(ratna)) == [sent]


def test_the_sender_sees_the_own_and_a_colleague_does_not(
    application: Application, nur: User, tari: User
) -> None:
    sent = to_village(nur, application)
    assert list(referrals_in_sight(nur)) == [sent]
    assert list(referrals_in_sight(tari)) == []


@pytest.mark.parametrize("name", ["bima", "agung", "laras", "asing", "joko", "wening"])
def test_others_see_no_referral(
    name: str, application: Application, nur: User, request: pytest.FixtureRequest
) -> None:
    to_village(nur, application)
    assert list(referrals_in_sight(request.getfixturevalue(name))) == []


def test_protection_is_not_asked_of_the_village(application: Application, nur: User) -> None:
    with pytest.raises(Refused, match="UPTD PPA"):
        refer(
            by=nur, application=application, recipient="village_officer", need="protection",
            agreed=True,
        )  # fmt: skip
    asked = Referral(
        office=application.office, application=application, recipient="village_officer",
        need="protection", purpose="work", sent_by=nur, sent_at=NOW,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save()


def test_the_same_help_is_asked_once_until_it_is_answered(
    application: Application, nur: User, sari: User
) -> None:
    sent = to_village(nur, application)
    with pytest.raises(Refused, match="belum dijawab"):
        to_village(nur, application)
    answer_referral(by=sari, referral=sent, reply="met")
    assert to_village(nur, application) != sent


def test_a_referral_is_answered_once(application: Application, nur: User, sari: User) -> None:
    sent = to_village(nur, application)
    answered = answer_referral(by=sari, referral=sent, reply="met", words="Sudah paham", now=NOW)
    assert (answered.reply, answered.words, answered.answered_by) == ("met", "Sudah paham", sari)
    with pytest.raises(Refused, match="sudah dijawab"):
        answer_referral(by=sari, referral=sent, reply="declined")


@pytest.mark.parametrize("name", ["hadi", "agung", "joko"])
def test_who_may_not_note_does_not_answer(
    name: str, application: Application, nur: User, request: pytest.FixtureRequest
) -> None:
    sent = to_village(nur, application)
    with pytest.raises(Refused):
        answer_referral(by=request.getfixturevalue(name), referral=sent, reply="met")


@pytest.mark.parametrize("name", ["bima", "sari", "agung"])
def test_who_does_not_work_at_the_desk_refers_nobody(
    name: str, application: Application, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(Refused):
        to_village(by, application)
    assert not Referral.objects.exists()


def test_the_log_holds_whom_and_what_for_without_words(
    application: Application, nur: User, sari: User
) -> None:
    sent = to_village(nur, application)
    answer_referral(by=sari, referral=sent, reply="met", words="Bertemu ibunya")
    events = AuditEvent.objects.filter(action__startswith="referral.").order_by("pk")
    assert [event.detail for event in events] == [
        {"row": sent.pk, "to": "village_officer", "kind": "education"},
        {"outcome": "met"},
    ]


def test_how_it_went_on_is_heard_after_a_decision(
    application: Application, nur: User, ratna: User
) -> None:
    with pytest.raises(Refused, match="Belum ada keputusan"):
        record_outcome(by=nur, application=application, kind="papers")
    refused = refuse(nur, ratna, application)
    kept = record_outcome(by=nur, application=refused, kind="papers", words="Membawa akta")
    assert list(refused.outcomes.all()) == [kept]


def test_the_latest_outcome_follows_the_earlier_one(application: Application, nur: User) -> None:
    deciding.propose(by=nur, application=application, wish=wish(Decision.ISSUE, "I1"))
    deciding.decide(by=nur, application=again(application))
    issued = again(application)
    for kind in ("unknown", "legal"):
        record_outcome(by=nur, application=issued, kind=kind)
    assert [one.kind for one in issued.outcomes.all()] == ["unknown", "legal"]


def test_a_won_objection_is_not_claimed_without_one(
    application: Application, nur: User, ratna: User
) -> None:
    refused = refuse(nur, ratna, application)
    with pytest.raises(Refused, match="Belum ada keberatan"):
        record_outcome(by=nur, application=refused, kind="objection")


@pytest.mark.parametrize("change", [{"need": "papers"}, {"sent_at": NOW}, {"label": 0}])
def test_a_sent_referral_stays_as_it_was(
    change: dict[str, object], application: Application, nur: User
) -> None:
    sent = to_village(nur, application)
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        sent.delete()


def test_an_answer_stays_as_it_was(application: Application, nur: User, sari: User) -> None:
    sent = answer_referral(by=sari, referral=to_village(nur, application), reply="met")
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).update(reply="declined")
    sent.told = {"name": "Orang lain"}
    with pytest.raises(DatabaseError), transaction.atomic():
        sent.save(update_fields=["told"])


def test_an_outcome_stays_as_it_was(application: Application, nur: User, ratna: User) -> None:
    kept = record_outcome(by=nur, application=refuse(nur, ratna, application), kind="elsewhere")
    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.filter(pk=kept.pk).update(kind="legal")
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def test_half_an_answer_is_no_answer(application: Application, nur: User) -> None:
    sent = to_village(nur, application)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).update(reply="met")


def test_an_erased_application_leaves_a_need_without_a_name(
    application: Application, nur: User, ratna: User
) -> None:
    sent = to_village(nur, application)
    record_outcome(by=nur, application=refuse(nur, ratna, application), kind="papers", words="Ada")
    erase_applications([application.subject])
    after = Referral.objects.get(pk=sent.pk)
    assert (after.told, after.is_erased, after.need) == ({}, True, "education")
    assert after.region_code == "35.03.05"
    assert Outcome.objects.get().words == ""


def test_nobody_is_written_to_once_the_application_is_erased(
    application: Application, nur: User
) -> None:
    erase_applications([application.subject])
    with pytest.raises(Refused, match="sudah dihapus"):
        to_village(nur, again(application))


def test_places_are_named_in_one_question(application: Application) -> None:
    assert place_names({"35.03.05.2001", "99.99"}) == {"35.03.05.2001": "Prigi"}
