"""``kentongan audit …``: what a person types and what comes back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kentongan.audit.anchors import Anchor
from kentongan.cli import commands_of
from tests.audit.tampering import TAMPERINGS, unlocked


def test_a_whole_log_ends_with_nought(
    anchors: list[Anchor], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit_verify")
    assert capsys.readouterr().out == "Jejak utuh: 13 baris, sampai baris 13; 1 jangkar cocok.\n"


@pytest.mark.parametrize("name", TAMPERINGS)
def test_each_tampering_has_its_exit_code(
    name: str, anchors: list[Anchor], outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper, code = TAMPERINGS[name]
    with unlocked():
        tamper(5)
    with pytest.raises(SystemExit) as end:
        call_command("audit_verify", "--anchors", str(outside))
    assert end.value.code == code
    assert "baris" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_no_verdict(log: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("audit_verify", "--anchors", str(tmp_path / "hilang"))


def test_the_anchor_command_says_where_it_wrote(
    log: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit_anchor", str(tmp_path / "usb"), str(tmp_path / "mitra"))
    lines = capsys.readouterr().out.splitlines()
    assert [Path(line).parent.name for line in lines] == ["usb", "mitra"]
    assert all(Path(line).is_file() for line in lines)


def test_the_anchor_command_needs_a_folder(log: None, settings: Settings) -> None:
    settings.AUDIT_ANCHOR_FOLDERS = []
    with pytest.raises(CommandError, match="Sebutkan foldernya"):
        call_command("audit_anchor")


def test_the_anchor_command_fails_when_a_folder_took_nothing(log: None, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(CommandError, match="tidak dapat ditulisi"):
        call_command("audit_anchor", str(tmp_path / "berkas"))


def test_the_anchor_command_without_a_key_says_what_to_do(
    log: None, tmp_path: Path, settings: Settings
) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="kentongan audit key"):
        call_command("audit_anchor", str(tmp_path))


def test_the_key_command_prints_the_public_half_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit_key", str(tmp_path / "kunci"))
    assert len(capsys.readouterr().out.strip()) == 64
    with pytest.raises(CommandError, match="tidak ditimpa"):
        call_command("audit_key", str(tmp_path / "kunci"))
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("audit_key", str(tmp_path / "hilang" / "kunci"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["audit", "verify", "--anchors", "x"], ["audit_verify", "--anchors", "x"]),
        (["audit", "anchor", "usb"], ["audit_anchor", "usb"]),
        (["audit"], ["audit"]),
        (["audit_anchor", "usb"], ["audit_anchor", "usb"]),
        (["import", "audit"], ["import_line_list", "audit"]),
        ([], []),
    ],
)
def test_the_verb_may_be_two_words(typed: list[str], meant: list[str]) -> None:
    assert commands_of(typed) == meant


def test_a_person_can_type_it(tmp_path: Path) -> None:
    surroundings = {**os.environ, "KENTONGAN_DEMO": "1", "KENTONGAN_DATA": str(tmp_path)}
    surroundings.pop("KENTONGAN_DATABASE_URL", None)
    for words in (["migrate", "audit", "-v0"], ["audit", "anchor"], ["audit", "verify"]):
        command = [sys.executable, "-m", "kentongan.cli", *words]
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Jejak utuh: 1 baris")
