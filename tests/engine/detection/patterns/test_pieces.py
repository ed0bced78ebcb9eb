"""The parts of a search for patterns: codes, chances, shuffles, what is said once."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.patterns import Fact, Facts, PatternSettings
from kentongan.engine.detection.patterns.chances import Drawn, log_factorials, upper_tail
from kentongan.engine.detection.patterns.counting import count
from kentongan.engine.detection.patterns.finding import Search, judge
from kentongan.engine.detection.patterns.pruning import (
    Candidate,
    Pruned,
    chance_beyond,
    prune,
    said_once,
)
from kentongan.engine.detection.patterns.shuffling import labels
from tests.engine.detection.patterns.naive import chance
from tests.engine.detection.patterns.worlds import changed, lately, usual

some = settings(max_examples=60, deadline=None)  # the first call compiles
QUICK = PatternSettings(replicates=0)


# --- codes ------------------------------------------------------------------------------------


def test_words_and_rows_are_put_in_order() -> None:
    facts = Facts.of({"to": ["b", "", "a"], "by": ["x", "x", "y"]}, [True, False, True])
    assert facts.columns == ("by", "to")
    assert facts.words == (("x", "y"), ("a", "b"))
    assert [facts.fact(1, code).value for code in facts.codes[facts.codes[:, 1] >= 0, 1]]
    assert sorted(facts.rows.tolist()) == [0, 1, 2]


def test_every_row_keeps_its_words_and_whether_it_is_recent() -> None:
    table, recent = usual(seed=1, rows=50), lately(50)
    facts = Facts.of(table, recent)
    for place, row in enumerate(facts.rows):
        assert facts.recent[place] == recent[row]
        for column, name in enumerate(facts.columns):
            code = int(facts.codes[place, column])
            assert (facts.fact(column, code).value if code >= 0 else "") == table[name][row]


def test_many_words_in_many_columns_do_not_run_into_each_other() -> None:
    """Five columns of 3,000 words each have more combinations than a 64-bit number."""
    words = [f"{n}" for n in range(3000)]
    table = {f"column {n}": words * 2 for n in range(5)}
    facts = Facts.of(table, [False] * 3000 + [True] * 3000)
    counted = count(facts, PatternSettings(5, 5, min_cases=2))
    assert len(counted) == 3000
    assert all(len(counted.rows_of(n)) == 2 for n in range(0, 3000, 500))


# --- chances ----------------------------------------------------------------------------------


@st.composite
def drawn(draw: st.DrawFn, most: int = 300) -> Drawn:
    rows = draw(st.integers(1, most))
    having, recent = draw(st.integers(0, rows)), draw(st.integers(0, rows))
    return Drawn(rows, having, recent, draw(st.integers(0, min(having, recent))))


@some
@given(one=drawn())
def test_a_chance_is_that_of_the_hypergeometric_law(one: Drawn) -> None:
    found = upper_tail(log_factorials(one.rows), one, False)
    law = stats.hypergeom(one.rows, one.having, one.recent)
    assert found == pytest.approx(law.sf(one.seen - 1), rel=1e-8, abs=1e-300)


@some
@given(one=drawn(most=60))
def test_a_chance_is_that_of_whole_numbers(one: Drawn) -> None:
    logs = log_factorials(one.rows)
    for middle in (False, True):
        expected = float(chance(*one, middle=middle))
        assert upper_tail(logs, one, middle) == pytest.approx(expected, rel=1e-9)


@some
@given(one=drawn())
def test_a_chance_falls_with_every_recent_row(one: Drawn) -> None:
    logs = log_factorials(one.rows)
    most = min(one.having, one.recent)
    chances = [upper_tail(logs, one._replace(seen=seen), False) for seen in range(most + 1)]
    assert all(later <= earlier * (1 + 1e-9) for earlier, later in pairwise(chances))


def test_so_many_recent_rows_as_there_cannot_be_have_no_chance() -> None:
    assert upper_tail(log_factorials(10), Drawn(10, 3, 5, 4), False) == 0.0


# --- shuffles ---------------------------------------------------------------------------------


def test_every_row_is_recent_as_often_as_any_other() -> None:
    chosen = sum(labels(20, 5, 3, replicate).astype(int) for replicate in range(4000))
    assert stats.chisquare(chosen).pvalue > 0.01


def test_so_many_rows_are_recent_as_really_are() -> None:
    assert {int(labels(30, 7, 1, replicate).sum()) for replicate in range(50)} == {7}
    assert labels(5, 5, 1, 0).all()
    assert not labels(5, 0, 1, 0).any()


def test_a_shuffle_depends_on_seed_and_number_alone() -> None:
    np.testing.assert_array_equal(labels(40, 9, 2, 6), labels(40, 9, 2, 6))
    assert np.any(labels(40, 9, 2, 6) != labels(40, 9, 2, 7))
    assert np.any(labels(40, 9, 2, 6) != labels(40, 9, 3, 6))


# --- said once --------------------------------------------------------------------------------


def risen(seed: int, rows: int) -> tuple[list[Candidate], Facts]:
    """Everything that rises in a world with a change."""
    facts = changed(seed, rows)
    counted = count(facts, QUICK)
    search = Search(facts, counted, judge(facts, counted, QUICK))
    return [search.candidate(one) for one in search.risen(QUICK)], facts


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), rows=st.integers(5, 14))
def test_no_two_that_are_kept_explain_each_other(seed: int, rows: int) -> None:
    candidates, facts = risen(seed, rows)
    kept = [candidates[n] for n in prune(candidates, facts.recent, 0.01).kept]
    logs = log_factorials(len(facts.recent))
    for one, other in combinations(kept, 2):
        if (one.having & other.having & facts.recent).any():
            assert chance_beyond(one, other, facts.recent, logs) <= 0.01
            assert chance_beyond(other, one, facts.recent, logs) <= 0.01


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), rows=st.integers(5, 14))
def test_none_is_lost_and_each_that_fell_out_names_one_that_is_kept(seed: int, rows: int) -> None:
    candidates, facts = risen(seed, rows)
    pruned = prune(candidates, facts.recent, 0.01)
    assert {*pruned.kept, *pruned.explained_by} == set(range(len(candidates)))
    assert not {*pruned.kept} & {*pruned.explained_by}
    assert {*pruned.explained_by.values()} <= {*pruned.kept}


def by_links(links: dict[int, Sequence[int]], order: Sequence[int]) -> Pruned:
    """What is kept where each explains those it is linked to."""
    return said_once(order, lambda one, other: other in links.get(one, ()))


def test_an_earlier_one_that_is_explained_makes_room() -> None:
    assert by_links({2: [0, 1]}, (0, 1, 2)) == Pruned((2,), {0: 2, 1: 2})


def test_of_two_that_explain_each_other_the_first_is_kept() -> None:
    assert by_links({0: [1], 1: [0]}, (0, 1)) == Pruned((0,), {1: 0})


def test_a_chain_ends_at_the_one_that_is_kept() -> None:
    assert by_links({0: [1], 2: [0]}, (0, 1, 2)) == Pruned((2,), {0: 2, 1: 2})


def test_those_that_have_nothing_to_do_with_each_other_are_all_kept() -> None:
    assert by_links({}, (0, 1, 2)) == Pruned((0, 1, 2), {})


def test_what_is_said_along_is_listed_by_the_kept_one() -> None:
    mask = np.ones(3, dtype=bool)
    candidates = [Candidate((Fact("a", word),), 0.1, mask, mask) for word in "xyz"]
    said = Pruned((1,), {0: 1, 2: 1}).said_by_kept(candidates)
    assert said == {1: [(Fact("a", "x"),), (Fact("a", "z"),)]}
