"""Operations on lists in one array: each the same as on lists of Python."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.batch.columns.lists import (
    Lists,
    as_column,
    from_column,
    lists_of,
    ranges,
    side_by_side,
    stacked,
)

numbers = st.lists(st.integers(0, 5), max_size=6)
tables = st.lists(numbers, max_size=8)


def told(lists: Lists) -> list[list[int]]:
    """The rows as lists of Python."""
    bounds = lists.bounds.tolist()
    return [lists.values[start:end].tolist() for start, end in pairwise(bounds)]


@given(tables)
def test_lists_come_out_as_they_went_in(rows: list[list[int]]) -> None:
    assert told(lists_of(rows)) == rows


@given(tables)
def test_the_row_of_every_value_is_known(rows: list[list[int]]) -> None:
    found = lists_of(rows)
    assert found.rows().tolist() == [at for at, row in enumerate(rows) for _ in row]
    assert found.longest == max(map(len, rows), default=0)


@given(tables, st.data())
def test_rows_are_taken_in_the_order_asked(rows: list[list[int]], data: st.DataObject) -> None:
    asked = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=9)) if rows else []
    found = lists_of(rows).taken(np.array(asked, dtype=np.int64))
    assert told(found) == [rows[at] for at in asked]


@given(tables)
def test_only_wanted_values_are_kept(rows: list[list[int]]) -> None:
    lists = lists_of(rows)
    kept = lists.kept(lists.values % 2 == 0)
    assert told(kept) == [[value for value in row if value % 2 == 0] for row in rows]


@given(tables)
def test_each_value_stands_once_at_its_first_place(rows: list[list[int]]) -> None:
    assert told(lists_of(rows).distinct()) == [list(dict.fromkeys(row)) for row in rows]


@given(tables)
def test_values_are_replaced_by_what_a_table_says(rows: list[list[int]]) -> None:
    squares = np.arange(6) ** 2
    assert told(lists_of(rows).mapped(squares)) == [[value**2 for value in row] for row in rows]


@given(tables, st.lists(numbers, min_size=6, max_size=6))
def test_rows_of_rows_are_read_one_behind_the_other(
    outer: list[list[int]], inner: list[list[int]]
) -> None:
    found = lists_of(outer).inside(lists_of(inner))
    assert told(found) == [[value for at in row for value in inner[at]] for row in outer]


@given(st.lists(st.tuples(numbers, numbers, numbers), max_size=6))
def test_parts_stand_side_by_side(rows: list[tuple[list[int], list[int], list[int]]]) -> None:
    parts = [lists_of([row[at] for row in rows]) for at in range(3)]
    assert told(side_by_side(*parts)) == [one + two + three for one, two, three in rows]


@given(tables, tables)
def test_parts_stand_one_below_the_other(above: list[list[int]], below: list[list[int]]) -> None:
    assert told(stacked(lists_of(above), lists_of(below))) == above + below


@given(tables)
def test_the_first_values_become_columns(rows: list[list[int]]) -> None:
    values, there = lists_of(rows).padded(3)
    for at, row in enumerate(rows):
        assert values[:, at][there[:, at]].tolist() == row[:3]


@given(tables)
def test_a_column_of_the_database_holds_the_same_lists(rows: list[list[int]]) -> None:
    column = as_column(lists_of(rows))
    assert column.to_pylist() == rows
    values, bounds = from_column(column)
    assert told(Lists(values.to_numpy(), bounds)) == rows


def test_a_piece_of_a_column_begins_at_its_own_first_value() -> None:
    column = pa.array([["a"], ["b", "c"], [], ["d"]]).slice(1, 2)
    values, bounds = from_column(column)
    assert (values.to_pylist(), bounds.tolist()) == (["b", "c"], [0, 2, 2])


@pytest.mark.parametrize(
    ("starts", "sizes", "expected"),
    [([5, 1], [2, 3], [5, 6, 1, 2, 3]), ([4], [0], []), ([], [], [])],
)
def test_ranges_count_on_from_their_starts(
    starts: list[int], sizes: list[int], expected: list[int]
) -> None:
    found = ranges(np.array(starts, dtype=np.int64), np.array(sizes, dtype=np.int64))
    assert found.tolist() == expected
