"""Invented worlds with planted patterns and their truth, for tests, measurements and the demo."""

from kentongan.engine.synthetic.building import build_world
from kentongan.engine.synthetic.world import (
    Agency,
    Channel,
    Cluster,
    CommonThing,
    DatePrecision,
    Network,
    Notice,
    NoticeTruth,
    Origin,
    Place,
    PlacePrecision,
    Thing,
    ThingKind,
    Truth,
    World,
    WorldSettings,
)

__all__ = [
    "Agency",
    "Channel",
    "Cluster",
    "CommonThing",
    "DatePrecision",
    "Network",
    "Notice",
    "NoticeTruth",
    "Origin",
    "Place",
    "PlacePrecision",
    "Thing",
    "ThingKind",
    "Truth",
    "World",
    "WorldSettings",
    "build_world",
]
