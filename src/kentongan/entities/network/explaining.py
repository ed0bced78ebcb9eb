"""Why two nodes hang together: the shortest path, each step with the report that tells of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kentongan.accounts.models import User
from kentongan.engine.linkage.network.graph import network_of
from kentongan.engine.linkage.network.paths import shortest_path
from kentongan.entities.models import AnyPersonMention, Mention
from kentongan.entities.network.queries import (
    InSight,
    Key,
    Wish,
    everything,
    mentions_of_sources,
    nodes_told,
)
from kentongan.entities.permissions import opens_report_of
from kentongan.entities.queries import place_names
from kentongan.entities.told import report_uuid


@dataclass(frozen=True)
class Hop:
    """One step: its nodes and the sources that tell of both, the latest first."""

    start: Key
    end: Key
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """A step in words: the latest report that tells of both; ``report`` where its link opens."""

    start: Key
    end: Key
    count: int
    day: date | None
    place: str
    report: UUID | None


def path_between(sight: InSight, wish: Wish) -> list[Hop] | None:
    """The steps from the centre to the goal over everything in sight; None when there are none.

    A destination is no bridge: half of all reports name the same three.
    """
    network = network_of(nodes_told(everything(sight), {}))
    start, end = (network.number_of(key) for key in (wish.centre, wish.goal) if key)
    steps = None if start is None or end is None else shortest_path(network, start, end)
    if steps is None:
        return None
    return [
        Hop(
            network.keys[step.start],
            network.keys[step.end],
            tuple(str(network.sources[source]) for source in step.sources),
        )
        for step in steps
    ]


def explained(viewer: User, sight: InSight, hops: Sequence[Hop]) -> list[Explained]:
    """The steps with when and where; three questions however long the path is."""
    told = mentions_of_sources(sight, {hop.sources[0] for hop in hops})
    places = place_names({mention.region_code for mention in told.values()})
    return [in_words(viewer, hop, told[hop.sources[0]], places) for hop in hops]


def in_words(
    viewer: User, hop: Hop, told: Mention | AnyPersonMention, places: dict[str, str]
) -> Explained:
    """One step."""
    report = report_uuid(told.source) if opens_report_of(viewer, told) else None
    place = places.get(told.region_code, told.region_code)
    return Explained(hop.start, hop.end, len(hop.sources), told.noticed_on, place, report)


def nodes_on(hops: Sequence[Hop]) -> list[Key]:
    """The nodes of a path, first to last."""
    return [hops[0].start, *(hop.end for hop in hops)] if hops else []
