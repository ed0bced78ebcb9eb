"""Rows of an office that worked before encryption: all there, and nothing left in clear."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source import ROOT

pytestmark = pytest.mark.slow
SCRIPT = "tests.encryption.carried_rows"
THINGS = [{"kind": "phone", "raw": "Kenari"}]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A module in an office of its own."""
    outer = {name: text for name, text in os.environ.items() if "DATABASE" not in name}
    outer |= {"KENTONGAN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "kentongan.website.settings"}
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, env=outer, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose database was updated, from a first run that was broken off."""
    made = tmp_path_factory.mktemp("lama")
    for words in ((SCRIPT, "before"), ("kentongan.cli", "migrate", "--verbosity", "0")):
        done = run(made, *words)
        assert done.returncode == 0, done.stderr
    return made


def test_every_row_says_what_it_said(folder: Path) -> None:
    done = run(folder, SCRIPT, "after")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["batch"] == ["Kenari.xlsx", "Kenari", "Kenari 1", ["Kenari"]]
    assert told["row"] == [["Kenari", 7], [], {}]
    assert told["revisions"] == [[f"Kenari {n}", "Kenaria", THINGS, ""] for n in (1, 2)]
    assert told["thing"][:3] == ["0850-Kenari", "Kenari umum", True]
    assert told["alert"][:3] == ["Kenari", "Kenari", ["Kenari"]]
    assert told["alert"][3] == f"phone:{told['thing'][3]}@35.03"
    assert told["mention"] == "Kenari 0850"
    assert told["hold"] == ["Kenari", "Kenari/1", "Kenari 2"]
    assert told["scope"] == ["", {"account": "Kenari"}]
    said = ("signal", "evidence", "step", "conflict", "signature", "incident", "change")
    assert {told[part] for part in said} == {"Kenari"}


def test_nothing_of_it_is_left_in_clear(folder: Path) -> None:
    stored = b"".join(path.read_bytes() for path in folder.glob("*.sqlite3*"))
    assert stored
    assert not [word for word in (b"Kenari", b"6285000000077", b"aaaaaaaa") if word in stored]


def test_there_is_no_way_back(folder: Path) -> None:
    done = run(folder, "kentongan.cli", "migrate", "entities", "0002")
    assert done.returncode != 0
    assert "not written in clear again" in done.stderr
