"""The day's queue out of a list: usable rows are opened, others are told by number."""

import io
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.regions.models import Level, Region
from kentongan.screening.actions.queue import Imported, import_queue
from kentongan.screening.applicants import read_applicant
from kentongan.screening.models import Application
from tests.screening.counter.conftest import NIK, NOW
from tests.screening.counter.reading import reads_in_this_process

HEADING = "Nama;NIK;Tanggal lahir;Tujuan;No HP;Alamat;Desa;Nomor permohonan;Kecamatan\n"
WATI = (
    f"Wati Lestari;{NIK};05-05-1995;Bekerja;0850-0000-0001;Jalan Rekaan 1;Masaran;SK-77;Munjungan\n"
)
MASARAN = "35.03.02.2005"  # as the packaged catalogue has it
Opened = Callable[..., Application]


@pytest.fixture(autouse=True)
def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    reads_in_this_process(monkeypatch)


def imported(by: User, text: str) -> Imported:
    return import_queue(by=by, content=text.encode(), now=NOW)


def test_a_row_becomes_an_application_in_the_hands_of_who_imports(rini: User) -> None:
    Region.objects.create(
        code=MASARAN, name="Masaran", level=Level.VILLAGE, kind="desa", valid_from=date(2025, 1, 1)
    )
    (made,) = imported(rini, HEADING + WATI).opened
    applicant = read_applicant(made.told)
    assert (made.handler, made.purpose, made.region_code) == (rini, "work", MASARAN)
    assert made.simkim_number == "SK-77"
    assert applicant.person.birth_date == date(1995, 5, 5)
    assert applicant.address == "Jalan Rekaan 1"


def test_the_same_list_twice_opens_nothing_twice(rini: User) -> None:
    imported(rini, HEADING + WATI)
    again = imported(rini, HEADING + WATI)
    assert (again.opened, again.known) == ([], 1)
    assert Application.objects.count() == 1


def test_a_number_twice_in_one_list_is_opened_once(rini: User) -> None:
    result = imported(rini, HEADING + WATI + WATI)
    assert (len(result.opened), result.known) == (1, 1)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (";1;;Bekerja;;;;", "Nama pemohon belum ada"),
        ("Wati;1;;terbang;;;;", "Tujuan paspor tidak dikenal"),
        ("Wati;1;;;;;;", "Tujuan paspor tidak dikenal"),
        ("Wati;1;kemarin;Umrah;;;;", "Tulis tanggalnya"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_by_its_number(
    rini: User, row: str, sentence: str
) -> None:
    result = imported(rini, HEADING + WATI + row + "\n")
    assert len(result.opened) == 1
    ((number, told),) = result.faults
    assert number == 3
    assert sentence in told


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("BEKERJA", "work"),
        ("umroh", "umrah"),
        ("Haji", "haj"),
        ("kuliah di luar negeri", "study"),
        ("Wisata", "tourism"),
        ("pelaut", "seafarer"),
        ("ikut keluarga", "family"),
    ],
)
def test_purposes_are_understood_as_people_write_them(rini: User, words: str, purpose: str) -> None:
    (made,) = imported(rini, f"Nama;Tujuan\nWati Lestari;{words}\n").opened
    assert made.purpose == purpose


def test_a_village_that_is_not_clear_is_left_open(rini: User) -> None:
    (made,) = imported(rini, "Nama;Tujuan;Desa\nWati;Umrah;Antah Berantah\n").opened
    assert made.region_code == ""


def test_a_workbook_is_read_too(rini: User) -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate([["Nama", "Tujuan"], ["Wati Lestari", "Umrah"]]):
            sheet.write_row(number, 0, row)
    result = import_queue(by=rini, content=book.getvalue(), now=NOW)
    assert [one.purpose for one in result.opened] == ["umrah"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "tidak dapat dibaca"), ("Satu;Dua\na;b\n", "Judul kolom tidak ditemukan")],
)
def test_a_file_that_is_no_list_is_refused(rini: User, text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        imported(rini, text)
    assert sentence in refused.value.reason


def test_a_list_of_many_days_is_refused(rini: User) -> None:
    with pytest.raises(Refused) as refused:
        imported(rini, "Nama;Tujuan\n" + "Wati;Umrah\n" * 501)
    assert "500 baris" in refused.value.reason
    assert not Application.objects.exists()


@pytest.mark.parametrize("who", ["ratna", "hadi", "bima", "laras"])
def test_only_the_counter_imports_its_queue(request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(Refused):
        imported(request.getfixturevalue(who), HEADING + WATI)


def test_the_log_tells_counts_and_no_names(rini: User) -> None:
    imported(rini, HEADING + WATI)
    event = AuditEvent.objects.get(action="interview.queue_imported")
    assert event.detail == {"rows": 1, "count": 0, "failures": 0}


def test_the_page_opens_the_queue_and_tells_what_is_wrong(client: Client, rini: User) -> None:
    client.force_login(rini)
    text = HEADING + WATI + "Tono;;;terbang;;;;\n"
    posted = {"file": SimpleUploadedFile("antrean.csv", text.encode())}
    page = client.post(reverse("counter:queue"), posted).content.decode()
    assert "1 permohonan dibuka" in page
    assert "Baris 3: Tujuan paspor tidak dikenal" in page


def test_the_page_asks_for_a_file(client: Client, rini: User) -> None:
    client.force_login(rini)
    page = client.post(reverse("counter:queue"), {})
    assert page.status_code == 422
    assert "Pilih berkasnya dahulu" in page.content.decode()
