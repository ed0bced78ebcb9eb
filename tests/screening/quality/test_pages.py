"""The auditor's pages: who opens them, what they say, and what they leave out."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions.quality import count_month, count_quality, suspend_rule
from kentongan.screening.models import FactCount, QualityReport, RuleSuspension
from kentongan.screening.quality.report import Case, report_of
from tests.screening.quality.conftest import NOW
from tests.screening.quality.test_report import ISSUED, REFUSED, made_up
from tests.website.conftest import client_of
from tests.website.pages import Page

PAGES = ("/mutu-loket/", "/mutu-loket/aturan/")
REASON = "Empat dari lima keberatan membatalkan keputusannya."
type Words = Callable[[str], str]


def words_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def report_with(office: Office, cases: list[Case], *, is_month: bool = False) -> QualityReport:
    """A report of made-up cases."""
    return QualityReport.objects.create(
        office=office, first_day=date(2026, 10, 1), last_day=date(2026, 10, 31),
        is_month=is_month, made_at=NOW, content=report_of(cases),
    )  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_the_auditor_opens_the_page(agung: User, path: str) -> None:
    page = Page(words_of(client_of(agung), path))
    assert page.inline == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["nur", "ratna", "hadi", "bima", "joko", "laras"])
def test_nobody_else_finds_such_a_page(
    request: pytest.FixtureRequest, path: str, name: str
) -> None:
    words_of(client_of(request.getfixturevalue(name)), path, 404)


def test_without_a_count_the_page_says_when_there_will_be_one(agung: User) -> None:
    assert "Hitungan dibuat setiap malam" in words_of(client_of(agung), "/mutu-loket/")


def test_the_auditor_has_it_counted(agung: User) -> None:
    client = client_of(agung)
    assert client.post("/mutu-loket/hitung/").status_code == 302
    assert "Permohonan diputus" in words_of(client, "/mutu-loket/")


def test_what_is_pointed_at_stands_above_the_tables(office: Office, agung: User) -> None:
    cases = [ISSUED] * 400 + [REFUSED] * 2
    cases += [Case("tari", *("P", "18-24", "work", "?"), REFUSED.decision, "T1")] * 60
    report_with(office, cases)
    text = words_of(client_of(agung), "/mutu-loket/")
    assert "Perlu ditinjau" in text
    assert "tari: 60 dari 60 pemohon" in text
    assert "peringkat" in text


def test_a_fair_year_points_at_nobody(office: Office, agung: User) -> None:
    report_with(office, made_up(8))
    text = words_of(client_of(agung), "/mutu-loket/")
    assert "Perlu ditinjau" not in text
    assert text.count('class="funnel"') >= 6


def test_a_page_of_a_whole_year_asks_few_questions(office: Office, agung: User) -> None:
    report_with(office, made_up(8))
    client = client_of(agung)
    words_of(client, "/mutu-loket/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        words_of(client, "/mutu-loket/")
    assert len(asked) <= 20


def test_the_file_of_a_month_is_handed_out_and_written_down(office: Office, agung: User) -> None:
    report = report_with(office, [ISSUED] * 30 + [REFUSED] * 4, is_month=True)
    answer = client_of(agung).post(f"/mutu-loket/{report.pk}/unduh/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith('loket-paspor-2026-10.csv"')
    assert b'"<10"' in answer.content
    assert AuditEvent.objects.filter(action="desk_quality.exported").count() == 1


def test_the_running_year_is_not_handed_out(office: Office, agung: User) -> None:
    report = report_with(office, [ISSUED] * 30)
    client = client_of(agung)
    assert client.post(f"/mutu-loket/{report.pk}/unduh/").status_code == 404
    assert client.get(f"/mutu-loket/{report.pk}/unduh/").status_code in {404, 405}


def test_a_report_of_another_office_is_not_found(other_office: Office, agung: User) -> None:
    report = report_with(other_office, [ISSUED], is_month=True)
    client = client_of(agung)
    words_of(client, f"/mutu-loket/{report.pk}/", 404)
    assert client.post(f"/mutu-loket/{report.pk}/unduh/").status_code == 404


def test_a_month_has_its_page(office: Office, agung: User) -> None:
    count_month(office, date(2026, 10, 31), NOW)
    client = client_of(agung)
    count_quality(office=office, now=timezone.now())
    report = QualityReport.objects.filter(is_month=True).first()
    assert report is not None
    assert f"/mutu-loket/{report.pk}/" in Page(words_of(client, "/mutu-loket/")).links
    assert "Unduh untuk Ombudsman" in words_of(client, f"/mutu-loket/{report.pk}/")


# --- rules --------------------------------------------------------------------------------------


def test_a_rule_says_how_its_applications_ended(office: Office, agung: User) -> None:
    FactCount.objects.create(
        office=office, kind="shared_contact", counted_on=NOW.date(), decided=40, issued=30,
        referred=0, grave=10, answered=5, overturned=3,
    )  # fmt: skip
    text = words_of(client_of(agung), "/mutu-loket/aturan/")
    assert "75%" in text
    assert "3 dari 5 keberatan yang dijawab membatalkan keputusannya" in text
    assert "belum cukup data" in text
    assert "{" not in text.partition("<main")[2]


def test_a_rule_is_suspended_and_resumed_on_the_page(agung: User) -> None:
    client = client_of(agung)
    said = {"aturan": "shared_contact", "alasan": REASON}
    assert client.post("/mutu-loket/aturan/hentikan/", said).status_code == 302
    assert REASON in words_of(client, "/mutu-loket/aturan/")
    assert client.post("/mutu-loket/aturan/berlakukan/", said).status_code == 302
    assert RuleSuspension.objects.get().ended_at is not None
    assert "Pernah dihentikan" in words_of(client, "/mutu-loket/aturan/")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"aturan": "shared_contact", "alasan": ""}, 422),
        ({"aturan": "shared_contact", "alasan": "ya"}, 409),
        ({"aturan": "no_such_rule", "alasan": REASON}, 409),
    ],
)
def test_a_suspension_that_fails_says_why(agung: User, said: dict[str, str], status: int) -> None:
    answer = client_of(agung).post("/mutu-loket/aturan/hentikan/", said)
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert not RuleSuspension.objects.exists()


@pytest.mark.parametrize("path", ["hitung/", "aturan/hentikan/", "aturan/berlakukan/"])
def test_nobody_else_does_these_deeds(hadi: User, agung: User, path: str) -> None:
    suspend_rule(by=agung, kind="shared_contact", reason=REASON)
    said = {"aturan": "shared_contact", "alasan": REASON}
    assert client_of(hadi).post(f"/mutu-loket/{path}", said).status_code in {403, 404}
    assert RuleSuspension.objects.get().ended_at is None
