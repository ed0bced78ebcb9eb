"""The weekly sheet: its numbers, the same on the screen and on paper, and the one A4 page."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from kentongan.access.labels import Label
from kentongan.accounts.letterhead import letterhead_on
from kentongan.accounts.models import Office, User
from kentongan.alerts import weekly
from kentongan.alerts.models import Alert, State, Step
from kentongan.alerts.weekly import Week, last_seven_days, week_figures
from kentongan.audit.models import AuditEvent
from kentongan.reports.models import Report
from tests.alerts.conftest import NOW, MakeAlert

WEEK = Week(date(2026, 11, 19))  # Thursday 19 until Wednesday 25 November
A4_POINTS = (595, 842)


def local(text: str) -> datetime:
    """A moment in Trenggalek (UTC+7)."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=7)


def closed_at(alert: Alert, moment: datetime) -> None:
    Alert.objects.filter(pk=alert.pk).update(state=State.CLOSED, outcome="partly")
    Step.objects.create(alert=alert, at=moment, from_state=State.OUTCOME, to_state=State.CLOSED)


def received(office: Office, author: User, moment: str) -> None:
    """A report of ``author``, recorded at a moment of our choice."""
    report = Report.objects.create(author=author, office=office, agency=author.agency)
    revision = report.revisions.create(
        number=1,
        written_by=author,
        noticed="Ada tawaran kerja.",
        place_precision="unsure",
        time_precision="unknown",
    )
    Report.objects.filter(pk=report.pk).update(current=revision, recorded_at=local(moment))


def pages_of(pdf: bytes) -> int:
    """How many page objects the PDF has."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page/")


@pytest.mark.parametrize(
    ("raised", "closed", "counts"),
    [  # raised, open at the end, closed
        ("2026-11-19 00:00", None, (1, 1, 0)),
        ("2026-11-25 23:59", None, (1, 1, 0)),
        ("2026-11-26 00:00", None, (0, 0, 0)),
        ("2026-11-18 23:59", None, (0, 1, 0)),
        ("2026-11-10 08:00", "2026-11-19 00:00", (0, 0, 1)),
        ("2026-11-10 08:00", "2026-11-18 23:59", (0, 0, 0)),
        ("2026-11-10 08:00", "2026-11-26 00:00", (0, 1, 0)),
        ("2026-11-20 08:00", "2026-11-21 08:00", (1, 0, 1)),
    ],
)
def test_which_week_an_alert_counts_in(
    raised: str, closed: str | None, counts: tuple[int, int, int], bima: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(raised_at=local(raised), due_at=None)
    if closed:
        closed_at(alert, local(closed))
    tally = week_figures(bima, WEEK, NOW).this
    assert (tally.raised, tally.open_at_end, tally.closed) == counts


def test_the_comparison_is_with_the_week_before_and_52_weeks_ago(
    bima: User, made_alert: MakeAlert
) -> None:
    for moment in ("2026-11-20", "2026-11-21", "2026-11-13", "2025-11-20", "2025-11-21"):
        made_alert(raised_at=local(f"{moment} 09:00"))
    figures = week_figures(bima, WEEK, NOW)
    compared = (figures.this.raised, figures.week_before.raised, figures.year_before.raised)
    assert compared == (2, 1, 2)
    assert WEEK.before(weekly.YEAR_AGO).first.isoweekday() == WEEK.first.isoweekday()


def test_the_rows_of_the_kinds_add_up(bima: User, made_alert: MakeAlert) -> None:
    made_alert(raised_at=local("2026-11-20 09:00"), kind="cluster", due_at=NOW - timedelta(days=1))
    made_alert(raised_at=local("2026-11-20 09:00"), kind="indicators")
    figures = week_figures(bima, WEEK, NOW)
    assert len(figures.kinds) == 5
    assert (figures.total.raised, figures.total.overdue) == (2, 1)
    assert figures.total.raised == figures.this.raised
    assert figures.total.open_at_end == figures.this.open_at_end


def test_reports_are_counted_by_agency(office: Office, bima: User, sari: User, joko: User) -> None:
    for author, moment in ((sari, "2026-11-20"), (sari, "2026-11-21"), (joko, "2026-11-21")):
        received(office, author, f"{moment} 09:00")
    received(office, sari, "2026-11-18 09:00")
    figures = week_figures(bima, WEEK, NOW)
    assert figures.agencies == [("Imigrasi", 2), ("Polri", 1)]
    assert (figures.this.reports, figures.week_before.reports) == (3, 1)


def test_who_may_not_read_reports_gets_no_zero_for_them(agung: User) -> None:
    figures = week_figures(agung, WEEK, NOW)
    assert figures.this.reports is None
    assert figures.agencies == []


def test_a_confidential_alert_is_counted_but_its_title_stays_off_the_paper(
    bima: User, made_alert: MakeAlert
) -> None:
    made_alert(title="Rahasia", label=Label.CONFIDENTIAL, raised_at=local("2026-11-20 09:00"))
    made_alert(title="Terbatas", raised_at=local("2026-11-20 09:00"))
    figures = week_figures(bima, WEEK, NOW)
    assert [alert.title for alert in figures.top] == ["Terbatas"]
    assert (figures.this.open_at_end, figures.withheld) == (2, 1)
    assert "Rahasia" not in json.dumps(weekly.sheet(figures, bima, NOW))


def test_another_office_counts_nothing_of_ours(asing: User, made_alert: MakeAlert) -> None:
    made_alert(raised_at=local("2026-11-20 09:00"))
    assert week_figures(asing, WEEK, NOW).total.open_at_end == 0


def test_paper_and_screen_show_the_same_numbers(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    for count in range(7):
        made_alert(
            raised_at=local("2026-11-20 09:00"), kind="cluster" if count < 4 else "indicators"
        )
    words = weekly.sheet(week_figures(bima, WEEK, NOW), bima, NOW)
    client.force_login(bima)
    page = client.get(reverse("alerts:week"), {"sampai": "2026-11-25"}).content.decode()
    for row in words["kinds"]:
        numbers = (row["raised"], row["open_at_end"], row["overdue"], row["closed"])
        cells = "".join(f"<td>{number}</td>" for number in numbers)
        assert f'<th scope="row">{row["kind"]}</th>{cells}' in page


def test_the_sheet_is_one_a4_page_even_when_everything_is_long(
    bima: User, office: Office, made_alert: MakeAlert
) -> None:
    for _count in range(12):
        made_alert(
            *("35.03.05.2001", "35.03.05.2002", "35.03.05.2003", "35.03.04.2001"),
            title="Perusahaan yang sama disebut di banyak desa " * 4,
            raised_at=local("2026-11-20 09:00"),
            owner=bima,
        )
    figures = week_figures(bima, WEEK, NOW)
    words = weekly.sheet(figures, bima, NOW)
    words["agencies"] = weekly.agency_rows(
        [(f"Instansi nomor {n} yang panjang", n) for n in range(40)]
    )
    pdf = weekly.print_sheet(words)
    assert pdf.startswith(b"%PDF-")
    assert pages_of(pdf) == 1


def test_the_page_count_can_tell_two_pages(bima: User) -> None:
    words = weekly.sheet(week_figures(bima, WEEK, NOW), bima, NOW)
    row = {"title": "x", "places": "x", "state": "x", "owner": "x", "due": "x"}
    words["alerts"] = [row] * 80
    assert pages_of(weekly.print_sheet(words)) == 2


def test_a_title_cannot_speak_typst(bima: User, made_alert: MakeAlert) -> None:
    made_alert(title='#panic("x") $x^2$ *b* [', raised_at=local("2026-11-20 09:00"))
    assert pages_of(weekly.weekly_pdf(bima, WEEK, NOW)) == 1


@pytest.mark.parametrize(("count", "length"), [(0, 0), (12, 12), (13, 13), (40, 13)])
def test_many_agencies_end_in_one_row_for_the_others(count: int, length: int) -> None:
    rows = weekly.agency_rows([(f"Instansi {n}", 2) for n in range(count)])
    assert len(rows) == length
    assert sum(int(str(row["count"])) for row in rows) == 2 * count


def test_the_letterhead_is_the_one_in_force() -> None:
    assert letterhead_on(date(2026, 11, 25))[-1] == "Direktorat Jenderal Imigrasi"
    assert letterhead_on(date(2020, 1, 1)) == []


def test_the_last_seven_days_end_today() -> None:
    week = last_seven_days(date(2026, 11, 25))
    assert (week.first, week.last) == (date(2026, 11, 19), date(2026, 11, 25))


@pytest.mark.parametrize("day", ["", "bogus", "2999-01-01", "0001-01-01"])
def test_a_day_that_makes_no_sense_shows_a_week_all_the_same(
    day: str, bima: User, client: Client
) -> None:
    client.force_login(bima)
    assert client.get(reverse("alerts:week"), {"sampai": day}).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [("bima", 200), ("ratna", 200), ("hadi", 200), ("agung", 200), ("sari", 404), ("joko", 404)],
)
def test_who_may_print_the_sheet(
    name: str, status: int, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(name))
    answer = client.get(reverse("alerts:weekly_sheet"))
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert AuditEvent.objects.get(action="weekly_sheet.printed").actor == name


def test_the_command_prints_for_the_head_of_the_office(hadi: User, tmp_path: Path) -> None:
    out = tmp_path / "lembar.pdf"
    call_command("weekly_sheet", str(out), "--until", "2026-11-25", stdout=StringIO())
    assert pages_of(out.read_bytes()) == 1
    event = AuditEvent.objects.get(action="weekly_sheet.printed")
    assert (event.actor, event.subject) == ("hadi", "week:2026-11-19")


@pytest.mark.parametrize("name", ["joko", "nobody"])
def test_the_command_prints_for_nobody_without_the_right(
    name: str, joko: User, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="--for"):
        call_command("weekly_sheet", str(tmp_path / "x.pdf"), "--for", name)
    assert not (tmp_path / "x.pdf").exists()
