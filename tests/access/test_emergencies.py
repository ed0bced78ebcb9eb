"""Break-glass: one record, an hour, to read; told at once; reviewed, or the right rests."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kentongan.access.actions import allow_emergency, break_glass, exclude_from, review_emergency
from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.models import BreakGlass, Notice
from kentongan.access.queries import emergencies_to_allow, emergencies_to_review, uses_of
from kentongan.access.rules import Use, is_a_reason, is_suspended, needs_leave
from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Alert, Evidence
from kentongan.audit.models import AuditEvent
from kentongan.regions.working_days import national_calendar
from kentongan.reports.models import Report
from kentongan.reports.queries import report_for, reports_on_paper, reports_visible_to
from tests.alerts.conftest import make_alert
from tests.website.conftest import client_of

REASON = "Keluarga menelepon: anak ini akan diterbangkan malam ini juga."
NOTE = "Benar, keberangkatan terjadi pada malam itu."
MakeReport = Callable[..., Report]


def subject(report: Report) -> str:
    return f"report:{report.uuid}"


def opened(by: User, report: Report) -> BreakGlass:
    return break_glass(by=by, subject=subject(report), category="child", reason=REASON)


@pytest.fixture
def kept(bima: User, made_report: MakeReport) -> Report:
    """A report with named readers, which Sari does not see."""
    report = made_report(bima, noticed="Calon korban bernama Melati.")
    Report.objects.filter(pk=report.pk).update(label=Label.PERSONAL)
    return report


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (REASON, True),
        ("…………………………………………", False),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", False),
        ("tes tes tes tes tes tes tes tes", False),
        ("darurat darurat sekali sekali darurat", False),
        ("mendesak", False),
        ("1234567890 1234567890 1234567890", False),
        ("Anak akan dibawa ke bandara besok pagi", True),
        ("", False),
    ],
)
def test_a_reason_is_a_sentence_and_not_a_repetition(text: str, counts: bool) -> None:
    assert is_a_reason(text) is counts


@pytest.mark.parametrize(
    ("opened_at", "ends_at"),
    [
        ("2026-11-27 10:00", "2026-12-02 10:00"),  # from Friday to Wednesday
        ("2026-12-22 10:00", "2026-12-29 10:00"),  # joint leave, Christmas and a weekend between
    ],
)
def test_the_right_rests_after_three_working_days_without_review(
    opened_at: str, ends_at: str
) -> None:
    start, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (opened_at, ends_at))
    calendar = national_calendar()
    assert not is_suspended([Use(start, False)], end, calendar)
    assert is_suspended([Use(start, False)], end + timedelta(minutes=1), calendar)
    assert not is_suspended([Use(start, True)], end + timedelta(minutes=1), calendar)


@pytest.mark.usefixtures("_emergency")
def test_days_of_an_emergency_are_those_of_the_office_not_of_greenwich(sari: User) -> None:
    assert [use.opened_at.date() for use in uses_of(sari)] == [date(2026, 11, 28)]


@pytest.fixture
def _emergency(sari: User, kept: Report) -> None:
    """Opened late on a Friday in Greenwich, when it is Saturday here."""
    row = opened(sari, kept)
    friday = datetime(2026, 11, 27, 20, tzinfo=UTC)
    BreakGlass.objects.filter(pk=row.pk).update(
        opened_at=friday, ends_at=friday + timedelta(minutes=60)
    )


def test_the_fourth_within_thirty_days_needs_leave() -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    days = [now - timedelta(days=day) for day in (1, 2, 29, 31)]
    assert needs_leave([Use(day, True) for day in days], now)
    assert not needs_leave([Use(day, True) for day in days[1:]], now)


def test_an_emergency_opens_the_record_on_every_page_and_ends_by_itself(
    sari: User, kept: Report
) -> None:
    assert report_for(sari, kept.uuid) is None
    row = opened(sari, kept)
    assert report_for(sari, kept.uuid) == kept
    assert kept in reports_visible_to(sari)
    ended = timezone.now() - timedelta(seconds=1)
    start = ended - timedelta(minutes=60)
    BreakGlass.objects.filter(pk=row.pk).update(opened_at=start, ends_at=ended)
    assert report_for(sari, kept.uuid) is None


def test_it_opens_this_record_and_no_other(
    sari: User, bima: User, kept: Report, made_report: MakeReport
) -> None:
    other = made_report(bima)
    opened(sari, kept)
    assert report_for(sari, other.uuid) is None


def test_owner_head_and_auditor_are_told_in_the_same_breath(
    sari: User, bima: User, hadi: User, agung: User, kept: Report
) -> None:
    opened(sari, kept)
    told = Notice.objects.filter(subject=subject(kept), kind="break_glass")
    assert {notice.to for notice in told} == {bima, hadi, agung}
    assert AuditEvent.objects.filter(action="break_glass.opened", actor="sari").count() == 1


def test_when_the_telling_fails_nothing_opens(
    sari: User, kept: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_words: object) -> None:
        raise RuntimeError("no notice could be written")

    monkeypatch.setattr("kentongan.access.actions.emergencies.tell", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        opened(sari, kept)
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("reason", ["…" * 30, "darurat " * 5, "mendesak sekali"])
def test_dots_and_repetitions_open_nothing(reason: str, sari: User, kept: Report) -> None:
    with pytest.raises(Refused, match="satu kalimat penuh"):
        break_glass(by=sari, subject=subject(kept), category="life", reason=reason)


def test_a_sealed_a_foreign_an_excluded_and_a_missing_record_look_alike(
    sari: User, asing: User, ratna: User, kept: Report, made_report: MakeReport
) -> None:
    sealed = made_report(sari)
    Report.objects.filter(pk=sealed.pk).update(label=Label.SEALED)
    excluded = made_report(ratna)
    exclude_from(by=ratna, subject=subject(excluded), reason=REASON, person=sari)
    foreign = made_report(asing, "35.05.01.2001")
    missing = "report:00000000-0000-4000-8000-000000000000"
    subjects = [
        *map(subject, (sealed, excluded, foreign)),
        missing,
        "report:x",
        "hantu:1",
        "",
        "\0",
    ]
    said = set()
    for word in subjects:
        with pytest.raises(Refused) as refusal:
            break_glass(by=sari, subject=word, category="life", reason=REASON)
        said.add(refusal.value.reason)
    assert said == {"Tidak ada catatan dengan nomor itu yang dapat Anda buka."}


@pytest.mark.parametrize("name", ["joko", "hadi", "laras"])
def test_who_has_no_such_right_opens_nothing(
    name: str, request: pytest.FixtureRequest, kept: Report
) -> None:
    with pytest.raises(Refused, match="Peran Anda"):
        opened(request.getfixturevalue(name), kept)


def test_the_fourth_waits_for_a_supervisor(
    sari: User, ratna: User, bima: User, made_report: MakeReport
) -> None:
    reports = [made_report(bima) for _count in range(4)]
    rows = [opened(sari, report) for report in reports]
    assert [row.opened_at is None for row in rows] == [False, False, False, True]
    assert report_for(sari, reports[3].uuid) is None
    assert [row.pk for row in emergencies_to_allow(ratna, timezone.now())] == [rows[3].pk]
    allow_emergency(by=ratna, asked=rows[3])
    assert report_for(sari, reports[3].uuid) is not None
    with pytest.raises(Refused, match="sudah dijawab"):
        allow_emergency(by=ratna, asked=rows[3])


def test_nobody_allows_the_own_request_nor_one_of_another_office(
    ratna: User, bima: User, asing: User, made_report: MakeReport
) -> None:
    row = [opened(ratna, made_report(bima)) for _count in range(4)][3]
    with pytest.raises(Refused, match="atasan lain"):
        allow_emergency(by=ratna, asked=row)
    User.objects.filter(pk=asing.pk).update(role="section_head")
    asing.refresh_from_db()
    with pytest.raises(Refused, match="kantor lain"):
        allow_emergency(by=asing, asked=row)


def test_without_a_review_the_right_rests_and_comes_back_with_it(
    sari: User, agung: User, kept: Report, made_report: MakeReport, bima: User
) -> None:
    row = opened(sari, kept)
    old = timezone.now() - timedelta(days=8)
    ends = old + timedelta(minutes=60)
    BreakGlass.objects.filter(pk=row.pk).update(asked_at=old, opened_at=old, ends_at=ends)
    with pytest.raises(Refused, match="ditangguhkan"):
        opened(sari, made_report(bima))
    assert [one.pk for one in emergencies_to_review(agung)] == [row.pk]
    review_emergency(by=agung, seen=row, was_justified=True, note=NOTE)
    assert opened(sari, made_report(bima)).opened_at is not None


def test_the_database_wants_another_reviewer_and_one_hour(sari: User, kept: Report) -> None:
    row = opened(sari, kept)
    late = timezone.now() + timedelta(hours=3)
    for change in ({"reviewed_by": sari}, {"allowed_by": sari}, {"ends_at": late}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BreakGlass.objects.filter(pk=row.pk).update(**change)


def test_what_is_open_is_read_only(sari: User, bima: User, kept: Report) -> None:
    opened(sari, kept)
    client = client_of(sari)
    page = f"/laporan/{kept.uuid}/"
    assert client.get(page).status_code == 200
    assert client.get(f"{page}ubah/").status_code in {200, 403}
    answer = client.post(f"{page}ubah/", {"noticed": "Diubah."})
    assert answer.status_code == 403
    assert "hanya untuk dibaca" in answer.text
    label = client.post(f"/akses/catatan/{subject(kept)}/tingkat/", {"tingkat": 5, "alasan": NOTE})
    assert label.status_code == 403


def test_an_opened_alert_shows_its_evidence_and_takes_no_step(
    sari: User, office: Office, kept: Report
) -> None:
    alert = make_alert(office, "35.03.04.2001", label=Label.CONFIDENTIAL)
    client = client_of(sari)
    assert client.get(f"/peringatan/{alert.pk}/").status_code == 404
    break_glass(by=sari, subject=f"alert:{alert.pk}", category="life", reason=REASON)
    assert client.get(f"/peringatan/{alert.pk}/").status_code == 200
    assert client.post(f"/peringatan/{alert.pk}/ambil/").status_code == 403
    assert Evidence.objects.count() == 0
    assert Alert.objects.get(pk=alert.pk).owner is None


def test_what_is_open_is_not_printed(sari: User, kept: Report) -> None:
    opened(sari, kept)
    assert kept in reports_visible_to(sari)
    assert kept not in reports_on_paper(sari)


def test_an_auditor_reads_one_report_in_an_emergency_and_no_list_before(
    agung: User, kept: Report
) -> None:
    client = client_of(agung)
    assert client.get("/laporan/").status_code == 404
    opened(agung, kept)
    assert client.get(f"/laporan/{kept.uuid}/").status_code == 200


def test_the_page_asks_for_a_fresh_login(sari: User, kept: Report, client: Client) -> None:
    answer = client_of(sari).get("/akses/darurat/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_a_notice_stands_on_the_first_page_until_it_is_read(
    sari: User, hadi: User, bima: User, kept: Report
) -> None:
    opened(sari, kept)
    client = client_of(hadi)
    assert "dibuka dalam keadaan darurat" in client.get("/").text
    notice = Notice.objects.get(to=hadi)
    client_of(bima).post(f"/akses/pemberitahuan/{notice.pk}/dibaca/")
    assert "dibuka dalam keadaan darurat" in client.get("/").text
    client.post(f"/akses/pemberitahuan/{notice.pk}/dibaca/")
    assert "dibuka dalam keadaan darurat" not in client.get("/").text


def test_a_reviewer_writes_the_review_on_the_page_of_decisions(
    sari: User, agung: User, kept: Report
) -> None:
    row = opened(sari, kept)
    client = client_of(agung)
    assert REASON in client.get("/akses/keputusan/").text
    client.post(f"/akses/darurat/{row.pk}/tinjau/", {"tepat": "tidak", "catatan": NOTE})
    row.refresh_from_db()
    assert (row.reviewed_by, row.was_justified) == (agung, False)
