"""The pages of imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.reports.actions.imports import advance_import
from kentongan.reports.models import ImportBatch, ImportState, Report
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, good_list, good_row, xlsx

LIST = "/laporan/impor/"


def upload(client: Client, content: bytes, name: str = "daftar.xlsx") -> ImportBatch:
    """Send a file through the form."""
    response = client.post(LIST, {"file": SimpleUploadedFile(name, content)})
    batch = ImportBatch.objects.get()
    assert response.headers["Location"] == reverse("reports:import_detail", args=[batch.pk])
    return batch


def page(client: Client, batch: ImportBatch, query: str = "") -> str:
    """The page of an import."""
    response = client.get(reverse("reports:import_detail", args=[batch.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_upload_returns_at_once_and_the_page_waits_for_the_worker(
    client: Client, bima: User
) -> None:
    client.force_login(bima)
    batch = upload(client, xlsx(good_list()))
    assert batch.state == ImportState.UPLOADED
    response = client.get(reverse("reports:import_detail", args=[batch.pk]))
    assert response.headers["Refresh"] == "3"
    assert "Sedang dibaca" in response.content.decode()
    advance_import(batch)
    assert "Refresh" not in client.get(reverse("reports:import_detail", args=[batch.pk])).headers


def test_the_story_of_a_list_from_upload_to_undo(
    client: Client, bima: User, partners: None
) -> None:
    client.force_login(bima)
    batch = upload(client, xlsx([HEADINGS, good_row(1), good_row(2, Tanggal="kemarin")]))
    advance_import(batch)
    assert "Masukkan 1 laporan" in page(client, batch)
    client.post(reverse("reports:import_commit", args=[batch.pk]))
    shown = page(client, batch)
    assert "Batalkan semua" in shown
    assert str(Report.objects.get().uuid) in shown
    client.post(reverse("reports:import_undo", args=[batch.pk]))
    assert "Dibatalkan" in page(client, batch)
    assert Report.objects.filter(withdrawn_at=None).count() == 0


def test_rows_are_filtered_by_what_became_of_them(
    client: Client, bima: User, checked: Importing
) -> None:
    batch = checked(xlsx([HEADINGS, good_row(1), good_row(2, Tanggal="kemarin")]))
    client.force_login(bima)
    table = page(client, batch, "?status=rejected").split("Baris demi baris")[1]
    assert "kemarin" in table
    assert "nomor 1 ke" not in table
    assert page(client, batch, "?status=apa&hal=99999999")


def test_a_column_is_corrected_on_the_page(client: Client, bima: User, checked: Importing) -> None:
    batch = checked(
        xlsx([["Tanggal", "Desa", "Cuaca"], ["3/11/2026", "Prigi", "Ada tawaran tanpa kontrak."]])
    )
    client.force_login(bima)
    assert "kolom-2" in page(client, batch)
    client.post(
        reverse("reports:import_columns", args=[batch.pk]),
        {"kolom-0": "noticed_on", "kolom-1": "village", "kolom-2": "narrative"},
    )
    batch.refresh_from_db()
    advance_import(batch)
    assert batch.rows.get().status == "accepted"


def test_the_row_report_is_a_download(client: Client, bima: User, checked: Importing) -> None:
    batch = checked(xlsx(good_list()), name="../jahat\n.xlsx")
    client.force_login(bima)
    response = client.get(reverse("reports:import_report", args=[batch.pk]))
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="laporan-baris-{batch.pk}.xlsx"'
    )
    assert response.content.startswith(b"PK")


def test_a_refused_file_says_what_to_do(client: Client, bima: User) -> None:
    client.force_login(bima)
    batch = upload(client, b"%PDF-1.7 bukan daftar")
    advance_import(batch)
    assert "bukan lembar kerja" in page(client, batch)


def test_markup_in_a_cell_is_text(client: Client, bima: User, checked: Importing) -> None:
    batch = checked(xlsx([HEADINGS, good_row(1, Uraian="<script>alert(1)</script> tawaran")]))
    client.force_login(bima)
    assert "<script>alert" not in page(client, batch)


def test_no_file_chosen_is_said_beside_the_box(client: Client, bima: User) -> None:
    client.force_login(bima)
    response = client.post(LIST)
    assert response.status_code == 400
    assert "Pilih berkasnya" in response.content.decode()


NAMES = ["import_detail", "import_columns", "import_commit", "import_undo", "import_report"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["asing", "sari", "joko", "hadi", "agung", "laras"])
def test_strangers_find_no_such_page(
    name: str, who: str, client: Client, checked: Importing, request: pytest.FixtureRequest
) -> None:
    batch = checked(xlsx(good_list()))
    client.force_login(request.getfixturevalue(who))
    address = reverse(f"reports:{name}", args=[batch.pk])
    method = client.get if name in {"import_detail", "import_report"} else client.post
    assert method(address).status_code == 404
    assert Report.objects.count() == 0


@pytest.mark.parametrize("name", ["import_columns", "import_commit", "import_undo"])
def test_nothing_changes_by_looking(
    name: str, client: Client, bima: User, checked: Importing
) -> None:
    batch = checked(xlsx(good_list()))
    client.force_login(bima)
    assert client.get(reverse(f"reports:{name}", args=[batch.pk])).status_code == 405


def test_the_list_shows_the_imports_of_the_own_office_only(
    client: Client, bima: User, asing: User, checked: Importing
) -> None:
    checked(xlsx(good_list()), name="rahasia.xlsx")
    client.force_login(bima)
    assert "rahasia.xlsx" in client.get(LIST).content.decode()
    client.force_login(asing)
    assert "rahasia.xlsx" not in client.get(LIST).content.decode()


def test_a_long_list_costs_no_more_questions_than_a_short_one(
    client: Client, bima: User, checked: Importing, django_assert_max_num_queries: object
) -> None:
    batch = checked(xlsx(good_list(60)))
    client.force_login(bima)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page(client, batch)
