"""Keys by the column: the numbers that one record alone has."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage import blocking
from kentongan.engine.linkage.batch.columns.keys import mixed, pairs_of
from kentongan.engine.linkage.batch.columns.lists import lists_of
from kentongan.engine.linkage.batch.tables import table_of
from kentongan.engine.linkage.blocking import MOST_KEYS, keys_of
from kentongan.engine.linkage.people import Person, prepare
from tests.engine.linkage.cast import SOLEH, SUMINAH, people, unhurried

signed = st.integers(-(2**63), 2**63 - 1)


@given(st.sampled_from("NDKW"), st.lists(st.tuples(signed, signed), min_size=1, max_size=5))
def test_a_column_is_mixed_as_each_number(family: str, parts: list[tuple[int, int]]) -> None:
    columns = [np.array(column, dtype=np.int64) for column in zip(*parts, strict=True)]
    found = mixed(family, *columns).tolist()
    assert found == [blocking.mixed(family, *pair) for pair in parts]


@given(st.lists(st.lists(signed, unique=True, max_size=4), max_size=5))
def test_every_two_words_make_a_pair(rows: list[list[int]]) -> None:
    words, there = lists_of(rows).padded(4)
    found: list[list[tuple[int, int]]] = [[] for _ in rows]
    for has, one, other in pairs_of(words, there):
        for at in np.flatnonzero(has):
            found[at].append((int(one[at]), int(other[at])))
    assert found == [list(blocking.pairs(tuple(row))) for row in rows]


@given(people)
@unhurried
def test_a_record_has_its_keys_in_their_order(person: Person) -> None:
    (row,) = table_of([person]).column("keys").to_pylist()
    assert row == list(keys_of(prepare(person)))


def test_no_record_has_more_keys_than_the_most() -> None:
    crowd = tuple(f"+62850000{number:05}" for number in range(90))
    rows = table_of([replace(SOLEH, phones=crowd), SUMINAH]).column("keys").to_pylist()
    assert len(rows[0]) == MOST_KEYS > len(rows[1])
    assert rows[0] == list(keys_of(prepare(replace(SOLEH, phones=crowd))))


@pytest.mark.parametrize("number", ["3502671703850002", "350267170385000", "35O2671703850002"])
def test_a_damaged_number_meets_the_sound_one_by_its_head(number: str) -> None:
    one, other = (Person(national_id=written) for written in (SOLEH.national_id, number))
    first, second = (set(row) for row in table_of([one, other]).column("keys").to_pylist())
    assert first & second
