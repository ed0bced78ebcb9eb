"""Combinations found by splitting, and shuffles that touch only the recent rows: by slow twins."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.patterns import Facts, PatternSettings
from kentongan.engine.detection.patterns import counting as module
from kentongan.engine.detection.patterns.chances import (
    Drawn,
    exactly,
    log_factorials,
    tails,
    upper_tail,
)
from kentongan.engine.detection.patterns.counting import RARE, SILENT, Counted, count, split
from kentongan.engine.detection.patterns.shuffling import (
    LaidOut,
    drawn_rows,
    family_chances,
    labels,
    smallest,
)
from tests.engine.detection.patterns.worlds import changed, lately, usual

some = settings(max_examples=40, deadline=None)  # the first call compiles
seeds, fewest = st.integers(0, 1000), st.integers(1, 6)
SETTINGS = PatternSettings(min_cases=3, replicates=30)


def facts_of(seed: int, rows: int = 120) -> Facts:
    return Facts.of(usual(seed, rows), lately(rows, 0.3))


# --- splitting --------------------------------------------------------------------------------


@some
@given(seed=seeds, least=fewest)
def test_every_combination_has_the_rows_that_a_slow_count_finds(seed: int, least: int) -> None:
    facts = facts_of(seed)
    counted = count(facts, PatternSettings(min_cases=least))
    found = {
        (columns, tuple(facts.codes[rows[0], columns].tolist())): rows.tolist()
        for one in range(len(counted))
        for columns in [counted.sets[counted.set_of[one]]]
        for rows in [counted.rows_of(one)]
    }
    assert found == slowly_counted(facts, least)
    assert list(found) == sorted(found, key=lambda one: (len(one[0]), *one))


def slowly_counted(facts: Facts, least: int) -> dict[tuple[object, object], list[int]]:
    """Columns and codes → rows."""
    found: dict[tuple[object, object], list[int]] = {}
    for size in (2, 3, 4):
        for columns in combinations(range(len(facts.columns)), size):
            for row, codes in enumerate(facts.codes[:, columns].tolist()):
                if min(codes) >= 0:
                    found.setdefault((columns, tuple(codes)), []).append(row)
    return {which: rows for which, rows in found.items() if len(rows) >= least}


@some
@given(seed=seeds)
def test_what_a_row_has_of_each_set_is_a_number_or_says_why_not(seed: int) -> None:
    facts = facts_of(seed)
    counted = count(facts, SETTINGS)
    for place in range(len(counted.sets)):
        numbers, told = counted.number[:, place], counted.told[place]
        assert np.all((numbers == SILENT) == ~told)
        assert set(counted.set_of[numbers[numbers >= 0]].tolist()) <= {place}
        assert np.all(numbers[told] >= RARE)


@some
@given(seed=seeds, least=fewest)
def test_sorted_keys_split_as_a_table_does(seed: int, least: int) -> None:
    random = np.random.default_rng(seed)
    parent = random.integers(-1, 5, 80).astype(np.int32)
    codes = random.integers(-1, 7, 80).astype(np.int64)
    number, having = split(parent, codes, least)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LARGEST_TABLE", 0)
        again, sizes = split(parent, codes, least)
    np.testing.assert_array_equal(number, again)
    np.testing.assert_array_equal(having, sizes)


@some
@given(seed=seeds, least=fewest)
def test_a_split_numbers_by_parent_and_code(seed: int, least: int) -> None:
    random = np.random.default_rng(seed)
    parent = random.integers(-1, 4, 60).astype(np.int32)
    codes = random.integers(-1, 4, 60).astype(np.int64)
    pairs = list(zip(parent.tolist(), codes.tolist(), strict=True))
    sizes = Counter(pair for pair in pairs if min(pair) >= 0)
    enough = sorted(pair for pair, size in sizes.items() if size >= least)
    number, having = split(parent, codes, least)
    expected = [enough.index(pair) if pair in enough else RARE for pair in pairs]
    assert number.tolist() == expected
    assert having.tolist() == [sizes[pair] for pair in enough]


def test_where_nobody_tells_there_is_nothing_to_split() -> None:
    number, having = split(np.zeros(3, dtype=np.int32), np.full(3, -1), 1)
    assert (number.tolist(), having.tolist()) == ([RARE] * 3, [])


@some
@given(seed=seeds)
def test_how_many_of_some_rows_have_each_is_counted_at_once(seed: int) -> None:
    facts = facts_of(seed)
    counted = count(facts, SETTINGS)
    slow = [int(facts.recent[counted.rows_of(one)].sum()) for one in range(len(counted))]
    assert counted.among(facts.recent).tolist() == slow
    everybody = np.ones(len(facts.recent), dtype=np.bool_)
    assert counted.among(everybody).tolist() == counted.having.tolist()


# --- shuffles ---------------------------------------------------------------------------------


def slow_smallest(counted: Counted, recent: np.ndarray, middle: bool) -> float:
    """Every chance is taken in full."""
    seen = [recent[counted.rows_of(one)].sum() for one in range(len(counted))]
    could = counted.told.sum(axis=1)[counted.set_of]
    were = (counted.told & recent).sum(axis=1)[counted.set_of]
    drawn = np.column_stack([could, counted.having, were, seen]).astype(np.int64)
    return float(min(tails(log_factorials(len(recent)), drawn, middle), default=1.0))


@some
@given(seed=seeds, replicate=st.integers(0, 50), middle=st.booleans())
def test_the_smallest_chance_is_the_same_to_the_last_bit(
    seed: int, replicate: int, middle: bool
) -> None:
    facts = changed(seed)
    rows, recent = len(facts.recent), int(facts.recent.sum())
    counted = count(facts, SETTINGS)
    laid = LaidOut(
        counted.number, counted.set_of, counted.having, counted.told.sum(axis=1).astype(np.int64)
    )
    drawn = drawn_rows(rows, recent, seed, replicate)
    found = smallest(laid, log_factorials(rows), drawn, middle)
    assert found == slow_smallest(counted, labels(rows, recent, seed, replicate), middle)


@settings(max_examples=10, deadline=None)
@given(seed=seeds, middle=st.booleans())
def test_the_chance_of_any_is_that_of_the_slow_shuffles(seed: int, middle: bool) -> None:
    facts = changed(seed)
    chosen = PatternSettings(min_cases=3, replicates=19, seed=seed, middle=middle)
    counted = count(facts, chosen)
    rows, recent = len(facts.recent), int(facts.recent.sum())
    p_values = np.linspace(0.0001, 0.9, len(counted))
    slow = [slow_smallest(counted, labels(rows, recent, seed, one), middle) for one in range(19)]
    expected = [(1 + sum(one <= p * (1 + 1e-9) for one in slow)) / 20 for p in p_values]
    found = family_chances(p_values, counted, facts.recent, chosen)
    np.testing.assert_array_equal(found, expected)


@some
@given(rows=st.integers(1, 60), seed=seeds)
def test_each_row_is_drawn_at_most_once(rows: int, seed: int) -> None:
    for recent in (0, rows // 2, rows):
        drawn = drawn_rows(rows, recent, seed, 0)
        assert len(set(drawn.tolist())) == len(drawn) == recent
        assert np.flatnonzero(labels(rows, recent, seed, 0)).tolist() == sorted(drawn.tolist())


@some
@given(data=st.data(), rows=st.integers(1, 400))
def test_a_whole_tail_is_no_less_than_its_first_term(data: st.DataObject, rows: int) -> None:
    having, recent = data.draw(st.integers(0, rows)), data.draw(st.integers(0, rows))
    least, most = max(0, having + recent - rows), min(having, recent)
    drawn = Drawn(rows, having, recent, data.draw(st.integers(least, most)))
    logs = log_factorials(rows)
    first = exactly(logs, drawn)
    assert upper_tail(logs, drawn, False) >= min(first, 1.0)
    assert upper_tail(logs, drawn, True) >= min(first * 0.5, 1.0)
