"""Every condition says the same in Python and in the database, and about both records alike."""

from dataclasses import dataclass
from itertools import product
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from kentongan.engine.linkage.terms import (
    Both,
    Close,
    Covers,
    Crossed,
    Dialect,
    Either,
    EitherMarked,
    Filled,
    Inside,
    Known,
    MoreShared,
    Near,
    Not,
    Overlap,
    Same,
    Sharing,
    Term,
)


@dataclass(frozen=True)
class Row:
    """A record with one column of each sort."""

    text: str = ""
    other: str = ""
    number: int = 0
    few: tuple[int, ...] = ()
    many: tuple[int, ...] = ()


TEXTS = (
    "",
    "a",
    "soleh",
    "sholeh",
    "solih",
    "solehudin",
    "suharto",
    "suharti",
    "19900101",
    "19910101",
)
LISTS: tuple[tuple[int, ...], ...] = (
    (),
    (1,),
    (2,),
    (1, 2),
    (2, 1),
    (1, 3),
    (1, 2, 3),
    (-(2**63), 2**63 - 1),
)
ROWS = (
    *(
        Row(text=text, other=other, number=at)
        for at, (text, other) in enumerate(product(TEXTS, TEXTS[:3]))
    ),
    *(Row(text=text, few=few) for text, few in product(TEXTS[1:3], LISTS[:4])),
    *(Row(number=number) for number in (-3, 0, 1, 2, 1990, 1991)),
    *(Row(few=few, many=many) for few, many in product(LISTS, LISTS)),
)
TERMS = (
    Filled("text"), Same("text"), Crossed("text", "other"), Near("text", 1, 5), Near("text", 2, 1),
    Near("text", 0, 1), Close("number", 1), Close("number", 0), Known("number"),
    EitherMarked("number"), Overlap("few"), Sharing("few", 2), Inside("few"),
    Covers("few", "many"), MoreShared("many", "few"), ~Same("text"), Same("text") & Overlap("few"),
    Same("text") | Overlap("few"), ~(Filled("text") | Known("number")),
)  # fmt: skip


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    """All pairs of rows, as Splink lays them side by side."""
    connection = duckdb.connect()
    columns: dict[str, Any] = {"at": pa.array(range(len(ROWS)))}
    for name, kind in (("text", pa.string()), ("other", pa.string()), ("number", pa.int64())):
        columns[name] = pa.array([getattr(row, name) for row in ROWS], kind)
    for name in ("few", "many"):
        columns[name] = pa.array([list(getattr(row, name)) for row in ROWS], pa.list_(pa.int64()))
    rows = pa.table(columns)
    sides = ", ".join(f"{side}.{name} as {name}_{side}" for side in "lr" for name in columns)
    connection.register("records", rows)
    connection.execute(f"create table pairs as select {sides} from records l, records r")
    return connection


@pytest.mark.parametrize("term", TERMS, ids=repr)
def test_python_and_the_database_agree(term: Term, database: duckdb.DuckDBPyConnection) -> None:
    asked = f"select at_l, at_r from pairs where {term.sql(Dialect.DUCKDB)} order by all"
    told = set(database.execute(asked).fetchall())
    held = {
        (a, b) for a, one in enumerate(ROWS) for b, two in enumerate(ROWS) if term.holds(one, two)
    }
    assert held == told
    assert 0 < len(held) < len(ROWS) ** 2  # a condition that never changes shows nothing


@pytest.mark.parametrize("term", TERMS, ids=repr)
def test_no_answer_is_unknown(term: Term, database: duckdb.DuckDBPyConnection) -> None:
    asked = f"select count(*) from pairs where ({term.sql(Dialect.DUCKDB)}) is null"
    assert database.execute(asked).fetchall() == [(0,)]


@pytest.mark.parametrize("term", TERMS, ids=repr)
def test_a_condition_looks_at_both_records_alike(term: Term) -> None:
    assert all(term.holds(a, b) == term.holds(b, a) for a, b in product(ROWS, ROWS))


def test_signs_make_conditions_of_conditions() -> None:
    one, other = Same("text"), Overlap("few")
    assert one & other == Both(one, other)
    assert one | other == Either(one, other)
    assert ~one == Not(one)


def test_two_empty_texts_are_not_the_same() -> None:
    assert not Same("text").holds(Row(), Row())


def test_an_edit_is_a_letter_put_in_left_out_or_changed() -> None:
    near = Near("text", 1, 4)
    assert near.holds(Row(text="soleh"), Row(text="sholeh"))
    assert near.holds(Row(text="suharto"), Row(text="suharti"))
    assert not near.holds(Row(text="soleh"), Row(text="solehudin"))
    assert not near.holds(Row(text="ani"), Row(text="ana"))  # too short to tell a slip


def test_extra_words_are_covered_by_the_fathers() -> None:
    at_home = Row(few=(1,), many=(1, 2, 3))
    passport = Row(few=(1, 2, 3), many=(1, 2, 3))
    son = Row(few=(9, 3), many=(9, 3, 1))
    assert Covers("few", "many").holds(at_home, passport)
    assert not Covers("few", "many").holds(son, passport)


def test_spark_is_asked_with_its_own_functions() -> None:
    assert "arrays_overlap(few_l, few_r)" in Overlap("few").sql(Dialect.SPARK)
    assert "size(array_intersect(few_l, few_r))" in Sharing("few", 2).sql(Dialect.SPARK)
    assert "array_except" in Covers("few", "many").sql(Dialect.SPARK)
    assert "list_" not in "".join(term.sql(Dialect.SPARK) for term in TERMS)
