"""What the access folder keeps in the database; one subject a file."""

from kentongan.access.models.sealing import Opening, SealedIdentity, SealingKey

__all__ = ["Opening", "SealedIdentity", "SealingKey"]
