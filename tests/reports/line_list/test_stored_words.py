"""What an import stores is Indonesian whoever runs it; pages and answers follow the reader."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.reports.actions.imports import commit_import, receive_file, undo_import
from kentongan.reports.models import ImportBatch, ImportState, Report
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, csv_text, good_list, good_row, xlsx

pytestmark = pytest.mark.usefixtures("read_in_this_process")

SIGNS = [*HEADINGS, "Indikator", "Ket", "Cuaca", "NIK"]


def telling(**changes: Any) -> bytes:
    """A list whose one row leaves a note in every corner."""
    more = ["rambut merah", "dicek lagi", "hujan", ""]
    row = good_row(1, Tanggal="", Desa="Tiada", Instansi="Karang Taruna", **changes)
    return xlsx([SIGNS, [*row, *more]], hidden=["Arsip"])


def words_of(batch: ImportBatch) -> list[str]:
    """Every sentence that is stored about a batch."""
    rows = list(batch.rows.order_by("number"))
    return [*batch.notes, batch.problem, *(text for row in rows for text in row.messages)]


def test_the_notes_are_the_same_whichever_language_the_checker_reads(
    checked: Importing, asing: User
) -> None:
    with translation.override("en"):
        english = checked(telling())
    with translation.override("id"):
        indonesian = checked(telling(), by=asing)
    assert english.notes == indonesian.notes != []
    assert english.rows.get().messages[0].startswith("Instansi")
    assert {note.split()[0] for note in english.notes} == {"Lembar", "Data", "Tidak"}


def test_the_words_before_what_fits_nowhere_are_indonesian_in_the_story(
    committed: Importing,
) -> None:
    with translation.override("en"):
        committed(telling(**{"No HP": "tanya Bu Tini"}))
    report = Report.objects.get()
    assert report.current is not None
    lines = report.current.noticed.splitlines()
    assert lines[1:] == ["Keterangan: dicek lagi", "Tanda: rambut merah", "Kontak: tanya Bu Tini"]


def test_a_story_of_signs_alone_begins_with_the_indonesian_word(committed: Importing) -> None:
    with translation.override("en"):
        committed(xlsx([SIGNS, [*good_row(1, Uraian=""), "Paspor ditahan", "", "", ""]]))
    report = Report.objects.get()
    assert report.current is not None
    assert report.current.noticed.startswith("Tanda")


def test_the_same_list_is_the_same_rows_in_both_languages(committed: Importing) -> None:
    with translation.override("en"):
        committed(telling())
    with translation.override("id"):
        batch = committed(telling() + b"\0")
    assert [row.status for row in batch.rows.all()] == ["repeated"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"a;b\n1;2", xlsx([HEADINGS])])
def test_the_sentence_of_a_refusal_is_indonesian(content: bytes, checked: Importing) -> None:
    with translation.override("en"):
        batch = checked(content)
    assert batch.state == ImportState.REFUSED
    assert "lalu kirim lagi" in batch.problem or "Berkas" in batch.problem


def test_a_file_over_the_limit_is_refused_in_indonesian_at_once(bima: User) -> None:
    with translation.override("en"):
        batch = receive_file(by=bima, name="besar.csv", content=b"x" * (5 * 1024 * 1024 + 1))
    assert "lebih dari 5 MB" in batch.problem


def test_a_file_without_a_name_has_an_indonesian_one(bima: User) -> None:
    with translation.override("en"):
        assert receive_file(by=bima, name="///", content=b"a;b").file_name == "tanpa nama"


def test_rows_understood_anew_at_the_commit_are_told_in_indonesian(
    checked: Importing, bima: User
) -> None:
    early, late = checked(xlsx(good_list(1))), checked(csv_text(good_list(1)).encode())
    commit_import(by=bima, batch=early)
    with translation.override("en"):
        commit_import(by=bima, batch=late)
    assert words_of(late)[-1].startswith("Sudah masuk dari berkas “daftar.xlsx” baris 2")


def test_every_stored_sentence_survives_an_english_checker(checked: Importing) -> None:
    rows = [good_row(2, Tanggal="kemarin"), good_row(3, Biaya=15), good_row(4), good_row(4)]
    with translation.override("en"):
        batch = checked(xlsx([HEADINGS, *rows, ["Jumlah", "", "", "", 4]]))
    starts = [(row.messages or [""])[0].split(" ")[0] for row in batch.rows.order_by("number")]
    assert starts == ["Tanggal", "Biaya", "", "Isinya", "Baris"]


def test_the_language_of_the_caller_is_his_own_again_afterwards(checked: Importing) -> None:
    with translation.override("en"):
        checked(xlsx(good_list(1)))
        assert translation.get_language() == "en"
        checked(b"%PDF-1.7")
        assert translation.get_language() == "en"


def test_what_is_answered_at_once_is_in_the_language_of_who_asks(
    checked: Importing, bima: User
) -> None:
    batch = checked(xlsx(good_list(1)))
    with translation.override("en"), pytest.raises(Refused) as refusal:
        undo_import(by=bima, batch=batch)
    with pytest.raises(Refused) as indonesian:
        undo_import(by=bima, batch=batch)
    assert refusal.value.reason != indonesian.value.reason


def test_an_english_reader_sees_stored_notes_as_they_were_written(
    client: Client, bima: User, checked: Importing
) -> None:
    batch = checked(telling())
    client.force_login(bima)
    client.cookies["django_language"] = "en"
    with translation.override("id"):  # the page leaves its language behind in this thread
        page = client.get(reverse("reports:import_detail", args=[batch.pk])).content.decode()
    assert '<html lang="en"' in page
    assert "Tidak dipakai: kolom “Cuaca”." in page
    assert "Baris demi baris" not in page
