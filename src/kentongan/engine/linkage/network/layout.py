"""Where the nodes stand: in their column, in an order that keeps the lines from crossing.

Method: barycentres (Sugiyama, Tagawa and Toda 1981). What hangs together starts together; then each
sweep goes from column to column, there and back, puts every node at the mean height of its
neighbours and ranks the column anew. Of all sweeps the one with the shortest lines is kept, because
ranking can also make things worse. Nothing is drawn at random: the same network gives the
same picture on the screen and on paper.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.linkage.groups import Groups
from kentongan.engine.linkage.network.graph import Column, Links, Network, Numbers

type Heights = NDArray[np.float64]
SWEEPS = 16


def heights_of[Key: Hashable](network: Network[Key], links: Links) -> Heights:
    """The height of each node within its column, 0 (top) … 1, evenly spaced."""
    weights, left, right = weighted(links, len(network.keys))
    start = spaced(pieces(left, right, len(network.keys)).astype(np.float64), network.column)
    best, shortest, heights = start, length(start, left, right, weights), start
    for sweep in range(SWEEPS):
        heights = heights.copy()
        for column in sorted(Column, reverse=bool(sweep % 2)):
            nodes = network.column == column
            pulled = barycentres(heights, left, right, weights)
            heights[nodes] = spaced(pulled[nodes], network.column[nodes])
        if (now := length(heights, left, right, weights)) < shortest:
            best, shortest = heights, now
    return best


def pieces(left: Numbers, right: Numbers, count: int) -> Numbers:
    """For each node the first node of its connected piece: pieces stand one below the other."""
    groups = Groups(zip(left.tolist(), right.tolist(), strict=True))
    return np.array([groups.root(node) for node in range(count)], np.int64)


def weighted(links: Links, count: int) -> tuple[Heights, Numbers, Numbers]:
    """Each joined pair once: how many lines, and its two nodes."""
    pairs, lines = np.unique(links.left * count + links.right, return_counts=True)
    return lines.astype(np.float64), pairs // max(count, 1), pairs % max(count, 1)


def barycentres(heights: Heights, left: Numbers, right: Numbers, weights: Heights) -> Heights:
    """The weighted mean height of each node's neighbours; its own height without any."""
    ends, others = np.concatenate([left, right]), np.concatenate([right, left])
    both = np.concatenate([weights, weights])
    total = np.bincount(ends, both, len(heights))
    pulled = np.bincount(ends, both * heights[others], len(heights))
    return np.where(total > 0, pulled / np.maximum(total, 1), heights)


def spaced(values: Heights, column: Numbers) -> Heights:
    """The values ranked anew within each column, spaced evenly; equal ones keep their order."""
    placed = np.zeros(len(values))
    for one in np.unique(column):
        nodes = np.flatnonzero(column == one)
        order = nodes[np.argsort(values[nodes], kind="stable")]
        placed[order] = (np.arange(len(order)) + 0.5) / len(order)
    return placed


def length(heights: Heights, left: Numbers, right: Numbers, weights: Heights) -> float:
    """How far the lines climb and fall together."""
    return float((weights * np.abs(heights[left] - heights[right])).sum())


def chosen[Key: Hashable](
    network: Network[Key], links: Links, first: Sequence[int], most_of_a_column: int
) -> Numbers:
    """The nodes that a small picture shows, sorted: in each column those told most.

    ``first`` (the centre, a path) are always among them, then their neighbours.
    """
    told = np.bincount(network.node, minlength=len(network.keys)).astype(np.float64)
    near = np.zeros(len(network.keys))
    for here, there in ((links.left, links.right), (links.right, links.left)):
        near[there[np.isin(here, list(first))]] = 1.0
    near[list(first)] = 2.0
    kept: list[int] = []
    for one in Column:
        nodes = np.flatnonzero(network.column == one)
        order = np.lexsort((nodes, -told[nodes], -near[nodes]))[:most_of_a_column]
        must = nodes[near[nodes] == 2.0]
        kept += {*nodes[order].tolist(), *must.tolist()}
    return np.array(sorted(kept), np.int64)


@dataclass(frozen=True)
class Line:
    """A drawn line of a small picture: two nodes, how many sources, their first and last day."""

    left: int
    right: int
    sources: int
    first: int
    last: int


def lines_between(links: Links, day: Numbers, nodes: Numbers) -> list[Line]:
    """The lines among some nodes, one a pair, those of most sources first."""
    inside = np.isin(links.left, nodes) & np.isin(links.right, nodes)
    told: dict[tuple[int, int], list[int]] = {}
    rows = zip(links.left[inside], links.right[inside], day[links.source[inside]], strict=True)
    for left, right, on in rows:
        told.setdefault((int(left), int(right)), []).append(int(on))
    lines = [Line(a, b, len(days), min(days), max(days)) for (a, b), days in told.items()]
    return sorted(lines, key=lambda line: (-line.sources, line.left, line.right))


def cut_down[Key: Hashable](network: Network[Key], nodes: Numbers) -> Network[Key]:
    """The network of some nodes alone, numbered as ``nodes`` lists them."""
    inside = np.isin(network.node, nodes)
    return Network(
        network.sources,
        tuple(network.keys[node] for node in nodes),
        network.column[nodes],
        network.is_common[nodes],
        network.day,
        network.source[inside],
        np.searchsorted(nodes, network.node[inside]),
    )
