"""The schedule at work: what is shown is what goes, a hold always wins, two persons destroy."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Alert, Evidence, Outcome, Signal, State, Step
from kentongan.audit.models import AuditEvent, Destruction, Hold
from kentongan.audit.retention import schedule
from kentongan.entities.models import Mention, Thing
from kentongan.reports.models import Report, Revision
from kentongan.reports.rules import source_of
from kentongan.website import retention
from kentongan.website.backups import shelf
from kentongan.website.sweeps import SWEEPS
from tests.alerts.conftest import make_alert
from tests.website.conftest import client_of
from tests.website.privacy.conftest import READERS, STRANGERS, Post

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PATH = "/privasi/retensi/"
MakeReport = Callable[..., Report]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def journal(tmp_path: Path, settings: Any) -> Path:
    settings.ERASURE_JOURNAL = str(tmp_path / "erasures.jsonl")
    return tmp_path / "erasures.jsonl"


@pytest.fixture
def old_report(made_report: MakeReport, sari: User) -> MakeReport:
    """``old_report(days, by=…, noticed=…)``: a report recorded so long ago."""

    def make(days: int, by: User = sari, **fields: object) -> Report:
        report = made_report(by, **fields)
        Report.objects.filter(pk=report.pk).update(recorded_at=NOW - days * DAY)
        return report

    return make


def closed_alert(office: Office, days: int, outcome: Outcome, *reports: Report) -> Alert:
    """An alert on these reports that was closed so long ago."""
    at = NOW - days * DAY
    alert = make_alert(office, "35.03.05.2001", key=f"uji:{uuid4()}", title="PT Kenari Jaya")
    Alert.objects.filter(pk=alert.pk).update(state=State.CLOSED, outcome=outcome)
    Step.objects.create(alert=alert, at=at, to_state=State.CLOSED, note="Kenari diperiksa.")
    signal = Signal.objects.create(
        alert=alert, kind=alert.kind, rule="uji", rule_version="1", data_hash=uuid4().hex,
        sentence="Kenari", found_at=at, figures={"hal": "Kenari"},
    )  # fmt: skip
    for report in reports:
        Evidence.objects.create(signal=signal, source=source_of(report.uuid), reason="Kenari")
    return alert


def due(rule: str, now: datetime = NOW) -> set[str]:
    (line,) = [line for line in retention.plan(now) if line.rule.id == rule]
    return set(line.subjects)


def says(report: Report) -> str:
    """What the report still says."""
    return Revision.objects.get(report=report, number=1).noticed


def hold(subject: str) -> Hold:
    return Hold.objects.create(
        subject=subject, reason="Diminta penyidik.", basis="B/1", review_on=date(2027, 1, 1),
        proposed_by="ratna", proposed_at=NOW, confirmed_by="agung", confirmed_at=NOW,
    )  # fmt: skip


def test_every_rule_on_what_exists_is_carried_out_by_somebody() -> None:
    """The log destroys its own oldest piece by date (audit.actions.seal_segment), not by list."""
    built = {rule.id for rule in schedule() if rule.built}
    assert built - {"audit_rows"} == {*retention.TASKS, *SWEEPS}


def test_old_copies_go_and_other_files_stay(tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_FOLDER = str(tmp_path)
    old = [("data", 36), ("keys", 8)]
    young = [
        shelf.path_for(tmp_path, part, NOW - days * DAY)
        for part, days in (("data", 34), ("keys", 6))
    ]
    for path in (*young, tmp_path / "foto.jpg"):
        path.write_bytes(b"x")
    for part, days in old:
        shelf.path_for(tmp_path, part, NOW - days * DAY).write_bytes(b"x")
    assert retention.run_schedule(NOW) == len(old)
    assert {*tmp_path.iterdir()} == {*young, tmp_path / "foto.jpg"}


# --- what is due --------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_due"), [(179, False), (180, False), (181, True)])
def test_a_tip_nobody_seconded_is_due_after_180_days(
    days: int, is_due: bool, old_report: MakeReport
) -> None:
    report = old_report(days)
    assert (source_of(report.uuid) in due("uncorroborated_tip")) == is_due


def test_a_tip_that_another_voice_seconds_stays(
    old_report: MakeReport, joko: User, office: Office
) -> None:
    words = "Telepon 0850-0077-7001 menawari kerja."
    old_report(200, noticed=words)
    old_report(1, by=joko, noticed=words)
    assert due("uncorroborated_tip") == set()


def test_the_same_person_twice_seconds_nothing(old_report: MakeReport) -> None:
    words = "Telepon 0850-0077-7001 menawari kerja."
    old_report(200, noticed=words)
    old_report(190, noticed=words)
    assert len(due("uncorroborated_tip")) == 2


def test_a_common_thing_seconds_nothing(old_report: MakeReport, joko: User) -> None:
    words = "Telepon 0850-0077-7001 menawari kerja."
    old_report(200, noticed=words)
    old_report(1, by=joko, noticed=words)
    Thing.objects.update(is_hub=True)
    assert len(due("uncorroborated_tip")) == 1


def test_the_same_way_or_the_same_terminal_seconds_nothing(
    old_report: MakeReport, joko: User
) -> None:
    words = "Calon kumpul di terminal Seloaji, lalu lewat Dumai ke Melaka."
    old_report(200, noticed=words)
    old_report(1, by=joko, noticed=words)
    assert set(Thing.objects.values_list("kind", flat=True)) == {"place", "route"}
    assert len(due("uncorroborated_tip")) == 1


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_tip_stays_while_an_alert_rests_on_it(
    outcome: Outcome, old_report: MakeReport, office: Office
) -> None:
    closed_alert(office, 1, outcome, old_report(200))
    assert bool(due("uncorroborated_tip")) == (outcome is Outcome.UNFOUNDED)


@pytest.mark.parametrize(("days", "is_due"), [(89, False), (91, True)])
def test_an_unfounded_alert_is_due_90_days_after_closing(
    days: int, is_due: bool, office: Office
) -> None:
    alert = closed_alert(office, days, Outcome.UNFOUNDED)
    assert (f"alert:{alert.pk}" in due("unfounded_flag")) == is_due


def test_other_closed_alerts_are_due_after_five_years(office: Office) -> None:
    closed_alert(office, 91, Outcome.CONFIRMED)
    old = closed_alert(office, 5 * 366, Outcome.PARTLY)
    assert due("unfounded_flag") == set()
    assert due("closed_case") == {f"alert:{old.pk}"}


def test_a_report_that_was_taken_back_is_due_after_a_month(old_report: MakeReport) -> None:
    report = old_report(60)
    Report.objects.filter(pk=report.pk).update(withdrawn_at=NOW - 31 * DAY)
    assert due("withdrawn_report") == {source_of(report.uuid)}


# --- what goes ----------------------------------------------------------------------------


def test_an_erased_report_says_nothing_and_still_counts(old_report: MakeReport) -> None:
    report = old_report(200, noticed="Kenari kuning, telepon 0850-0077-7001.")
    assert retention.run_schedule(NOW) == 1
    report.refresh_from_db()
    assert says(report) == ""
    assert (report.voice, report.region_code) == ("", "35.03.05")
    assert Mention.objects.count() == Thing.objects.count() == 0


def test_an_erased_report_is_due_no_more(old_report: MakeReport) -> None:
    old_report(200)
    assert [retention.run_schedule(NOW) for _night in range(2)] == [1, 0]


def test_a_thing_that_others_mention_too_stays(
    old_report: MakeReport, joko: User, office: Office
) -> None:
    words = "Telepon 0850-0077-7001 menawari kerja."
    withdrawn = old_report(200, noticed=words)
    Report.objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOW - 40 * DAY)
    old_report(1, by=joko, noticed=words)
    retention.run_schedule(NOW)
    assert Thing.objects.count() == Mention.objects.count() == 1


def test_an_erased_alert_says_nothing_and_keeps_its_outcome(office: Office) -> None:
    alert = closed_alert(office, 91, Outcome.UNFOUNDED)
    retention.run_schedule(NOW)
    alert = Alert.objects.get(pk=alert.pk)
    assert (alert.title, alert.sentence, alert.outcome) == ("", "", Outcome.UNFOUNDED)
    assert {step.note for step in alert.steps.all()} == {""}
    assert [(one.sentence, one.figures) for one in alert.signals.all()] == [("", {})]
    assert alert.key == f"erased:{alert.pk}"


def test_erasing_an_alert_makes_its_reports_due_the_next_night(
    old_report: MakeReport, office: Office
) -> None:
    """Not the same night: nobody could have seen them in the dry run."""
    report = old_report(400)
    alert = closed_alert(office, 5 * 366, Outcome.CONFIRMED, report)
    assert due("uncorroborated_tip") == set()
    retention.alerts.erase_alerts([f"alert:{alert.pk}"])
    assert due("uncorroborated_tip") == {source_of(report.uuid)}


def test_what_needs_two_persons_does_not_go_by_itself(office: Office) -> None:
    closed_alert(office, 5 * 366, Outcome.CONFIRMED)
    assert retention.run_schedule(NOW) == 0


def test_a_certificate_lists_what_went_and_has_the_next_number(old_report: MakeReport) -> None:
    reports = [old_report(200), old_report(300)]
    retention.run_schedule(NOW)
    row = Destruction.objects.get()
    assert row.done == sorted(source_of(report.uuid) for report in reports)
    assert (row.number, row.approved_by, row.destroyed_by, row.automatic) == (
        1, "kentongan", "kentongan", True,
    )  # fmt: skip


# --- properties -----------------------------------------------------------------------------

AGES = st.lists(st.sampled_from([10, 179, 181, 400, 3000]), min_size=1, max_size=5)
loosely = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def undone(do: Callable[[], None]) -> None:
    """Try something and leave the database as it was."""
    with transaction.atomic():
        do()
        transaction.set_rollback(True)


@loosely
@given(ages=AGES, closed=AGES, held=st.booleans())
def test_the_dry_run_tells_exactly_what_is_then_done(
    ages: list[int], closed: list[int], held: bool, old_report: MakeReport, office: Office
) -> None:
    def compare() -> None:
        reports = [old_report(age) for age in ages]
        for age, report in zip(closed, reports, strict=False):
            closed_alert(office, age, list(Outcome)[age % 4], report)
        if held:
            hold(source_of(reports[0].uuid))
        lines = {one.rule.id: one.subjects for one in retention.plan(NOW) if not one.needs_two}
        retention.run_schedule(NOW)
        done = {row.rule: row.done for row in Destruction.objects.all()}
        assert done == {rule: sorted(some) for rule, some in lines.items() if some}

    undone(compare)


SUBJECTS = ("report", "thing", "area", "alert", "all")


@loosely
@given(ages=AGES, kind=st.sampled_from(SUBJECTS), at=st.integers(0, 4))
def test_whatever_is_held_never_goes(
    ages: list[int], kind: str, at: int, old_report: MakeReport, office: Office
) -> None:
    def try_it() -> None:
        words = "Telepon 0850-0077-7001 menawari kerja."
        reports = [old_report(age, noticed=words) for age in ages]
        chosen = reports[at % len(reports)]
        alert = closed_alert(office, 6000, Outcome.UNFOUNDED, chosen)
        subject = {
            "report": source_of(chosen.uuid), "thing": f"thing:{Thing.objects.get().pk}",
            "area": "area:35.03", "alert": f"alert:{alert.pk}", "all": "all",
        }[kind]  # fmt: skip
        hold(subject)
        for _night in range(3):
            retention.run_schedule(NOW)
        assert says(chosen) == words
        assert Alert.objects.get(pk=alert.pk).title

    undone(try_it)


def test_a_hold_set_after_the_approval_still_wins(office: Office, hadi: User, agung: User) -> None:
    alert = closed_alert(office, 5 * 366, Outcome.CONFIRMED)
    approved = approve(hadi)
    hold(f"alert:{alert.pk}")
    done = retention.destroy(by=agung, destruction=approved, now=NOW)
    assert (done.done, done.kept) == ([], [f"alert:{alert.pk}"])
    assert Alert.objects.get(pk=alert.pk).title == "PT Kenari Jaya"


# --- two persons ------------------------------------------------------------------------------


def approve(by: User, rule: str = "closed_case") -> Destruction:
    (line,) = [line for line in retention.plan(NOW) if line.rule.id == rule]
    return retention.approve(by=by, rule=rule, list_hash=line.list_hash, now=NOW)


@pytest.fixture
def case(office: Office) -> Alert:
    """A case whose five years are over."""
    return closed_alert(office, 5 * 366, Outcome.CONFIRMED)


def test_one_approves_and_another_destroys(case: Alert, hadi: User, agung: User) -> None:
    for first, second in ((hadi, agung),):
        done = retention.destroy(by=second, destruction=approve(first), now=NOW)
        assert (done.approved_by, done.destroyed_by) == ("hadi", "agung")
    assert Alert.objects.get(pk=case.pk).title == ""


def test_or_the_other_way_round(case: Alert, hadi: User, agung: User) -> None:
    done = retention.destroy(by=hadi, destruction=approve(agung), now=NOW)
    assert (done.approved_by, done.destroyed_by) == ("agung", "hadi")


def test_who_approved_does_not_destroy(case: Alert, hadi: User) -> None:
    approved = approve(hadi)
    with pytest.raises(Refused, match="orang lain"):
        retention.destroy(by=hadi, destruction=approved, now=NOW)
    assert Alert.objects.get(pk=case.pk).title


def test_raw_sql_does_not_make_one_person_two(case: Alert, hadi: User) -> None:
    pk = approve(hadi).pk
    statement = (
        "UPDATE audit_destruction SET destroyed_by = %s, destroyed_at = %s, number = 1, kept = '[]'"
        " WHERE id = %s"
    )
    with (
        pytest.raises(IntegrityError, match="destroyed_by_another"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, ["hadi", NOW, pk])


@pytest.mark.parametrize("name", [*STRANGERS, "ratna"])
def test_others_approve_nothing(name: str, people: dict[str, User], case: Alert) -> None:
    with pytest.raises(Refused):
        approve(people[name])


def test_a_list_that_changed_meanwhile_is_not_approved(
    case: Alert, hadi: User, office: Office
) -> None:
    (line,) = [line for line in retention.plan(NOW) if line.rule.id == "closed_case"]
    closed_alert(office, 6 * 366, Outcome.CONFIRMED)
    with pytest.raises(Refused, match="berubah"):
        retention.approve(by=hadi, rule="closed_case", list_hash=line.list_hash, now=NOW)


def test_an_approval_is_carried_out_once(case: Alert, hadi: User, agung: User) -> None:
    approved = approve(hadi)
    retention.destroy(by=agung, destruction=approved, now=NOW)
    with pytest.raises(Refused, match="tidak menunggu"):
        retention.destroy(by=agung, destruction=approved, now=NOW)


def test_an_approval_lasts_a_month(case: Alert, hadi: User, agung: User) -> None:
    approved = approve(hadi)
    with pytest.raises(Refused, match="sudah lewat"):
        retention.destroy(by=agung, destruction=approved, now=NOW + 31 * DAY)


def test_a_rule_of_the_schedule_itself_is_not_approved_by_hand(
    old_report: MakeReport, hadi: User
) -> None:
    old_report(200)
    with pytest.raises(Refused, match="jadwal"):
        approve(hadi, "uncorroborated_tip")


# --- the command and the journal ------------------------------------------------------------------


def test_the_dry_run_prints_numbers_and_reasons_and_no_text(old_report: MakeReport) -> None:
    report = old_report(200, noticed="Kenari kuning terlihat.")
    told = StringIO()
    call_command("retention", dry_run=True, stdout=told)
    assert source_of(report.uuid) in told.getvalue()
    assert "UU 27/2022 Pasal 43" in told.getvalue()
    assert "Kenari" not in told.getvalue()
    assert says(report) == "Kenari kuning terlihat."


def test_the_command_does_what_it_showed(old_report: MakeReport) -> None:
    old_report(4000)
    told = StringIO()
    call_command("retention", stdout=told)
    assert told.getvalue() == "1 catatan dihapus menurut jadwal.\n"


def test_what_was_erased_is_erased_again_after_a_restore(
    old_report: MakeReport, journal: Path, django_capture_on_commit_callbacks: Any
) -> None:
    report = old_report(200, noticed="Kenari kuning terlihat.")
    point = transaction.savepoint_create()  # the backup
    with django_capture_on_commit_callbacks(execute=True):
        retention.run_schedule(NOW)
    transaction.savepoint_rollback(point)  # the restore
    assert says(report) == "Kenari kuning terlihat."
    assert retention.replay(NOW) == 1
    assert says(report) == ""


def test_the_journal_holds_ids_alone(
    old_report: MakeReport, journal: Path, django_capture_on_commit_callbacks: Any
) -> None:
    report = old_report(200, noticed="Kenari kuning terlihat.")
    with django_capture_on_commit_callbacks(execute=True):
        retention.run_schedule(NOW)
    (line,) = journal.read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "number": 1, "rule": "uncorroborated_tip", "subjects": [source_of(report.uuid)],
    }  # fmt: skip


def test_without_a_journal_nothing_is_repeated() -> None:
    assert retention.replay(NOW) == 0


# --- the pages ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_guardians_see_what_is_due(name: str, people: dict[str, User], case: Alert) -> None:
    text = client_of(people[name]).get(PATH).text
    assert f"alert:{case.pk}" in text
    assert ("Setujui pemusnahan" in text) == (name != "ratna")


@pytest.mark.parametrize("name", STRANGERS)
def test_others_find_no_such_page(name: str, people: dict[str, User]) -> None:
    assert client_of(people[name]).get(PATH).status_code == 404


def test_a_page_that_shows_the_plan_changes_nothing(old_report: MakeReport, hadi: User) -> None:
    report = old_report(4000)
    client_of(hadi).get(PATH)
    assert says(report)


@pytest.fixture
def certificate(case: Alert, hadi: User, agung: User) -> Destruction:
    return retention.destroy(by=agung, destruction=approve(hadi), now=NOW)


def test_the_certificate_is_a_page_and_a_pdf(certificate: Destruction, agung: User) -> None:
    client = client_of(agung)
    page = client.get("/privasi/berita-acara/1/").text
    assert all(word in page for word in ("BA-0001/2026", "hadi", "agung", certificate.list_hash))
    assert client.get("/privasi/berita-acara/1.pdf").content.startswith(b"%PDF")


def test_a_certificate_that_is_not_there_is_not_found(agung: User) -> None:
    assert client_of(agung).get("/privasi/berita-acara/9/").status_code == 404


def test_an_approval_is_given_through_the_page(case: Alert, hadi: User, post_as: Post) -> None:
    (line,) = [line for line in retention.plan(NOW) if line.rule.id == "closed_case"]
    answer = post_as(hadi, f"{PATH}closed_case/setujui/", daftar=line.list_hash)
    assert answer.status_code == 302
    assert Destruction.objects.get().approved_by == "hadi"
    assert AuditEvent.objects.filter(action="retention.approved", actor="hadi").exists()


def test_destroying_asks_for_a_fresh_login(
    case: Alert, hadi: User, agung: User, post_as: Post
) -> None:
    answer = post_as(agung, f"{PATH}{approve(hadi).pk}/musnahkan/")
    assert answer["Location"].startswith("/akun/reauthenticate/")
    assert Alert.objects.get(pk=case.pk).title
