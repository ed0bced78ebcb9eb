"""Mentions of people as the search sees them: numbered, read and prepared."""

from kentongan.access.tables import Sight, sight_of
from kentongan.entities.models import PersonMention, ProtectedMention
from kentongan.entities.told import Role

type AnyMention = PersonMention | ProtectedMention

MODELS: dict[Role, type[PersonMention] | type[ProtectedMention]] = {
    Role.SUSPECTED: PersonMention,
    Role.PROTECTED: ProtectedMention,
}
SIGHTS: dict[Role, Sight] = {
    Role.SUSPECTED: sight_of("entities.PersonMention"),
    Role.PROTECTED: sight_of("entities.ProtectedMention"),
}
# The last bit of a number tells the sort.
ROLES = (Role.SUSPECTED, Role.PROTECTED)


def role_of(mention: AnyMention) -> Role:
    """Which sort of person a mention is of."""
    return Role.PROTECTED if isinstance(mention, ProtectedMention) else Role.SUSPECTED


def number_of(role: Role, pk: int) -> int:
    """The number under which a mention is found; one for each of both tables."""
    return 2 * pk + ROLES.index(role)


def mention_of(number: int) -> tuple[Role, int]:
    """The sort and the id of a mention by its number."""
    return ROLES[number % 2], number // 2
