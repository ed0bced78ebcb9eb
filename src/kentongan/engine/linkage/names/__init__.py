"""Indonesian names: read a writing, compare two readings. ``linkage/README.md`` tells the rules."""

from kentongan.engine.linkage.names.comparing import compare_names
from kentongan.engine.linkage.names.guards import guards_disagree
from kentongan.engine.linkage.names.levels import (
    STRONG,
    WEAKEST,
    NameComparison,
    NameLevel,
    Reason,
)
from kentongan.engine.linkage.names.person_name import PersonName
from kentongan.engine.linkage.names.rarity import Rarity, counted, read_shares
from kentongan.engine.linkage.names.reading import read_name

__all__ = [
    "STRONG",
    "WEAKEST",
    "NameComparison",
    "NameLevel",
    "PersonName",
    "Rarity",
    "Reason",
    "compare_names",
    "counted",
    "guards_disagree",
    "read_name",
    "read_shares",
]
