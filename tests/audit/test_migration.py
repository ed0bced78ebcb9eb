"""A log from before the chain keeps its rows, in their order, and can be checked from the first."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from kentongan.audit.models import AuditEvent
from kentongan.audit.verifying import Code, verify
from tests.audit.conftest import write_events
from tests.audit.tampering import EVENT, run

BEFORE, CHAINED = "0001", "0003"
OLD = (
    "INSERT INTO audit_auditevent (at, actor, action, subject, detail) VALUES (%s, %s, %s, %s, %s)"
)


@pytest.fixture
def old_log(transactional_db: None) -> Iterator[None]:
    """The database as it was before the chain; brought up to the present afterwards."""
    call_command("migrate", "audit", BEFORE, verbosity=0)
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.slow
def test_the_old_rows_become_the_first_links(old_log: None) -> None:
    for number in range(2500):
        detail = f'{{"rows": {number},  "label": 3}}'
        run(OLD, "2026-11-25 01:00:00.25+00:00", "sari", "report.read", f"report:{number}", detail)
    run(f"DELETE FROM {EVENT} WHERE subject = 'report:7'")  # a gap in the old keys
    call_command("migrate", "audit", CHAINED, verbosity=0)
    found = verify()
    assert (found.code, found.rows) == (Code.OK, 2499)
    event = AuditEvent.objects.get(pk=8)
    assert (event.subject, event.detail) == ("report:8", {"rows": 8, "label": 3})
    assert event.at.isoformat() == "2026-11-25T01:00:00.250000+00:00"


@pytest.mark.slow
def test_an_empty_log_begins_at_the_beginning(old_log: None) -> None:
    call_command("migrate", "audit", CHAINED, verbosity=0)
    write_events(3)
    assert verify().rows == 3


@pytest.mark.slow
def test_the_chain_can_be_taken_back_with_its_rows(transactional_db: None) -> None:
    write_events(5)
    call_command("migrate", "audit", BEFORE, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT subject FROM {EVENT} ORDER BY id")
        found = [subject for (subject,) in cursor.fetchall()]
    call_command("migrate", verbosity=0)
    assert found == [f"report:{number}" for number in range(5)]
    assert verify().rows == 5
