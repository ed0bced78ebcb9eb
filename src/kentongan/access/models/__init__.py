"""What the access folder keeps in the database; one subject a file."""

from kentongan.access.models.consents import Consent, ConsentField, HowObtained
from kentongan.access.models.grants import (
    Answer,
    EndReason,
    Grant,
    GrantState,
    LegalBasis,
    Profile,
    Purpose,
    SharedCopy,
)

__all__ = [
    "Answer",
    "Consent",
    "ConsentField",
    "EndReason",
    "Grant",
    "GrantState",
    "HowObtained",
    "LegalBasis",
    "Profile",
    "Purpose",
    "SharedCopy",
]
