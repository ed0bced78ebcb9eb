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
from kentongan.screening.models.cautions import Caution, CautionKey, CautionKind
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
from kentongan.screening.models.handovers import Handover, Taker, Way
from kentongan.screening.models.interest import Basis, EndReason, InterestEntry
from kentongan.screening.models.lists import LicenceEntry, LicenceList, ListKind
from kentongan.screening.models.quality import FactCount, QualityReport, RuleSuspension

__all__ = [
    "Afterwards",
    "Answers",
    "Application",
    "Basis",
    "Caution",
    "CautionKey",
    "CautionKind",
    "ContactKey",
    "ContactKind",
    "EndReason",
    "Examination",
    "FactCount",
    "Handover",
    "Impression",
    "InterestEntry",
    "Letter",
    "LicenceEntry",
    "LicenceList",
    "ListKind",
    "Need",
    "NotTheSame",
    "Objection",
    "Outcome",
    "Paper",
    "PaperKind",
    "Proposal",
    "ProposalFact",
    "QualityReport",
    "Recipient",
    "Referral",
    "Reply",
    "RuleSuspension",
    "Ruling",
    "StoredFinding",
    "Taker",
    "Way",
]
