"""The chain, pure: what is hashed and how rows follow."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.audit.chain import (
    GENESIS,
    START,
    Broken,
    Fault,
    Point,
    Row,
    canonical_json,
    follow,
    link,
    moment_text,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
details = st.dictionaries(texts, values, max_size=3)
AT = "2026-11-25 01:00:00"


def naive_link(
    previous: str, sequence: int, at: str, actor: str, action: str, subject: str, detail: str
) -> str:
    """The slow twin: one JSON object, keys sorted by the library."""
    told = {"sequence": sequence, "at": at, "actor": actor, "action": action}
    told |= {"subject": subject, "detail": json.loads(detail)}
    return sha256((previous + canonical_json(told)).encode()).hexdigest()


@given(actor=texts, action=texts, subject=texts, detail=details, sequence=st.integers(1))
def test_the_hash_is_that_of_the_canonical_json(
    actor: str, action: str, subject: str, detail: dict[str, object], sequence: int
) -> None:
    words = (GENESIS, sequence, AT, actor, action, subject, canonical_json(detail))
    assert link(*words) == naive_link(*words)


@given(
    first=st.tuples(texts, texts, texts, details), second=st.tuples(texts, texts, texts, details)
)
def test_two_different_events_never_have_one_hash(
    first: tuple[str, str, str, dict[str, object]], second: tuple[str, str, str, dict[str, object]]
) -> None:
    hashes = {link(GENESIS, 1, AT, *one[:3], canonical_json(one[3])) for one in (first, second)}
    assert len(hashes) == len({canonical_json(list(one)) for one in (first, second)})


def test_one_value_has_one_text() -> None:
    assert canonical_json({"b": [1, 2], "a": "é"}) == '{"a":"\\u00e9","b":[1,2]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"a": float("nan")})


def test_a_moment_stands_in_utc_and_without_an_empty_fraction() -> None:
    jakarta = timezone(timedelta(hours=7))
    assert moment_text(datetime(2026, 11, 25, 8, tzinfo=jakarta)) == "2026-11-25 01:00:00"
    assert moment_text(datetime(2026, 1, 2, 3, 4, 5, 600, UTC)) == "2026-01-02 03:04:05.000600"


def rows_of(count: int) -> list[Row]:
    """A good chain."""
    rows: list[Row] = []
    previous = GENESIS
    for number in range(1, count + 1):
        words = (AT, "sari", "report.read", f"report:{number}", "{}")
        rows.append((number, *words, previous, link(previous, number, *words)))
        previous = rows[-1][7]
    return rows


def test_a_good_chain_ends_where_it_ends() -> None:
    rows = rows_of(5)
    assert follow(rows, START) == Point(5, rows[-1][7])
    assert follow([], START) == START
    assert follow(rows[2:], Point(2, rows[1][7])) == Point(5, rows[-1][7])


@given(st.data())
def test_a_missing_doubled_or_moved_row_is_named(data: st.DataObject) -> None:
    rows = rows_of(6)
    place = data.draw(st.integers(0, 4))
    for changed in (rows[:place] + rows[place + 1 :], rows[: place + 1] + rows[place:]):
        found = follow(changed, START)
        assert isinstance(found, Broken)
        assert found.sequence in {place + 1, place + 2}


@pytest.mark.parametrize("column", range(1, 8))
@pytest.mark.parametrize("value", ["lain", None, b"bytes"])
def test_a_row_with_another_value_is_named(column: int, value: object) -> None:
    rows = rows_of(3)
    rows[1] = (*rows[1][:column], value, *rows[1][column + 1 :])  # type: ignore[assignment]
    fault = Fault.UNLINKED if column == 6 else Fault.CHANGED
    assert follow(rows, START) == Broken(2, fault)
