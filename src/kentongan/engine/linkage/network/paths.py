"""The shortest path between two nodes, explained by what was told together.

Each step goes through one source. Of paths with equally many sources the one through the rarer
things is taken, and a place is a poor bridge: two things told in one village have little in common.
A common thing (the village hall's number) is never a bridge. Search: Dijkstra over sources; a
source that is taken at its lowest cost reaches all its nodes, so each is looked into once.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from kentongan.engine.linkage.network.graph import Column, Network, Numbers

ONE_SOURCE = 1.0
# Crossing a village or a destination weighs as two more reports.
PLACE_AS_BRIDGE = 2.0
# A thing that 2^20 sources tell of weighs as one more report, so rarity only decides between equals
# until the paths are long.
DOUBLING = 1 / 20


@dataclass(frozen=True)
class Step:
    """One step of a path: the two nodes and the sources that tell of both, the latest first."""

    start: int
    end: int
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Rows:
    """Rows of numbers of unequal length, one after the other; ``begin`` has one entry more."""

    begin: Numbers
    held: Numbers

    def of(self, row: int) -> Numbers:
        """The numbers of one row."""
        return self.held[self.begin[row] : self.begin[row + 1]]


def rows_of(owner: Numbers, held: Numbers, count: int) -> Rows:
    """``held`` sorted into the rows that ``owner`` names, 0 … ``count`` - 1."""
    order = np.argsort(owner, kind="stable")
    begin = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=count))])
    return Rows(begin.astype(np.int64), held[order])


def bridge_costs[Key: Hashable](network: Network[Key]) -> list[float]:
    """What it costs to pass through each node; infinite for common things."""
    told = np.bincount(network.node, minlength=len(network.keys))
    costs = DOUBLING * np.log2(np.maximum(told, 1))
    costs[np.isin(network.column, (Column.PLACE, Column.DESTINATION))] += PLACE_AS_BRIDGE
    costs[network.is_common] = np.inf
    return [float(cost) for cost in costs]


def shortest_path[Key: Hashable](network: Network[Key], start: int, end: int) -> list[Step] | None:
    """The steps from one node to another; [] for the same node, None when nothing joins them."""
    told = rows_of(network.source, network.node, len(network.day))
    by_node = rows_of(network.node, network.source, len(network.keys))
    before = search(told, by_node, bridge_costs(network), start, end)
    if before is None:
        return None
    nodes = [end]
    while nodes[-1] != start:
        nodes.append(before[nodes[-1]])
    nodes.reverse()
    return [Step(a, b, common_sources(by_node, network.day, a, b)) for a, b in pairwise(nodes)]


def search(
    told: Rows, by_node: Rows, costs: list[float], start: int, end: int
) -> dict[int, int] | None:
    """The node before each node that was reached on the way to ``end``; None when it was not."""
    before, looked_into = {start: start}, set[int]()
    waiting = [(ONE_SOURCE, source, start) for source in by_node.of(start).tolist()]
    while waiting and end not in before:
        far, source, via = heappop(waiting)
        if source in looked_into:
            continue
        looked_into.add(source)
        for node in told.of(source).tolist():
            if node not in before:
                before[node] = via
                further = far + ONE_SOURCE + costs[node]
                if further < np.inf:
                    for other in by_node.of(node).tolist():
                        heappush(waiting, (further, other, node))
    return before if end in before else None


def common_sources(by_node: Rows, day: Numbers, a: int, b: int) -> tuple[int, ...]:
    """The sources that tell of both nodes, the latest day first."""
    both = np.intersect1d(by_node.of(a), by_node.of(b))
    return tuple(int(source) for source in both[np.argsort(-day[both], kind="stable")])
