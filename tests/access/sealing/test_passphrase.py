"""A private key under a passphrase: dear to guess, bound to its public key, two at a time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kentongan.access.sealing import boxes, envelope, passphrase
from kentongan.access.sealing.boxes import Broken

WORDS = "gerobak kuning di tepi sawah"
REAL_COST = passphrase.COST


def wrapped() -> tuple[bytes, str, str]:
    """The secret, its wrapping, its fingerprint."""
    private = boxes.new_private()
    print_ = boxes.fingerprint(boxes.public_bytes(private.public_key()))
    return boxes.private_bytes(private), passphrase.wrap(private, WORDS), print_


def test_the_passphrase_gives_the_key_back() -> None:
    secret, text, name = wrapped()
    assert boxes.private_bytes(passphrase.unwrap(text, WORDS, name)) == secret


@pytest.mark.parametrize("wrong", ["", WORDS.upper(), WORDS + " ", "x" * 128])
def test_any_other_passphrase_does_not(wrong: str) -> None:
    _secret, text, name = wrapped()
    with pytest.raises(Broken):
        passphrase.unwrap(text, wrong, name)


def test_a_wrapping_put_into_another_row_does_not_open() -> None:
    _secret, text, _name = wrapped()
    with pytest.raises(Broken):
        passphrase.unwrap(text, WORDS, "0" * 32)


def test_the_same_letters_typed_another_way_are_the_same_words() -> None:
    private = boxes.new_private()
    name = boxes.fingerprint(boxes.public_bytes(private.public_key()))
    text = passphrase.wrap(private, "caf\u00e9 di tepi sawah")
    assert passphrase.unwrap(text, "cafe\u0301 di tepi sawah", name)


def test_a_guess_costs_at_least_what_a_login_costs() -> None:
    assert REAL_COST.memory >= 19 * 1024
    assert REAL_COST.passes >= 2


def test_a_row_changed_by_hand_does_not_keep_the_server_busy() -> None:
    _secret, text, name = wrapped()
    raw = envelope.read_json(text, passphrase.PREFIX) | {"memory": 2**30}
    changed = passphrase.PREFIX + boxes.to_text(str(raw).replace("'", '"').encode())
    with pytest.raises(Broken):
        passphrase.unwrap(changed, WORDS, name)


@pytest.mark.parametrize("text", ["", "kunci1.", "kunci1.e30", "kunci1.W10", "segel1.e30"])
def test_what_is_no_wrapping_is_broken(text: str) -> None:
    with pytest.raises(Broken):
        passphrase.unwrap(text, WORDS, "0" * 32)


class Counting:
    """Stands for the hash and notes how many run at once."""

    def __init__(self) -> None:
        self.running, self.most, self.lock = 0, 0, threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        yield
        with self.lock:
            self.running -= 1

    def __call__(self, *_arguments: object) -> bytes:
        with self.one():
            time.sleep(0.01)
        return bytes(32)


def test_two_hashes_run_at_once_however_many_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting()
    monkeypatch.setattr(passphrase, "hash_secret_raw", counting)
    arriving = [
        threading.Thread(target=passphrase.stretched, args=(WORDS, b"", REAL_COST))
        for _ in range(12)
    ]
    for thread in arriving:
        thread.start()
    for thread in arriving:
        thread.join()
    assert counting.most == 2
