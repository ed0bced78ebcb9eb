"""The keys of the office, in one file apart from the database and its backups.

The file is JSON: ``current`` (the id of the key for new rows), ``keys`` (id → 32 bytes in base64),
``index_key`` (for blind indexes, never replaced: every index would be lost) and ``receipt_pepper``.
Whoever has the file and a copy of the database reads everything but what is sealed.
"""

import fcntl
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from kentongan.encryption.errors import KeyFileTrouble, Unreadable

KEY_BYTES = 32
LONGEST_KEY_ID = 40
# Only the owner reads it.
MODE = 0o600

type Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Keyring:
    """The content of a key file; ``repr`` shows no key."""

    current: str
    keys: Mapping[str, bytes]
    index_key: bytes
    receipt_pepper: bytes

    def __repr__(self) -> str:
        return f"Keyring(current={self.current!r}, keys={len(self.keys)})"

    @cached_property
    def ciphers(self) -> dict[str, AESGCM]:
        """One cipher a key-encryption key."""
        return {key_id: AESGCM(key) for key_id, key in self.keys.items()}

    def cipher(self, key_id: str) -> AESGCM:
        """The cipher of one key; raises ``Unreadable`` when the file does not hold it."""
        found = self.ciphers.get(key_id)
        if found is None:
            raise Unreadable(
                _("Kunci untuk data ini tidak ada di berkas kunci. Beri tahu admin sistem.")
            )
        return found


def keyring() -> Keyring:
    """The keys in force; a changed file is read anew. Raises ``KeyFileTrouble``."""
    path: Path = settings.KEY_FILE
    try:
        return read(path, stamp_of(path))
    except FileNotFoundError as error:
        if settings.DEMO:
            write_new(path)  # or another process did at the same moment
            return keyring()
        raise missing() from error
    except OSError as error:
        raise missing() from error


def missing() -> KeyFileTrouble:
    """The sentence for a file that is not where the settings say."""
    return KeyFileTrouble(
        _("Berkas kunci tidak ada di tempatnya. Beri tahu admin sistem; data tetap aman.")
    )


def stamp_of(path: Path) -> Stamp:
    """What tells one state of the file from another; raises OSError."""
    # Asked for every row: Path.stat takes three times as long.
    found = os.stat(path)  # noqa: PTH116
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=1)
def read(path: Path, _stamp: Stamp) -> Keyring:
    """The keys in a file; raises ``KeyFileTrouble``."""
    try:
        return from_words(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileTrouble(
            _("Berkas kunci tidak dapat dibaca. Beri tahu admin sistem; data tetap aman.")
        ) from error


def from_words(raw: Mapping[str, Any]) -> Keyring:
    """A keyring out of JSON; raises ValueError or KeyError for anything but a whole one."""
    found = Keyring(
        current=str(raw["current"]),
        keys={str(key_id): decoded(text) for key_id, text in raw["keys"].items()},
        index_key=decoded(raw["index_key"]),
        receipt_pepper=decoded(raw["receipt_pepper"]),
    )
    if found.current not in found.keys:
        raise ValueError("the current key is not among the keys")
    return found


def decoded(text: str) -> bytes:
    """32 bytes; raises ValueError for another length."""
    key = b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    return key


def in_words(keys: Keyring) -> str:
    """The content of the file."""
    words = {
        "current": keys.current,
        "keys": {key_id: b64encode(key).decode() for key_id, key in keys.keys.items()},
        "index_key": b64encode(keys.index_key).decode(),
        "receipt_pepper": b64encode(keys.receipt_pepper).decode(),
    }
    return json.dumps(words, indent=2) + "\n"


def fresh_key_id(today: date) -> str:
    """A name for a key by which people find its paper copy, such as ``20261126-3fa9c1``."""
    return f"{today:%Y%m%d}-{secrets.token_hex(3)}"


def fresh(key_id: str) -> Keyring:
    """New keys throughout."""
    return Keyring(
        current=key_id,
        keys={key_id: secrets.token_bytes(KEY_BYTES)},
        index_key=secrets.token_bytes(KEY_BYTES),
        receipt_pepper=secrets.token_bytes(KEY_BYTES),
    )


def with_key(keys: Keyring, key_id: str) -> Keyring:
    """The same with ``key_id`` for new rows, made where it was missing."""
    more = {key_id: secrets.token_bytes(KEY_BYTES)} | dict(keys.keys)
    return replace(keys, current=key_id, keys=more)


def only_keys(keys: Keyring, kept: set[str]) -> Keyring:
    """The same without the keys that are neither current nor in ``kept``."""
    left = {key_id: key for key_id, key in keys.keys.items() if key_id in {*kept, keys.current}}
    return replace(keys, keys=left)


def write_new(path: Path) -> bool:
    """Make a key file where none is; False when another process was first. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = written_beside(path, fresh(fresh_key_id(date.today())))  # noqa: DTZ011 a name, no time
    try:
        # A link never takes the place of a file that is there.
        os.link(made, path)
    except FileExistsError:
        return False
    finally:
        made.unlink()
    return True


def write_over(path: Path, keys: Keyring) -> None:
    """Put other keys into the file in one step: a kill leaves the old file or the new one."""
    written_beside(path, keys).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """One process at a time: of two who change the file at once, the second sees the first's keys.

    A key that is lost here is lost with all it has wrapped.
    """
    lock = path.with_name(f".{path.name}.lock")
    with os.fdopen(os.open(lock, os.O_WRONLY | os.O_CREAT, MODE), "wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def change(how: Callable[[Keyring], Keyring]) -> Keyring:
    """Write what ``how`` makes of the keys in force; raises ``KeyFileTrouble``, OSError."""
    path: Path = settings.KEY_FILE
    with alone_with(path):
        before = keyring()
        after = how(before)
        if after != before:
            write_over(path, after)
        return after


def changed_at() -> float:
    """When the key file was last changed, in seconds since 1970; raises OSError."""
    path: Path = settings.KEY_FILE
    return path.stat().st_mtime


def written_beside(path: Path, keys: Keyring) -> Path:
    """A file in the same folder with these keys, safely on the disk."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "wb") as file:
        file.write(in_words(keys).encode())
        file.flush()
        os.fsync(file.fileno())
    return beside
