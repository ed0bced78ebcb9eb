"""What the access folder keeps in the database; one subject a file."""

from kentongan.access.models.second_factor import FactorSecret

__all__ = ["FactorSecret"]
