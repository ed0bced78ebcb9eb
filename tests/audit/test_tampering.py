"""Whatever is done to the log with the triggers away is found, and the first bad row is named."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.audit.anchors import Anchor
from kentongan.audit.chain import Fault
from kentongan.audit.models import AuditEvent, AuditHead
from kentongan.audit.verifying import Code, verify
from tests.audit.conftest import EVENTS
from tests.audit.tampering import (
    EVENT,
    HEAD,
    MORE_TAMPERINGS,
    TAMPERINGS,
    edit,
    rewrite,
    run,
    truncate_with_head,
    unlocked,
)

EVERY = TAMPERINGS | MORE_TAMPERINGS
every_tampering = pytest.mark.parametrize("name", EVERY)
COLUMNS = ("at", "actor", "action", "subject", "detail", "previous", "hash")


@pytest.fixture
def open_log(log: None) -> Iterator[None]:
    """Twelve events, and then the triggers go away."""
    with unlocked():
        yield


@pytest.fixture
def anchored(anchors: list[Anchor]) -> Iterator[list[Anchor]]:
    """The same with an anchor at the twelfth and its own row, the thirteenth."""
    with unlocked():
        yield anchors


def test_an_untouched_log_is_whole(anchored: list[Anchor]) -> None:
    found = verify(anchored)
    assert (found.code, found.bad, found.rows, found.anchors) == (0, None, EVENTS + 1, 1)
    assert found.sentence.startswith("Jejak utuh: 13 baris")


def test_an_empty_log_is_whole(db: None) -> None:
    assert (verify().code, verify().rows) == (Code.OK, 0)


@every_tampering
@pytest.mark.parametrize("at", [3, 7])
def test_tampering_is_found_with_its_first_row(name: str, at: int, anchored: list[Anchor]) -> None:
    tamper, code = EVERY[name]
    tamper(at)
    found = verify(anchored)
    assert found.code == code
    assert found.bad is not None
    assert str(found.bad) in found.sentence
    first_bad = {"edit": at, "delete": at, "reorder": at, "full rewrite": 1}
    assert found.bad == first_bad.get(name, at + 1)


@pytest.mark.parametrize("tamper", [rewrite, truncate_with_head])
def test_what_only_an_anchor_knows_looks_whole_without_one(
    tamper: Callable[[int], None], anchored: list[Anchor]
) -> None:
    tamper(7)
    assert verify().code == Code.OK
    assert verify(anchored).code != Code.OK


def test_a_rewrite_is_dated_by_the_last_anchor_that_fits(
    anchored: list[Anchor], outside: object
) -> None:
    rewrite(EVENTS + 1)  # after the anchor at row twelve
    assert verify(anchored).code == Code.OK
    rewrite(EVENTS)
    assert verify(anchored).bad == 1


@pytest.mark.parametrize(
    ("statement", "code", "bad"),
    [
        (f"DELETE FROM {EVENT}", Code.TRUNCATED, 1),
        (f"DELETE FROM {EVENT} WHERE sequence <= 2", Code.BROKEN, 1),
        (f"DELETE FROM {HEAD}", Code.BROKEN, 1),
        (f"UPDATE {HEAD} SET hash = '{'a' * 64}'", Code.BROKEN, EVENTS),
        (f"UPDATE {HEAD} SET sequence = sequence - 1", Code.BROKEN, EVENTS),
        (f"UPDATE {HEAD} SET sequence = sequence + 1", Code.TRUNCATED, EVENTS + 1),
        (f"UPDATE {EVENT} SET sequence = 0 WHERE sequence = 12", Code.BROKEN, 1),
        (f"UPDATE {EVENT} SET sequence = -5 WHERE sequence = 3", Code.BROKEN, 1),
    ],
)
def test_the_ends_of_the_chain_are_watched(
    statement: str, code: Code, bad: int, open_log: None
) -> None:
    run(statement)
    found = verify()
    assert (found.code, found.bad) == (code, bad)


def test_the_last_row_with_a_hash_of_its_own_is_found(open_log: None) -> None:
    rewrite(EVENTS)
    AuditHead.objects.update(hash="b" * 64)
    assert verify().code == Code.BROKEN


def test_a_row_beyond_the_head_is_found(open_log: None) -> None:
    last = AuditEvent.objects.get(pk=EVENTS)
    last.pk, last.previous = EVENTS + 1, last.hash
    last.save(force_insert=True)
    assert verify().bad == EVENTS + 1


def test_every_fault_has_its_sentence(open_log: None) -> None:
    edit(4)
    assert verify().sentence == "Rantai putus: isi baris 4 telah diubah."
    assert len(Fault) == 3


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its types and UTF-8")
@pytest.mark.parametrize(
    "value", ["x'ff'", "x'41'", "CAST(x'ff' AS TEXT)", "7", "subject || x'00'"]
)
def test_a_value_of_another_kind_is_found(value: str, open_log: None) -> None:
    run(f"UPDATE {EVENT} SET subject = {value} WHERE sequence = 5")
    assert verify().bad == 5


def put_bytes(column: str, at: int, value: bytes) -> None:
    """Write exactly these bytes."""
    if connection.vendor == "sqlite":
        run(f"UPDATE {EVENT} SET {column} = CAST(%s AS TEXT) WHERE sequence = %s", value, at)
    else:
        run(f"UPDATE {EVENT} SET {column} = %s WHERE sequence = %s", value.decode(), at)


def bytes_of(column: str, at: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS TEXT) FROM {EVENT} WHERE sequence = %s", [at])
        return str(cursor.fetchone()[0]).encode()


@st.composite
def changes(draw: st.DrawFn) -> tuple[int, str, int, int]:
    """Row, column, which byte (as a share of its length) and what it becomes."""
    row = draw(st.integers(1, EVENTS))
    column = draw(st.sampled_from(COLUMNS))
    return row, column, draw(st.integers(0, 10_000)), draw(st.integers(0, 255))


def changed(old: bytes, place: int, new: int) -> bytes:
    """The text with one byte replaced; on PostgreSQL by one it can hold."""
    position = place % len(old)
    byte = new if connection.vendor == "sqlite" else 33 + new % 94
    return old[:position] + bytes([byte]) + old[position + 1 :]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(change=changes())
def test_any_change_of_any_byte_is_found(change: tuple[int, str, int, int], open_log: None) -> None:
    row, column, place, new = change
    if column == "at" and connection.vendor == "postgresql":
        statement, value = f"UPDATE {EVENT} SET at = at + %s WHERE sequence = %s", None
        gap = f"{(new + 1) * (place + 1)} microseconds"
    else:
        old = bytes_of(column, row)
        value = changed(old, place, new)
        if value == old:
            return
    with transaction.atomic():
        if value is None:
            run(statement, gap, row)
        else:
            put_bytes(column, row, value)
        found = verify()
        transaction.set_rollback(True)
    assert found.code == Code.BROKEN
    assert found.bad in {row, row + 1}
