"""Dated lists out of files: who may load them, what is refused, what stays."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.engine.spreadsheets import asking, grids
from kentongan.screening.actions.lists import load_list
from kentongan.screening.lists.queries import name_key, same_firm
from kentongan.screening.models import LicenceEntry, LicenceList
from tests.screening.counter.conftest import NOW, TODAY
from tests.screening.counter.reading import reads_in_this_process

CSV = (
    "Daftar P3MI\n;;\n"
    "No;Nama perusahaan;Nomor izin;Berlaku sampai\n"
    "1;PT Nusa Karya;1/2026;2027-01-31\n"
    "2;PT. Nusa Karya;;\n"
    "3;Sinar Rekaan, PT;2/2026;\n"
)
Load = Callable[..., LicenceList]


@pytest.fixture(autouse=True)
def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    reads_in_this_process(monkeypatch)


@pytest.fixture
def load(ratna: User) -> Load:
    def make(by: User | None = None, text: str = CSV, **changed: object) -> LicenceList:
        said = {"kind": "agency", "listed_on": TODAY, "source": "SISKOP2MI", "now": NOW}
        return load_list(by=by or ratna, content=text.encode(), **(said | changed))  # type: ignore[arg-type]

    return make


def test_names_are_kept_once_however_they_are_written(load: Load) -> None:
    rows = load().entries.order_by("name")
    assert [(row.name, row.number) for row in rows] == [
        ("PT. Nusa Karya", ""),
        ("Sinar Rekaan, PT", "2/2026"),
    ]


def test_the_last_day_of_a_licence_is_read(load: Load) -> None:
    made = load(text="Nama;Berlaku sampai\nPT Nusa Karya;2027-01-31\n")
    assert made.entries.get().ends_on == date(2027, 1, 31)


def test_an_earlier_list_stays_beside_the_new_one(load: Load) -> None:
    load(listed_on=TODAY - timedelta(days=30))
    load()
    assert LicenceList.objects.count() == 2
    assert LicenceList.objects.first().listed_on == TODAY


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "toko"}, "Pilih jenis daftarnya"),
        ({"listed_on": TODAY + timedelta(days=1)}, "tidak boleh sesudah hari ini"),
        ({"source": "x"}, "Tulis sumber daftar"),
        ({"text": "Nama perusahaan\n-\n"}, "Tidak ada nama"),
        ({"text": "Satu;Dua\na;b\n"}, "Judul kolom tidak ditemukan"),
        ({"text": ""}, "tidak dapat dibaca"),
    ],
)
def test_what_is_no_list_is_refused(load: Load, changed: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        load(**changed)
    assert sentence in refused.value.reason
    assert not LicenceList.objects.exists()


def test_a_list_of_one_day_is_loaded_once(load: Load) -> None:
    load()
    with pytest.raises(Refused) as refused:
        load()
    assert "sudah dimuat" in refused.value.reason


@pytest.mark.parametrize("who", ["rini", "hadi", "bima", "laras"])
def test_only_the_section_head_loads(load: Load, request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(Refused):
        load(by=request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("told", "listed"),
    [("Nusa Karya", "PT Nusa Karya"), ("pt nusa karya", "PT. NUSA KARYA"), ("CV Nusa", "Nusa CV")],
)
def test_one_firm_otherwise_written_is_the_same(told: str, listed: str) -> None:
    assert name_key(listed) in same_firm(name_key(told))


@pytest.mark.parametrize(
    ("told", "listed"), [("PT Nusa Jaya", "PT Nusa Karya"), ("PT Nusa Karya", "CV Nusa Karya")]
)
def test_another_firm_is_another(told: str, listed: str) -> None:
    assert name_key(listed) not in same_firm(name_key(told))


def test_a_list_is_loaded_and_read_on_its_pages(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    posted = {
        "kind": "agency",
        "listed_on": "2026-11-01",
        "source": "SISKOP2MI",
        "file": SimpleUploadedFile("p3mi.csv", CSV.encode()),
    }
    page = client.post(reverse("counter:load_list"), posted, follow=True).content.decode()
    assert "Sinar Rekaan" in page
    found = client.get(page_of_list(), {"nama": "nusa"}).content.decode()
    assert "Nusa Karya" in found
    assert "Sinar Rekaan" not in found


def page_of_list() -> str:
    return reverse("counter:list", args=[LicenceList.objects.get().pk])


def test_a_refused_list_keeps_what_was_typed(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    posted = {"kind": "umrah", "listed_on": "", "source": "Laman Kemenag"}
    page = client.post(reverse("counter:load_list"), posted)
    assert page.status_code == 422
    assert "Laman Kemenag" in page.content.decode()
    assert "Pilih berkas" in page.content.decode()


def test_an_officer_reads_lists_and_finds_no_form(client: Client, load: Load, rini: User) -> None:
    load()
    client.force_login(rini)
    page = client.get(reverse("counter:lists")).content.decode()
    assert "P3MI" in page
    assert 'name="file"' not in page


def test_lists_of_another_office_are_not_there(client: Client, load: Load, tono: User) -> None:
    load()
    client.force_login(tono)
    assert client.get(page_of_list()).status_code == 404
    assert "P3MI" not in client.get(reverse("counter:lists")).content.decode().split("<table")[-1]


def test_a_page_of_lists_costs_no_question_per_list(client: Client, load: Load, rini: User) -> None:
    client.force_login(rini)
    counts = []
    for day in range(5):
        load(listed_on=TODAY - timedelta(days=day))
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("counter:lists"))
        counts.append(len(questions))
    assert len(set(counts[1:])) == 1


def test_the_process_that_reads_is_the_bounded_one() -> None:
    assert asking.COMMAND[-1].endswith("spreadsheets.read")
    assert grids.description(CSV.encode(), 5)["sheets"]


def test_entries_go_with_their_list(load: Load) -> None:
    load().delete()
    assert not LicenceEntry.objects.exists()
