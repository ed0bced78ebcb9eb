"""The looks of a week in an office: what they raise, for whom, and what they leave alone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import decide_rule, look_over_the_week, replay
from kentongan.alerts.models import Alert, Aside, Mode, Signal
from kentongan.alerts.register import title_of
from kentongan.audit.models import AuditEvent
from kentongan.reports.models import Report

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, CEPOKO = "35.03.05.2001", "35.03.05.2002", "35.02.03.2002"
VILLAGES = (PRIGI, TASIKMADU, CEPOKO)
words = count(1)


def monday() -> date:
    """The last Monday, on which the looks come."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def now() -> datetime:
    return timezone.now()


@pytest.fixture
def tell(made_report: MadeReport) -> Callable[..., Report]:
    """``tell(by, days, **fields)``: another voice, so many days before Monday."""

    def make(by: User, days: int, **fields: object) -> Report:
        number = next(words)
        said = {"noticed": f"kabar ke-{number}", "noticed_on": monday() - timedelta(days=days)}
        report = made_report(by, VILLAGES[number % 3], **(said | fields))
        Report.objects.filter(pk=report.pk).update(voice=f"1:{number}")
        return report

    return make


@pytest.fixture
def new_offer(tell: Callable[..., Report], sari: User, joko: User) -> list[Report]:
    """Half a year of ordinary offers, and seven voices that tell of one nobody knew."""
    for number in range(60):
        to, job = (("Malaysia", "buruh kebun"), ("Taiwan", "buruh pabrik"))[number % 2]
        tell((sari, joko)[number % 2], number * 3, destination=to, job=job)
    return [tell(joko, n * 3, destination="Kamboja", job="admin daring") for n in range(7)]


@pytest.fixture
def quiet_police(tell: Callable[..., Report], sari: User, joko: User) -> None:
    """The office tells twice a week; the police did so too until four weeks ago."""
    for week in range(30):
        for day in (1, 4):
            tell(sari, week * 7 + day)
            if week >= 4:
                tell(joko, week * 7 + day)


def look(office: Office, on: date | None = None) -> int:
    return look_over_the_week(on=on or monday(), now=now(), office=office)


@pytest.mark.usefixtures("new_offer")
def test_a_new_offer_raises_one_alert_with_its_reports(office: Office) -> None:
    assert look(office) == 1
    signal = Signal.objects.get(kind="pattern")
    assert (signal.rule, signal.rule_version) == ("pattern_change", "1")
    assert signal.figures["observed"] == 7
    assert signal.evidence.count() == 7
    assert "tujuan kamboja" in signal.sentence


@pytest.mark.usefixtures("new_offer")
def test_the_same_week_again_brings_nothing_new(office: Office) -> None:
    look(office)
    assert look(office) == 0
    assert Alert.objects.count() == 1


@pytest.mark.usefixtures("new_offer")
def test_a_night_without_a_look_reads_nothing(
    office: Office, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert look(office, monday() + timedelta(days=1)) == 0


@pytest.mark.usefixtures("new_offer")
def test_another_office_hears_nothing_of_it(other_office: Office) -> None:
    assert look(other_office) == 0


def test_reports_of_the_special_channel_are_no_part_of_a_pattern(
    office: Office, new_offer: list[Report], joko: User
) -> None:
    keys = [report.pk for report in new_offer]
    Report.objects.filter(pk__in=keys).update(hidden_from=joko.agency)
    assert look(office) == 0


def test_a_closed_report_closes_the_alert(office: Office, new_offer: list[Report]) -> None:
    Report.objects.filter(pk=new_offer[0].pk).update(label=4)
    look(office)
    assert Alert.objects.get().label == 4


@pytest.mark.usefixtures("new_offer")
def test_the_log_tells_the_rule_and_no_word_of_the_offer(office: Office) -> None:
    look(office)
    event = AuditEvent.objects.get(action="alert.raised")
    assert event.detail["rule"] == "pattern_change"
    assert "kamboja" not in str(event.detail).casefold()


@pytest.mark.usefixtures("quiet_police")
def test_an_agency_that_stopped_telling_is_kept_in_silence_first(office: Office) -> None:
    assert look(office) == 0
    assert Alert.objects.get().aside == Aside.SHADOW


@pytest.mark.usefixtures("quiet_police")
def test_an_agency_that_stopped_telling_raises_an_alert_to_watch(
    office: Office, ratna: User
) -> None:
    why = "Sudah dibaca setahun; setiap temuan berguna."
    decide_rule(by=ratna, rule="silence:agency", version="1", mode=Mode.LIVE, reason=why)
    assert look(office) == 1
    alert = Alert.objects.get()
    assert (alert.kind, alert.urgency) == ("silence", 3)
    assert alert.title == "Tidak ada kabar seperti biasanya: Polri"
    assert alert.signals.get().rule == "silence:agency"


@pytest.mark.usefixtures("quiet_police")
def test_a_silence_that_lasts_is_the_same_alert(office: Office) -> None:
    look(office, monday() - timedelta(days=7))
    look(office)
    assert Alert.objects.count() == 1


@pytest.mark.usefixtures("new_offer")
def test_a_history_gone_through_raises_what_the_weeks_would_have_raised(office: Office) -> None:
    replay(office=office, since=monday() - timedelta(days=8), until=monday())
    assert Alert.objects.filter(kind="pattern").count() == 1


def test_each_rule_has_a_title_for_the_screens() -> None:
    for rule in ("pattern_change", "silence:agency", "silence:district"):
        assert title_of(rule) != rule
