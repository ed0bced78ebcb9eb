"""What the access folder keeps in the database; one subject a file."""

from kentongan.access.models.break_glass import BreakGlass, Emergency, Notice, NoticeKind
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
from kentongan.access.models.label_changes import LabelChange
from kentongan.access.models.sealing import Opening, SealedIdentity, SealingKey
from kentongan.access.models.second_factor import FactorSecret
from kentongan.access.models.standing import Assignment, Conflict, Exclusion

__all__ = [
    "Answer",
    "Assignment",
    "BreakGlass",
    "Conflict",
    "Consent",
    "ConsentField",
    "Emergency",
    "EndReason",
    "Exclusion",
    "FactorSecret",
    "Grant",
    "GrantState",
    "HowObtained",
    "LabelChange",
    "LegalBasis",
    "Notice",
    "NoticeKind",
    "Opening",
    "Profile",
    "Purpose",
    "SealedIdentity",
    "SealingKey",
    "SharedCopy",
]
