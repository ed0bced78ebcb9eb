"""One alert over time: what a new signal changes, what a closing means, what is no news."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import examine_new_reports, raise_alert
from kentongan.alerts.actions.raising import (
    MOST_CHECKS,
    closing_of,
    is_news,
    longest,
    open_clusters,
    take_in,
)
from kentongan.alerts.detectors import Found, Piece
from kentongan.alerts.detectors.history import CLUSTER_RESTS
from kentongan.alerts.models import Alert, AlertArea, Evidence, Outcome, Signal, State, Step
from kentongan.audit.models import AuditEvent
from kentongan.encryption.blinding import blind
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.indicators.rulebook import rulebook
from kentongan.reports.models import Report
from tests.alerts.conftest import brought_to

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, CRAKEN = "35.03.05.2001", "35.03.05.2002", "35.03.04.2002"
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # Wednesday, 10.00 in Trenggalek
TODAY = date(2026, 11, 25)
HELD = ("locked_in", "holding_house")
words = count(1)


def piece(source: str, noticed: date = TODAY, known: date = TODAY) -> Piece:
    return Piece(source, PRIGI, noticed, known, "Polri", "nomor sama")


def a_finding(*rows: Piece | str, **fields: object) -> Found:
    """What a detector might have found on these rows."""
    finding = Found(
        key="phone:x", kind="same_thing", rule="same_thing:phone", rule_version="1",
        title="Satu nomor", sentence="Satu nomor dua kali.", checks=("Telepon pelapor.",),
        urgency=2, label=2, areas=(PRIGI,), figures={"voices": len(rows)},
        evidence=tuple(piece(row) if isinstance(row, str) else row for row in rows),
    )  # fmt: skip
    return replace(finding, **fields)  # type: ignore[arg-type]


# --- one more signal ----------------------------------------------------------------------------


def taken(office: Office, *findings: Found, at: datetime = NOW) -> Alert:
    """The alert after these findings, each an hour after the other."""
    for hours, finding in enumerate(findings):
        alert = raise_alert(finding, office=office, now=at + timedelta(hours=hours))
    return Alert.objects.get(pk=alert.pk)


def test_taking_in_says_whether_there_was_news(office: Office) -> None:
    findings = [a_finding("a"), a_finding("a"), a_finding("a", "b"), a_finding("b", "a")]
    assert [take_in(each, office=office, now=NOW)[1] for each in findings] == [
        True, False, True, False
    ]  # fmt: skip


def test_as_urgent_news_brings_its_own_words(office: Office) -> None:
    alert = taken(office, a_finding("a"), a_finding("b", title="Kini tiga", sentence="Tiga kali."))
    assert (alert.title, alert.sentence) == ("Kini tiga", "Tiga kali.")


def test_checks_are_kept_and_new_ones_follow_each_once(office: Office) -> None:
    alert = taken(office, a_finding("a", checks=("A.", "B.")), a_finding("b", checks=("B.", "C.")))
    assert alert.checks == ["A.", "B.", "C."]


def test_checks_never_grow_beyond_what_somebody_can_do(office: Office) -> None:
    many = tuple(f"Periksa {n}." for n in range(MOST_CHECKS + 3))
    alert = taken(office, a_finding("a", checks=many), a_finding("b", checks=("Lain.",)))
    assert alert.checks == list(many[:MOST_CHECKS])


def test_areas_are_added_and_never_doubled(office: Office) -> None:
    alert = taken(
        office,
        a_finding("a", areas=(PRIGI,)),
        a_finding("a", "b", areas=(PRIGI, TASIKMADU)),
        a_finding("a", "b", "c", areas=(CRAKEN, PRIGI)),
    )
    codes = AlertArea.objects.filter(alert=alert).order_by("region_code")
    assert list(codes.values_list("region_code", flat=True)) == [CRAKEN, PRIGI, TASIKMADU]


def test_the_first_signal_stays_as_it_was_found(office: Office) -> None:
    alert = taken(office, a_finding("a"), a_finding("a", "b", sentence="Dua kali."))
    first, second = alert.signals.order_by("found_at")
    assert (first.sentence, second.sentence) == ("Satu nomor dua kali.", "Dua kali.")
    assert [signal.evidence.count() for signal in (first, second)] == [1, 2]


def test_an_alert_is_updated_when_its_last_signal_came(office: Office) -> None:
    alert = taken(office, a_finding("a"), a_finding("b"))
    assert (alert.raised_at, alert.updated_at) == (NOW, NOW + timedelta(hours=1))


def test_a_signal_of_an_earlier_day_does_not_turn_the_clock_back(office: Office) -> None:
    raise_alert(a_finding("a"), office=office, now=NOW)
    alert = taken(office, a_finding("b"), at=NOW - timedelta(days=9))
    assert alert.updated_at == NOW


def test_known_data_leaves_the_alert_untouched(office: Office) -> None:
    before = taken(office, a_finding("a"))
    after = taken(office, a_finding("a", title="Lain", label=5, urgency=1), at=NOW + timedelta(9))
    assert (after.title, after.label, after.urgency) == (before.title, 2, 2)
    assert after.updated_at == NOW


def test_one_more_signal_is_in_the_log(office: Office) -> None:
    alert = taken(office, a_finding("a"), a_finding("a", "b"), a_finding("a", "b"))
    event = AuditEvent.objects.get(action="alert.signal_added")
    assert event.subject == f"alert:{alert.pk}"
    assert event.detail == {"rule": "same_thing:phone", "reports": 2}


def test_the_log_names_neither_the_number_nor_the_place(office: Office) -> None:
    taken(office, a_finding("a", key=f"phone:{fake_phone(5)}"))
    event = AuditEvent.objects.get(action="alert.raised")
    assert fake_phone(5)[-6:] not in repr(event.detail) + event.subject
    assert PRIGI not in repr(event.detail)


def test_more_urgent_news_leaves_the_clock_of_somebody_at_work(office: Office, bima: User) -> None:
    alert = taken(office, a_finding("a", urgency=3))
    brought_to(alert, State.ACTION, bima)
    later = taken(office, a_finding("b", urgency=1))
    assert (later.urgency, later.due_at) == (1, alert.due_at)


def test_more_urgent_news_days_later_never_puts_the_clock_off(office: Office) -> None:
    alert = taken(office, a_finding("a", urgency=2))
    later = taken(office, a_finding("b", urgency=1), at=NOW + timedelta(days=30))
    assert later.due_at == alert.due_at


def test_another_rule_about_the_same_report_is_another_signal(office: Office) -> None:
    alert = taken(office, a_finding("a", rule="child"), a_finding("a", rule="two_strong_signs"))
    assert set(alert.signals.values_list("rule", flat=True)) == {"child", "two_strong_signs"}


def test_a_signal_keeps_no_word_of_the_reports(office: Office) -> None:
    taken(office, a_finding("a"))
    stored = {field.name for field in Evidence._meta.get_fields()}
    assert not stored & {"text", "noticed", "voice", "reporter"}


# --- closed, and opened by news -----------------------------------------------------------------


BEFORE_MIDNIGHT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # the 20th, 23.30 in Trenggalek
AFTER_MIDNIGHT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)  # the 21st, 00.30


def close(alert: Alert, by: User, at: datetime) -> Alert:
    """Closed at that moment, as if somebody had found nothing in it."""
    Alert.objects.filter(pk=alert.pk).update(state=State.CLOSED, outcome=Outcome.UNFOUNDED)
    Step.objects.create(
        alert=alert, at=at, by=by, from_state=State.ACTION, to_state=State.CLOSED, note="Uji coba."
    )
    alert.refresh_from_db()
    return alert


@pytest.fixture
def open_one(office: Office) -> Alert:
    return raise_alert(a_finding("a"), office=office, now=datetime(2026, 11, 18, tzinfo=UTC))


@pytest.fixture
def closed(open_one: Alert, ratna: User) -> Alert:
    return close(open_one, ratna, BEFORE_MIDNIGHT)


@pytest.mark.parametrize(("known", "opens"), [(19, False), (20, True), (21, True)])
def test_a_report_of_the_day_of_the_closing_opens_another(
    closed: Alert, office: Office, known: int, opens: bool
) -> None:
    row = piece("b", known=date(2026, 11, known))
    alert, is_new = take_in(a_finding("a", row), office=office, now=NOW)
    assert (is_new, alert != closed) == (opens, opens)


def test_the_day_of_the_closing_is_that_of_the_office_clock(
    open_one: Alert, ratna: User, office: Office
) -> None:
    closed = close(open_one, ratna, AFTER_MIDNIGHT)
    row = piece("b", known=date(2026, 11, 20))
    assert take_in(a_finding(row), office=office, now=NOW) == (closed, False)


def test_what_an_earlier_alert_knew_is_no_news_after_a_second_closing(
    closed: Alert, office: Office, ratna: User
) -> None:
    second = raise_alert(a_finding("b"), office=office, now=NOW)
    assert second != closed
    close(second, ratna, NOW)
    assert take_in(a_finding("a", "b"), office=office, now=NOW) == (second, False)
    assert take_in(a_finding("a", "b", "c"), office=office, now=NOW)[1]


def test_an_alert_without_a_step_was_closed_when_it_was_touched_last(office: Office) -> None:
    alert = raise_alert(a_finding("a"), office=office, now=NOW)
    assert closing_of(alert) == NOW


def test_an_alert_closed_twice_was_closed_the_second_time(closed: Alert, ratna: User) -> None:
    assert closing_of(close(closed, ratna, NOW)) == NOW


def test_a_closing_in_another_office_means_nothing_here(
    closed: Alert, other_office: Office
) -> None:
    alert, is_new = take_in(a_finding("a"), office=other_office, now=NOW)
    assert is_new
    assert alert.office == other_office


# --- clusters that go on ------------------------------------------------------------------------


def a_cluster(office: Office, *sources: str, at: datetime = NOW, key: str = "cluster:x") -> Alert:
    return raise_alert(a_finding(*sources, kind="cluster", key=key), office=office, now=at)


def test_open_clusters_are_told_with_all_reports_of_all_their_nights(office: Office) -> None:
    a_cluster(office, "a", "b")
    a_cluster(office, "b", "c")
    a_cluster(office, "d", key="cluster:y")
    assert open_clusters(office, NOW) == {"cluster:x": {"a", "b", "c"}, "cluster:y": {"d"}}


@pytest.mark.parametrize(("late", "goes_on"), [(0, True), (1, False)])
def test_a_cluster_that_did_not_grow_for_five_weeks_is_over(
    office: Office, late: int, goes_on: bool
) -> None:
    a_cluster(office, "a")
    assert bool(open_clusters(office, NOW + CLUSTER_RESTS + timedelta(seconds=late))) == goes_on


def test_closed_ones_other_kinds_and_other_offices_do_not_go_on(
    office: Office, other_office: Office, ratna: User
) -> None:
    close(a_cluster(office, "a"), ratna, NOW)
    a_cluster(other_office, "b")
    raise_alert(a_finding("c"), office=office, now=NOW)
    assert open_clusters(office, NOW) == {}


# --- what is news -------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "news"), [(0, True), (90, True), (91, False)])
def test_a_finding_is_news_for_ninety_days_after_its_latest_report(days: int, news: bool) -> None:
    latest = piece("a", noticed=TODAY - timedelta(days))
    older = piece("b", noticed=TODAY - timedelta(400))
    assert is_news(a_finding(older, latest), TODAY, rulebook()) == news


def test_combinations_look_back_as_far_as_the_most_patient_of_them() -> None:
    rules = rulebook()
    assert longest(rules) == max(rule.within_days for rule in rules.combinations)


# --- reports examined ---------------------------------------------------------------------------


@pytest.fixture
def tell(made_report: MadeReport) -> MadeReport:
    """``tell(by, code, **fields)``: a report of three days ago in words of its own."""

    def make(by: User, code: str = PRIGI, **fields: object) -> Report:
        noticed_on = timezone.localdate() - timedelta(3)
        own = f"kabar ke-{next(words)} dari {by.username}"
        return made_report(by, code, **({"noticed": own, "noticed_on": noticed_on} | fields))

    return make


@pytest.mark.usefixtures("office")
def test_without_reports_there_is_nothing_to_examine() -> None:
    assert examine_new_reports(now=timezone.now()) == 0


def test_one_round_serves_every_office_for_itself(
    tell: MadeReport, joko: User, asing: User, office: Office, other_office: Office
) -> None:
    tell(joko, indicators=HELD)
    tell(asing, "35.05.01.2001", indicators=HELD)
    assert examine_new_reports(now=timezone.now()) == 2
    assert {alert.office for alert in Alert.objects.all()} == {office, other_office}


@pytest.mark.usefixtures("office")
def test_a_late_report_of_an_early_day_completes_four_voices(tell: MadeReport, joko: User) -> None:
    def notice(days: int) -> None:
        made = tell(
            joko, indicators=("holding_house",), noticed_on=timezone.localdate() - timedelta(days)
        )
        Report.objects.filter(pk=made.pk).update(voice=f"1:{days}")

    for days in (1, 2, 3):
        notice(days)
    examine_new_reports(now=timezone.now())
    assert not Alert.objects.exists()
    notice(9)
    examine_new_reports(now=timezone.now())
    assert Alert.objects.get().key == "many_voices_in_one_district:35.03.05"


@pytest.mark.usefixtures("office")
def test_two_urgent_rules_on_one_report_are_one_alert_with_the_urgent_words(
    tell: MadeReport, joko: User
) -> None:
    tell(joko, indicators=(*HELD, "debt_bondage", "fee_before_contract"))
    examine_new_reports(now=timezone.now())
    alert = Alert.objects.get()
    assert alert.urgency == 1
    assert alert.title.startswith("Orang ditahan, diancam, atau disakiti")
    assert Signal.objects.filter(alert=alert).count() >= 2


@pytest.mark.usefixtures("office")
def test_a_report_about_a_protected_person_makes_a_closed_alert(
    tell: MadeReport, joko: User
) -> None:
    made = tell(joko, indicators=HELD)
    Report.objects.filter(pk=made.pk).update(label=Label.SEALED)
    examine_new_reports(now=timezone.now())
    assert Alert.objects.get().label == Label.SEALED


@pytest.mark.usefixtures("office")
def test_a_number_written_in_three_ways_is_one_number(
    tell: MadeReport, joko: User, sari: User
) -> None:
    plain = fake_phone(31)
    tell(joko, things=(Written("phone", "0" + plain.removeprefix("+62")),))
    tell(sari, TASIKMADU, noticed=f"hubungi {plain[:3]} {plain[3:6]}-{plain[6:]} untuk kerja")
    examine_new_reports(now=timezone.now())
    assert Alert.objects.get().key == f"phone:{blind('phone', plain)}"
