"""Going back to a day: which alerts were open then, in which state, and what was behind them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, Evidence, State, Step
from kentongan.alerts.past import Then, as_they_stood, known_on, reports_known
from kentongan.audit.models import AuditEvent
from kentongan.reports.models import Report
from tests.alerts.conftest import MakeAlert, add_signal
from tests.website.conftest import client_of

PATH = "/peringatan/dulu/"
DAY = date(2026, 10, 14)
pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    """A moment in Trenggalek."""
    return timezone.make_aware(datetime.fromisoformat(text))


def moved(alert: Alert, moment: str, to: State) -> None:
    Step.objects.create(alert=alert, at=at(moment), from_state=alert.state, to_state=to, note="")
    Alert.objects.filter(pk=alert.pk).update(state=to)
    alert.state = to


def stood(viewer: User, day: date = DAY) -> list[Then]:
    return as_they_stood(viewer, known_on(viewer, day), day)


@pytest.fixture
def old(made_alert: MakeAlert) -> Alert:
    """Raised on the morning of 10 October."""
    return made_alert(raised_at=at("2026-10-10 09:00"))


@pytest.mark.parametrize(
    ("day", "is_there"),
    [(date(2026, 10, 9), False), (date(2026, 10, 10), True), (DAY, True)],
)
def test_an_alert_is_known_from_the_day_it_was_raised(
    day: date, is_there: bool, old: Alert, ratna: User
) -> None:
    assert known_on(ratna, day).exists() is is_there


def test_it_stands_in_the_state_of_that_evening(old: Alert, ratna: User) -> None:
    moved(old, "2026-10-12 10:00", State.VERIFICATION)
    moved(old, "2026-10-14 23:59", State.RISK_ASSESSMENT)
    moved(old, "2026-10-15 00:00", State.ACTION)
    states = [stood(ratna, date(2026, 10, day))[0].state for day in (11, 12, 14, 15)]
    assert states == ["Diterima", "Verifikasi", "Penilaian risiko", "Tindakan"]


def test_what_was_closed_by_then_is_not_listed_and_what_closed_later_is(
    old: Alert, ratna: User
) -> None:
    Alert.objects.filter(pk=old.pk).update(outcome="confirmed")
    moved(old, "2026-10-14 12:00", State.CLOSED)
    assert [one.alert for one in stood(ratna, date(2026, 10, 13))] == [old]
    assert stood(ratna, DAY) == []


def test_the_words_are_those_of_then(old: Alert, ratna: User) -> None:
    early, late = add_signal(old), add_signal(old, rule_version="2")
    for signal, moment in ((early, "2026-10-10 09:00"), (late, "2026-10-20 09:00")):
        type(signal).objects.filter(pk=signal.pk).update(found_at=at(moment))
    assert stood(ratna)[0].sentence == early.sentence


def test_sources_are_counted_as_of_then_and_those_that_came_later_apart(
    old: Alert, ratna: User
) -> None:
    add_signal(old, "report:1", "report:2")
    late = add_signal(old, "report:2", "report:3", rule_version="2")
    type(late).objects.filter(pk=late.pk).update(found_at=at("2026-10-20 09:00"))
    found = stood(ratna)[0]
    assert (found.sources, found.later) == (2, 1)


def test_an_alert_without_evidence_has_none(old: Alert, ratna: User) -> None:
    assert not Evidence.objects.exists()
    assert (stood(ratna)[0].sources, stood(ratna)[0].later) == (0, 0)


def test_reports_count_from_the_moment_they_came_in(made_report: Any, ratna: User) -> None:
    report = made_report(ratna, "35.03.05.2001")
    Report.objects.filter(pk=report.pk).update(recorded_at=at("2026-10-14 23:30"))
    assert reports_known(ratna, date(2026, 10, 13)) == 0
    assert reports_known(ratna, DAY) == 1


def test_what_the_viewer_may_not_see_was_not_known_to_the_viewer(
    made_alert: MakeAlert, ratna: User
) -> None:
    made_alert(raised_at=at("2026-10-10 09:00"), label=Label.PERSONAL)
    assert not known_on(ratna, DAY).exists()


@pytest.mark.parametrize("name", ["joko", "wening", "laras"])
def test_partners_cannot_go_back(name: str, request: pytest.FixtureRequest) -> None:
    assert client_of(request.getfixturevalue(name)).get(PATH).status_code == 404


def test_the_page_shows_the_day(old: Alert, ratna: User) -> None:
    add_signal(old, "report:1")
    page = client_of(ratna).get(PATH, {"tanggal": "2026-10-14"}).content.decode()
    assert "14 Oktober 2026" in page
    assert "Muncul 10 Oktober 2026" in page


@pytest.mark.parametrize("day", ["besok", "1999-12-31", "2999-01-01", "", "0000-00-00"])
def test_another_day_is_refused_with_a_sentence(day: str, ratna: User) -> None:
    answer = client_of(ratna).get(PATH, {"tanggal": day})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_without_a_day_it_goes_back_a_week(made_alert: MakeAlert, ratna: User) -> None:
    made_alert(raised_at=timezone.now() - timedelta(days=8))
    made_alert(raised_at=timezone.now() - timedelta(days=3))
    page = client_of(ratna).get(PATH).content.decode()
    assert page.count("alert-card") == 1


def test_confidential_alerts_shown_are_written_down(made_alert: MakeAlert, ratna: User) -> None:
    alert = made_alert(raised_at=at("2026-10-10 09:00"), label=Label.CONFIDENTIAL)
    client_of(ratna).get(PATH, {"tanggal": "2026-10-14"})
    assert AuditEvent.objects.filter(action="alert.listed", subject=f"alert:{alert.pk}").exists()


def test_many_alerts_take_no_more_questions(made_alert: MakeAlert, ratna: User) -> None:
    client, counts = client_of(ratna), []
    for _round in range(2):
        for _one in range(6):
            add_signal(made_alert(raised_at=at("2026-10-10 09:00")), "report:1")
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH, {"tanggal": "2026-10-14"})
        counts.append(len(asked))
    assert counts[0] == counts[1]
