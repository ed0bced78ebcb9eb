"""The order of questions: every pair once, the valuable ones first, nothing asked twice over."""

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.groups import Groups
from kentongan.engine.linkage.queue import (
    LARGEST_GROUP,
    Candidate,
    entry,
    ordered,
    step_of,
    value,
)
from tests.engine.linkage.network.conftest import CALM

pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1])
candidates = st.lists(
    st.builds(
        lambda pair, probability: Candidate(*pair, probability),
        pairs,
        st.floats(0, 1),
    ),
    unique_by=lambda one: (one.first, one.second),
)


def names(queue: Sequence[Candidate]) -> list[tuple[int, int]]:
    return [(one.first, one.second) for one in queue]


def test_the_likelier_pair_is_asked_first() -> None:
    assert names(ordered([Candidate(1, 2, 0.4), Candidate(3, 4, 0.9)])) == [(3, 4), (1, 2)]


def test_of_equally_likely_pairs_the_one_that_tells_more_is_asked_first() -> None:
    queue = ordered([Candidate(1, 2, 0.9, worth=1), Candidate(3, 4, 0.9, worth=3)])
    assert names(queue) == [(3, 4), (1, 2)]


def test_a_yes_that_brings_whole_groups_together_is_asked_first() -> None:
    queue = ordered([Candidate(1, 9, 0.9), Candidate(2, 5, 0.89)], known=[{2, 3, 4}])
    assert names(queue) == [(2, 5), (1, 9)]


def test_what_two_answers_answer_is_asked_last() -> None:
    triangle = [Candidate(1, 2, 0.99), Candidate(2, 3, 0.98), Candidate(1, 3, 0.97)]
    assert names(ordered([*triangle, Candidate(7, 8, 0.1)]))[-1] == (1, 3)


def test_a_pair_that_is_one_person_already_is_asked_last() -> None:
    queue = ordered([Candidate(1, 2, 0.99), Candidate(3, 4, 0.2)], known=[{1, 2}])
    assert names(queue) == [(3, 4), (1, 2)]


def test_an_unlikely_yes_answers_nothing() -> None:
    unlikely = [Candidate(1, 2, 0.3), Candidate(2, 3, 0.3), Candidate(1, 3, 0.2)]
    assert names(ordered(unlikely)) == [(1, 2), (2, 3), (1, 3)]


def test_a_group_beyond_reason_earns_nothing_more() -> None:
    groups = Groups([set(range(500))])
    assert value(Candidate(0, 999, 1.0), groups)[1] == LARGEST_GROUP


def test_what_is_much_likelier_is_asked_first_however_much_the_other_would_tell() -> None:
    queue = ordered([Candidate(1, 2, 0.3, worth=9), Candidate(3, 4, 0.9)])
    assert names(queue) == [(3, 4), (1, 2)]


def test_certainties_are_steps_too() -> None:
    assert step_of(0.0) == step_of(1e-30) < step_of(0.5) < step_of(1 - 1e-15) == step_of(1.0)


@CALM
@given(candidates)
def test_every_pair_stands_in_the_queue_once(some: list[Candidate]) -> None:
    assert sorted(names(ordered(some))) == sorted(names(some))


@CALM
@given(candidates, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_pairs_came(
    some: list[Candidate], rng: random.Random
) -> None:
    mixed = list(some)
    rng.shuffle(mixed)
    assert ordered(mixed) == ordered(some)


def naive(some: list[Candidate]) -> list[tuple[int, int]]:
    """The same order, by weighing every pair anew before each question."""
    groups, rest, asked = Groups(), list(some), list[Candidate]()
    while open_pairs := [one for one in rest if not groups.are_one(one.first, one.second)]:
        best = min(open_pairs, key=lambda one: entry(one, groups)[:5])
        asked.append(best)
        rest.remove(best)
        if best.probability >= 0.5:
            groups.join(best.first, best.second)
    return names(asked)


@CALM
@given(candidates)
def test_the_heap_gives_what_weighing_everything_anew_gives(some: list[Candidate]) -> None:
    slow = naive(some)
    assert names(ordered(some))[: len(slow)] == slow


@pytest.mark.parametrize("seed", range(5))
def test_most_links_of_planted_people_are_reached_early(seed: int) -> None:
    rng = random.Random(seed)
    people = [list(range(start, start + 4)) for start in range(0, 160, 4)]
    true = {pair for person in people for pair in combinations(person, 2)}
    strangers = {tuple(sorted(rng.sample(range(160), 2))) for _ in range(700)} - true
    scored = [Candidate(*pair, rng.betavariate(6, 2)) for pair in sorted(true)]
    scored += [Candidate(*pair, rng.betavariate(2, 6)) for pair in sorted(strangers)]
    queue, groups = ordered(scored), Groups()
    for one in queue[: len(queue) // 5]:
        if (one.first, one.second) in true:
            groups.join(one.first, one.second)
    reached = sum(groups.are_one(*pair) for pair in true)
    assert reached >= 0.8 * len(true)
