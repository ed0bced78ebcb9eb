"""People as columns: what the databases see is what Python compares."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest
from splink import DuckDBAPI

from kentongan.engine.linkage.batch.linking import blocked_pairs, count_of, duckdb_engine
from kentongan.engine.linkage.batch.tables import (
    LISTS,
    NUMBERS,
    SCHEMA,
    TEXTS,
    TOLD,
    TOLD_TEXTS,
    batch_of_prepared,
    rarity_in,
    table_of,
    table_of_told,
    told_by,
)
from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.comparisons import COMPARISONS
from kentongan.engine.linkage.names import counted
from kentongan.engine.linkage.people import Person, prepare
from kentongan.engine.linkage.terms import Dialect
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities
from tests.engine.linkage.cast import SOLEH, SOLEH_AGAIN, SUMINAH

VILLAGES = [f"35.02.{kec:02}.{2000 + desa}" for kec in (1, 2, 3) for desa in (1, 2, 3)]


def test_every_column_holds_what_was_prepared() -> None:
    cast = [SUMINAH, SOLEH, Person()]
    rows = table_of(cast).to_pylist()
    for row, person in zip(rows, cast, strict=True):
        one = prepare(person)
        for name in (*TEXTS, *NUMBERS):
            assert row[name] == getattr(one, name)
        assert [row[name] for name in LISTS] == [list(getattr(one, name)) for name in LISTS]
        assert row["keys"] == list(keys_of(one))


def test_records_are_numbered_in_their_order() -> None:
    assert table_of([SUMINAH, SOLEH]).column("record").to_pylist() == [0, 1]
    batch = batch_of_prepared([prepare(SUMINAH)], first=7)
    assert batch.column("record").to_pylist() == [7]


@pytest.mark.parametrize("processes", [1, 2])
def test_chunks_and_processes_do_not_change_the_table(
    monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    told = told_by(Person(name=f"Suminah {letter}") for letter in "ABCDEFG")
    whole, shares = table_of_told(told), rarity_in(told)
    monkeypatch.setattr("kentongan.engine.linkage.batch.chunks.CHUNK", 3)
    assert table_of_told(told, processes=processes).equals(whole)
    assert rarity_in(told, processes).shares == shares.shares


def test_what_was_told_stands_in_columns_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = [SUMINAH, SOLEH, Person()]
    told = told_by(cast)
    assert told.schema == TOLD
    for name in TOLD_TEXTS:
        assert told.column(name).to_pylist() == [getattr(one, name) for one in cast]
    assert told.column("birth_date").to_pylist() == [one.birth_date for one in cast]
    monkeypatch.setattr("kentongan.engine.linkage.batch.tables.CHUNK", 2)
    assert told_by(cast).equals(told)


def test_half_a_sign_is_told_as_a_question_mark() -> None:
    assert told_by([Person(name="\ud800 Soleh")]).column("name").to_pylist() == ["? Soleh"]


def test_an_empty_register_is_an_empty_table() -> None:
    table = table_of([])
    assert (table.num_rows, table.schema) == (0, SCHEMA)


def test_nothing_told_is_empty_and_never_null() -> None:
    (row,) = table_of([Person()]).to_pylist()
    assert [name for name, value in row.items() if value is None] == ["link"]


def test_the_first_link_stands_alone_for_training() -> None:
    linked, alone = table_of([SOLEH, Person(name="X")]).column("link").to_pylist()
    assert linked == prepare(SOLEH).links[0]
    assert alone is None


def test_how_common_a_name_is_comes_from_the_shares_given() -> None:
    shares = counted([("siti", "aminah")] * 9 + [("kartono",)])
    table = table_of([Person(name="Siti Aminah"), Person(name="Zulpatikah Wigati")], shares)
    common, rarer = table.column("rare_spellings").to_pylist()
    assert (len(common), len(rarer)) == (0, 2)


def test_every_column_of_a_condition_is_in_the_table() -> None:
    conditions = " ".join(
        level.condition.sql(Dialect.DUCKDB)
        for comparison in COMPARISONS
        for level in comparison.levels
        if level.condition
    )
    for name in (*TEXTS, *NUMBERS, *LISTS):
        field = SCHEMA.field(name)
        kinds = (pa.string(), pa.int32(), pa.list_(pa.int64()))
        assert field.type in kinds
    words = {word.strip("(),") for word in conditions.split()}
    asked = {word[:-2] for word in words if word.endswith(("_l", "_r")) and "(" not in word}
    assert asked <= set(SCHEMA.names)


def test_pairs_are_those_that_share_a_key_as_all_pairs_compared_by_hand_say() -> None:
    world = build_identities(IdentitySettings(150, copies=0.4), VILLAGES, seed=5)
    table = table_of(world.records)
    keys = [set(row) for row in table.column("keys").to_pylist()]
    by_hand = {
        (a, b) for a in range(len(keys)) for b in range(a + 1, len(keys)) if keys[a] & keys[b]
    }
    assert pairs_of(table, largest_block=10**6) == by_hand


def test_a_key_of_too_many_makes_no_pairs_but_their_other_keys_do() -> None:
    crowd = [Person(name="Siti", region_code="35.02", birth_date=date(1990, 1, 1))] * 5
    table = table_of([*crowd, SOLEH, SOLEH_AGAIN])
    assert pairs_of(table, largest_block=4) == {(5, 6)}


def pairs_of(table: pa.Table, largest_block: int) -> set[tuple[int, int]]:
    connection = duckdb.connect()
    connection.register("people", table)
    engine = duckdb_engine(DuckDBAPI(connection))
    found = blocked_pairs(engine, "people", largest_block)
    rows = found.as_record_list()
    assert count_of(engine, found.physical_name) == len(rows)
    return {(row["join_key_l"], row["join_key_r"]) for row in rows}
