"""The secrets of second factors, each under a key of its own."""

from django.db import models

from kentongan.encryption.fields import EncryptedText
from kentongan.encryption.rows import ProtectedById


class FactorSecret(ProtectedById):
    """The secret of an authenticator app, or the seed of recovery codes.

    The login library keeps ``row_uuid`` where it would keep the secret.
    """

    secret = EncryptedText()
    made_at = models.DateTimeField(auto_now_add=True)

    class Privacy:
        personal = {"secret": "rahasia faktor kedua petugas"}
        plain = {"id", "data_key", "key_id", "row_uuid", "made_at"}

    def __str__(self) -> str:
        return str(self.row_uuid)
