"""The pages of the log: each sees as much as the policy gives, and no more."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.actions import anchor_head, record, start_inspection
from kentongan.audit.models import AuditEvent, Inspection
from kentongan.reports.models import Report
from kentongan.reports.rules import source_of
from kentongan.website.audit_pages import harmless
from kentongan.website.audit_words import ACTIONS, DETAILS, detail_words
from tests.alerts.conftest import make_alert
from tests.audit.tampering import edit, unlocked
from tests.audit.test_calls import CALLS, WORDS, literal
from tests.exchange.conftest import fresh_client
from tests.website.conftest import Everyone, client_of
from tests.website.pages import Page

OWN, ABOUT, SEARCH = "/jejak/", "/jejak/catatan/", "/jejak/cari/"
EXPORT, CHAIN, INSPECT = "/jejak/cari.csv", "/jejak/rantai/", "/jejak/rantai/periksa/"
MakeReport = Callable[..., Report]


@pytest.fixture
def report(sari: User, made_report: MakeReport) -> Report:
    return made_report(sari)


# --- one's own month ------------------------------------------------------------------------------


def test_everybody_with_a_login_sees_the_own_month_and_nobody_else_s(
    everyone: Everyone, bima: User
) -> None:
    record(bima, "report.read", "report:rahasia-bima")
    for role, user in everyone.items():
        record(user, "thing.read", f"thing:{user.pk}")
        answer = client_of(user).get(OWN)
        if role is RoleKey.PUBLIC_REPORTER:
            assert answer.status_code == 404
            continue
        assert f"thing:{user.pk}" in answer.text
        assert "rahasia-bima" not in answer.text


def test_the_month_counts_by_kind(bima: User) -> None:
    for number in range(3):
        record(bima, "report.read", f"report:{number}")
    record(bima, "alert.taken_up", "alert:1")
    text = client_of(bima).get(OWN).text
    assert "membuka laporan: <strong>3</strong>" in text
    assert "mengambil peringatan: <strong>1</strong>" in text


def test_another_month_shows_only_its_own_days(bima: User, time_machine) -> None:
    time_machine.move_to(datetime(2026, 10, 31, 16, 59, tzinfo=UTC), tick=False)
    record(bima, "report.read", "report:oktober")  # 23.59 at the office
    time_machine.move_to(datetime(2026, 10, 31, 17, 1, tzinfo=UTC), tick=False)
    record(bima, "report.read", "report:november")
    client = client_of(bima)
    assert "report:oktober" in client.get(OWN, {"bulan": "2026-10"}).text
    assert "report:november" not in client.get(OWN, {"bulan": "2026-10"}).text
    assert "report:november" in client.get(OWN).text


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0000-01", "9999-12"])
def test_a_strange_month_is_this_month_or_empty(month: str, bima: User) -> None:
    assert client_of(bima).get(OWN, {"bulan": month}).status_code == 200


@pytest.mark.parametrize("path", [OWN, f"{ABOUT}?catatan=report:1", SEARCH, CHAIN])
def test_an_unknown_parameter_is_refused(path: str, agung: User) -> None:
    joined = f"{path}{'&' if '?' in path else '?'}actor__startswith=b"
    assert client_of(agung).get(joined).status_code == 400


# --- one record -----------------------------------------------------------------------------------


def trail(user: User, subject: str) -> str:
    answer = client_of(user).get(ABOUT, {"catatan": subject})
    return answer.text if answer.status_code == 200 else str(answer.status_code)


@pytest.fixture
def read_report(report: Report, bima: User, hadi: User) -> str:
    """A report that the analyst opened and listed, and the head opened; its subject."""
    Report.objects.update(label=Label.CONFIDENTIAL)
    for user, path in ((bima, ""), (bima, f"{report.uuid}/"), (hadi, f"{report.uuid}/")):
        assert client_of(user).get(f"/laporan/{path}").status_code == 200
    return source_of(report.uuid)


def test_the_auditor_sees_who_read_what_in_detail(read_report: str, agung: User) -> None:
    text = trail(agung, read_report)
    assert "bima" in text
    assert "hadi" in text
    assert "membuka laporan" in text
    assert "tingkat: RAHASIA" in text


def test_a_list_counts_as_reading_for_each_of_its_records(
    sari: User, bima: User, agung: User, made_report: MakeReport
) -> None:
    made = [made_report(sari) for _turn in range(3)]
    client_of(bima).get("/laporan/")
    for report in made:
        assert "melihat laporan di daftar" in trail(agung, source_of(report.uuid))


def test_the_section_head_sees_the_team_without_detail(
    read_report: str, ratna: User, joko: User
) -> None:
    record(joko, "report.read", read_report)
    text = trail(ratna, read_report)
    assert "bima" in text
    assert "joko" not in text
    assert "tingkat: RAHASIA" not in text
    assert "Selain itu" in text


def test_the_writer_learns_that_it_was_read_and_by_how_many_roles(
    read_report: str, sari: User
) -> None:
    text = trail(sari, read_report)
    assert "Dibuka 3 kali oleh orang lain" in text
    assert "dalam 2 peran" in text
    assert "bima" not in text
    assert "hadi" not in text


def test_the_writer_s_own_reading_is_not_counted(report: Report, sari: User) -> None:
    client_of(sari).get(f"/laporan/{report.uuid}/")
    assert "Belum dibuka orang lain." in trail(sari, source_of(report.uuid))


def test_who_handles_an_alert_learns_that_it_was_read(
    office: Office, bima: User, hadi: User
) -> None:
    alert = make_alert(office, "35.03.05.2001", label=Label.CONFIDENTIAL, owner=bima)
    client_of(hadi).get(f"/peringatan/{alert.pk}/")
    assert "Dibuka 1 kali" in trail(bima, f"alert:{alert.pk}")


def test_for_everybody_else_there_is_no_such_page(
    read_report: str, bima: User, joko: User, asing: User, laras: User
) -> None:
    for user in (bima, joko, asing, laras):
        assert trail(user, read_report) == "404"


def test_an_auditor_of_another_office_does_not_find_it(
    read_report: str, other_office: Office, agung: User
) -> None:
    agung.office = other_office
    agung.save()
    assert trail(agung, read_report) == "404"


@pytest.mark.parametrize("subject", ["", "x", "report:1", "alert:x", "alert:999999", "audit:chain"])
def test_what_is_no_record_is_not_found(subject: str, agung: User) -> None:
    assert trail(agung, subject) == "404"


def test_looking_at_a_trail_is_in_the_trail(read_report: str, agung: User) -> None:
    trail(agung, read_report)
    event = AuditEvent.objects.get(action="audit.read")
    assert (event.actor, event.subject) == ("agung", read_report)


# --- search and export ---------------------------------------------------------------------------


def found(agung: User, **asked: str) -> list[str]:
    """The subjects a search shows."""
    answer = client_of(agung).get(SEARCH, asked)
    return [line["event"].subject for line in answer.context["lines"]]


@pytest.fixture
def rows(bima: User, sari: User, time_machine) -> None:
    """Four events on two days."""
    time_machine.move_to(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False)
    record(bima, "report.read", "report:a")
    record(sari, "report.recorded", "report:a")
    time_machine.move_to(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), tick=False)
    record(bima, "alert.read", "alert:1")
    record(None, "alert.overdue", "alert:1")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["alert:1", "alert:1", "report:a", "report:a"]),
        ({"pelaku": "bima"}, ["alert:1", "report:a"]),
        ({"pelaku": "kentongan"}, ["alert:1"]),
        ({"catatan": "report:a"}, ["report:a", "report:a"]),
        ({"perbuatan": "report.read"}, ["report:a"]),
        ({"dari": "2026-11-24"}, ["alert:1", "alert:1"]),
        ({"sampai": "2026-11-23"}, ["report:a", "report:a"]),
        ({"pelaku": "bima", "dari": "2026-11-24", "sampai": "2026-11-24"}, ["alert:1"]),
        ({"pelaku": "bi%"}, []),
        ({"perbuatan": "tidak.ada"}, ["alert:1", "alert:1", "report:a", "report:a"]),
    ],
)
def test_the_search_narrows_by_its_fixed_names(
    asked: dict[str, str], expected: list[str], rows: None, agung: User
) -> None:
    assert found(agung, **asked) == expected


def test_a_search_is_itself_written_down(rows: None, agung: User) -> None:
    found(agung, pelaku="bima")
    event = AuditEvent.objects.get(action="audit.searched")
    assert (event.actor, event.detail) == ("agung", {"rows": 2})


def test_what_another_immigration_office_does_inside_is_its_own_auditor_s(
    agung: User, asing: User, joko: User
) -> None:
    for user in (asing, joko):
        record(user, "report.read", f"report:{user.username}")
    assert found(agung) == ["report:joko"]


@pytest.mark.parametrize("path", [SEARCH, CHAIN])
def test_only_the_auditor_searches(path: str, everyone: Everyone) -> None:
    opened = {
        role for role, user in everyone.items() if client_of(user).get(path).status_code == 200
    }
    assert opened == {RoleKey.AUDITOR}


def test_the_export_holds_what_the_search_found(rows: None, agung: User) -> None:
    answer = fresh_client(agung).post(f"{EXPORT}?pelaku=bima")
    lines = list(csv.reader(StringIO(answer.text)))
    assert lines[0][0].startswith("Diunduh oleh agung pada 2026-11-24")
    assert [line[4] for line in lines[2:]] == ["alert:1", "report:a"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.get(action="audit.exported").detail == {"rows": 2}


def test_an_export_never_starts_by_a_link(rows: None, agung: User) -> None:
    answer = fresh_client(agung).get(f"{EXPORT}?pelaku=bima")
    assert (answer.status_code, answer["Location"]) == (302, SEARCH)
    assert not AuditEvent.objects.filter(action="audit.exported").exists()


def test_an_export_needs_a_fresh_login(rows: None, agung: User) -> None:
    answer = client_of(agung).post(EXPORT)
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not AuditEvent.objects.filter(action="audit.exported").exists()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62",
        "-1",
        "@SUM(A1)",
        "|x",
        "%x",
        "\t=1",
        "\r=1",
        "\ufeff=1",
        "  =1",
        "\u200b=1",
        "\x00=1",
    ],
)
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert harmless(text).startswith("'")
    assert harmless("report:1") == "report:1"


def test_a_hostile_subject_stays_a_text_in_the_file(agung: User) -> None:
    record(None, "report.read", '=HYPERLINK("x")')
    lines = list(csv.reader(StringIO(fresh_client(agung).post(EXPORT).text)))
    assert lines[2][4] == '\'=HYPERLINK("x")'


# --- the chain ------------------------------------------------------------------------------------


def test_a_chain_never_checked_says_so(agung: User) -> None:
    text = client_of(agung).get(CHAIN).text
    assert "belum pernah diperiksa" in text
    assert "Periksa sekarang" in text


def test_the_auditor_checks_a_short_log_at_once(rows: None, agung: User, tmp_path: Path) -> None:
    anchor_head(now=timezone.now(), folders=[tmp_path])
    client = client_of(agung)
    assert client.post(INSPECT)["Location"] == CHAIN
    text = client.get(CHAIN).text
    assert "Jejak utuh" in text
    assert "di 1 folder" in text


def test_a_broken_chain_is_said_with_what_to_do(
    rows: None, agung: User, caplog: pytest.LogCaptureFixture
) -> None:
    with unlocked():
        edit(2)
    client = client_of(agung)
    client.post(INSPECT)
    text = client.get(CHAIN).text
    assert "isi baris 2 telah diubah" in text
    assert "Jangan ubah apa pun" in text


def test_a_long_check_shows_how_far_it_is_and_asks_again(rows: None, agung: User) -> None:
    start_inspection(by=agung, now=timezone.now())
    answer = client_of(agung).get(CHAIN)
    assert "Sedang diperiksa: baris 0 dari 4" in answer.text
    assert answer["Refresh"] == "3"


def test_a_check_is_not_begun_by_a_link_or_by_others(agung: User, bima: User, ratna: User) -> None:
    assert client_of(agung).get(INSPECT).status_code == 405
    for user in (bima, ratna):
        assert client_of(user).post(INSPECT).status_code in {403, 404}
    assert not Inspection.objects.exists()


# --- all of them ----------------------------------------------------------------------------------


def test_the_menu_leads_there(bima: User, agung: User) -> None:
    assert OWN in Page(client_of(bima).get("/").text).links
    assert SEARCH not in Page(client_of(bima).get("/").text).links
    assert SEARCH in Page(client_of(agung).get("/").text).links


def test_every_action_of_the_log_has_words() -> None:
    written = {literal(call.args[1]) for _place, call in CALLS}
    # An action with a part that varies ends with its dot here.
    whole = {action for action in written if action and not action.endswith(".")}
    assert whole - set(ACTIONS) == set()
    assert all(str(words) for words in ACTIONS.values())


def test_every_word_of_a_row_has_an_indonesian_name() -> None:
    assert set(DETAILS) == WORDS - {"page"}


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"label": 3, "evidence": 2}, "tingkat: RAHASIA, dasar: 2"),
        ({"to": "closed", "outcome": "confirmed"}, "ke: Selesai, hasil: Terbukti"),
        ({"was": 2, "to": 4}, "semula: TERBATAS, ke: RAHASIA PERORANGAN"),
        ({"role": "analyst", "accepted": True}, f"peran: {RoleKey.ANALYST.label}, diterima: ya"),
        ({"subjects": ["report:1"], "rows": 1}, "baris: 1"),
        ({"proofs": ["password", "mfa"]}, "bukti diri: password; mfa"),
        ({"purpose": "unheard of", "is_hub": False}, "keperluan: unheard of, hal umum: tidak"),
    ],
)
def test_a_row_says_its_detail_in_indonesian(detail: dict[str, object], words: str) -> None:
    assert detail_words(AuditEvent(detail=detail)) == words


def test_the_pages_hold_nothing_inline(rows: None, agung: User) -> None:
    client = client_of(agung)
    for path in (OWN, SEARCH, CHAIN):
        assert Page(client.get(path).text).inline == []


def test_a_page_of_the_log_costs_few_queries(
    agung: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(60):
        record(agung, "report.read", f"report:{number}")
    client = client_of(agung)
    for path in (OWN, SEARCH, CHAIN):
        with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
            client.get(path)
