"""Where nodes stand: evenly in their column, with fewer crossings, the same each time."""

import random

import numpy as np
from hypothesis import given

from kentongan.engine.linkage.network.graph import Links, Network, links_of
from kentongan.engine.linkage.network.layout import (
    chosen,
    cut_down,
    heights_of,
    length,
    lines_between,
    pieces,
    spaced,
    weighted,
)
from kentongan.engine.linkage.network.paths import shortest_path
from tests.engine.linkage.network.conftest import CALM, networks, written


def length_of(network: Network[str], links: Links, heights: np.ndarray) -> float:
    weights, left, right = weighted(links, len(network.keys))
    return length(heights, left, right, weights)


def crossings(links: Links, heights: np.ndarray, column: np.ndarray) -> int:
    """Pairs of lines between the same two columns that change sides."""
    lines = {(a, b) for a, b in zip(links.left.tolist(), links.right.tolist(), strict=True)}
    return sum(
        (heights[a] - heights[c]) * (heights[b] - heights[d]) < 0
        for a, b in lines
        for c, d in lines
        if column[a] == column[c] and column[b] == column[d]
    )


def rings(seed: int) -> Network[str]:
    """Twelve recruiters with own numbers and villages, told in a mixed order."""
    rng = random.Random(seed)
    sources = [f"R{ring} N{ring}{rng.randrange(2)} P{ring}" for ring in range(12) for _ in range(3)]
    rng.shuffle(sources)
    return written(*sources)


def test_networks_that_have_nothing_in_common_are_drawn_without_a_crossing() -> None:
    for seed in range(5):
        network = rings(seed)
        links = links_of(network)
        before = spaced(np.arange(len(network.keys), dtype=float), network.column)
        after = heights_of(network, links)
        assert crossings(links, after, network.column) <= 0.1 * crossings(
            links, before, network.column
        )


@CALM
@given(networks)
def test_the_order_never_makes_the_lines_longer_than_they_were(sources: list[str]) -> None:
    network = written(*sources)
    links = links_of(network)
    _weights, left, right = weighted(links, len(network.keys))
    together = pieces(left, right, len(network.keys)).astype(float)
    before = length_of(network, links, spaced(together, network.column))
    assert length_of(network, links, heights_of(network, links)) <= before


@CALM
@given(networks)
def test_a_piece_is_what_paths_join(sources: list[str]) -> None:
    network = written(*sources)
    _weights, left, right = weighted(links_of(network), len(network.keys))
    piece = pieces(left, right, len(network.keys))
    reached = [shortest_path(network, 0, node) is not None for node in range(len(network.keys))]
    assert (piece == piece[0]).tolist() == reached


@CALM
@given(networks)
def test_every_column_is_filled_evenly(sources: list[str]) -> None:
    network = written(*sources)
    heights = heights_of(network, links_of(network))
    for column in set(network.column.tolist()):
        held = np.sort(heights[network.column == column])
        assert np.allclose(held, (np.arange(len(held)) + 0.5) / len(held))


def test_a_small_picture_holds_the_centre_its_neighbours_and_what_is_told_most() -> None:
    network = written(*["N1 P1"] * 5, *["N2 P2"] * 4, "N3 P1", "R9 N9 P3")
    centre = network.number_of("R9")
    assert centre is not None
    kept = chosen(network, links_of(network), [centre], 2)
    assert {network.keys[node] for node in kept} == {"R9", "N9", "N1", "P1", "P2"}


def test_what_must_be_shown_is_shown_however_many_there_are() -> None:
    network = written("N1 N2 N3 N4")
    assert len(chosen(network, links_of(network), [0, 1, 2, 3], 2)) == 4


def test_a_pair_is_one_line_with_its_first_and_last_day() -> None:
    network = written("R1 N1", "R2", "R1 N1")
    lines = lines_between(links_of(network), network.day, np.arange(3))
    assert [(line.sources, line.last - line.first) for line in lines] == [(2, 2)]


@CALM
@given(networks)
def test_a_part_tells_what_the_whole_tells_of_its_nodes(sources: list[str]) -> None:
    network = written(*sources)
    nodes = np.arange(0, len(network.keys), 2)
    part = cut_down(network, nodes)
    told = {(int(s), network.keys[n]) for s, n in zip(network.source, network.node, strict=True)}
    kept = {(int(s), part.keys[n]) for s, n in zip(part.source, part.node, strict=True)}
    assert kept == {(s, key) for s, key in told if key in part.keys}
