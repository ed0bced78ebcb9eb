"""A history that came in at once: true days, its own office, one commit a day, written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import replay
from kentongan.alerts.actions import replaying as replaying_module
from kentongan.alerts.actions.replaying import past_telling
from kentongan.alerts.models import Alert, Outcome, Signal, State
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.reports.models import Report
from kentongan.reports.queries.reports import examined
from tests.alerts.conftest import brought_to

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, CEPOKO = "35.03.05.2001", "35.03.05.2002", "35.02.03.2002"
PHONE, ACCOUNT = (Written("phone", fake_phone(21)),), (Written("phone", fake_phone(22)),)
HELD = ("locked_in", "holding_house")
SINCE, UNTIL = date(2026, 10, 1), date(2026, 11, 20)
words = count(1)


@pytest.fixture
def tell(made_report: MadeReport) -> MadeReport:
    """``tell(by, day, code, **fields)``: a row of an old list, in words of its own."""

    def make(by: User, day: date, code: str = PRIGI, **fields: object) -> Report:
        own = f"kabar ke-{next(words)} dari {by.username}"
        return made_report(by, code, **({"noticed": own, "noticed_on": day} | fields))

    return make


def replayed(office: Office, since: date = SINCE, until: date = UNTIL, **options: object) -> int:
    return replay(office=office, since=since, until=until, **options)  # type: ignore[arg-type]


def raised_days() -> list[date]:
    """The local days of all alerts, oldest first."""
    raised = Alert.objects.order_by("raised_at").values_list("raised_at", flat=True)
    return [timezone.localdate(at) for at in raised]


# --- what is raised, and when -------------------------------------------------------------------


def test_an_empty_history_raises_nothing_and_is_written_down(office: Office) -> None:
    assert replayed(office) == 0
    event = AuditEvent.objects.get(action="history.replayed")
    assert (event.subject, event.detail) == (f"office:{office.pk}", {"reports": 0, "alerts": 0})


def test_a_day_that_somebody_knows_dates_what_has_none(
    tell: MadeReport, joko: User, office: Office
) -> None:
    made = tell(joko, timezone.localdate(), noticed_on=None, time_precision="unknown")
    listed = replace(examined(Report.objects.get(pk=made.pk)), is_listed=True)
    assert not past_telling(listed, timezone.localdate(), office).is_dated
    known = past_telling(listed, SINCE, office)
    assert (known.is_dated, known.day) == (True, SINCE)


def test_the_log_says_how_many_reports_and_alerts_there_were(
    tell: MadeReport, joko: User, sari: User, office: Office
) -> None:
    tell(joko, SINCE, indicators=HELD)
    tell(sari, SINCE)
    assert replayed(office) == 1
    event = AuditEvent.objects.get(action="history.replayed")
    assert (event.actor, event.detail) == ("kentongan", {"reports": 2, "alerts": 1})


def test_an_alert_of_the_past_is_raised_in_the_afternoon_of_its_day(
    tell: MadeReport, joko: User, office: Office
) -> None:
    tell(joko, date(2026, 10, 9), indicators=HELD)
    replayed(office)
    four_o_clock = datetime(2026, 10, 9, 9, 0, tzinfo=UTC)  # in Trenggalek
    assert Alert.objects.get().raised_at == four_o_clock


@pytest.mark.parametrize(
    ("day", "raises"),
    [
        (SINCE - timedelta(1), 0),
        (SINCE, 1),
        (UNTIL, 1),
        (UNTIL + timedelta(1), 0),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_history(
    tell: MadeReport, joko: User, office: Office, day: date, raises: int
) -> None:
    tell(joko, day, indicators=HELD)
    assert replayed(office) == raises


def test_what_was_known_before_is_put_together_with_what_follows(
    tell: MadeReport, joko: User, sari: User, office: Office
) -> None:
    tell(joko, SINCE - timedelta(30), things=PHONE)
    tell(sari, date(2026, 10, 5), TASIKMADU, things=PHONE)
    replayed(office)
    assert raised_days() == [date(2026, 10, 5)]


def test_two_things_are_two_alerts_each_on_its_day(
    tell: MadeReport, joko: User, sari: User, office: Office
) -> None:
    for things, days in ((PHONE, (2, 9)), (ACCOUNT, (3, 20))):
        for by, day, place in zip((joko, sari), days, (PRIGI, TASIKMADU), strict=True):
            tell(by, date(2026, 10, day), place, things=things)
    assert replayed(office) == 2
    assert raised_days() == [date(2026, 10, 9), date(2026, 10, 20)]


def test_a_third_voice_weeks_later_is_one_alert_with_two_signals(
    tell: MadeReport, joko: User, sari: User, dimas: User, office: Office
) -> None:
    rows = ((joko, 2, PRIGI), (sari, 9, TASIKMADU), (dimas, 30, CEPOKO))
    for by, day, place in rows:
        tell(by, date(2026, 10, day), place, things=PHONE)
    assert replayed(office) == 1
    found = Signal.objects.order_by("found_at").values_list("found_at", flat=True)
    assert [timezone.localdate(at).day for at in found] == [9, 30]


def test_a_report_without_a_day_is_of_the_day_it_came_in(
    tell: MadeReport, joko: User, office: Office
) -> None:
    made = tell(joko, SINCE, noticed_on=None, time_precision="unknown", indicators=HELD)
    at = datetime(2026, 10, 11, 17, 30, tzinfo=UTC)  # half past midnight in Trenggalek
    Report.objects.filter(pk=made.pk).update(recorded_at=at)
    replayed(office)
    assert raised_days() == [date(2026, 10, 12)]


def test_a_day_of_telling_after_the_end_keeps_a_report_out(
    tell: MadeReport, joko: User, office: Office
) -> None:
    made = tell(joko, SINCE, indicators=HELD)
    told = {f"report:{made.uuid}": UNTIL + timedelta(1)}
    assert replayed(office, known_on=told) == 0
    assert Report.objects.get().examined_at is None


def test_days_of_telling_for_strangers_change_nothing(
    tell: MadeReport, joko: User, office: Office
) -> None:
    tell(joko, date(2026, 10, 9), indicators=HELD)
    replayed(office, known_on={"report:unknown": UNTIL})
    assert raised_days() == [date(2026, 10, 9)]


# --- again, and in pieces -----------------------------------------------------------------------


def test_a_history_in_two_pieces_raises_what_it_raises_at_once(
    tell: MadeReport, joko: User, sari: User, office: Office
) -> None:
    tell(joko, date(2026, 10, 2), things=PHONE)
    tell(joko, date(2026, 10, 4), indicators=HELD)
    tell(sari, date(2026, 11, 2), TASIKMADU, things=PHONE)
    middle = date(2026, 10, 15)
    assert replayed(office, until=middle) + replayed(office, since=middle + timedelta(1)) == 2
    assert replayed(office) == 0
    assert raised_days() == [date(2026, 10, 4), date(2026, 11, 2)]


def test_an_alert_closed_since_is_not_opened_by_its_own_history(
    tell: MadeReport, joko: User, ratna: User, office: Office
) -> None:
    tell(joko, date(2026, 10, 4), indicators=HELD)
    replayed(office)
    brought_to(Alert.objects.get(), State.CLOSED, ratna, outcome=Outcome.UNFOUNDED)
    assert replayed(office) == 0
    assert Alert.objects.get().state == State.CLOSED


def test_a_replay_that_breaks_off_keeps_the_days_before_and_can_be_run_again(
    tell: MadeReport, joko: User, sari: User, office: Office
) -> None:
    tell(joko, date(2026, 10, 4), indicators=HELD)
    tell(sari, date(2026, 10, 20), indicators=HELD)

    def stop(done: int, _total: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replayed(office, progress=stop)
    assert raised_days() == [date(2026, 10, 4)]
    assert Report.objects.filter(examined_at=None).count() == 2
    assert replayed(office) == 1


# --- whose history ------------------------------------------------------------------------------


def test_the_history_of_another_office_is_left_alone(
    tell: MadeReport, joko: User, office: Office, other_office: Office
) -> None:
    tell(joko, date(2026, 10, 4), indicators=HELD)
    assert replayed(other_office) == 0
    assert Report.objects.get().examined_at is None


def test_a_number_told_in_two_offices_raises_nothing_in_either(
    tell: MadeReport, joko: User, asing: User, office: Office, other_office: Office
) -> None:
    tell(joko, date(2026, 10, 4), things=PHONE)
    tell(asing, date(2026, 10, 5), "35.05.01.2001", things=PHONE)
    assert [replayed(place) for place in (office, other_office)] == [0, 0]


def test_a_withdrawn_report_is_no_history(tell: MadeReport, joko: User, office: Office) -> None:
    made = tell(joko, date(2026, 10, 4), indicators=HELD)
    Report.objects.filter(pk=made.pk).update(withdrawn_at=timezone.now())
    assert replayed(office) == 0


# --- how far it is ------------------------------------------------------------------------------


def test_a_single_day_is_a_history_of_one_step(office: Office) -> None:
    steps: list[tuple[int, int]] = []
    replayed(office, since=UNTIL, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 1)]


def test_reports_are_marked_in_portions_and_every_one_of_them(
    tell: MadeReport, joko: User, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying_module, "MARKED_AT_ONCE", 2)
    for day in range(1, 6):
        tell(joko, date(2026, 10, day))
    replayed(office)
    assert not Report.objects.filter(examined_at=None).exists()
