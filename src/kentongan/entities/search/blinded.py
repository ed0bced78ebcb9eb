"""What the search keeps instead of words: keys and marks that tell nothing without the key file."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.digests import digester
from kentongan.engine.linkage.index import Mark, keyed
from kentongan.entities.sides import Sort

type Blind = Callable[[int], int]

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
    return list(map(blinder(side), keys))


def blinder(side: Sort) -> Blind:
    """What blinds a key of one sort of people; whoever has many keys asks for it once."""
    digest = digester(secret_of("keys", side))

    def blinded_key(key: int) -> int:
        cut = digest(key.to_bytes(KEY_BYTES, "little", signed=True))[:KEY_BYTES]
        return int.from_bytes(cut, "little", signed=True)

    return blinded_key


def marker(side: Sort) -> Mark:
    """The marks of the index of one sort of people."""
    return marker_of(secret_of("marks", side))


# One a sort of people, and one more while the key file changes.
@lru_cache(maxsize=6)
def marker_of(secret: bytes) -> Mark:
    return keyed(secret)
