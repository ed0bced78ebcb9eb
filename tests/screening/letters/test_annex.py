"""The annex to an examination record: what stands in it, what never does, and who prints it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.letters.annex import Annex, annex_of, print_annex
from kentongan.screening.models import (
    Answers,
    Application,
    Impression,
    NotTheSame,
    Paper,
)
from tests.screening.conftest import add_finding, propose_refusal
from tests.website.conftest import client_of

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def interviewed(application: Application, nur: User) -> Application:
    """An application with answers, a paper, an impression and two facts, one of them denied."""
    about = {"office": application.office, "application": application}
    answers = {"destination": "TW", "contract": "no", "scheme": "agency", "gone": "lama"}
    Answers.objects.create(
        **about, number=1, answers=answers, officer_words="Ragu menyebut kota",
        applicant_words="Diajak teman", written_by=nur, written_at=NOW,
    )  # fmt: skip
    Paper.objects.create(
        **about, kind="ktp", on=date(2020, 1, 2), fields={"name": "Surti H.", "mother": ""},
        written_by=nur, written_at=NOW,
    )  # fmt: skip
    Impression.objects.create(**about, words="Gugup sekali", by=nur, at=NOW)
    denied = add_finding(application, "duplicate_application")
    denied.values = {"number": "P-2026-000666", "day": "01-11-2026"}
    denied.save(update_fields=["values"])
    NotTheSame.objects.create(
        **about, kind=denied.kind, key=denied.key, reason="orang lain", by=nur, at=NOW
    )
    return application


def cells(annex: Annex) -> dict[str, list[tuple[str, ...]]]:
    return {table.title: list(table.rows[1:]) for table in annex.tables}


def test_the_annex_tells_the_applicant_the_interview_and_the_papers(
    interviewed: Application, nur: User
) -> None:
    told = cells(annex_of(interviewed, nur, NOW))
    assert ("Nama", "Surti Handayani") in told["Pemohon"]
    assert ("Tujuan", "Bekerja") in told["Pemohon"]
    assert ("Lewat jalur apa Anda akan bekerja?", "Perusahaan penempatan (P3MI)") in told[
        "Wawancara"
    ]
    assert ("Kata-kata pemohon", "Diajak teman") in told["Wawancara"]
    assert ("Negara mana yang akan dituju?", "Taiwan") in told["Wawancara"]
    assert ("gone", "lama") in told["Wawancara"]
    assert told["Dokumen yang ditunjukkan"] == [("KTP, 2 Januari 2020", "Nama: Surti H.")]


def test_what_was_not_told_has_no_line(interviewed: Application, nur: User) -> None:
    names = [row[0] for row in cells(annex_of(interviewed, nur, NOW))["Pemohon"]]
    assert "Pendamping anak" not in names
    assert "Nomor SIMKIM" not in names


def test_impressions_and_denied_facts_are_not_in_it(interviewed: Application, nur: User) -> None:
    found = str(annex_of(interviewed, nur, NOW))
    assert "Gugup" not in found
    assert "P-2026-000666" not in found


def test_facts_stand_with_source_and_day(application: Application, nur: User) -> None:
    add_finding(application)
    (row,) = cells(annex_of(application, nur, NOW))["Fakta yang dapat diperiksa"]
    assert row[0].startswith("Sudah ada permohonan bernomor 3 ")
    assert row[1:] == ("Permohonan di kantor ini", "1 November 2026")


def test_the_proposal_stands_with_its_reason_and_who_proposed(
    application: Application, nur: User
) -> None:
    propose_refusal(nur, application)
    told = {row[0]: row[1] for row in cells(annex_of(application, nur, NOW))["Usulan"]}
    assert told["Keputusan"] == "Tolak"
    assert told["Alasan"] == "T1 Sudah memiliki paspor atau permohonan yang sama"
    assert told["Pengusul"].startswith("Nur Aini, ")


def test_an_application_without_anything_has_an_annex_too(
    application: Application, nur: User
) -> None:
    found = annex_of(application, nur, NOW)
    assert "Wawancara" not in cells(found)
    assert print_annex(found).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["nur", "ratna"])
def test_who_examines_and_who_refers_print_it(
    name: str, interviewed: Application, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    answer = client.get(reverse("screening:annex", args=[interviewed.uuid]))
    assert answer.content.startswith(b"%PDF")
    event = AuditEvent.objects.filter(action="application.annex_exported").get()
    assert (event.actor, event.subject) == (name, interviewed.subject)


def test_the_office_head_is_sent_to_who_prints_it(interviewed: Application, hadi: User) -> None:
    path = reverse("screening:annex", args=[interviewed.uuid])
    page = client_of(hadi).get(path, follow=True).content.decode()
    assert "dicetak oleh petugas pemohon atau kepala seksi" in page
