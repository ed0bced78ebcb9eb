"""What is said once: for any way of explaining, and chances beyond what is known, by SciPy."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.patterns import Fact
from kentongan.engine.detection.patterns.chances import log_factorials
from kentongan.engine.detection.patterns.pruning import (
    Candidate,
    Mask,
    Pruned,
    chance_beyond,
    prune,
    rank_of,
    said_once,
    size,
)

# The first call compiles.
some = settings(max_examples=60, deadline=None)
seeds = st.integers(0, 10_000)
MANY, ROWS = 7, 60
RECENT = np.arange(ROWS) >= 45
WORDS = tuple(Fact(name, "x") for name in "abcd")
links = st.sets(st.tuples(st.integers(0, MANY - 1), st.integers(0, MANY - 1)), max_size=25)

type Links = set[tuple[int, int]]


def by_links(given_: Links) -> Pruned:
    return said_once(range(MANY), lambda one, other: (one, other) in given_ and one != other)


def world(seed: int) -> list[Candidate]:
    """Combinations of four facts, each more likely in the recent rows."""
    random = np.random.default_rng(seed)
    having = random.random((ROWS, 4)) < np.where(RECENT, 0.8, 0.3)[:, None]
    could = random.random(ROWS) < 0.9
    made = []
    for number in range(1, 16):
        chosen = [at for at in range(4) if number >> at & 1]
        rows = having[:, chosen].all(axis=1) & could
        if (rows & RECENT).any():
            p = slow_chance(could, rows)
            made.append(Candidate(tuple(WORDS[at] for at in chosen), p, rows, could))
    return made


def slow_chance(among: Mask, having: Mask) -> float:
    """Fisher's exact test, by SciPy."""
    law = stats.hypergeom(among.sum(), having.sum(), (among & RECENT).sum())
    return float(law.sf((having & RECENT).sum() - 1))


@some
@given(given_=links)
def test_for_any_way_of_explaining_none_that_is_kept_explains_another(given_: Links) -> None:
    kept = by_links(given_).kept
    assert not any((one, other) in given_ for one in kept for other in kept if one != other)


@some
@given(given_=links)
def test_for_any_way_of_explaining_each_is_kept_or_explained_by_a_kept_one(given_: Links) -> None:
    found = by_links(given_)
    assert sorted([*found.kept, *found.explained_by]) == list(range(MANY))
    assert set(found.explained_by.values()) <= set(found.kept)
    explained = {other for one, other in given_ if one != other}
    assert set(found.explained_by) <= explained


@some
@given(given_=links)
def test_what_nobody_explains_is_always_kept(given_: Links) -> None:
    free = set(range(MANY)) - {other for one, other in given_ if one != other}
    assert free <= set(by_links(given_).kept)


@some
@given(seed=seeds)
def test_a_chance_beyond_is_that_of_the_rows_that_are_left(seed: int) -> None:
    logs, candidates = log_factorials(ROWS), world(seed)
    for one in candidates[:6]:
        for known in candidates[:6]:
            if set(known.facts) < set(one.facts):
                wanted = slow_chance(known.having, one.having)
            else:
                wanted = slow_chance(one.could & ~known.having, one.having & ~known.having)
            found = chance_beyond(one, known, RECENT, logs)
            assert abs(found - wanted) <= 1e-9


@some
@given(seed=seeds)
def test_the_order_of_candidates_changes_nothing_that_is_kept(seed: int) -> None:
    candidates = world(seed)
    order = np.random.default_rng(seed).permutation(len(candidates))
    turned = [candidates[at] for at in order]
    one, other = prune(candidates, RECENT, 0.05), prune(turned, RECENT, 0.05)
    assert {candidates[at].facts for at in one.kept} == {turned[at].facts for at in other.kept}
    said, again = one.said_by_kept(candidates), other.said_by_kept(turned)
    by_words = {candidates[at].facts: sorted(said[at]) for at in said}
    assert by_words == {turned[at].facts: sorted(again[at]) for at in again}


@some
@given(seed=seeds)
def test_one_that_adds_nothing_to_another_one_is_told_with_it(seed: int) -> None:
    """A fact that all the rows of a combination tell anyway."""
    first = world(seed)[0]
    longer = first._replace(facts=(*first.facts, Fact("z", "always")))
    found = prune([longer, first], RECENT, 0.05)
    assert found == Pruned((1,), {0: 1})


def test_those_without_a_recent_row_in_common_do_not_explain_each_other() -> None:
    could = np.ones(ROWS, dtype=bool)
    halves = [np.arange(ROWS) % 2 == side for side in (0, 1)]
    pair = [Candidate((WORDS[at],), 0.5, having, could) for at, having in enumerate(halves)]
    assert prune(pair, RECENT, 1e-6).kept == (0, 1)


def test_the_fewest_facts_come_first_then_the_most_striking_then_the_words() -> None:
    mask = np.ones(3, dtype=bool)
    made = [
        Candidate(WORDS[:2], 0.001, mask, mask),
        Candidate(WORDS[1:2], 0.2, mask, mask),
        Candidate(WORDS[:1], 0.2, mask, mask),
        Candidate(WORDS[2:3], 0.1, mask, mask),
    ]
    ordered = sorted(made, key=rank_of)
    assert [one.facts for one in ordered] == [WORDS[2:3], WORDS[:1], WORDS[1:2], WORDS[:2]]


def test_nothing_that_rose_leaves_nothing_to_say() -> None:
    found = prune([], RECENT, 0.05)
    assert found == Pruned((), {})
    assert found.said_by_kept([]) == {}


@some
@given(seed=seeds, rows=st.integers(1, 40))
def test_a_mask_of_bits_says_what_one_of_truth_values_says(seed: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    having, could = random.random((2, 4, rows)) < 0.5
    recent = random.random(rows) < 0.4
    logs = log_factorials(rows)
    one, known = (Candidate((WORDS[at],), 0.1, having[at] & could[at], could[at]) for at in (0, 1))
    small, other = (
        each._replace(having=np.packbits(each.having), could=np.packbits(each.could))
        for each in (one, known)
    )
    assert size(small.having) == size(one.having) == one.having.sum()
    slow = chance_beyond(one, known, recent, logs)
    assert chance_beyond(small, other, np.packbits(recent), logs) == slow
