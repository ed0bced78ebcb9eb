"""One ciphertext: version (1 byte), nonce (12), AES-256-GCM ciphertext with its tag (16).

What it is about (table, field, the row's immutable name) is authenticated along: a ciphertext that
stands in another place does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from kentongan.encryption.errors import Unreadable
from kentongan.encryption.keyring import KEY_BYTES, Keyring

VERSION = b"\x01"
NONCE_BYTES = 12
BEFORE_TEXT = len(VERSION) + NONCE_BYTES
TAG_BYTES = 16
LENGTH_OF_NOTHING = BEFORE_TEXT + TAG_BYTES  # the ciphertext of the empty text
DATA_KEY = "data_key"


class Sealed(bytes):
    """A ciphertext as its column holds it; empty in a row that was erased."""

    __slots__ = ()


def about(table: str, field: str, binding: str) -> bytes:
    """The authenticated place of a ciphertext."""
    # Neither tables nor fields hold the separator, so that no two places share a text.
    return f"{table}\x1f{field}\x1f{binding}".encode("utf-8", "surrogatepass")


def seal(cipher: AESGCM, plain: bytes, place: bytes) -> Sealed:
    """The ciphertext of ``plain`` at ``place``."""
    # 96 random bits are safe for 2³² texts of one key (NIST SP 800-38D); a row has a dozen.
    nonce = os.urandom(NONCE_BYTES)
    return Sealed(VERSION + nonce + cipher.encrypt(nonce, plain, place))


def unseal(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    """What was sealed at ``place``; raises ``Unreadable`` for anything else."""
    if sealed[:1] != VERSION:
        raise unreadable()
    try:
        return cipher.decrypt(sealed[1:BEFORE_TEXT], sealed[BEFORE_TEXT:], place)
    except (InvalidTag, ValueError) as error:
        raise unreadable() from error


def unreadable() -> Unreadable:
    """The sentence for a value that does not open."""
    return Unreadable(
        _("Sebagian data tidak dapat dibuka dengan kunci yang ada. Beri tahu admin sistem.")
    )


def fresh_data_key() -> bytes:
    """A key for one row."""
    return os.urandom(KEY_BYTES)


def wrap(keys: Keyring, key_id: str, data_key: bytes, table: str, binding: str) -> Sealed:
    """A row's data key under a key of the file."""
    return seal(keys.cipher(key_id), data_key, about(table, f"{DATA_KEY}.{key_id}", binding))


def unwrap(keys: Keyring, key_id: str, wrapped: bytes, table: str, binding: str) -> bytes:
    """The data key of a row; raises ``Unreadable``."""
    place = about(table, f"{DATA_KEY}.{key_id}", binding)
    return unseal(keys.cipher(key_id), wrapped, place)
