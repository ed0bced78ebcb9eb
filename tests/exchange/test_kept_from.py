"""What does not leave: the special channel, conflicts, exclusions, and what an emergency opened."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.access.actions import grants
from kentongan.access.actions.grants import Plan
from kentongan.access.actions.standing import declare_conflict, exclude_from
from kentongan.access.errors import Refused
from kentongan.access.grant_queries import shared_with
from kentongan.access.models import (
    BreakGlass,
    Grant,
    Profile,
    Purpose,
    SharedCopy,
)
from kentongan.access.table import Purpose as ReadPurpose
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, Evidence
from kentongan.entities.models import Mention
from kentongan.exchange import actions
from kentongan.exchange.material import NotInSight
from kentongan.reports.models import Report
from tests.exchange.conftest import Share, brought_to, bytes_of, fresh_client, page_of
from tests.website.conftest import client_of

WHY = "Perangkat instansi itu disebut dalam kabar ini."


def police(to: User, about: str) -> Plan:
    return Plan(to, Profile.POLICE_INQUIRY, Purpose.INVESTIGATION, about, days=14)


def opens(viewer: User, grant: Grant) -> bool:
    return client_of(viewer).get(page_of(grant)).status_code == 200


def test_purposes_of_shares_and_of_reading_are_the_same_words() -> None:
    assert {one.value for one in Purpose} == {one.value for one in ReadPurpose}


def test_a_record_kept_from_the_receiver_s_agency_is_not_handed_over(
    bima: User, ratna: User, joko: User, subject: str
) -> None:
    exclude_from(by=ratna, subject=subject, reason=WHY, agency=joko.agency)
    with pytest.raises(Refused, match="tidak boleh menerima catatan ini"):
        actions.propose(by=bima, plan=police(joko, subject))


def test_an_exclusion_after_sending_shuts_the_document_and_leaves_no_line(
    ratna: User, share: Share, yudi: User, subject: str
) -> None:
    grant = share("accepted")
    assert opens(yudi, grant)
    exclude_from(by=ratna, subject=subject, reason=WHY, person=yudi)
    assert not opens(yudi, grant)
    assert not shared_with(yudi).exists()


def test_an_exclusion_before_sending_stops_the_sending(
    bima: User, ratna: User, share: Share, yudi: User, subject: str
) -> None:
    grant = share("proposed")
    exclude_from(by=ratna, subject=subject, reason=WHY, person=yudi)
    with pytest.raises(Refused, match="tidak boleh menerima catatan ini"):
        grants.offer(by=bima, uuid=grant.uuid)


def test_an_exclusion_from_one_report_shuts_the_document_of_the_alert(
    ratna: User, share: Share, yudi: User, told: list[Report]
) -> None:
    grant = share("accepted")
    exclude_from(by=ratna, subject=f"report:{told[0].uuid}", reason=WHY, person=yudi)
    assert not opens(yudi, grant)


def test_who_stands_too_near_neither_prepares_nor_approves_nor_reads(
    bima: User, ratna: User, hadi: User, joko: User, subject: str
) -> None:
    grant = actions.propose(by=bima, plan=police(joko, subject))
    declare_conflict(by=ratna, subject=subject, reason="Terduga adalah saudara sepupu saya.")
    assert not opens(ratna, grant)
    assert fresh_client(ratna).post(f"/berbagi/{grant.uuid}/setujui/").status_code == 404
    with pytest.raises(NotInSight):
        actions.propose(by=ratna, plan=police(joko, subject))
    assert opens(hadi, grant)


def test_what_the_special_channel_holds_goes_to_nobody(
    bima: User, yudi: User, joko: User, subject: str, alert: Alert
) -> None:
    Alert.objects.filter(pk=alert.pk).update(hidden_from=joko.agency)
    for to, profile in ((yudi, Profile.AREA_SUMMARY), (joko, Profile.POLICE_INQUIRY)):
        plan = Plan(to, profile, Purpose.PREVENTION, subject, days=14)
        with pytest.raises(NotInSight):
            actions.propose(by=bima, plan=plan)


def test_a_record_that_entered_the_special_channel_later_shuts_the_document(
    share: Share, yudi: User, alert: Alert
) -> None:
    grant = share("accepted")
    Alert.objects.filter(pk=alert.pk).update(hidden_from=yudi.agency)
    assert not opens(yudi, grant)


def test_a_report_of_the_special_channel_adds_nothing_to_an_alert(
    bima: User, joko: User, subject: str, told: list[Report]
) -> None:
    hidden = told[0]
    source = f"report:{hidden.uuid}"
    Report.objects.filter(pk=hidden.pk).update(hidden_from=joko.agency)
    Mention.objects.filter(source=source).update(hidden_from=joko.agency)
    Evidence.objects.filter(source=source).update(hidden_from=joko.agency)
    grant = actions.propose(by=bima, plan=police(joko, subject))
    assert b"jalak" not in bytes_of(grant).lower()  # the hidden report alone names him
    assert b"kenari jaya abadi" in bytes_of(grant).lower()


@pytest.fixture
def emergency(bima: User, made_report: Callable[..., Report], joko: User) -> Report:
    """A report above bima's reading that an emergency shows him for an hour."""
    report = made_report(joko, "35.03.05.2001")
    Report.objects.filter(pk=report.pk).update(label=4)
    now = timezone.now()
    BreakGlass.objects.create(
        subject=f"report:{report.uuid}",
        by=bima,
        category="danger",
        reason="Ada yang terancam malam ini juga.",
        asked_at=now,
        opened_at=now,
        ends_at=now + timedelta(minutes=60),
    )
    return report


def test_what_an_emergency_opened_is_for_reading_alone(
    bima: User, joko: User, emergency: Report
) -> None:
    about = f"report:{emergency.uuid}"
    client = client_of(bima)
    assert client.get(f"/laporan/{emergency.uuid}/").status_code == 200
    assert client.get("/berbagi/baru/", {"tentang": about}).status_code == 404
    with pytest.raises(NotInSight):
        actions.propose(by=bima, plan=police(joko, about))


def test_a_document_of_a_record_that_is_gone_stays_what_it_was(
    share: Share, yudi: User, alert: Alert
) -> None:
    grant = share("offered")
    before = bytes_of(grant)
    brought = grants.accept(by=yudi, uuid=grant.uuid)
    Alert.objects.filter(pk=alert.pk).update(state="closed", outcome="unfounded")
    assert bytes(grants.open_copy(by=yudi, uuid=brought.uuid, number=1).page) == before


def test_from_label_four_on_only_the_owner_and_the_heads_see_that_it_exists(
    bima: User, ratna: User, wening: User, subject: str, agreed: object, share: Share
) -> None:
    colleague = User.objects.create(
        username="tono", role=bima.role, office=bima.office, full_name="Tono"
    )
    ordinary = share("proposed")
    Grant.objects.filter(pk=ordinary.pk).update(label=4)
    seeing = [one for one in (bima, ratna, colleague) if sees(one, ordinary)]
    assert seeing == [bima, ratna]


def sees(viewer: User, grant: Grant) -> bool:
    return client_of(viewer).get(f"/berbagi/{grant.uuid}/").status_code == 200


def test_nothing_else_opens_after_all_this(share: Share, asing: User) -> None:
    grant = brought_to(share("proposed"), "accepted")
    with pytest.raises(SharedCopy.DoesNotExist):
        grants.open_copy(by=asing, uuid=grant.uuid, number=1)
