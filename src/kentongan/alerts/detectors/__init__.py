"""What turns reports into findings: pure functions over reports, things and counts."""

from kentongan.alerts.detectors.cluster import find_clusters
from kentongan.alerts.detectors.found import Found, Gazetteer, Piece, Shared, Telling
from kentongan.alerts.detectors.indicator_rules import find_combinations
from kentongan.alerts.detectors.same_thing import find_same_things

__all__ = [
    "Found",
    "Gazetteer",
    "Piece",
    "Shared",
    "Telling",
    "find_clusters",
    "find_combinations",
    "find_same_things",
]
