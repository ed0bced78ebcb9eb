"""The network as arrays: which source tells of which node, and the links that are drawn.

A node is a thing, a place or a destination; it stands in one of five columns. Two nodes are linked
when one source tells of both. What one source tells is drawn as a chain from column to column, not
as a clique: a report of one recruiter, number, offer, village and destination is four lines, not
ten. Paths (``paths``) are searched in what was told, not in what is drawn.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, islice, pairwise, product

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.int64]
type Flags = NDArray[np.bool_]
# A source with 300 numbers and 300 names would be 90,000 lines of one report.
MOST_LINES_OF_A_SOURCE = 60


class Column(IntEnum):
    """Where a node stands, from who recruits to where people are sent."""

    RECRUITER = 0
    NUMBER = 1
    OFFER = 2
    PLACE = 3
    DESTINATION = 4


@dataclass(frozen=True, slots=True)
class Told[Key: Hashable]:
    """One node as one source tells of it; ``day`` is ``date.toordinal`` of the source's day."""

    source: Hashable
    key: Key
    column: Column
    day: int
    is_common: bool = False


@dataclass(frozen=True)
class Network[Key: Hashable]:
    """What sources tell. ``source`` and ``node`` have one entry a telling, sorted by both.

    ``day`` has one entry a source (the latest told day); ``keys``, ``column`` and ``is_common``
    one a node, nodes in the order in which they were first told. ``sources`` names the sources.
    """

    sources: tuple[Hashable, ...]
    keys: tuple[Key, ...]
    column: Numbers
    is_common: Flags
    day: Numbers
    source: Numbers
    node: Numbers

    def number_of(self, key: Key) -> int | None:
        """The number of a node; None when nobody tells of it."""
        return self.keys.index(key) if key in self.keys else None


@dataclass(frozen=True)
class Links:
    """The drawn lines, one entry a line of a source: its two nodes (left, right) and its source.

    ``left_out`` counts the lines of sources that tell of too many things.
    """

    left: Numbers
    right: Numbers
    source: Numbers
    left_out: int = 0


def network_of[Key: Hashable](told: Iterable[Told[Key]]) -> Network[Key]:
    """The arrays of what was told; a node that a source tells twice counts once."""
    nodes: dict[Key, Told[Key]] = {}
    sources: dict[Hashable, int] = {}
    numbers: dict[Key, int] = {}
    days: list[int] = []
    pairs: set[tuple[int, int]] = set()
    for one in told:
        nodes.setdefault(one.key, one)
        source = sources.setdefault(one.source, len(sources))
        if source == len(days):
            days.append(one.day)
        days[source] = max(days[source], one.day)
        pairs.add((source, numbers.setdefault(one.key, len(numbers))))
    table = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return Network(
        tuple(sources),
        tuple(nodes),
        np.array([one.column for one in nodes.values()], np.int64),
        np.array([one.is_common for one in nodes.values()], np.bool_),
        np.array(days, np.int64),
        table[:, 0],
        table[:, 1],
    )


def groups[Key: Hashable](network: Network[Key]) -> Iterator[tuple[int, Numbers]]:
    """Each source with the nodes it tells of."""
    cuts = np.flatnonzero(np.diff(network.source)) + 1
    for nodes, start in zip(np.split(network.node, cuts), [0, *cuts.tolist()], strict=True):
        if len(nodes):
            yield int(network.source[start]), nodes


def links_of[Key: Hashable](network: Network[Key]) -> Links:
    """The lines of every source, sources in their order."""
    column = network.column.tolist()
    left, right, source, left_out = list[int](), list[int](), list[int](), 0
    for number, nodes in groups(network):
        drawn, more = lines_of(nodes.tolist(), column)
        left += [a for a, _b in drawn]
        right += [b for _a, b in drawn]
        source += [number] * len(drawn)
        left_out += more
    lists = (left, right, source)
    at_left, at_right, of_source = (np.array(values, np.int64) for values in lists)
    return Links(at_left, at_right, of_source, left_out)


def lines_of(nodes: Sequence[int], column: Sequence[int]) -> tuple[list[tuple[int, int]], int]:
    """The lines of one source and how many were left out: each column with the next one told.

    Nodes that stand alone in one column are chained, so that they are not lost.
    """
    standing: dict[int, list[int]] = {}
    for node in nodes:
        standing.setdefault(column[node], []).append(node)
    told = [standing[one] for one in sorted(standing)]
    if len(told) == 1:
        every: Iterable[tuple[int, int]] = pairwise(told[0])
        wanted = len(told[0]) - 1
    else:
        every = chain.from_iterable(product(a, b) for a, b in pairwise(told))
        wanted = sum(len(a) * len(b) for a, b in pairwise(told))
    drawn = list(islice(every, MOST_LINES_OF_A_SOURCE))
    return drawn, wanted - len(drawn)


def newest(links: Links, day: Numbers, most: int) -> Links:
    """At most ``most`` lines, those of the latest days; the order stays."""
    if len(links.left) <= most:
        return links
    latest = np.sort(np.argsort(-day[links.source], kind="stable")[:most])
    cut = len(links.left) - most
    return Links(
        links.left[latest], links.right[latest], links.source[latest], links.left_out + cut
    )
