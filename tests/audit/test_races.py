"""Many writers at one moment: the chain has no gap, no fork and no lost row.

Needs a database that several threads can open: PostgreSQL, or SQLite in a file
(KENTONGAN_TEST_DATABASE).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from kentongan.audit.actions import Deed, record, record_many
from kentongan.audit.models import AuditEvent, AuditHead
from kentongan.audit.verifying import Code, verify

WRITERS, ROUNDS = 6, 10


@pytest.fixture(autouse=True)
def several_connections(transactional_db: None) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("SQLite in memory has one connection: set KENTONGAN_TEST_DATABASE to a file")


def at_once(deed: Callable[[int], None]) -> None:
    """``deed(n)`` by each writer in a thread of its own, begun together."""
    start = Barrier(WRITERS)

    def work(number: int) -> None:
        try:
            start.wait()
            for _round in range(ROUNDS):
                deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))


def check(rows: int) -> None:
    """The chain holds and has so many rows."""
    found = verify()
    assert (found.code, found.rows) == (Code.OK, rows)
    assert AuditHead.objects.get().sequence == rows
    assert set(AuditEvent.objects.values_list("pk", flat=True)) == set(range(1, rows + 1))


def test_single_rows_of_many_writers_make_one_chain() -> None:
    def one(number: int) -> None:
        with transaction.atomic():
            record(None, "report.read", f"report:{number}")

    at_once(one)
    check(WRITERS * ROUNDS)


def test_several_rows_of_one_deed_stay_together() -> None:
    def three(number: int) -> None:
        with transaction.atomic():
            record_many(
                None, [Deed("report.read", f"report:{number}", {"at": n}) for n in range(3)]
            )

    at_once(three)
    check(WRITERS * ROUNDS * 3)
    rows = list(AuditEvent.objects.order_by("pk").values_list("subject", flat=True))
    assert all(len(set(rows[start : start + 3])) == 1 for start in range(0, len(rows), 3))


def test_a_deed_that_was_undone_leaves_no_gap() -> None:
    def undone(number: int) -> None:
        with transaction.atomic():
            record(None, "report.read", f"report:{number}")
            transaction.set_rollback(number % 2 == 0)

    at_once(undone)
    check(WRITERS // 2 * ROUNDS)


def test_the_log_is_read_and_checked_while_others_write() -> None:
    def write_or_check(number: int) -> None:
        if number == 0:
            assert verify().code == Code.OK
            return
        with transaction.atomic():
            record(None, "report.read", f"report:{number}")

    at_once(write_or_check)
    check((WRITERS - 1) * ROUNDS)
