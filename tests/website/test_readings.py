"""What is confidential is written down before it is shown; what cannot be written is not shown."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Alert
from kentongan.audit.models import AuditEvent
from kentongan.reports.models import ImportBatch, Report
from kentongan.reports.rules import source_of
from tests.alerts.conftest import make_alert
from tests.audit.tampering import EVENT, run, unlocked
from tests.website.conftest import client_of

MakeReport = Callable[..., Report]
CANARY = "Kenari kuning di dermaga"
PHONE = "0850-0077-7001"


@pytest.fixture
def report(sari: User, made_report: MakeReport) -> Report:
    return made_report(sari, noticed=f"{CANARY}, telepon {PHONE}.")


@pytest.fixture
def alert(office: Office) -> Alert:
    now = timezone.now()
    fields = {"label": Label.CONFIDENTIAL, "title": CANARY, "updated_at": now}
    return make_alert(office, "35.03.05.2001", **fields)


@pytest.fixture
def batch(bima: User) -> ImportBatch:
    return ImportBatch.objects.create(
        sha256="a" * 64, file_name=f"{CANARY}.xlsx", size=1, content=b"x", author=bima,
        office=bima.office,
    )  # fmt: skip


@pytest.fixture
def pages(report: Report, alert: Alert, batch: ImportBatch) -> dict[str, str]:
    """Every page that shows something confidential, and what the log must say of it."""
    thing = f"thing:{report_thing(report)}"
    since = timezone.now().replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return {
        "/": "report.listed",
        "/laporan/": "report.listed",
        f"/laporan/{report.uuid}/": "report.read",
        f"/laporan/{report.uuid}/ubah/": "report.read",
        "/peringatan/": "alert.listed",
        f"/peringatan/{alert.pk}/": "alert.read",
        f"/peringatan/{alert.pk}/kartu/": "alert.listed",
        f"/peringatan/sejak/?sejak={since}": "alert.listed",
        "/hal/": "thing.listed",
        f"/hal/{thing.partition(':')[2]}/": "thing.read",
        "/laporan/impor/": "import.listed",
    }


def report_thing(report: Report) -> int:
    """The key of the phone that it mentions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT thing_id FROM entities_mention WHERE source = %s", [source_of(report.uuid)]
        )
        return int(cursor.fetchone()[0])


def test_every_page_that_shows_something_confidential_writes_it_down(
    pages: dict[str, str], bima: User
) -> None:
    client = client_of(bima)
    for path, action in pages.items():
        before = set(AuditEvent.objects.values_list("pk", flat=True))
        assert client.get(path).status_code == 200, path
        written = AuditEvent.objects.exclude(pk__in=before).filter(actor="bima", action=action)
        assert written.exists(), path


def test_a_row_is_written_before_the_page_is_made(
    report: Report, bima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def look(*_told: object, **_more: object) -> None:
        seen.append(AuditEvent.objects.filter(action="report.read").exists())
        raise LookupError

    monkeypatch.setattr("kentongan.reports.views.reports.render", look)
    with pytest.raises(LookupError):
        client_of(bima).get(f"/laporan/{report.uuid}/")
    assert seen == [True]


def test_a_list_is_one_row_with_how_many_and_which(
    sari: User, bima: User, made_report: MakeReport
) -> None:
    made = [made_report(sari) for _turn in range(3)]
    client_of(bima).get("/laporan/")
    event = AuditEvent.objects.get(action="report.listed")
    assert (event.subject, event.detail["rows"]) == ("report:list", 3)
    assert set(event.detail["subjects"]) == {source_of(report.uuid) for report in made}


def test_what_is_not_confidential_is_not_written_down(
    report: Report, alert: Alert, bima: User
) -> None:
    Report.objects.update(label=Label.RESTRICTED)
    Alert.objects.update(label=Label.RESTRICTED)
    for path in ("/", "/laporan/", f"/laporan/{report.uuid}/", "/peringatan/"):
        assert client_of(bima).get(path).status_code == 200
    assert not AuditEvent.objects.filter(actor="bima", action__contains="read").exists()


@contextmanager
def log_away() -> Iterator[None]:
    """The table of the log has another name."""
    with unlocked():
        run(f"ALTER TABLE {EVENT} RENAME TO elsewhere")
        try:
            yield
        finally:
            run(f"ALTER TABLE elsewhere RENAME TO {EVENT}")


@pytest.mark.skipif(
    "connection.vendor == 'postgresql'", reason="there one error ends the test's own transaction"
)
def test_without_the_log_no_page_shows_anything_confidential(
    pages: dict[str, str], bima: User
) -> None:
    client = client_of(bima)
    with log_away():
        for path in pages:
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert answer["Retry-After"]
            assert CANARY not in answer.text
            assert PHONE not in answer.text


@pytest.mark.django_db(transaction=True)
def test_without_the_log_a_report_answers_503_on_every_database(report: Report, bima: User) -> None:
    client = client_of(bima)
    with log_away():
        answer = client.get(f"/laporan/{report.uuid}/")
    assert (answer.status_code, CANARY in answer.text) == (503, False)
    assert client.get(f"/laporan/{report.uuid}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_the_log_nothing_is_done_either(sari: User, report: Report) -> None:
    client = client_of(sari)
    form = {"uuid": "7d0c8f6a-54a6-4a63-8f4e-3f1f6f8f0a11", "place": "35.03.05.2001"}
    form |= {"when": "today", "noticed": "Titipan kabar."}
    with log_away():
        assert client.post("/laporan/baru/", form).status_code == 503
    assert Report.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="LOCK TABLE is PostgreSQL's")
def test_while_the_log_is_locked_a_report_answers_503(report: Report, bima: User) -> None:
    client = client_of(bima)
    settings = connection.get_connection_params()
    psycopg = connection.Database
    names = {name: settings[name] for name in ("dbname", "user", "host", "port")}
    with psycopg.connect(**names) as other:
        other.execute(f"LOCK TABLE {EVENT} IN ACCESS EXCLUSIVE MODE")
        run("SET lock_timeout = '200ms'")
        answer = client.get(f"/laporan/{report.uuid}/")
        other.rollback()
    run("SET lock_timeout = '20s'")
    assert (answer.status_code, CANARY in answer.text) == (503, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="one writer at a time is SQLite's")
def test_while_another_writes_to_sqlite_a_report_answers_503(report: Report, bima: User) -> None:
    client = client_of(bima)
    name = str(connection.settings_dict["NAME"])
    other = sqlite3.connect(name, uri=name.startswith("file:"), isolation_level=None)
    run("PRAGMA busy_timeout = 100")
    other.execute("BEGIN IMMEDIATE")
    other.execute(f"UPDATE {EVENT} SET actor = actor WHERE 1 = 0")
    try:
        answer = client.get(f"/laporan/{report.uuid}/")
    finally:
        other.execute("ROLLBACK")
        other.close()
        run("PRAGMA busy_timeout = 20000")
    assert (answer.status_code, CANARY in answer.text) == (503, False)


# --- attempts ------------------------------------------------------------------------------------


def attempts() -> list[tuple[str, str, dict[str, object]]]:
    found = AuditEvent.objects.filter(action="access.attempt").order_by("pk")
    return list(found.values_list("actor", "subject", "detail"))


def test_a_strangers_knock_is_written_down_and_told_from_a_knock_at_nothing(
    report: Report, asing: User
) -> None:
    client = client_of(asing)
    nothing = "00000000-0000-4000-8000-000000000000"
    for uuid in (str(report.uuid), nothing):
        assert client.get(f"/laporan/{uuid}/").status_code == 404
    detail = {"code": 404, "page": "reports:detail"}
    assert attempts() == [
        ("asing", source_of(report.uuid), detail | {"found": True}),
        ("asing", f"report:{nothing}", detail | {"found": False}),
    ]


def test_a_knock_costs_the_same_whether_somebody_lives_there(
    report: Report, alert: Alert, asing: User, django_assert_num_queries: Callable[..., object]
) -> None:
    client = client_of(asing)
    client.get("/laporan/00000000-0000-4000-8000-000000000001/")
    with counted() as hidden:
        client.get(f"/laporan/{report.uuid}/")
    with counted() as nothing:
        client.get("/laporan/00000000-0000-4000-8000-000000000000/")
    assert len(hidden) == len(nothing)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def note(execute: Callable[..., object], sql: str, *told: object) -> object:
        sent.append(sql)
        return execute(sql, *told)

    with connection.execute_wrapper(note):
        yield sent


def test_a_refused_deed_is_written_down(alert: Alert, agung: User) -> None:
    Alert.objects.update(label=Label.INTERAGENCY)
    client_of(agung).post(f"/peringatan/{alert.pk}/ambil/")
    assert {code["code"] for _a, _s, code in attempts()} <= {403, 404}


@pytest.mark.parametrize("path", ["/tidak-ada/", "/laporan/", "/hal/?kata=x", "/healthz"])
def test_what_names_no_record_is_no_attempt(path: str, laras: User) -> None:
    client_of(laras).get(path)
    assert attempts() == []


def test_somebody_without_a_login_is_led_there_and_not_written_down(report: Report) -> None:
    assert Client().get(f"/laporan/{report.uuid}/").status_code == 302
    assert attempts() == []


def test_a_knock_that_cannot_be_written_down_is_answered_503(
    report: Report, asing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_told: object, **_more: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("kentongan.website.middleware.record", broken)
    assert client_of(asing).get(f"/laporan/{report.uuid}/").status_code == 503


def test_no_row_of_all_this_holds_a_word_of_the_records(
    pages: dict[str, str], bima: User, asing: User
) -> None:
    for user in (bima, asing):
        for path in pages:
            client_of(user).get(path)
    text = json.dumps(list(AuditEvent.objects.values_list("subject", "detail")))
    assert CANARY not in text
    assert PHONE not in text
