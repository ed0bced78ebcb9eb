"""Applications at the desk, what was answered and shown, and what was decided of them."""

from kentongan.screening.models.applications import (
    Answers,
    Application,
    ContactKey,
    ContactKind,
    Impression,
    Paper,
    PaperKind,
)
from kentongan.screening.models.decisions import (
    Examination,
    Letter,
    NotTheSame,
    Objection,
    Proposal,
    ProposalFact,
    Ruling,
    StoredFinding,
)

__all__ = [
    "Answers",
    "Application",
    "ContactKey",
    "ContactKind",
    "Examination",
    "Impression",
    "Letter",
    "NotTheSame",
    "Objection",
    "Paper",
    "PaperKind",
    "Proposal",
    "ProposalFact",
    "Ruling",
    "StoredFinding",
]
