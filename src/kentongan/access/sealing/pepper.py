"""The secret that turns a receipt into what the database keeps; it is kept apart from it."""

from kentongan.encryption.keyring import keyring


def receipt_pepper() -> bytes:
    """32 bytes; whoever has the database without them cannot try receipts."""
    return keyring().receipt_pepper
