"""The sorts of people, each with its own tables, kind of record and word for subjects."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from kentongan.access.policy import Kind
from kentongan.access.tables import Sight, sight_of
from kentongan.entities.models import (
    AnyPersonJudgement,
    AnyPersonMention,
    ApplicantMention,
    PersonJudgement,
    PersonMention,
    ProtectedJudgement,
    ProtectedMention,
)
from kentongan.entities.told import Role


@dataclass(frozen=True)
class Sort:
    """One of them. ``word`` begins its subjects: ``person:7``."""

    kind: Kind
    word: str
    mentions: type[AnyPersonMention]

    @property
    def told(self) -> QuerySet[Any]:
        """All its mentions."""
        return self.mentions._default_manager.all()

    @property
    def sight(self) -> Sight:
        """How the gate stands before its mentions."""
        return sight_of(self.mentions._meta.label)


@dataclass(frozen=True)
class Side(Sort):
    """A sort of whom people judge whether two are one."""

    judgements: type[AnyPersonJudgement]

    @property
    def log(self) -> QuerySet[Any]:
        """All that was judged of them."""
        return self.judgements._default_manager.all()


SIDES: Mapping[str, Side] = MappingProxyType(
    {
        Role.SUSPECTED: Side(Kind.PERSON, "person", PersonMention, PersonJudgement),
        Role.PROTECTED: Side(
            Kind.PROTECTED_PERSON, "protected", ProtectedMention, ProtectedJudgement
        ),
    }
)
SUSPECTED, PROTECTED = SIDES[Role.SUSPECTED], SIDES[Role.PROTECTED]
APPLICANTS = Sort(Kind.APPLICANT, "applicant", ApplicantMention)
EVERY_SORT: tuple[Sort, ...] = (SUSPECTED, PROTECTED, APPLICANTS)


def side_of(mention: AnyPersonMention) -> Side:
    """The side on which a mention stands; of applicants there is none."""
    return next(side for side in SIDES.values() if isinstance(mention, side.mentions))


def sort_of(mention: AnyPersonMention) -> Sort:
    """The sort of people that a mention belongs to."""
    return next(sort for sort in EVERY_SORT if isinstance(mention, sort.mentions))
