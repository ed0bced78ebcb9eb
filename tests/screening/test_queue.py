"""The day's queue and its counts, as each sees them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.screening.actions import deciding
from kentongan.screening.actions.applications import open_application
from kentongan.screening.catalogues import Decision
from kentongan.screening.decisions import State
from kentongan.screening.models import Application, NotTheSame
from kentongan.screening.queries import (
    Wish,
    application_for,
    applications_in_sight,
    citable,
    confidential,
    counts_of_the_day,
    queue,
    sentence_of,
)
from tests import factories
from tests.screening.conftest import TO_WORK, add_finding, refuse, wish

ZONE = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=ZONE)
TODAY, A_DAY = NOON.date(), timedelta(days=1)


def opened(by: User, at: datetime = NOON) -> Application:
    return open_application(by=by, told=TO_WORK, now=at)


def issue(by: User, application: Application) -> None:
    deciding.propose(by=by, application=application, wish=wish(Decision.ISSUE, "I1"))
    deciding.decide(by=by, application=application)


def test_the_queue_holds_today_and_what_still_waits(nur: User) -> None:
    done_yesterday, waits, today = opened(nur, NOON - A_DAY), opened(nur, NOON - A_DAY), opened(nur)
    issue(nur, done_yesterday)
    issue(nur, today)
    assert set(queue(nur, Wish(), TODAY)) == {waits, today}


def test_the_day_of_the_queue_is_the_offices_own(nur: User) -> None:
    early = opened(nur, NOON.replace(hour=0, minute=5))
    late = opened(nur, NOON.replace(hour=23, minute=55))
    opened(nur, NOON.replace(hour=23, minute=55) - A_DAY)
    assert set(queue(nur, Wish(opened_on=TODAY), TODAY)) == {early, late}


def test_a_wish_narrows_the_queue(nur: User, tari: User, ratna: User) -> None:
    first, second = opened(nur), opened(tari)
    issue(nur, first)
    assert list(queue(ratna, Wish(state="issued"), TODAY)) == [first]
    assert list(queue(ratna, Wish(state="open"), TODAY)) == [second]
    assert list(queue(tari, Wish(mine=True), TODAY)) == [second]
    assert not queue(ratna, Wish(mine=True), TODAY).exists()


def test_the_newest_comes_first(nur: User) -> None:
    made = [opened(nur, NOON + timedelta(minutes=minute)) for minute in range(3)]
    assert list(queue(nur, Wish(), TODAY)) == made[::-1]


def test_counts_are_of_what_is_in_sight(nur: User, tari: User, ratna: User) -> None:
    issue(nur, opened(nur))
    opened(nur)
    opened(tari)
    assert counts_of_the_day(nur, TODAY) == {State.ISSUED: 1, State.OPEN: 1}
    assert counts_of_the_day(ratna, TODAY) == {State.ISSUED: 1, State.OPEN: 2}
    assert counts_of_the_day(ratna, TODAY - A_DAY) == {}


@pytest.mark.parametrize("who", ["sari", "bima", "agung", "laras", "joko", "wening", "asing"])
def test_nobody_else_sees_an_application(
    who: str, application: Application, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(who)
    assert not applications_in_sight(stranger).exists()
    with pytest.raises(Application.DoesNotExist):
        application_for(stranger, application.uuid)


@pytest.mark.parametrize("role", [RoleKey.PASSPORT_OFFICER, RoleKey.SECTION_HEAD])
def test_another_office_sees_nothing(
    role: RoleKey, other_office: Office, application: Application
) -> None:
    stranger = factories.make_user("wira", role, other_office)
    assert not applications_in_sight(stranger).exists()


@pytest.mark.parametrize("who", ["nur", "ratna", "hadi"])
def test_who_works_on_it_sees_it(
    who: str, application: Application, request: pytest.FixtureRequest
) -> None:
    assert application_for(request.getfixturevalue(who), application.uuid) == application


def test_an_officer_who_left_sees_nothing(nur: User, application: Application) -> None:
    nur.is_active = False
    assert not applications_in_sight(nur).exists()


def test_what_is_denied_cannot_be_cited(nur: User, application: Application) -> None:
    kept, denied = add_finding(application), add_finding(application)
    NotTheSame.objects.create(
        office=application.office,
        application=application,
        kind=denied.kind,
        key=denied.key,
        reason="Nomor itu milik kakaknya.",
        by=nur,
        at=timezone.now(),
    )
    assert citable(nur, application) == [kept]


def test_who_does_not_see_it_is_told_no_findings(tari: User, application: Application) -> None:
    add_finding(application)
    assert citable(tari, application) == []


def test_a_finding_reads_as_its_kind_says(application: Application) -> None:
    words = sentence_of(add_finding(application), TODAY)
    assert words == "Sudah ada permohonan bernomor 3 tanggal 3 atas NIK yang sama."


def test_a_kind_that_is_not_in_force_says_nothing(application: Application) -> None:
    assert sentence_of(add_finding(application), date(2000, 1, 1)) == ""
    assert sentence_of(add_finding(application, "impression"), TODAY) == ""


def test_reading_is_written_down_from_confidential_on(nur: User, application: Application) -> None:
    assert confidential([application]) == [application.subject]
    application.label = Label.RESTRICTED
    assert confidential([application]) == []


def test_a_refused_one_stays_in_the_days_queue(
    nur: User, ratna: User, application: Application
) -> None:
    refuse(nur, ratna, application)
    assert application in queue(ratna, Wish(), timezone.localdate())
    assert application not in queue(ratna, Wish(), timezone.localdate() + A_DAY)
