"""What people type and files bring, looked for in the bytes of the database: nowhere in clear."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.alerts.actions import add_note, examine_new_reports, take_up
from kentongan.alerts.models import Alert
from kentongan.encryption.rows import Protected
from kentongan.entities.actions import judge_hub
from kentongan.entities.models import Thing
from kentongan.entities.told import Written
from kentongan.reports.actions import advance_import, commit_import, revise_report
from kentongan.reports.content import content_of
from kentongan.reports.models import ImportBatch, Report
from tests.website.conftest import client_of

Made = Callable[..., Report]
NUMBERS = ("0850-0000-0077", "085000000077", "6285000000077", "850000000", "9999999900000077")
WORDS = (
    *(
        "Kenari Noticed",
        "Kenari Tempat",
        "Kenaria",
        "Kenari Kerja",
        "Kenari Alias",
        "Kenari Alasan",
    ),
    *("Kenari Catatan", "Kenari Hal Umum", "kenari-berkas", "Kenari Kepala", "Kenari Baris"),
    *("Kenari Pelapor", "kenari_kuning"),
)
LIST = (
    "No,Tanggal,Desa,Kenari Kepala,Uraian,Pelapor\n"
    "1,20/11/2026,Prigi,x,Kenari Baris menawarkan kerja ke luar negeri,Kenari Pelapor\n"
)


def stored() -> Iterator[bytes]:
    """All that the database holds, as the open transaction sees it."""
    if connection.vendor == "sqlite":
        yield connection.connection.serialize()
        return
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield "\n".join(row[0] for row in cursor.fetchall()).encode()


def found_in_clear() -> set[str]:
    """The canaries that some byte of the database tells, also as hexadecimal digits."""
    kept = b"\n".join(stored()).lower()
    told = [(word, word.lower().encode()) for word in (*WORDS, *NUMBERS)]
    return {word for word, sought in told if sought in kept or sought.hex().encode() in kept}


@pytest.fixture
def everything_told(sari: User, bima: User, joko: User, made_report: Made) -> Client:
    """Canaries through every door: reports, a revision, an import, an alert, a judgement."""
    things = tuple(
        Written(kind, raw)
        for kind, raw in (
            ("phone", NUMBERS[0]),
            ("account", f"BRI {NUMBERS[-1]}"),
            ("alias", "Pak Kenari Alias"),
            ("handle", "@kenari_kuning"),
        )
    )
    said = {"things": things, "destination": "Kenaria", "job": "Kenari Kerja", "fee": "15 juta"}
    report = made_report(sari, noticed="Kenari Noticed", place_text="Kenari Tempat", **said)
    made_report(joko, "35.03.05.2002", noticed=f"hubungi {NUMBERS[1]} Kenari Noticed", **said)
    content = content_of(report.revisions.select_related("region").get())
    revise_report(
        by=sari,
        report=report,
        content=type(content)(**vars(content) | {"job": "Kenari Kerja lain"}),
        reason="Kenari Alasan",
    )
    import_the_list(bima)
    examine_new_reports(now=timezone.now() + timedelta(seconds=1))
    for alert in Alert.objects.all()[:1]:
        take_up(by=sari, alert=alert, note="Kenari Catatan pertama")
        add_note(by=sari, alert=alert, note="Kenari Catatan kedua yang cukup panjang")
    judge_hub(by=bima, thing=Thing.objects.first(), is_hub=True, reason="Kenari Hal Umum sekali")
    return client_of(bima)


def import_the_list(by: User) -> ImportBatch:
    """A line list through the page that takes files."""
    file = SimpleUploadedFile("kenari-berkas.csv", LIST.encode(), "text/csv")
    client_of(by).post("/laporan/impor/", {"file": file})
    batch = ImportBatch.objects.get()
    advance_import(batch)
    commit_import(by=by, batch=ImportBatch.objects.get())
    return batch


def test_no_canary_lies_in_the_bytes_of_the_database(everything_told: Client) -> None:
    assert found_in_clear() == set()


def test_every_canary_can_be_read_by_who_may(everything_told: Client) -> None:
    """Otherwise the test above would be about nothing."""
    told = "\n".join(
        values_of(model) for model in apps.get_models() if issubclass(model, Protected)
    )
    assert {word for word in WORDS if word.lower() not in told.lower()} <= {"Kenari Pelapor"}


def values_of(model: type[Protected]) -> str:
    """All that the encrypted fields of a table say."""
    fields = [field.attname for field in model.encrypted_fields()]
    return "\n".join(str([getattr(row, name) for name in fields]) for row in model.objects.all())


@pytest.mark.parametrize("page", ["/laporan/?kata=kenari", "/hal/?kata=kenari", "/hal/?kata=0077"])
def test_searching_leaves_nothing_behind(everything_told: Client, page: str) -> None:
    answer = everything_told.get(page)
    assert answer.status_code == 200
    assert answer.context["page"].paginator.count > 0
    assert found_in_clear() == set()
