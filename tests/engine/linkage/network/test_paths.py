"""The shortest path, held against looking at every path there is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.network.graph import Network
from kentongan.engine.linkage.network.paths import ONE_SOURCE, bridge_costs, shortest_path
from tests.engine.linkage.network.conftest import CALM, networks, written


def path(network: Network[str], start: str, end: str) -> list[str] | None:
    """The names along the way."""
    numbers = network.number_of(start), network.number_of(end)
    assert None not in numbers
    steps = shortest_path(network, *numbers)  # type: ignore[arg-type]
    if steps is None:
        return None
    return [start, *(network.keys[step.end] for step in steps)]


def test_two_things_of_one_report_are_one_step_apart() -> None:
    assert path(written("R1 N1 P1"), "R1", "P1") == ["R1", "P1"]


def test_a_recruiter_reaches_another_through_a_shared_number() -> None:
    assert path(written("R1 N1", "N1 R2"), "R1", "R2") == ["R1", "N1", "R2"]


def test_a_rare_number_is_a_better_bridge_than_one_that_many_tell_of() -> None:
    network = written("R1 N1 N2", "R2 N1 N2", *["N1 P1"] * 9)
    assert path(network, "R1", "R2") == ["R1", "N2", "R2"]


def test_a_village_is_a_bridge_only_when_every_other_way_is_longer() -> None:
    detour = ("R1 N1", "N1 O1", "O1 R2")
    assert path(written("R1 P1", "P1 R2", *detour), "R1", "R2") == ["R1", "N1", "O1", "R2"]
    assert path(written("R1 P1", "P1 R2"), "R1", "R2") == ["R1", "P1", "R2"]


def test_a_common_thing_is_an_end_but_never_a_bridge() -> None:
    network = written("R1 N1", "N1 R2", common="N1")
    assert path(network, "R1", "R2") is None
    assert path(network, "R1", "N1") == ["R1", "N1"]
    assert path(network, "N1", "R2") == ["N1", "R2"]


def test_what_nothing_joins_has_no_path() -> None:
    assert path(written("R1 N1", "R2 N2"), "R1", "R2") is None


def test_a_node_is_no_step_from_itself() -> None:
    assert path(written("R1 N1"), "R1", "R1") == ["R1"]


def test_a_step_names_every_source_that_tells_of_both_the_latest_first() -> None:
    network = written("R1 N1", "R1", "N1 R1 P1")
    steps = shortest_path(network, 0, 1)
    assert steps is not None
    assert steps[0].sources == (2, 0)


def every_cost(network: Network[str], start: int, end: int) -> float:
    """The lowest cost of all ways, asked again and again (Bellman and Ford)."""
    costs, told = bridge_costs(network), list(zip(network.source, network.node, strict=True))
    best = [float("inf")] * len(network.keys)
    best[start] = 0.0
    for _round in network.keys:
        for source, node in told:
            for other in (o for s, o in told if s == source):
                passing = costs[node] if node != start else 0.0
                best[other] = min(best[other], best[node] + ONE_SOURCE + passing)
    return best[end]


@CALM
@given(networks, st.sets(st.sampled_from(["N0", "N1", "R0"])), st.data())
def test_no_way_costs_less(sources: list[str], common: set[str], data: st.DataObject) -> None:
    network = written(*sources, common=" ".join(common))
    ends = st.integers(0, len(network.keys) - 1)
    start, end = data.draw(ends), data.draw(ends)
    steps, lowest = shortest_path(network, start, end), every_cost(network, start, end)
    assert (steps is None) == (lowest == float("inf"))
    if steps is not None:
        costs = bridge_costs(network)
        found = sum(ONE_SOURCE for _ in steps) + sum(costs[step.start] for step in steps[1:])
        assert found == pytest.approx(lowest)


@CALM
@given(networks, st.data())
def test_each_step_begins_where_the_last_ended_and_was_told(
    sources: list[str], data: st.DataObject
) -> None:
    network = written(*sources)
    ends = st.integers(0, len(network.keys) - 1)
    start, end = data.draw(ends), data.draw(ends)
    steps = shortest_path(network, start, end) or []
    assert all(a.end == b.start for a, b in pairwise(steps))
    for step in steps:
        both = {network.keys[step.start], network.keys[step.end]}
        assert [both <= set(sources[source].split()) for source in step.sources]
        assert step.sources
