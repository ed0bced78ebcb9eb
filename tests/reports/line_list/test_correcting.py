"""A list put right: on its page, in its downloaded row report, on the command line."""

from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kentongan.accounts.models import User
from kentongan.reports.actions.imports import advance_import, undo_import
from kentongan.reports.line_list.row_report import OWN_HEADINGS
from kentongan.reports.models import ImportBatch, ImportState, Report
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, csv_text, good_list, good_row, xlsx

pytestmark = pytest.mark.usefixtures("read_in_this_process")

LIST = "/laporan/impor/"
MIXED = [HEADINGS, good_row(1), good_row(2, Tanggal="kemarin"), good_row(3, Tanggal="")]


@pytest.fixture
def web(client: Client, bima: User) -> Client:
    """Bima at his desk."""
    client.force_login(bima)
    return client


def address(name: str, batch: ImportBatch) -> str:
    return reverse(f"reports:{name}", args=[batch.pk])


def page(web: Client, batch: ImportBatch, query: str = "") -> str:
    return web.get(address("import_detail", batch) + query).content.decode()


def grid(content: bytes) -> list[list[Any]]:
    """The cells of the first sheet."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def statuses(batch: ImportBatch) -> list[str]:
    return [row.status for row in batch.rows.order_by("number")]


# The page


def test_the_page_counts_by_what_became_of_the_rows(web: Client, checked: Importing) -> None:
    shown = page(web, checked(xlsx(MIXED)))
    for words in ("Semua (3)", "Diterima (1)", "Ditolak (1)", "Diterima dengan catatan (1)"):
        assert words in shown
    assert "Masukkan 2 laporan" in shown
    assert "1 baris ditolak dan tidak masuk" in shown
    assert "Sudah ada (" not in shown


@pytest.mark.parametrize(
    ("state", "seen", "unseen"),
    [
        ("checked", "Periksa kolom", "Batalkan semua"),
        ("committed", "Batalkan semua", "Periksa kolom"),
        ("undone", "ditarik kembali", "Masukkan 2 laporan"),
    ],
)
def test_only_the_deeds_of_the_state_are_offered(
    state: str, seen: str, unseen: str, web: Client, bima: User, request: pytest.FixtureRequest
) -> None:
    run = request.getfixturevalue("checked" if state == "checked" else "committed")
    batch = run(xlsx(MIXED))
    if state == "undone":
        undo_import(by=bima, batch=batch)
    shown = page(web, batch)
    assert seen in shown
    assert unseen not in shown


def test_a_list_without_a_good_row_offers_its_columns_and_no_button(
    web: Client, checked: Importing
) -> None:
    shown = page(web, checked(xlsx([HEADINGS, good_row(1, Tanggal="kemarin")])))
    assert '<details class="card" open>' in shown
    assert address("import_commit", ImportBatch.objects.get()) not in shown


def test_every_box_of_the_columns_is_named_and_shows_its_guess(
    web: Client, checked: Importing
) -> None:
    shown = page(web, checked(xlsx(good_list(1))))
    for place, heading in enumerate(HEADINGS):
        assert f'name="kolom-{place}" aria-label="Isi kolom {heading}"' in shown
    assert '<option value="narrative" selected>' in shown
    assert 'value="ignored"' not in shown


def test_the_form_of_the_list_names_its_box_and_the_fault_beside_it(web: Client) -> None:
    shown = web.post(LIST).content.decode()
    assert '<label for="file">' in shown
    assert 'aria-describedby="file-hint file-error"' in shown
    assert 'id="file-error"' in shown
    assert 'enctype="multipart/form-data"' in shown


def test_a_choice_that_cannot_be_is_told_and_nothing_changes(
    web: Client, checked: Importing
) -> None:
    batch = checked(xlsx(good_list(1)))
    twice = {"kolom-0": "village", "kolom-1": "village"}
    answer = web.post(address("import_columns", batch), twice, follow=True)
    assert "hanya boleh berasal dari satu kolom" in answer.content.decode()
    assert statuses(batch) == ["accepted"]


def test_columns_sent_beyond_the_headings_are_not_taken(web: Client, checked: Importing) -> None:
    batch = checked(xlsx(good_list(1)))
    web.post(address("import_columns", batch), {"kolom-4": "narrative", "kolom-99": "village"})
    batch.refresh_from_db()
    assert (batch.columns, batch.state) == ({"narrative": [4]}, ImportState.UPLOADED)


def test_the_answer_after_a_commit_and_an_undo_says_how_many(
    web: Client, checked: Importing
) -> None:
    batch = checked(xlsx(MIXED))
    into = web.post(address("import_commit", batch), follow=True).content.decode()
    assert "2 laporan masuk." in into
    out = web.post(address("import_undo", batch), follow=True).content.decode()
    assert "2 laporan ditarik kembali." in out


def test_a_deed_in_the_wrong_state_is_refused_and_changes_nothing(
    web: Client, checked: Importing
) -> None:
    batch = checked(xlsx(MIXED))
    assert web.post(address("import_undo", batch)).status_code == 403
    batch.refresh_from_db()
    assert batch.state == ImportState.CHECKED


def test_sending_a_file_that_is_in_says_so(web: Client, committed: Importing) -> None:
    content = csv_text(good_list(1)).encode()
    committed(content)
    answer = web.post(LIST, {"file": SimpleUploadedFile("lain.csv", content)}, follow=True)
    assert "sudah masuk sebelumnya" in answer.content.decode()
    assert ImportBatch.objects.get().state == ImportState.COMMITTED


def test_markup_in_names_headings_and_notes_is_text(web: Client, checked: Importing) -> None:
    rows = [[*HEADINGS, "<b>x</b>"], [*good_row(1, Instansi="<i>y</i>"), "z"]]
    batch = checked(xlsx(rows), name="<u>nama.xlsx")
    shown = page(web, batch)
    assert not any(tag in shown for tag in ("<b>x", "<i>y", "<u>nama"))
    assert "&lt;i&gt;y" in shown


def test_a_long_list_turns_its_pages_and_keeps_the_filter(web: Client, checked: Importing) -> None:
    bad = [good_row(number, Tanggal="kemarin") for number in range(1, 54)]
    batch = checked(csv_text([HEADINGS, *bad]).encode())
    shown = page(web, batch, "?status=rejected&hal=2")
    table = shown.split("Baris demi baris")[1]
    assert table.count('<th scope="row">') == 3
    assert "status=rejected" in table


# The row report


def test_the_report_of_one_status_holds_only_that(web: Client, checked: Importing) -> None:
    batch = checked(xlsx(MIXED))
    found = grid(web.get(address("import_report", batch) + "?status=rejected").content)
    assert [row[:2] for row in found[2:]] == [["3", "Ditolak"]]


def test_download_correct_and_send_again_brings_in_only_what_was_put_right(
    web: Client, committed: Importing
) -> None:
    batch = committed(xlsx(MIXED))
    sheet = grid(web.get(address("import_report", batch)).content)
    sheet[3][len(OWN_HEADINGS) + HEADINGS.index("Tanggal")] = "24/11/2026"
    again = committed(xlsx(sheet), name="betul.xlsx")
    assert statuses(again) == ["repeated", "accepted", "repeated"]
    assert Report.objects.count() == 3


def test_the_report_sent_back_without_a_change_brings_nothing(
    web: Client, committed: Importing
) -> None:
    batch = committed(xlsx([HEADINGS, good_row(1), good_row(1), good_row(2, Tanggal="x")]))
    content = web.get(address("import_report", batch)).content
    again = committed(content, name="laporan-baris.xlsx")
    assert statuses(again) == ["repeated", "repeated", "rejected"]
    assert Report.objects.count() == batch.reports.count()


def test_the_report_of_an_undone_list_can_be_brought_in_again(
    web: Client, committed: Importing, bima: User
) -> None:
    batch = committed(xlsx(good_list(2)))
    undo_import(by=bima, batch=batch)
    again = committed(web.get(address("import_report", batch)).content)
    assert statuses(again) == ["accepted", "accepted"]
    assert Report.objects.filter(withdrawn_at=None).count() == 2


def test_a_report_code_of_another_office_does_not_hide_a_row(
    web: Client, committed: Importing, asing: User
) -> None:
    batch = committed(xlsx(good_list(1)))
    theirs = committed(web.get(address("import_report", batch)).content, by=asing)
    assert statuses(theirs) == ["accepted"]


def test_numbers_and_days_stand_in_the_report_as_a_person_reads_them(
    web: Client, checked: Importing
) -> None:
    batch = checked(xlsx([HEADINGS, good_row(1, **{"No HP": 85000000001, "Biaya": 1500000})]))
    row = grid(web.get(address("import_report", batch)).content)[2][len(OWN_HEADINGS) :]
    assert row[HEADINGS.index("Tanggal")] == "03/11/2026"
    assert row[HEADINGS.index("No HP")] == "85000000001"
    assert row[HEADINGS.index("Biaya")] == "1500000"


# The command


@pytest.fixture
def command(bima: User, partners: None, tmp_path: Path) -> Callable[..., str]:
    """``command(content, …)``: what the command says about a file of these bytes."""

    def run(content: bytes, **options: object) -> str:
        path, said = tmp_path / "daftar.xlsx", StringIO()
        path.write_bytes(content)
        call_command("import_line_list", path, stdout=said, **{"by": "bima", **options})
        return said.getvalue()

    return run


def test_the_command_says_in_whose_name_and_each_step(command: Callable[..., str]) -> None:
    lines = command(xlsx(MIXED)).splitlines()
    assert lines[:3] == ["Atas nama Bima Satriya (bima).", "Diperiksa: 3 baris", "3 baris:"]


def test_undone_and_brought_in_again_by_the_command(command: Callable[..., str]) -> None:
    content = xlsx(good_list(2))
    assert command(content).endswith("Masuk: 2 laporan.\n")
    assert "Dibatalkan: 2 laporan" in command(content, undo=True)
    assert command(content).endswith("Masuk: 2 laporan.\n")
    assert Report.objects.filter(withdrawn_at=None).count() == 2


def test_a_second_undo_ends_in_failure(command: Callable[..., str]) -> None:
    content = xlsx(good_list(1))
    command(content)
    command(content, undo=True)
    with pytest.raises(CommandError, match="sudah dibatalkan"):
        command(content, undo=True)


def test_a_rehearsal_of_a_list_that_waited_for_the_worker_reads_it(
    command: Callable[..., str],
) -> None:
    assert "Diperiksa saja: 2 baris siap masuk" in command(xlsx(MIXED), dry_run=True)
    assert not Report.objects.exists()


def test_without_a_name_several_importers_are_listed_outside_the_demo(
    command: Callable[..., str], ratna: User, settings: Any
) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="--by: bima, ratna"):
        command(xlsx(MIXED), by=None)


def test_without_anybody_who_may_the_command_says_what_to_do(
    command: Callable[..., str], bima: User
) -> None:
    User.objects.filter(pk=bima.pk).update(is_active=False)
    with pytest.raises(CommandError, match="Buat akunnya dahulu"):
        command(xlsx(MIXED), by=None)


def test_the_page_shows_what_the_command_left_half_done(
    command: Callable[..., str], web: Client
) -> None:
    command(xlsx(MIXED), dry_run=True)
    batch = ImportBatch.objects.get()
    assert "Masukkan 2 laporan" in page(web, advance_import(batch))
