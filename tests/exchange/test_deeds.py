"""Who may do what with a grant, one deed after the other."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.access.actions import consents, grants
from kentongan.access.actions.grants import Plan, Question
from kentongan.access.errors import Refused
from kentongan.access.grant_queries import copy_for, waiting_for
from kentongan.access.models import (
    Answer,
    Consent,
    Grant,
    LegalBasis,
    Profile,
    Purpose,
    SharedCopy,
)
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert
from kentongan.audit.models import AuditEvent
from kentongan.exchange import actions
from kentongan.exchange.actions import Typed
from kentongan.exchange.material import NotInSight
from kentongan.exchange.profiles import Citizen, Victim
from tests.exchange.conftest import Share, brought_to, bytes_of

NOVEMBER = Question("35.03", date(2026, 11, 1), date(2026, 11, 30))
DANGER = "Orang ini diancam dan harus ditemui malam ini juga."


def plan(to: User, profile: Profile, about: str | Question, **more: object) -> Plan:
    purpose = more.pop("purpose", Purpose.PREVENTION)
    return Plan(recipient=to, profile=profile, purpose=purpose, about=about, days=14, **more)  # type: ignore[arg-type]


def reads(viewer: User, grant: Grant, number: int = 1) -> bool:
    try:
        copy_for(viewer, grant.uuid, number)
    except SharedCopy.DoesNotExist:
        return False
    return True


def test_the_receiver_reads_the_very_bytes_the_sender_was_shown(
    share: Share, bima: User, yudi: User
) -> None:
    grant = share("proposed")
    shown = bytes(grants.open_copy(by=bima, uuid=grant.uuid, number=1).page)
    brought_to(grant, "accepted")
    assert bytes(grants.open_copy(by=yudi, uuid=grant.uuid, number=1).page) == shown


def test_a_later_change_of_the_alert_does_not_change_the_document(
    share: Share, alert: Alert, yudi: User
) -> None:
    grant = share("offered")
    before = bytes_of(grant)
    alert.areas.all().delete()
    Alert.objects.filter(pk=alert.pk).update(state="closed", outcome="confirmed")
    brought_to_accepted = grants.accept(by=yudi, uuid=grant.uuid)
    assert bytes_of(brought_to_accepted) == before


@pytest.mark.parametrize("state", ["proposed", "offered"])
def test_the_receiver_reads_nothing_before_accepting(state: str, share: Share, yudi: User) -> None:
    assert not reads(yudi, share(state))


def test_colleagues_auditors_and_strangers_never_read(
    share: Share, sari: User, agung: User, laras: User, asing: User, joko: User
) -> None:
    grant = share("accepted")
    assert [one for one in (sari, agung, laras, asing, joko) if reads(one, grant)] == []


def test_a_revocation_takes_effect_at_once(share: Share, bima: User, yudi: User) -> None:
    grant = share("accepted")
    assert reads(yudi, grant)
    grants.revoke(by=bima, uuid=grant.uuid)
    assert not reads(yudi, grant)


def test_it_ends_at_its_very_moment(share: Share, yudi: User) -> None:
    grant = share("accepted")
    last = grant.expires_at
    assert copy_for(yudi, grant.uuid, 1, last - timedelta(seconds=1))
    with pytest.raises(SharedCopy.DoesNotExist):
        copy_for(yudi, grant.uuid, 1, last)


def test_a_disabled_account_reads_nothing(share: Share, yudi: User) -> None:
    grant = share("accepted")
    yudi.is_active = False
    yudi.save()
    assert not reads(yudi, grant)


def test_who_moved_to_another_desk_reads_nothing(share: Share, yudi: User, joko: User) -> None:
    grant = share("accepted")
    yudi.office = joko.office
    yudi.save()
    assert not reads(yudi, grant)


def test_an_alert_that_the_sender_does_not_see_is_not_shared(
    asing: User, yudi: User, subject: str
) -> None:
    with pytest.raises(NotInSight):
        actions.propose(by=asing, plan=plan(yudi, Profile.AREA_SUMMARY, subject))


@pytest.mark.parametrize("about", ["alert:999999", "alert:x", "report:x", "orang:1", "", "thing:1"])
def test_what_is_not_there_is_not_shared(about: str, bima: User, yudi: User) -> None:
    with pytest.raises((NotInSight, Refused)):
        actions.propose(by=bima, plan=plan(yudi, Profile.AREA_SUMMARY, about))


def test_partners_and_village_officers_share_nothing(
    sari: User, joko: User, yudi: User, subject: str
) -> None:
    for by in (sari, joko, yudi):
        with pytest.raises((Refused, NotInSight)):
            actions.propose(by=by, plan=plan(yudi, Profile.AREA_SUMMARY, subject))


def test_a_profile_goes_only_to_whom_the_table_lets_it(
    bima: User, joko: User, wening: User, subject: str
) -> None:
    for to in (joko, wening):
        with pytest.raises(Refused, match="tidak boleh menerima"):
            actions.propose(by=bima, plan=plan(to, Profile.AREA_SUMMARY, subject))


def test_a_profile_is_used_for_its_purposes_alone(bima: User, yudi: User, subject: str) -> None:
    wrong = plan(yudi, Profile.AREA_SUMMARY, subject, purpose=Purpose.INVESTIGATION)
    with pytest.raises(Refused, match="keperluan"):
        actions.propose(by=bima, plan=wrong)


def police(to: User, subject: str, **more: object) -> Plan:
    return plan(to, Profile.POLICE_INQUIRY, subject, purpose=Purpose.INVESTIGATION, **more)


def test_what_needs_approval_waits_for_another_head(
    bima: User, ratna: User, joko: User, subject: str
) -> None:
    grant = actions.propose(by=bima, plan=police(joko, subject))
    with pytest.raises(Refused, match="disetujui dahulu"):
        grants.offer(by=bima, uuid=grant.uuid)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        grants.approve(by=bima, uuid=grant.uuid)
    grants.approve(by=ratna, uuid=grant.uuid)
    assert grants.offer(by=bima, uuid=grant.uuid).state == "offered"


def test_a_head_does_not_approve_the_own_share(
    ratna: User, hadi: User, joko: User, subject: str
) -> None:
    grant = actions.propose(by=ratna, plan=police(joko, subject))
    with pytest.raises(Refused, match="orang lain"):
        grants.approve(by=ratna, uuid=grant.uuid)
    assert grants.approve(by=hadi, uuid=grant.uuid).approved_by == hadi


def test_a_head_who_took_it_over_does_not_approve_it(
    bima: User, ratna: User, joko: User, subject: str
) -> None:
    grant = actions.propose(by=bima, plan=police(joko, subject))
    grants.transfer(by=bima, uuid=grant.uuid, to=ratna)
    with pytest.raises(Refused, match="orang lain"):
        grants.approve(by=ratna, uuid=grant.uuid)


def test_what_is_not_approved_is_never_seen(
    bima: User, ratna: User, joko: User, subject: str
) -> None:
    grant = actions.propose(by=bima, plan=police(joko, subject))
    grants.refuse(by=ratna, uuid=grant.uuid)
    assert not list(waiting_for(joko))
    with pytest.raises(Refused, match="Tidak disetujui"):
        grants.offer(by=bima, uuid=grant.uuid)


def test_after_a_transfer_the_new_owner_reads_and_the_old_one_does_not(
    share: Share, bima: User, office: object
) -> None:
    colleague = User.objects.create(
        username="tono", role=bima.role, office=bima.office, full_name="Tono"
    )
    grant = share("accepted")
    grants.transfer(by=bima, uuid=grant.uuid, to=colleague)
    assert reads(colleague, grant)
    assert not reads(bima, grant)


def test_it_is_transferred_only_inside_the_office_to_who_may_share(
    share: Share, bima: User, sari: User, asing: User, yudi: User
) -> None:
    grant = share("accepted")
    for to in (sari, asing, yudi):
        with pytest.raises(Refused):
            grants.transfer(by=bima, uuid=grant.uuid, to=to)


def test_strangers_are_told_that_there_is_no_such_grant(
    share: Share, asing: User, joko: User
) -> None:
    grant = share("accepted")
    for by in (asing, joko):
        with pytest.raises(Grant.DoesNotExist):
            grants.revoke(by=by, uuid=grant.uuid)


def test_the_receiver_learns_of_nothing_that_was_not_sent(share: Share, yudi: User) -> None:
    grant = share("proposed")
    with pytest.raises(Grant.DoesNotExist):
        grants.accept(by=yudi, uuid=grant.uuid)


# --- a stored question --------------------------------------------------------


@pytest.fixture
def listed(bima: User, yudi: User, alert: Alert) -> Grant:
    grant = actions.propose(by=bima, plan=plan(yudi, Profile.AREA_SUMMARY, NOVEMBER))
    return brought_to(grant, "accepted")


def test_a_stored_question_is_asked_anew_at_each_delivery_and_each_copy_is_kept(
    listed: Grant, yudi: User, alert: Alert
) -> None:
    before = bytes_of(listed, 1)
    alert.areas.filter(region_code="35.03.04.2001").delete()
    alert.signals.get().evidence.filter(region_code="35.03.04.2001").delete()
    fresh = actions.deliver(by=yudi, uuid=listed.uuid)
    assert fresh.number == 2
    assert b"Munjungan" in before
    assert b"Munjungan" not in bytes(fresh.page)
    assert bytes_of(listed, 1) == before


def test_a_stored_question_shows_what_its_owner_sees_and_no_more(
    listed: Grant, yudi: User, alert: Alert, bima: User, other_office: object
) -> None:
    Alert.objects.filter(pk=alert.pk).update(office=other_office)
    assert b"Watulimo, " not in bytes(actions.deliver(by=yudi, uuid=listed.uuid).page)


def test_when_the_owner_is_gone_nothing_new_is_delivered(
    listed: Grant, yudi: User, bima: User
) -> None:
    bima.is_active = False
    bima.save()
    with pytest.raises(Refused, match="tidak lagi bertugas"):
        actions.deliver(by=yudi, uuid=listed.uuid)


def test_one_record_is_not_delivered_twice(share: Share, yudi: User) -> None:
    with pytest.raises(Refused, match="tidak berubah"):
        actions.deliver(by=yudi, uuid=share("accepted").uuid)


# --- victims ------------------------------------------------------------------


def service(to: User, subject: str, consent: Consent | None) -> Plan:
    return plan(
        to,
        Profile.LABOUR_SERVICE,
        subject,
        purpose=Purpose.VICTIM_SERVICE,
        about_victim=True,
        consent=consent,
    )


HELP = Typed(Victim("Nama Lain", "0850-0000-1111", "Tempat aman"))


def test_service_for_a_victim_needs_the_consent_and_takes_its_name(
    bima: User, wening: User, subject: str, agreed: Consent
) -> None:
    with pytest.raises(Refused, match="persetujuan"):
        actions.propose(by=bima, plan=service(wening, subject, None), typed=HELP)
    grant = actions.propose(by=bima, plan=service(wening, subject, agreed), typed=HELP)
    assert b"Wulan Rekaan" in bytes_of(grant)
    assert b"Nama Lain" not in bytes_of(grant)


def test_only_the_agreed_fields_are_handed_over(
    bima: User, wening: User, subject: str, agreed: Consent
) -> None:
    agreed.fields = ["need"]
    agreed.save()
    grant = actions.propose(by=bima, plan=service(wening, subject, agreed), typed=HELP)
    assert b"Tempat aman" in bytes_of(grant)
    assert b"Wulan" not in bytes_of(grant)
    assert b"0850" not in bytes_of(grant)


def test_a_withdrawn_consent_stops_the_share_at_once(
    bima: User, wening: User, subject: str, agreed: Consent, hadi: User
) -> None:
    grant = actions.propose(by=bima, plan=service(wening, subject, agreed), typed=HELP)
    brought_to(grant, "accepted")
    assert reads(wening, grant)
    consents.withdraw_consent(by=bima, uuid=agreed.uuid)
    assert not reads(wening, grant)
    assert not list(waiting_for(wening))


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "alert:0"},
        {"purpose": Purpose.INVESTIGATION},
        {"agencies": ["police"]},
    ],
)
def test_a_consent_for_something_else_does_not_count(
    change: dict, bima: User, wening: User, subject: str, agreed: Consent
) -> None:
    for name, value in change.items():
        setattr(agreed, name, value)
    with pytest.raises(Refused, match="tidak berlaku"):
        actions.propose(by=bima, plan=service(wening, subject, agreed), typed=HELP)


def test_the_police_get_a_victim_s_contact_in_danger_with_a_reason(
    bima: User, joko: User, subject: str
) -> None:
    danger = {"about_victim": True, "legal_basis": LegalBasis.DANGER}
    with pytest.raises(Refused, match="persetujuannya atau bila ada bahaya"):
        actions.propose(by=bima, plan=police(joko, subject, about_victim=True), typed=HELP)
    with pytest.raises(Refused, match="satu kalimat"):
        actions.propose(by=bima, plan=police(joko, subject, **danger), typed=HELP)
    grant = actions.propose(
        by=bima, plan=police(joko, subject, reason=DANGER, **danger), typed=HELP
    )
    assert b"0850-0000-1111" in bytes_of(grant)
    assert (grant.label, grant.needs_approval) == (4, True)


def test_a_profile_without_a_place_for_victims_takes_none(
    bima: User, yudi: User, subject: str
) -> None:
    with pytest.raises(Refused):
        actions.propose(
            by=bima,
            plan=plan(yudi, Profile.AREA_SUMMARY, subject, about_victim=True),
            typed=HELP,
        )


# --- the civil registry -------------------------------------------------------

CITIZEN = Typed(citizen=Citizen("9901154413900001", "Wulan Rekaan", date(1990, 4, 15)))


@pytest.fixture
def question(bima: User, citra: User, subject: str) -> Grant:
    asked = plan(citra, Profile.REGISTRY_MATCH, subject, purpose=Purpose.DATA_CHECK)
    return brought_to(actions.propose(by=bima, plan=asked, typed=CITIZEN), "accepted")


def test_the_civil_registry_sees_the_data_and_no_reason(question: Grant, alert: Alert) -> None:
    text = bytes_of(question)
    assert b"9901154413900001" in text
    assert f"alert:{alert.pk}".encode() not in text
    assert b"Watulimo" not in text
    assert b"Gaji" not in text


def test_it_answers_with_one_code_once(question: Grant, citra: User, bima: User) -> None:
    with pytest.raises(Refused, match="bukan untuk Anda"):
        grants.give_answer(by=bima, uuid=question.uuid, answer=Answer.MATCH)
    grants.give_answer(by=citra, uuid=question.uuid, answer=Answer.ODD)
    with pytest.raises(Refused, match="tidak menunggu jawaban"):
        grants.give_answer(by=citra, uuid=question.uuid, answer=Answer.MATCH)


def test_a_match_is_not_asked_without_the_data(bima: User, citra: User, subject: str) -> None:
    asked = plan(citra, Profile.REGISTRY_MATCH, subject, purpose=Purpose.DATA_CHECK)
    with pytest.raises(Refused, match="NIK"):
        actions.propose(by=bima, plan=asked)


# --- the log ------------------------------------------------------------------


def test_every_deed_leaves_its_row_without_names(share: Share, bima: User, yudi: User) -> None:
    grant = share("accepted")
    grants.open_copy(by=yudi, uuid=grant.uuid, number=1)
    grants.revoke(by=bima, uuid=grant.uuid)
    rows = AuditEvent.objects.filter(subject=f"share:{grant.uuid}")
    assert [row.action for row in rows] == [
        "share.proposed",
        "share.offered",
        "share.accepted",
        "share.read",
        "share.revoked",
    ]
    assert "Yudi" not in str([row.detail for row in rows])


def test_the_log_of_a_reading_holds_the_hash_of_the_document(
    share: Share, yudi: User, bima: User
) -> None:
    grant = share("accepted")
    grants.open_copy(by=yudi, uuid=grant.uuid, number=1)
    row = AuditEvent.objects.get(action="share.read")
    assert row.detail["sha256"] == grant.copies.get().page_sha256
    assert row.actor == "yudi"


def test_a_consent_says_enough_and_does_not_last_for_ever(
    bima: User, agreed: Consent, sari: User
) -> None:
    assert agreed.person == "Wulan Rekaan"
    assert agreed.expires_at - agreed.obtained_at == timedelta(days=60)
    assert agreed.expires_at > timezone.now()
