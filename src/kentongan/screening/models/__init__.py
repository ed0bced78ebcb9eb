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
from kentongan.screening.models.follow_up import (
    Afterwards,
    Need,
    Outcome,
    Recipient,
    Referral,
    Reply,
)

__all__ = [
    "Afterwards",
    "Answers",
    "Application",
    "ContactKey",
    "ContactKind",
    "Examination",
    "Impression",
    "Letter",
    "Need",
    "NotTheSame",
    "Objection",
    "Outcome",
    "Paper",
    "PaperKind",
    "Proposal",
    "ProposalFact",
    "Recipient",
    "Referral",
    "Reply",
    "Ruling",
    "StoredFinding",
]
