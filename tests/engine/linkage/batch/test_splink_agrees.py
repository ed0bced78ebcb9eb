"""One model, two evaluators: our score is Splink's, bit by bit, for whatever is written."""

import random
from dataclasses import replace
from itertools import combinations

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splink import DuckDBAPI

from kentongan.engine.linkage.batch.linking import Links, duckdb_engine, link
from kentongan.engine.linkage.batch.tables import SCHEMA, batch_of_prepared, table_of
from kentongan.engine.linkage.comparisons import COMPARISONS
from kentongan.engine.linkage.people import Person, Prepared, prepare
from kentongan.engine.linkage.scoring import level_of, score, weight_of
from kentongan.engine.linkage.terms import Dialect
from tests.engine.linkage.cast import MODEL, SOLEH, SOLEH_AGAIN, SUMINAH, people, unhurried

FOR_ALL = -1000.0


def linked(prepared: list[Prepared]) -> Links:
    """Every pair, since all records share one more key."""
    batch = batch_of_prepared(prepared)
    at = SCHEMA.get_field_index("keys")
    keys = pa.array([[1]] * len(prepared), SCHEMA.field(at).type)
    table = pa.Table.from_batches([batch]).set_column(at, SCHEMA.field(at), keys)
    return link(
        duckdb_engine(DuckDBAPI(duckdb.connect())), table, MODEL, FOR_ALL, largest_block=10**6
    )


def drawn(count: int) -> list[Person]:
    """People of the strategy, once and for all, so that the database is asked once."""
    found: list[Person] = []

    @settings(unhurried, max_examples=count, database=None, derandomize=True)
    @given(people)
    def collect(person: Person) -> None:
        found.append(person)

    collect()
    return found


def test_every_pair_of_odd_people_has_the_weight_that_splink_gives() -> None:
    cast = [SUMINAH, SOLEH, SOLEH_AGAIN, replace(SUMINAH, name="Suminah Kasan Rejo"), *drawn(140)]
    prepared = [prepare(one) for one in cast]
    found = linked(prepared)
    assert len(found.left) == len(list(combinations(cast, 2)))
    for a, b, weight in zip(
        found.left.tolist(), found.right.tolist(), found.weights.tolist(), strict=True
    ):
        assert weight_of(MODEL, prepared[a], prepared[b]) == pytest.approx(weight, abs=1e-9)


def test_the_batch_tells_the_levels_of_the_counter() -> None:
    cast = [prepare(replace(one, phones=())) for one in (SUMINAH, SOLEH, SOLEH_AGAIN, *drawn(60))]
    found = linked(cast)
    for a, b, level in zip(
        found.left.tolist(), found.right.tolist(), found.levels.tolist(), strict=True
    ):
        assert score(MODEL, cast[a], cast[b]).level == level


def test_what_twins_share_is_for_a_human_in_the_batch_too() -> None:
    twin = replace(SOLEH, name="Moch. Soleh Kurniawan Andi", national_id="", phones=())
    same = replace(SOLEH, national_id="", phones=())
    found = linked([prepare(one) for one in (SOLEH, twin, same)])
    assert found.levels.tolist() == ["review", "very_likely", "review"]


def test_strangers_with_one_nickname_are_no_pair_of_the_batch() -> None:
    names = ("Zulpatikah Wigati alias Gendon", "Karminten Tumi alias Gendon")
    found = linked([prepare(Person(name=name)) for name in names])
    assert found.levels.tolist() == ["unlikely"]
    assert found.weights[0] == pytest.approx(
        weight_of(MODEL, *(prepare(Person(name=n)) for n in names))
    )


def test_the_odd_people_meet_nearly_every_level() -> None:
    """What no pair shows would not be compared above."""
    cast = [prepare(one) for one in drawn(140)]
    met = {(c.name, level_of(c, a, b).name) for a, b in combinations(cast, 2) for c in COMPARISONS}
    every = {(c.name, level.name) for c in COMPARISONS for level in c.levels}
    rare = {
        "day_same",
        "same",
        "common_word",
        "same_common",
        "sound",
        "date_near",
        "date_and_area_same",
        "rare_word",
        "near",
        "sound_rare",
    }
    assert {level for _, level in every - met} <= rare


def test_pairs_come_in_order_and_once() -> None:
    found = linked([prepare(one) for one in drawn(30)])
    pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert all(a < b for a, b in pairs)


def test_a_block_that_is_too_large_is_left_out() -> None:
    table = table_of([replace(SOLEH, name="")] * 4)
    engine = duckdb_engine(DuckDBAPI(duckdb.connect()))
    assert link(engine, table, MODEL, FOR_ALL, largest_block=3).compared == 0
    again = duckdb_engine(DuckDBAPI(duckdb.connect()))
    assert link(again, table, MODEL, FOR_ALL, largest_block=4).compared == 6


def test_a_table_is_the_same_made_by_one_process_or_two() -> None:
    cast = [SUMINAH, SOLEH, SOLEH_AGAIN]
    assert table_of(cast).equals(table_of(cast, processes=2))


@pytest.mark.parametrize("dialect", Dialect)
def test_every_condition_can_be_asked_in_both_databases(dialect: Dialect) -> None:
    conditions = [level.condition for one in COMPARISONS for level in one.levels if level.condition]
    assert all(condition.sql(dialect) for condition in conditions)
    assert random.Random(1).choice(conditions).sql(dialect).count("(") > 0


@given(st.lists(people, min_size=2, max_size=2))
@settings(unhurried, max_examples=10)
def test_tables_hold_any_writing(cast: list[Person]) -> None:
    assert table_of(cast).num_rows == 2
