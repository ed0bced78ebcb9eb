"""Things and people that sources mention, and what persons judged of them."""

from kentongan.entities.models.finding import Findable, IndexGeneration, ToIndex
from kentongan.entities.models.people import (
    AnyPersonJudgement,
    AnyPersonMention,
    ApplicantMention,
    IdentityChange,
    PersonJudgement,
    PersonMention,
    ProtectedJudgement,
    ProtectedMention,
    Verdict,
)
from kentongan.entities.models.things import Judgement, Mention, Thing, ThingKind

__all__ = [
    "AnyPersonJudgement",
    "AnyPersonMention",
    "ApplicantMention",
    "Findable",
    "IdentityChange",
    "IndexGeneration",
    "Judgement",
    "Mention",
    "PersonJudgement",
    "PersonMention",
    "ProtectedJudgement",
    "ProtectedMention",
    "Thing",
    "ThingKind",
    "ToIndex",
    "Verdict",
]
