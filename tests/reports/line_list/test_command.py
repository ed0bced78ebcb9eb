"""``kentongan import FILE``: what it says, how it ends, and that it never hides a row."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kentongan.accounts.models import User
from kentongan.reports.models import ImportBatch, ImportState, Report
from tests.reports.line_list.sheets import HEADINGS, good_list, good_row, xlsx

Command = Callable[..., str]
MIXED = [HEADINGS, good_row(1), good_row(2, Tanggal="12/25/2025"), ["Jumlah", "", "", "", 2]]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A list of one good row, one rejected one and a sum."""
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx(MIXED))
    return path


@pytest.fixture
def command(bima: User, partners: None) -> Command:
    """``command(path, …)``: what the command says."""

    def run(path: Path, **options: object) -> str:
        said = StringIO()
        call_command("import_line_list", path, stdout=said, **{"by": "bima", **options})
        return said.getvalue()

    return run


def standing() -> int:
    return Report.objects.filter(withdrawn_at=None).count()


def test_it_counts_every_row_and_names_the_rejected_ones(command: Command, written: Path) -> None:
    said = command(written)
    assert "1 diterima\n" in said
    assert "1 ditolak\n" in said
    assert "Baris 3: Tanggal “12/25/2025” tidak ada." in said
    assert said.endswith("Masuk: 1 laporan. BELUM masuk: 1 baris yang ditolak di atas.\n")
    assert standing() == 1


def test_a_rehearsal_brings_nothing_in(command: Command, written: Path) -> None:
    assert "belum ada yang dimasukkan" in command(written, dry_run=True)
    assert standing() == 0
    assert ImportBatch.objects.get().state == ImportState.CHECKED


def test_after_a_rehearsal_the_same_command_brings_it_in(command: Command, written: Path) -> None:
    command(written, dry_run=True)
    command(written)
    assert standing() == 1


def test_the_same_file_again_is_told_and_changes_nothing(command: Command, written: Path) -> None:
    command(written)
    assert "tidak ada yang berubah" in command(written)
    assert standing() == 1


def test_the_import_of_a_file_is_undone(command: Command, written: Path) -> None:
    command(written)
    assert "1 laporan ditarik kembali" in command(written, undo=True)
    assert standing() == 0


def test_a_file_that_never_came_in_cannot_be_undone(command: Command, written: Path) -> None:
    with pytest.raises(CommandError, match="belum pernah"):
        command(written, undo=True)


def test_the_row_report_is_written(command: Command, written: Path, tmp_path: Path) -> None:
    target = tmp_path / "hasil.xlsx"
    assert str(target) in command(written, report=target)
    assert target.read_bytes().startswith(b"PK")


def test_a_row_report_that_cannot_be_written_is_said(
    command: Command, written: Path, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        command(written, report=tmp_path / "tiada" / "hasil.xlsx")


def test_a_list_without_one_good_row_ends_in_failure(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "buruk.xlsx"
    path.write_bytes(xlsx([HEADINGS, good_row(1, Tanggal="kemarin")]))
    with pytest.raises(CommandError, match="Perbaiki, lalu ulangi"):
        command(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "kosong"), (b"%PDF-1.7", "bukan lembar kerja"), (b"a;b\n1;2", "Judul")],
)
def test_a_file_that_is_no_list_ends_in_one_sentence(
    content: bytes, words: str, command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "apa.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        command(path)


@pytest.mark.parametrize("name", ["tiada.xlsx", "."])
def test_a_file_that_cannot_be_opened_is_said(name: str, command: Command, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        command(tmp_path / name)


@pytest.mark.parametrize("who", ["sari", "tiada"])
def test_only_who_may_import_can_be_named(
    who: str, command: Command, written: Path, sari: User
) -> None:
    with pytest.raises(CommandError, match="tidak berhak"):
        command(written, by=who)


def test_many_rejected_rows_are_counted_and_the_first_named(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "banyak.xlsx"
    bad = [good_row(number, Tanggal="kemarin") for number in range(1, 13)]
    path.write_bytes(xlsx([*good_list(1), *bad]))
    said = command(path)
    assert said.count("  Baris ") == 10
    assert "dan 2 lagi" in said
