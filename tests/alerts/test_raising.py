"""From reports to alerts: raised once, continued, reopened only by news, in their own office."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import (
    examine_new_reports,
    raise_alert,
    replay,
    scan_for_clusters,
)
from kentongan.alerts.actions import raising as raising_module
from kentongan.alerts.detectors import Found, Piece
from kentongan.alerts.models import Alert, AlertArea, Evidence, Outcome, Signal, State
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.regions.models import Region
from kentongan.reports.models import Report
from tests.alerts.conftest import brought_to

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, CEPOKO = "35.03.05.2001", "35.03.05.2002", "35.02.03.2002"
TAWANGREJO = "35.05.01.2001"
PHONE = (Written("phone", fake_phone(11)),)
HELD = ("locked_in", "holding_house")
words = count(1)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def now() -> datetime:
    return timezone.now()


@pytest.fixture
def tell(made_report: MadeReport) -> MadeReport:
    """``tell(by, code, **fields)``: a report of three days ago in words of its own."""

    def make(by: User, code: str = PRIGI, **fields: object) -> Report:
        own = f"kabar ke-{next(words)} dari {by.username}"
        return made_report(by, code, **({"noticed": own, "noticed_on": days_ago(3)} | fields))

    return make


@pytest.fixture
def two_tell_of_one_number(tell: MadeReport, sari: User, joko: User) -> list[Report]:
    return [tell(joko, PRIGI, things=PHONE), tell(sari, TASIKMADU, things=PHONE)]


def a_finding(*sources: str, key: str = "phone:x", **fields: object) -> Found:
    """What a detector might have found today."""
    today = timezone.localdate()
    rows = tuple(Piece(source, PRIGI, today, today, "Polri", "nomor sama") for source in sources)
    finding = Found(
        key=key,
        kind="same_thing",
        rule="same_thing:phone",
        rule_version="1",
        title="Satu nomor",
        sentence="Satu nomor dua kali.",
        checks=("Telepon pelapor.",),
        urgency=2,
        label=2,
        areas=(PRIGI,),
        figures={"voices": len(sources)},
        evidence=rows,
    )
    return replace(finding, **fields)  # type: ignore[arg-type]


# --- reports that came in -----------------------------------------------------------------------


@pytest.mark.usefixtures("two_tell_of_one_number")
def test_one_number_told_by_two_partners_raises_one_alert() -> None:
    assert examine_new_reports(now=now()) == 2
    alert = Alert.objects.get()
    assert fake_phone(11)[-4:] in alert.title.replace("-", "")
    assert {area.region_code for area in alert.areas.all()} == {PRIGI, TASIKMADU}
    assert alert.state == State.RECEIVED
    assert alert.due_at is not None


def test_the_alert_belongs_to_the_office_of_the_reports(
    two_tell_of_one_number: list[Report], office: Office
) -> None:
    examine_new_reports(now=now())
    sources = {f"report:{report.uuid}" for report in two_tell_of_one_number}
    assert Alert.objects.get().office == office
    assert set(Evidence.objects.values_list("source", flat=True)) == sources


def test_examined_reports_are_marked_and_not_asked_again(
    two_tell_of_one_number: list[Report],
) -> None:
    examine_new_reports(now=now())
    assert not Report.objects.filter(examined_at=None).exists()
    assert examine_new_reports(now=now()) == 0


@pytest.mark.usefixtures("two_tell_of_one_number")
def test_the_same_reports_examined_again_raise_nothing_new() -> None:
    examine_new_reports(now=now())
    before = (Alert.objects.count(), Signal.objects.count(), AuditEvent.objects.count())
    Report.objects.update(examined_at=None)
    assert examine_new_reports(now=now()) == 2
    assert (Alert.objects.count(), Signal.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.usefixtures("two_tell_of_one_number")
def test_a_third_voice_continues_the_same_alert(tell: MadeReport, dimas: User) -> None:
    examine_new_reports(now=now())
    tell(dimas, CEPOKO, things=PHONE)
    examine_new_reports(now=now())
    alert = Alert.objects.get()
    assert alert.signals.count() == 2
    assert alert.signals.last().figures["voices"] == 3
    assert "3 sumber" in alert.title
    assert alert.areas.count() == 3


def test_one_unverified_report_about_one_named_person_raises_none(
    tell: MadeReport, joko: User, office: Office
) -> None:
    tell(joko, noticed="Pak Slamet mengurung calon pekerja.", indicators=HELD)
    tell(joko, indicators=HELD, things=(Written("alias", "Pak Slamet"),))
    assert examine_new_reports(now=now()) == 2
    assert not Alert.objects.exists()


def test_signs_in_one_report_that_names_nobody_raise_an_alert(
    tell: MadeReport, joko: User, office: Office
) -> None:
    report = tell(joko, indicators=HELD)
    examine_new_reports(now=now())
    alert = Alert.objects.get()
    assert alert.key == f"report:{report.uuid}"
    assert alert.urgency == 1


def test_history_that_comes_in_today_wakes_nobody(
    tell: MadeReport, joko: User, office: Office
) -> None:
    tell(joko, indicators=HELD, noticed_on=days_ago(200))
    assert examine_new_reports(now=now()) == 1
    assert not Alert.objects.exists()


def test_a_withdrawn_report_counts_for_nothing(two_tell_of_one_number: list[Report]) -> None:
    Report.objects.filter(pk=two_tell_of_one_number[0].pk).update(withdrawn_at=now())
    examine_new_reports(now=now())
    assert not Alert.objects.exists()


@pytest.mark.usefixtures("office", "other_office")
def test_reports_of_two_offices_are_not_put_together(
    tell: MadeReport, joko: User, asing: User
) -> None:
    tell(joko, PRIGI, things=PHONE)
    tell(asing, TAWANGREJO, things=PHONE)
    examine_new_reports(now=now())
    assert not Alert.objects.exists()


def test_no_more_than_the_limit_is_examined_at_once(
    two_tell_of_one_number: list[Report],
) -> None:
    assert [examine_new_reports(now=now(), limit=1) for _ in range(3)] == [1, 1, 0]
    assert Alert.objects.count() == 1


def test_one_report_is_examined_within_a_second(
    two_tell_of_one_number: list[Report], tell: MadeReport, dimas: User
) -> None:
    examine_new_reports(now=now())
    tell(dimas, CEPOKO, things=PHONE, indicators=HELD)
    begun = time.process_time()
    examine_new_reports(now=now())
    assert time.process_time() - begun < 1


@pytest.mark.usefixtures("two_tell_of_one_number")
def test_the_queries_do_not_grow_with_the_reports_around(
    tell: MadeReport, joko: User, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(20):
        tell(joko, PRIGI)
    examine_new_reports(now=now())
    tell(joko, PRIGI)
    with django_assert_max_num_queries(18):  # type: ignore[attr-defined]
        examine_new_reports(now=now())


# --- one alert, its signals, its end ------------------------------------------------------------


def test_the_log_says_that_the_software_raised_it(office: Office) -> None:
    alert = raise_alert(a_finding("report:a", "report:b"), office=office, now=now())
    event = AuditEvent.objects.get(action="alert.raised")
    assert (event.actor, event.subject) == ("kentongan", f"alert:{alert.pk}")
    assert event.detail == {"rule": "same_thing:phone", "reports": 2}


def test_the_same_finding_twice_is_one_signal(office: Office) -> None:
    for _ in range(2):
        raise_alert(a_finding("report:a", "report:b"), office=office, now=now())
    assert (Alert.objects.count(), Signal.objects.count()) == (1, 1)


def test_a_new_version_of_the_rule_is_another_signal_of_the_same_alert(office: Office) -> None:
    for version in ("1", "2"):
        raise_alert(a_finding("report:a", rule_version=version), office=office, now=now())
    assert (Alert.objects.count(), Signal.objects.count()) == (1, 2)


def test_more_urgent_news_makes_the_alert_more_urgent_and_its_clock_shorter(office: Office) -> None:
    slow = raise_alert(a_finding("report:a", urgency=3), office=office, now=now())
    quick = raise_alert(a_finding("report:b", urgency=1, title="Kini"), office=office, now=now())
    assert (quick.pk, quick.urgency, quick.title) == (slow.pk, 1, "Kini")
    assert quick.due_at < slow.due_at


def test_less_urgent_news_keeps_the_words(office: Office) -> None:
    raise_alert(a_finding("report:a", urgency=1, title="Mendesak"), office=office, now=now())
    alert = raise_alert(a_finding("report:b", urgency=3, title="Lain"), office=office, now=now())
    assert (alert.urgency, alert.title) == (1, "Mendesak")


def test_the_stricter_label_wins(office: Office) -> None:
    raise_alert(a_finding("report:a", label=4), office=office, now=now())
    assert raise_alert(a_finding("report:b", label=2), office=office, now=now()).label == 4


def test_news_does_not_move_an_alert_that_somebody_works_on(office: Office, bima: User) -> None:
    alert = raise_alert(a_finding("report:a"), office=office, now=now())
    brought_to(alert, State.ACTION, bima)
    again = raise_alert(a_finding("report:a", "report:b"), office=office, now=now())
    assert (again.pk, again.state, again.owner) == (alert.pk, State.ACTION, bima)


@pytest.fixture
def closed(office: Office, ratna: User) -> Alert:
    """An alert that rested on one report and was closed today."""
    alert = raise_alert(a_finding("report:a"), office=office, now=now())
    return brought_to(alert, State.CLOSED, ratna, outcome=Outcome.UNFOUNDED)


def test_what_was_known_at_the_closing_does_not_open_another(closed: Alert, office: Office) -> None:
    assert raise_alert(a_finding("report:a"), office=office, now=now()) == closed
    assert Alert.objects.count() == 1


def test_older_reports_do_not_open_another(closed: Alert, office: Office) -> None:
    finding = a_finding("report:b")
    [piece] = finding.evidence
    older = replace(finding, evidence=(replace(piece, known_on=days_ago(1)),))
    assert raise_alert(older, office=office, now=now()) == closed


def test_a_report_since_the_closing_opens_another(closed: Alert, office: Office) -> None:
    another = raise_alert(a_finding("report:a", "report:b"), office=office, now=now())
    assert another != closed
    assert another.state == State.RECEIVED
    assert Alert.objects.get(pk=closed.pk).state == State.CLOSED


def test_each_office_has_its_own_alert_of_a_key(office: Office, other_office: Office) -> None:
    for place in (office, other_office):
        raise_alert(a_finding("report:a"), office=place, now=now())
    assert Alert.objects.count() == 2


def test_of_two_workers_the_second_adds_to_the_alert_of_the_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second looked before the first had written, so it sees no alert and tries to make one."""
    first = raise_alert(a_finding("report:a"), office=office, now=now())
    monkeypatch.setattr(raising_module, "open_alert", lambda *_: None)
    second = raise_alert(a_finding("report:a", "report:b"), office=office, now=now())
    assert second == first
    assert (Alert.objects.count(), Signal.objects.count()) == (1, 2)


def test_a_deed_that_fails_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(raising_module, "write_signal", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        raise_alert(a_finding("report:a"), office=office, now=now())
    assert not Alert.objects.exists()


# --- clusters -----------------------------------------------------------------------------------


@pytest.fixture
def burst(
    tell: MadeReport, sari: User, joko: User, dimas: User, areas: dict[str, Region]
) -> list[Report]:
    """A year with a report here and there, and seven voices in Watulimo within the last week."""
    quiet = [tell(dimas, CEPOKO, noticed_on=days_ago(10 * n)) for n in range(1, 33)]
    seldom = [tell(joko, PRIGI, noticed_on=days_ago(100 + 60 * n)) for n in range(4)]
    voiced = [tell(joko, (PRIGI, TASIKMADU)[n % 2], noticed_on=days_ago(n)) for n in range(7)]
    for number, report in enumerate((*quiet, *seldom, *voiced)):
        Report.objects.filter(pk=report.pk).update(voice=f"1:{number}")
    return voiced


@pytest.mark.usefixtures("burst")
def test_a_burst_raises_one_alert_of_its_villages(office: Office) -> None:
    assert scan_for_clusters(on=days_ago(0), now=now(), office=office) == 1
    alert = Alert.objects.get()
    assert set(AlertArea.objects.values_list("region_code", flat=True)) == {PRIGI, TASIKMADU}
    assert alert.signals.get().figures["observed"] >= 6


@pytest.mark.usefixtures("burst")
def test_the_same_night_again_brings_nothing_new(office: Office) -> None:
    scan_for_clusters(on=days_ago(0), now=now(), office=office)
    assert scan_for_clusters(on=days_ago(0), now=now(), office=office) == 0
    assert Signal.objects.count() == 1


@pytest.mark.usefixtures("burst")
def test_a_cluster_that_grew_is_the_same_alert(
    office: Office, tell: MadeReport, sari: User
) -> None:
    scan_for_clusters(on=days_ago(1), now=now(), office=office)
    tell(sari, "35.03.05.2003", noticed_on=days_ago(0))
    assert scan_for_clusters(on=days_ago(0), now=now(), office=office) == 1
    assert (Alert.objects.count(), Signal.objects.count()) == (1, 2)


@pytest.mark.usefixtures("burst")
def test_another_office_finds_nothing_in_these_reports(other_office: Office) -> None:
    assert scan_for_clusters(on=days_ago(0), now=now(), office=other_office) == 0


def test_an_office_without_villages_is_not_scanned(other_office: Office) -> None:
    other_office.areas.clear()
    assert scan_for_clusters(on=days_ago(0), now=now(), office=other_office) == 0


# --- a history told at once ---------------------------------------------------------------------


@pytest.fixture
def history(tell: MadeReport, sari: User, joko: User) -> list[Report]:
    return [
        tell(joko, PRIGI, things=PHONE, noticed_on=days_ago(60)),
        tell(sari, TASIKMADU, things=PHONE, noticed_on=days_ago(40)),
    ]


def replayed(office: Office, **options: object) -> int:
    return replay(office=office, since=days_ago(90), until=days_ago(0), **options)  # type: ignore[arg-type]


@pytest.mark.usefixtures("history")
def test_a_replayed_alert_has_the_day_on_which_it_could_first_be_raised(office: Office) -> None:
    assert replayed(office) == 1
    alert = Alert.objects.get()
    assert timezone.localdate(alert.raised_at) == days_ago(40)
    assert timezone.localdate(alert.signals.get().found_at) == days_ago(40)


def test_the_day_of_telling_counts_where_it_is_known(history: list[Report], office: Office) -> None:
    told = {f"report:{history[1].uuid}": days_ago(33)}
    replayed(office, known_on=told)
    assert timezone.localdate(Alert.objects.get().raised_at) == days_ago(33)


@pytest.mark.usefixtures("history")
def test_replaying_again_raises_nothing_new(office: Office) -> None:
    replayed(office)
    assert replayed(office) == 0
    assert Signal.objects.count() == 1


@pytest.mark.usefixtures("history")
def test_a_replayed_history_is_examined(office: Office) -> None:
    replayed(office)
    assert examine_new_reports(now=now()) == 0


@pytest.mark.usefixtures("history")
def test_the_replay_tells_how_far_it_is(office: Office) -> None:
    steps: list[tuple[int, int]] = []
    replayed(office, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(day, 91) for day in range(1, 92)]


@pytest.mark.usefixtures("history")
def test_what_is_told_after_the_end_stays_unexamined(office: Office) -> None:
    replay(office=office, since=days_ago(90), until=days_ago(50))
    assert not Alert.objects.exists()
    assert examine_new_reports(now=now()) == 1
    assert Alert.objects.count() == 1
