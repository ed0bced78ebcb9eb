"""Rotation: other keys, the same words, whatever happens in between."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kentongan.access.rotating import keys_in_use, retire, rotate
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.encryption.erasing import erase
from kentongan.encryption.keyring import keyring, with_key, write_over
from kentongan.entities.models import Mention, Thing
from kentongan.entities.told import Written
from kentongan.reports.models import Report, Revision
from tests.source import ROOT

TODAY = date(2026, 11, 26)
ROWS = 3_000
Environment = dict[str, str]


@pytest.fixture
def report(key_file: Path, sari: User, made_report: Callable[..., Report]) -> Report:
    """A report with what it mentions, under keys of its own."""
    return made_report(sari, things=(Written("phone", "0850-0000-0001"),))


def words() -> tuple[str, str, str]:
    """What the database says, read anew."""
    thing = Thing.objects.get()
    return Revision.objects.get().noticed, thing.display, Mention.objects.get().raw


def test_every_row_is_under_the_new_key_and_says_the_same(report: Report) -> None:
    before, old = words(), keyring().current
    rotation = rotate(to="kedua", today=TODAY)
    assert words() == before
    assert (keys_in_use(), keyring().current) == ({"kedua"}, "kedua")
    assert rotation.done.total() == 3
    assert set(keyring().keys) == {old, "kedua"}


def test_the_texts_themselves_are_not_touched(report: Report) -> None:
    before = list(Revision.objects.values_list("noticed", flat=True))
    rotate(to="kedua", today=TODAY)
    assert list(Revision.objects.values_list("noticed", flat=True)) == before


def test_without_a_name_a_new_key_is_made_each_time(report: Report) -> None:
    names = {rotate(today=TODAY).to for _ in range(2)}
    assert len(names) == 2
    assert all(name.startswith("20261126-") for name in names)


def test_a_run_that_was_broken_off_goes_on_with_its_key(report: Report, key_file: Path) -> None:
    write_over(key_file, with_key(keyring(), "kedua"))
    assert rotate(today=TODAY).to == "kedua"


def test_an_erased_row_stays_erased(report: Report) -> None:
    erase(Revision.objects.get())
    rotate(to="kedua", today=TODAY)
    assert Revision.objects.get().is_erased


def test_a_row_that_does_not_open_is_told_and_keeps_its_key(report: Report) -> None:
    Thing.objects.update(data_key=b"\x01" + b"x" * 60)
    old, told = keyring().current, StringIO()
    with pytest.raises(CommandError, match="Kunci lama tetap disimpan"):
        call_command("rotate_keys", to="kedua", stdout=StringIO(), stderr=told)
    assert "entities_thing: 1 baris tidak terbuka" in told.getvalue()
    assert keys_in_use() == {old, "kedua"}
    assert retire() == set()


def test_unused_keys_are_dropped_when_asked(report: Report, key_file: Path) -> None:
    old = keyring().current
    call_command("rotate_keys", to="kedua", stdout=StringIO())
    with pytest.raises(CommandError, match="sepuluh menit"):
        call_command("rotate_keys", retire=True)
    os.utime(key_file, (0, 0))
    said = StringIO()
    call_command("rotate_keys", retire=True, stdout=said)
    assert said.getvalue().strip() == f"Dihapus: {old}."
    assert (set(keyring().keys), words()[1]) == ({"kedua"}, "0850-0000-0001")


@pytest.mark.parametrize("name", ["", " ", "a b", "../x", "x" * 41, "é"])
def test_a_key_has_a_plain_name(name: str, key_file: Path) -> None:
    if name:
        with pytest.raises(CommandError, match="Nama kunci"):
            call_command("rotate_keys", to=name)
    assert len(keyring().keys) == 1


def test_a_rotation_is_written_down(report: Report) -> None:
    rotate(to="kedua", today=TODAY)
    event = AuditEvent.objects.get(action="keys.rotated")
    assert (event.subject, event.detail) == ("key:kedua", {"rows": 3, "unreadable": 0})


# --- killed -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The surroundings of a SQLite file with many rows."""
    folder = tmp_path_factory.mktemp("putar")
    told = {name: text for name, text in os.environ.items() if "DATABASE" not in name}
    told |= {"KENTONGAN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "kentongan.website.settings"}
    run(told, "kentongan.cli", "migrate", "--verbosity", "0")
    run(told, "tests.encryption.rotation_rows", "fill", str(ROWS))
    return told


def run(environment: Environment, *words: str) -> str:
    """The output of a module run to its end."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def killed_after(environment: Environment, lines: int) -> str:
    """``kentongan rotate_keys`` killed when it has said so many lines; what it said."""
    command = [sys.executable, "-m", "kentongan.cli", "rotate_keys"]
    surroundings = {"env": environment, "cwd": ROOT, "text": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, **surroundings) as process:  # type: ignore[call-overload]
        said = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    return "".join(said)


def standing(environment: Environment) -> dict[str, object]:
    return json.loads(run(environment, "tests.encryption.rotation_rows", "look"))


@pytest.mark.slow
def test_a_rotation_killed_anywhere_loses_nothing_and_is_finished_by_the_next(
    database: Environment,
) -> None:
    before = standing(database)
    assert "entities_thing: 1000 baris" in killed_after(database, lines=2)
    halfway = standing(database)
    assert (halfway["right"], len(halfway["used"])) == (ROWS, 2)  # type: ignore[arg-type]
    begun = time.monotonic()
    run(database, "kentongan.cli", "rotate_keys")
    assert time.monotonic() - begun < 120 * ROWS / 10_000
    after = standing(database)
    assert (after["right"], after["used"]) == (ROWS, [halfway["current"]])
    assert after["kept"] == sorted([before["current"], halfway["current"]])  # type: ignore[list-item]
