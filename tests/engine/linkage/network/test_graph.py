"""What sources tell becomes nodes and lines."""

import numpy as np
import pytest
from hypothesis import given

from kentongan.engine.linkage.network import graph
from kentongan.engine.linkage.network.graph import (
    Column,
    Links,
    Network,
    Told,
    links_of,
    network_of,
)
from tests.engine.linkage.network.conftest import CALM, networks, written


def lines(network: Network[str]) -> set[tuple[str, str]]:
    """The joined pairs by name."""
    links = links_of(network)
    pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
    return {(network.keys[a], network.keys[b]) for a, b in pairs}


def test_a_report_is_drawn_as_a_chain_from_recruiter_to_destination() -> None:
    chain = {("R1", "N1"), ("N1", "O1"), ("O1", "P1"), ("P1", "D1")}
    assert lines(written("P1 D1 R1 O1 N1")) == chain


def test_a_column_that_a_report_does_not_tell_of_is_passed_over() -> None:
    assert lines(written("R1 P1")) == {("R1", "P1")}


def test_two_of_a_column_are_each_joined_with_the_next_column() -> None:
    assert lines(written("R1 R2 N1")) == {("R1", "N1"), ("R2", "N1")}


def test_things_of_one_column_alone_are_still_joined() -> None:
    assert lines(written("N1 N2 N3")) == {("N1", "N2"), ("N2", "N3")}


def test_a_thing_told_alone_is_a_node_without_lines() -> None:
    network = written("N1")
    assert network.keys == ("N1",)
    assert lines(network) == set()


def test_nothing_told_is_an_empty_network() -> None:
    network: Network[str] = network_of([])
    assert network.keys == ()
    assert len(links_of(network).left) == 0


def test_a_source_counts_a_node_once_and_has_its_latest_day() -> None:
    network = network_of([Told("a", "N1", Column.NUMBER, 5), Told("a", "N1", Column.NUMBER, 9)])
    assert network.node.tolist() == [0]
    assert network.day.tolist() == [9]
    assert network.sources == ("a",)


def test_a_source_that_tells_of_hundreds_is_cut_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(graph, "MOST_LINES_OF_A_SOURCE", 4)
    links = links_of(written("R1 R2 R3 N1 N2", "N1 P1"))
    assert len(links.left) == 5
    assert links.left_out == 2


def test_of_too_many_lines_those_of_the_latest_days_are_kept_in_their_order() -> None:
    day = np.array([10, 30, 20])
    links = Links(np.arange(3), np.arange(3), np.arange(3), left_out=1)
    kept = graph.newest(links, day, 2)
    assert kept.source.tolist() == [1, 2]
    assert kept.left_out == 2
    assert graph.newest(links, day, 3) is links


@CALM
@given(networks)
def test_lines_join_only_what_one_source_tells_and_lead_to_the_right(sources: list[str]) -> None:
    network = written(*sources)
    links = links_of(network)
    for left, right, source in zip(links.left, links.right, links.source, strict=True):
        told = sources[source].split()
        assert {network.keys[left], network.keys[right]} <= set(told)
        assert network.column[left] <= network.column[right]
        assert left != right


@CALM
@given(networks)
def test_whoever_is_told_beside_another_has_a_line(sources: list[str]) -> None:
    network = written(*sources)
    links = links_of(network)
    joined = {network.keys[node] for node in (*links.left.tolist(), *links.right.tolist())}
    assert joined == {word for one in sources if len({*one.split()}) > 1 for word in one.split()}
