"""Which of the things told are companies, and which of those arrange travel."""

import re

from kentongan.entities.models import ThingKind
from kentongan.exchange.material import Material

TRAVEL = re.compile(
    r"\b(?:travel|tour|tours|umrah|umroh|haji|wisata|ziarah|biro perjalanan)\b", re.I
)


def companies(material: Material) -> list[str]:
    """The companies a record speaks of."""
    return [words for kind, words in material.things if kind == ThingKind.ORGANISATION]


def arranges_travel(name: str) -> bool:
    """Whether the name says travel or pilgrimage: the matter of the religious affairs office."""
    return TRAVEL.search(name) is not None
