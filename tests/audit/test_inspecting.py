"""A check in steps ends as the check in one go, and goes on where it stopped."""

import logging
from collections.abc import Iterator

import pytest
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.audit.actions import advance_inspections, start_inspection
from kentongan.audit.anchors import Anchor
from kentongan.audit.models import AuditEvent, Inspection
from kentongan.audit.verifying import verify
from tests.audit.conftest import write_events
from tests.audit.tampering import MORE_TAMPERINGS, TAMPERINGS, edit, unlocked

EVERY = TAMPERINGS | MORE_TAMPERINGS


@pytest.fixture
def silent() -> Iterator[None]:
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def inspected(by: User | None = None, rows: int = 4) -> Inspection:
    """Begun and brought to its end."""
    begun = start_inspection(by=by, now=timezone.now())
    for _turn in range(20):
        advance_inspections(now=timezone.now(), rows=rows)
    return Inspection.objects.get(pk=begun.pk)


def test_a_whole_log_is_found_whole(anchors: list[Anchor], agung: User) -> None:
    found = inspected(agung)
    assert (found.code, found.bad, found.anchors, found.actor) == (0, None, 1, "agung")
    assert found.sentence.startswith("Jejak utuh: 14 baris")  # its own beginning too


def test_each_step_is_small(log: None) -> None:
    start_inspection(by=None, now=timezone.now())
    advance_inspections(now=timezone.now(), rows=5)
    going_on = Inspection.objects.get()
    assert (going_on.sequence, going_on.finished_at) == (5, None)


def test_an_empty_log_is_checked_too(db: None) -> None:
    assert inspected().code == 0


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("rows", [1, 3, 100])
def test_it_says_the_same_as_the_check_in_one_go(
    name: str, rows: int, anchors: list[Anchor], silent: None
) -> None:
    begun = start_inspection(by=None, now=timezone.now())
    with unlocked():
        EVERY[name][0](6)
    whole = verify(anchors)
    for _turn in range(20):
        advance_inspections(now=timezone.now(), rows=rows)
    found = Inspection.objects.get(pk=begun.pk)
    assert (found.code, found.bad) == (whole.code, whole.bad)


def test_what_came_in_meanwhile_is_checked_as_well(log: None) -> None:
    start_inspection(by=None, now=timezone.now())
    advance_inspections(now=timezone.now(), rows=5)
    write_events(3)
    for _turn in range(4):
        advance_inspections(now=timezone.now(), rows=5)
    assert Inspection.objects.get().sequence == 16


def test_one_check_at_a_time(log: None, agung: User) -> None:
    first = start_inspection(by=agung, now=timezone.now())
    assert start_inspection(by=None, now=timezone.now()) == first
    assert AuditEvent.objects.filter(action="audit.inspected").count() == 1


def test_a_broken_chain_is_said_aloud_and_written_down(
    log: None, caplog: pytest.LogCaptureFixture
) -> None:
    with unlocked():
        edit(4)
    inspected()
    assert "baris 4" in caplog.text
    event = AuditEvent.objects.get(action="audit.found_broken")
    assert event.detail == {"code": 2, "number": 4}


def test_a_step_of_another_worker_is_not_done_twice(log: None) -> None:
    start_inspection(by=None, now=timezone.now())
    stale = Inspection.objects.get()
    assert advance_inspections(now=timezone.now(), rows=5) == 1
    Inspection.objects.filter(pk=stale.pk).update(sequence=9)
    assert advance_inspections(now=timezone.now(), rows=0) in {0, 1}
