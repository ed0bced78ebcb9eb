"""Commands that work on files alone, as a shell runs them: no settings, no traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.engine.detection.published import OURS

CASES, PLACES = OURS / "syn300.cas", OURS / "syn300.geo"
SCAN = ("scan", CASES, "--places", PLACES, "--max-km", "40", "--max-length", "14")
CALIBRATE = ("calibrate", CASES, "--places", PLACES, "--max-km", "10", "--max-length", "3")


# It heeds the keys also where the tests themselves run in the background of a shell.
LISTENING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from kentongan.cli import main
main()
"""


def started(*words: object, folder: Path) -> "subprocess.Popen[str]":
    """The command in an empty environment and an empty folder."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-c", LISTENING, *map(str, words)],
        cwd=folder,
        env=kept | {"HOME": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*words: object, folder: Path) -> tuple[int, str, str]:
    with started(*words, folder=folder) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_a_calibration_needs_nothing_that_was_set_up(tmp_path: Path) -> None:
    words = ("--history", "20", "--replicates", "9", "--years", "1", "--wanted", "1")
    code, out, err = run(*CALIBRATE, *words, folder=tmp_path)
    assert (code, err) == (0, "")
    assert "Pakai ambang" in out
    assert list(tmp_path.iterdir()) == []


def test_a_bar_is_shown_to_terminals_alone(tmp_path: Path) -> None:
    code, out, err = run(*SCAN, "--replicates", "9", folder=tmp_path)
    assert (code, err) == (0, "")
    assert "###" not in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("scan", "none.cas", "--places", PLACES), "none.cas tidak dapat dibuka"),
        (("scan", PLACES, "--places", PLACES), "syn300.geo, baris 1, kolom 6"),
        (("scan", CASES), "--places"),
        (("calibrate", CASES, "--places", CASES), "syn300.cas, baris 1"),
        (("calibrate", CASES, "--places", PLACES, "--look", "past"), "Kalibrasi"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    words: tuple[object, ...], sentence: str, tmp_path: Path
) -> None:
    code, out, err = run(*words, folder=tmp_path)
    assert (code, out) == (1, "")
    assert sentence in err
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


def test_words_that_do_not_exist_are_refused_with_the_usage(tmp_path: Path) -> None:
    code, _, err = run("scan", CASES, "--radius", "7", folder=tmp_path)
    assert code == 2
    assert "usage" in err
    assert "Traceback" not in err


def test_help_tells_what_it_is_for(tmp_path: Path) -> None:
    for verb in ("scan", "calibrate"):
        code, out, _ = run(verb, "--help", folder=tmp_path)
        assert code == 0
        assert "SaTScan" in out or "ambang" in out


def interrupted(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Press the keys until it ends: an interrupt in the middle of compiling is lost."""
    for _ in range(60):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=2)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    raise AssertionError("it does not end")


def test_an_interrupted_scan_says_so_and_writes_nothing(tmp_path: Path) -> None:
    long = (*SCAN, "--look", "past", "--replicates", "1000000", "--to", "out")
    with started(*long, folder=tmp_path) as process:
        time.sleep(6)  # until it has read its files and draws data sets
        out, err = interrupted(process)
    assert "Traceback" not in err
    assert (process.returncode, out) == (130, "")
    assert "Dihentikan" in err
    assert not (tmp_path / "out").exists()


def test_a_reader_who_goes_away_is_no_error(tmp_path: Path) -> None:
    with started(*SCAN, "--replicates", "9", folder=tmp_path) as process:
        assert process.stdout
        process.stdout.close()
        _, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
