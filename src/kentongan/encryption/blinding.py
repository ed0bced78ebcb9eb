"""Blind indexes: equal texts give equal marks, and no mark tells its text without the key."""

import hmac

from kentongan.encryption.keyring import keyring


def blind(kind: str, text: str) -> str:
    """64 hexadecimal digits for exact matches; the same text of another kind gives others.

    HMAC-SHA-256 with the index key, so that a list of all telephone numbers does not open a stolen
    database. Raises ``KeyFileTrouble``.
    """
    told = f"{kind}\x1f{text}".encode("utf-8", "surrogatepass")
    return hmac.digest(keyring().index_key, told, "sha256").hex()
