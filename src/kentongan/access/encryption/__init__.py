"""Encryption at rest: fields whose columns hold ciphertext, blind indexes, erasing.

Each row has a data key of its own; the key file's key wraps it. Without its data key a row's
encrypted fields read as empty for ever, in the database and in every backup.
"""

from kentongan.access.encryption.blinding import blind
from kentongan.access.encryption.cells import Sealed
from kentongan.access.encryption.erasing import erase, forget_remnants
from kentongan.access.encryption.fields import EncryptedBytes, EncryptedJSON, EncryptedText
from kentongan.access.encryption.rows import Protected, ProtectedById, protected_models

__all__ = [
    "EncryptedBytes",
    "EncryptedJSON",
    "EncryptedText",
    "Protected",
    "ProtectedById",
    "Sealed",
    "blind",
    "erase",
    "forget_remnants",
    "protected_models",
]
