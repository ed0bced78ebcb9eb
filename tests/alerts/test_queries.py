"""What the reads of alerts give: ranks against a slow twin, evidence, history, names, choices."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.alerts.atlas import is_home
from kentongan.alerts.models import Alert, Evidence, State, Step
from kentongan.alerts.queries import (
    OTHERS,
    Wish,
    alert_for,
    alerts_needing,
    alerts_since,
    area_choices,
    closed_before,
    evidence_of,
    evidence_summary,
    inbox,
    is_area_code,
    names_of,
    open_alerts_by_area,
    outcome_recorder,
    owned_states,
    people_who_can_own,
    ranked,
    reads_details,
    report_uuid,
    steps_of,
)
from kentongan.regions.models import Region
from kentongan.reports.models import Report
from tests import factories
from tests.alerts.conftest import NOW, MakeAlert, add_signal, brought_to, make_alert

PRIGI, TASIKMADU, MASARAN = "35.03.05.2001", "35.03.05.2002", "35.03.04.2001"
OPEN = [state for state in State if state is not State.CLOSED]
FIELD_STATES = ["received", "verification", "risk_assessment", "action"]


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("sari", FIELD_STATES),
        ("bima", FIELD_STATES),
        ("ratna", [*FIELD_STATES, "outcome"]),
        ("hadi", ["risk_assessment", "action", "outcome"]),
        ("joko", []),
        ("wening", []),
        ("agung", []),
        ("laras", []),
    ],
)
def test_in_which_states_an_alert_is_whose_work(
    name: str, states: list[str], request: pytest.FixtureRequest
) -> None:
    assert owned_states(request.getfixturevalue(name)) == states


def rank_by_hand(viewer: User, alert: Alert, leads: bool, now: datetime) -> int:
    """The slow twin of ``ranked``: the same question asked of one alert, in plain steps."""
    works_here = alert.state in owned_states(viewer)
    is_mine = alert.owner == viewer and works_here and alert.state != State.OUTCOME
    is_nobodys = alert.owner is None and works_here
    is_to_close = alert.state == State.OUTCOME and works_here
    is_late = alert.due_at is not None and alert.due_at < now
    if is_late and (is_mine or is_nobodys or is_to_close or leads):
        return 1
    if is_mine:
        return 2
    if is_nobodys:
        return 3
    return 4 if is_to_close else OTHERS


@pytest.mark.parametrize(("name", "leads"), [("sari", False), ("ratna", True), ("hadi", True)])
def test_every_rank_agrees_with_asking_each_alert_in_turn(
    name: str, leads: bool, bima: User, office: Office, request: pytest.FixtureRequest
) -> None:
    viewer: User = request.getfixturevalue(name)
    dues = (None, NOW, NOW - timedelta(seconds=1), NOW + timedelta(days=1))
    for state, owner, due_at in product(OPEN, (None, viewer, bima), dues):
        make_alert(office, PRIGI, state=state, owner=owner, due_at=due_at)
    alerts = list(ranked(Alert.objects.all(), viewer, NOW))
    assert len(alerts) == len(OPEN) * 3 * len(dues)
    for alert in alerts:
        assert alert.rank == rank_by_hand(viewer, alert, leads, NOW)  # type: ignore[attr-defined]


def test_an_alert_is_late_only_after_its_deadline_not_at_it(
    sari: User, made_alert: MakeAlert
) -> None:
    made_alert(due_at=NOW)
    assert [alert.rank for alert in alerts_needing(sari, NOW)] == [3]  # type: ignore[attr-defined]
    later = NOW + timedelta(microseconds=1)
    assert [alert.rank for alert in alerts_needing(sari, later)] == [1]  # type: ignore[attr-defined]


def test_an_alert_without_a_deadline_comes_after_those_with_one(
    sari: User, made_alert: MakeAlert
) -> None:
    made_alert(title="tanpa tenggat", due_at=None)
    made_alert(title="bulan depan", due_at=timezone.now() + timedelta(days=30))
    assert [alert.title for alert in alerts_needing(sari)] == ["bulan depan", "tanpa tenggat"]


def test_of_two_alike_the_older_comes_first(sari: User, made_alert: MakeAlert) -> None:
    first, second, third = (made_alert(due_at=NOW) for _count in range(3))
    assert list(alerts_needing(sari)) == [first, second, third]


def test_an_alert_of_several_villages_is_listed_and_counted_once(
    sari: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(PRIGI, TASIKMADU, "35.03.05.2003")
    assert list(alerts_needing(sari)) == [alert]
    assert inbox(sari, Wish(area="35.03.05"), NOW).count() == 1


def test_a_village_with_two_alerts_counts_two_on_the_map(bima: User, made_alert: MakeAlert) -> None:
    made_alert(PRIGI, TASIKMADU)
    made_alert(PRIGI)
    made_alert(PRIGI, state=State.CLOSED, outcome="partly")
    assert open_alerts_by_area(bima) == Counter({PRIGI: 2, TASIKMADU: 1})


def test_several_wishes_hold_together(bima: User, sari: User, made_alert: MakeAlert) -> None:
    wanted = brought_to(made_alert(kind="cluster", due_at=NOW), State.ACTION, bima)
    brought_to(made_alert(kind="cluster", due_at=NOW), State.ACTION, sari)
    brought_to(made_alert(MASARAN, kind="cluster", due_at=NOW), State.ACTION, bima)
    brought_to(made_alert(due_at=NOW), State.ACTION, bima)
    wish = Wish(state="action", kind="cluster", area="35.03.05", mine=True, overdue=True)
    assert list(inbox(bima, wish, NOW + timedelta(hours=1))) == [wanted]


def test_a_closed_alert_is_never_late(bima: User, made_alert: MakeAlert) -> None:
    made_alert(state=State.CLOSED, outcome="partly", due_at=NOW)
    wish = Wish(state="closed", overdue=True)
    assert list(inbox(bima, wish, NOW + timedelta(days=9))) == []


def test_the_feed_starts_at_the_asked_moment_and_tells_the_oldest_change_first(
    bima: User, made_alert: MakeAlert
) -> None:
    second = made_alert(raised_at=NOW + timedelta(minutes=5))
    first = made_alert(raised_at=NOW)
    made_alert(raised_at=NOW - timedelta(microseconds=1))
    made_alert(raised_at=NOW, state=State.CLOSED, outcome="partly")
    assert alerts_since(bima, NOW, 9) == [first, second]
    assert alerts_since(bima, NOW, 1) == [second]


def test_a_stranger_and_a_wrong_number_get_the_same_answer(asing: User, alert: Alert) -> None:
    for pk in (alert.pk, alert.pk + 1):
        with pytest.raises(Alert.DoesNotExist):
            alert_for(asing, pk)


def test_an_alert_comes_with_its_owner_and_office(sari: User, alert: Alert) -> None:
    brought_to(alert, State.ACTION, sari)
    found = alert_for(sari, alert.pk)
    with CaptureQueriesContext(connection) as queries:
        assert (found.owner, found.office.pk) == (sari, alert.office_id)
    assert len(queries) == 0


def test_names_are_those_in_force(areas: dict[str, Region]) -> None:
    Region.objects.filter(code=TASIKMADU).update(valid_to=date(2026, 1, 1))
    assert names_of([PRIGI, PRIGI, TASIKMADU, "99.99"]) == {PRIGI: "Prigi"}


def test_no_code_has_no_name(db: None) -> None:
    assert names_of([]) == {}


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ("35.03", True),
        ("35.03.05", True),
        ("35.03.05.2001", True),
        ("35", False),
        ("35.03.05.2001.1", False),
        ("35.03.05.20011", False),
        ("35.03.", False),
        ("35.٣٣", False),  # Arabic digits
        ("35.03\x00", False),
        ("", False),
    ],
)
def test_what_has_the_shape_of_the_code_of_an_area(text: str, is_code: bool) -> None:
    assert is_area_code(text) is is_code


@pytest.mark.parametrize("area", ["35.03\x00", "\x00", "35.03'--", "", "35"])
def test_a_text_that_is_no_code_is_not_even_asked_of_the_database(area: str, db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert not is_home(area)
    assert len(queries) == 0


@pytest.mark.parametrize(
    "source",
    ["", "report:", "report:abc", "REPORT:", "thing:123e4567-e89b-42d3-a456-426614174000", ":x"],
)
def test_only_a_report_with_a_uuid_can_be_linked(source: str) -> None:
    assert report_uuid(source) is None


def test_the_uuid_of_a_report_source() -> None:
    text = "123e4567-e89b-42d3-a456-426614174000"
    assert str(report_uuid(f"report:{text}")) == text


def add_row(alert: Alert, source: str, day: date | None, version: str, **more: object) -> Evidence:
    """One finding with one row, found an hour after the one before."""
    count = alert.signals.count()
    signal = add_signal(alert, rule_version=version)
    type(signal).objects.filter(pk=signal.pk).update(found_at=NOW + timedelta(hours=count))
    return Evidence.objects.create(signal=signal, source=source, noticed_on=day, **more)


def test_evidence_is_told_oldest_first_and_rows_without_a_day_last(
    bima: User, alert: Alert
) -> None:
    add_row(alert, "report:tanpa hari", None, "1")
    add_row(alert, "report:kedua", date(2026, 11, 12), "2")
    add_row(alert, "report:pertama", date(2026, 11, 3), "3")
    told = [row.source for row, _uuid in evidence_of(bima, alert)]
    assert told == ["report:pertama", "report:kedua", "report:tanpa hari"]


def test_a_source_found_again_is_told_as_the_newest_finding_has_it(
    bima: User, alert: Alert
) -> None:
    add_row(alert, "report:a", date(2026, 11, 20), "1", reason="hari salah tulis")
    add_row(alert, "report:b", date(2026, 11, 15), "2")
    add_row(alert, "report:a", date(2026, 11, 10), "3", reason="hari sudah dibetulkan")
    rows = [(row.source, row.noticed_on, row.reason) for row, _uuid in evidence_of(bima, alert)]
    assert rows == [
        ("report:a", date(2026, 11, 10), "hari sudah dibetulkan"),
        ("report:b", date(2026, 11, 15), ""),
    ]


def test_evidence_of_many_reports_takes_two_queries_more_than_the_gate(
    bima: User, alert: Alert, made_report: Callable[..., Report]
) -> None:
    add_signal(alert, *(f"report:{made_report(bima).uuid}" for _count in range(4)))
    with CaptureQueriesContext(connection) as queries:
        told = evidence_of(bima, alert)
    assert all(uuid for _row, uuid in told)
    assert len(queries) <= 4


def test_the_summary_counts_sources_and_agencies_once(joko: User, alert: Alert) -> None:
    add_row(alert, "report:a", date(2026, 9, 30), "1", agency_name="Polri")
    add_row(alert, "report:a", date(2026, 10, 1), "2", agency_name="Polri")
    add_row(alert, "report:b", None, "3", agency_name="")
    assert evidence_summary(joko, alert) == {
        "sources": 2,
        "agencies": 1,
        "first": date(2026, 9, 30),
        "last": date(2026, 10, 1),
    }


def test_the_summary_of_an_alert_without_evidence_is_zero_and_no_day(
    joko: User, alert: Alert
) -> None:
    nothing = {"sources": 0, "agencies": 0, "first": None, "last": None}
    assert evidence_summary(joko, alert) == nothing


@pytest.mark.parametrize(
    ("name", "reads"), [("sari", True), ("agung", True), ("joko", False), ("laras", False)]
)
def test_who_reads_sources_and_days(name: str, reads: bool, request: pytest.FixtureRequest) -> None:
    assert reads_details(request.getfixturevalue(name)) is reads


def test_a_partner_reads_no_note_even_of_a_real_move(
    joko: User, sari: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(label=Label.INTERAGENCY)
    brought_to(alert, State.VERIFICATION, sari)
    assert [(step.to_state, step.note) for step in steps_of(joko, alert)] == [("verification", "")]
    assert Step.objects.get(alert=alert).note == "Uji coba."


def test_who_recorded_the_outcome_is_the_last_who_brought_it_there(
    sari: User, bima: User, ratna: User, alert: Alert
) -> None:
    assert outcome_recorder(alert) is None
    brought_to(alert, State.OUTCOME, sari)
    brought_to(alert, State.VERIFICATION, ratna)
    brought_to(alert, State.OUTCOME, bima)
    Step.objects.create(  # a note written at the outcome is no recording
        alert=alert, at=timezone.now(), by=ratna, from_state="outcome", to_state="outcome"
    )
    assert outcome_recorder(alert) == bima


def test_an_alert_can_go_to_active_officers_of_its_office_in_the_order_of_names(
    office: Office, ratna: User, bima: User, sari: User, asing: User, joko: User, alert: Alert
) -> None:
    factories.make_user("anwar", RoleKey.ANALYST, office, "Anwar Lama")
    User.objects.filter(username="anwar").update(is_active=False)
    names = [person.full_name for person in people_who_can_own(ratna, alert)]
    assert names == ["Bima Satriya", "Ratna Kusuma", "Sari Wulandari"]


def test_an_alert_is_not_handed_to_who_has_it_nor_to_who_may_not_read_it(
    ratna: User, bima: User, sari: User, made_alert: MakeAlert
) -> None:
    alert = brought_to(made_alert(label=Label.CONFIDENTIAL), State.ACTION, bima)
    assert list(people_who_can_own(ratna, alert)) == [ratna]


def test_the_filter_offers_the_areas_of_the_own_office(bima: User, asing: User) -> None:
    assert [area.code for area in area_choices(bima)] == [
        "35.02",
        "35.02.03",
        "35.03",
        "35.03.04",
        "35.03.05",
    ]
    assert [area.code for area in area_choices(asing)] == ["35.05", "35.05.01"]


def test_an_office_without_areas_has_nothing_to_choose(db: None) -> None:
    office = factories.make_office("Kantor Baru", AgencyKind.IMMIGRATION, [])
    assert area_choices(factories.make_user("baru", RoleKey.ANALYST, office)) == []


@pytest.mark.parametrize(("seconds", "is_before"), [(-1, False), (0, False), (1, True)])
def test_closed_before_a_moment_leaves_that_moment_out(
    seconds: int, is_before: bool, alert: Alert
) -> None:
    Step.objects.create(alert=alert, at=NOW, from_state=State.OUTCOME, to_state=State.CLOSED)
    moment = NOW + timedelta(seconds=seconds)
    assert Alert.objects.filter(closed_before(moment)).exists() is is_before
