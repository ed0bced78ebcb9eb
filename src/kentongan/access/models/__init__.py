"""What the access folder keeps in the database; one subject a file."""

from kentongan.access.models.break_glass import BreakGlass, Emergency, Notice, NoticeKind
from kentongan.access.models.label_changes import LabelChange
from kentongan.access.models.sealing import Opening, SealedIdentity, SealingKey
from kentongan.access.models.second_factor import FactorSecret
from kentongan.access.models.standing import Assignment, Conflict, Exclusion

__all__ = [
    "Assignment",
    "BreakGlass",
    "Conflict",
    "Emergency",
    "Exclusion",
    "FactorSecret",
    "LabelChange",
    "Notice",
    "NoticeKind",
    "Opening",
    "SealedIdentity",
    "SealingKey",
]
