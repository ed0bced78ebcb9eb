"""Two people at the same moment, with real connections. Needs a database that several threads can
open: PostgreSQL, or SQLite in a file (KENTONGAN_TEST_DATABASE)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.alerts.actions.lifecycle import escalate_overdue, take_up
from kentongan.alerts.models import Alert
from kentongan.audit.models import AuditEvent
from tests import factories
from tests.alerts.conftest import NOW, make_alert
from tests.emptying import emptied

PEOPLE = 6


@pytest.fixture
def several_connections(transactional_db: None) -> Iterator[None]:
    """A database that threads share; emptied afterwards in spite of the append-only guards."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("SQLite in memory has one connection: set KENTONGAN_TEST_DATABASE to a file")
    yield
    with emptied():
        call_command("flush", interactive=False, verbosity=0)


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Run the deeds in threads that start together; a refusal is an answer too."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            start.wait()
            return deed()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def office_at_work(several_connections: None) -> tuple[Alert, list[User]]:
    areas = factories.make_areas()
    office = factories.make_office("Kantor Uji", AgencyKind.IMMIGRATION, [areas["35.03"]])
    people = [
        factories.make_user(f"analis{number}", RoleKey.ANALYST, office) for number in range(PEOPLE)
    ]
    return make_alert(office, "35.03.05.2001", due_at=NOW), people


def test_of_many_who_take_up_at_once_one_becomes_the_owner(
    office_at_work: tuple[Alert, list[User]],
) -> None:
    alert, people = office_at_work
    answers = at_once([lambda by=by: take_up(by=by, alert=alert) for by in people])  # type: ignore[misc]
    owners = [answer.owner for answer in answers if isinstance(answer, Alert)]
    refusals = [answer.reason for answer in answers if isinstance(answer, Refused)]
    alert.refresh_from_db()
    assert owners == [alert.owner]
    assert len(refusals) == PEOPLE - 1
    assert all("sudah lebih dahulu" in reason for reason in refusals)
    assert alert.steps.count() == AuditEvent.objects.filter(action="alert.taken_up").count() == 1


def test_several_workers_tell_of_a_late_alert_once(
    office_at_work: tuple[Alert, list[User]],
) -> None:
    later = NOW + timedelta(days=1)
    answers = at_once([lambda: escalate_overdue(now=later)] * 4)
    assert sorted(answers) == [0, 0, 0, 1]  # type: ignore[type-var]
    assert AuditEvent.objects.filter(action="alert.overdue").count() == 1
