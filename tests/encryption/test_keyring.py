"""The key file: made once, read anew when it changes, and nothing opens without it."""

import json
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kentongan.access.checks import key_file_is_safe
from kentongan.encryption.blinding import blind
from kentongan.encryption.errors import KeyFileTrouble, Unreadable
from kentongan.encryption.keyring import keyring, only_keys, with_key, write_new, write_over
from tests.encryption.specimens import again, letter


def test_a_new_key_file_is_read_by_its_owner_alone(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert list(key_file.parent.iterdir()) == [key_file]


def test_a_key_file_is_never_written_over_by_a_new_one(key_file: Path) -> None:
    before = key_file.read_text()
    assert not write_new(key_file)
    assert key_file.read_text() == before


def test_the_command_makes_the_file_once(key_file: Path) -> None:
    key_file.unlink()
    call_command("new_key_file", verbosity=0)
    assert keyring().current in key_file.read_text()
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("new_key_file")


def test_a_demo_makes_its_own_keys(key_file: Path, settings: object) -> None:
    key_file.unlink()
    settings.DEMO = True  # type: ignore[attr-defined]
    assert keyring().current in key_file.read_text()


def test_an_office_without_its_key_file_stands_still(key_file: Path) -> None:
    key_file.unlink()
    with pytest.raises(KeyFileTrouble) as told:
        keyring()
    assert "Beri tahu admin sistem" in told.value.reason
    assert not key_file.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"current": 1}', "kunci", "\x00"])
def test_a_broken_key_file_is_told_without_a_trace(content: str, key_file: Path) -> None:
    key_file.write_text(content)
    with pytest.raises(KeyFileTrouble, match="tidak dapat dibaca"):
        keyring()


@pytest.mark.parametrize("key", ["AAAA", "no base64!", 7])
def test_a_key_of_another_length_is_refused(key: object, key_file: Path) -> None:
    words = json.loads(key_file.read_text())
    words["keys"][words["current"]] = key
    key_file.write_text(json.dumps(words))
    with pytest.raises(KeyFileTrouble):
        keyring()


def test_a_changed_file_is_noticed(key_file: Path) -> None:
    before = keyring()
    write_over(key_file, with_key(before, "kedua"))
    assert keyring().current == "kedua"
    assert set(keyring().keys) == {before.current, "kedua"}


def test_unused_keys_are_dropped_but_never_the_current_one(key_file: Path) -> None:
    keys = with_key(with_key(keyring(), "kedua"), "ketiga")
    assert set(only_keys(keys, {"kedua"}).keys) == {"kedua", "ketiga"}


def test_a_keyring_never_shows_its_keys(key_file: Path) -> None:
    assert repr(keyring()) == str(keyring()) == f"Keyring(current={keyring().current!r}, keys=1)"


@pytest.mark.usefixtures("stored")
def test_a_row_of_a_lost_key_does_not_open(key_file: Path) -> None:
    row = letter(sender="Siti")
    write_over(key_file, only_keys(with_key(keyring(), "kedua"), set()))
    with pytest.raises(Unreadable, match="tidak ada di berkas kunci"):
        _ = again(row).sender


@pytest.mark.usefixtures("stored")
def test_a_row_under_other_keys_of_the_same_name_does_not_open(key_file: Path) -> None:
    row = letter(sender="Siti")
    name = keyring().current
    key_file.unlink()
    write_new(key_file)
    words = json.loads(key_file.read_text())
    words["keys"], words["current"] = {name: words["keys"][words["current"]]}, name
    key_file.write_text(json.dumps(words))
    with pytest.raises(Unreadable):
        _ = again(row).sender


def test_a_blind_index_is_the_same_for_the_same_text_alone(key_file: Path) -> None:
    marks = {blind("phone", "0850"), blind("phone", "0851"), blind("account", "0850")}
    assert len(marks) == 3
    assert blind("phone", "0850") in marks
    assert {len(mark) for mark in marks} == {64}


def test_a_blind_index_needs_the_key_file(key_file: Path) -> None:
    before = blind("phone", "0850")
    key_file.unlink()
    write_new(key_file)
    assert blind("phone", "0850") != before


def test_the_start_stops_without_a_key_file(key_file: Path) -> None:
    assert key_file_is_safe() == []
    key_file.unlink()
    (found,) = key_file_is_safe()
    assert found.is_serious()
    assert "new_key_file" in str(found.hint)


def test_the_start_warns_of_a_key_file_that_others_read(key_file: Path) -> None:
    key_file.chmod(0o644)
    (found,) = key_file_is_safe()
    assert "chmod 600" in str(found.hint)
