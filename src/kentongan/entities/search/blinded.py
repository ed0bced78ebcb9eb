"""What the search keeps instead of words: keys and marks that tell nothing without the key file."""

import hmac
from collections.abc import Iterable
from functools import lru_cache

from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.index import Mark, keyed
from kentongan.entities.sides import Sort

KEY_BYTES = 8


def secret_of(purpose: str, side: Sort) -> bytes:
    """A key for one purpose and one sort of people, derived from the index key of the office.

    Raises ``KeyFileTrouble``.
    """
    return bytes.fromhex(blind("search", f"{purpose} {side.word}"))


def blinded(side: Sort, keys: Iterable[int]) -> list[int]:
    """Blocking keys as the database holds them: HMAC-SHA-256, cut to signed 64 bits.

    A key of suspected parties never equals one of people to protect.
    """
    secret = secret_of("keys", side)
    return [blinded_by(secret, key) for key in keys]


def blinded_by(secret: bytes, key: int) -> int:
    digest = hmac.digest(secret, key.to_bytes(KEY_BYTES, "little", signed=True), "sha256")
    return int.from_bytes(digest[:KEY_BYTES], "little", signed=True)


def marker(side: Sort) -> Mark:
    """The marks of the index of one sort of people."""
    return marker_of(secret_of("marks", side))


# One a sort of people, and one more while the key file changes.
@lru_cache(maxsize=6)
def marker_of(secret: bytes) -> Mark:
    return keyed(secret)
