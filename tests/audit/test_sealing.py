"""Events leave the log after their time, by a signed cut and in no other way."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import Settings

from kentongan.accounts.models import User
from kentongan.audit.actions import anchor_head, record, seal_segment
from kentongan.audit.anchors import anchors_in
from kentongan.audit.errors import Unsealable
from kentongan.audit.models import AuditEvent, SealedSegment
from kentongan.audit.verifying import Code, verify
from tests.audit.conftest import write_events
from tests.audit.tampering import EVENT, edit, run, unlocked

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
BEFORE = date(2021, 1, 1)


@pytest.fixture
def old_and_new(db: None, time_machine) -> None:
    """Twelve events of 2020, twelve of 2022, twelve of 2026."""
    for year in (2020, 2022, 2026):
        time_machine.move_to(datetime(year, 6, 1, 2, 0, tzinfo=UTC), tick=False)
        write_events()
    time_machine.move_to(NOW, tick=False)


def test_what_is_older_goes_and_the_rest_still_verifies(old_and_new: None, agung: User) -> None:
    segment = seal_segment(by=agung, before=BEFORE, now=NOW)
    assert segment is not None
    assert (segment.first, segment.last, segment.rows) == (1, 12, 12)
    assert AuditEvent.objects.order_by("pk").first().pk == 13  # type: ignore[union-attr]
    found = verify()
    assert (found.code, found.rows) == (Code.OK, 25)


def test_the_destruction_is_itself_an_event(old_and_new: None, agung: User) -> None:
    seal_segment(by=agung, before=BEFORE, now=NOW)
    event = AuditEvent.objects.get(action="audit.sealed")
    assert (event.actor, event.detail) == ("agung", {"first": 1, "last": 12, "rows": 12})


def test_a_second_segment_joins_the_first(old_and_new: None) -> None:
    seal_segment(by=None, before=BEFORE, now=NOW)
    later = datetime(2028, 1, 1, tzinfo=UTC)
    seal_segment(by=None, before=date(2022, 12, 31), now=later)
    assert list(SealedSegment.objects.values_list("first", "last")) == [(1, 12), (13, 24)]
    assert verify().code == Code.OK


def test_nothing_old_is_nothing_to_seal(old_and_new: None) -> None:
    assert seal_segment(by=None, before=date(2019, 1, 1), now=NOW) is None
    seal_segment(by=None, before=BEFORE, now=NOW)
    assert seal_segment(by=None, before=BEFORE, now=NOW) is None
    assert SealedSegment.objects.count() == 1


def test_younger_events_stay(old_and_new: None) -> None:
    with pytest.raises(Unsealable, match="disimpan 5 tahun"):
        seal_segment(by=None, before=date(2022, 1, 1), now=NOW)
    assert AuditEvent.objects.count() == 36


def test_a_broken_chain_is_evidence_and_stays(old_and_new: None) -> None:
    with unlocked():
        edit(20)
    with pytest.raises(Unsealable, match="baris 20"):
        seal_segment(by=None, before=BEFORE, now=NOW)
    assert AuditEvent.objects.count() == 36


def test_old_anchors_do_not_speak_against_a_sealed_log(
    old_and_new: None, outside, settings: Settings
) -> None:
    anchor_head(now=NOW, folders=[outside])
    seal_segment(by=None, before=BEFORE, now=NOW)
    anchors = list(anchors_in([outside]))
    assert verify(anchors).anchors == 1


def test_without_a_segment_nothing_is_deleted(old_and_new: None) -> None:
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        run(f"DELETE FROM {EVENT} WHERE sequence < 5")


def test_a_segment_that_nobody_signed_is_found(old_and_new: None) -> None:
    """The triggers let its rows go, and the check says so."""
    last = AuditEvent.objects.get(pk=12)
    SealedSegment.objects.create(
        first=1, last=12, hash=last.hash, at=NOW, key="00" * 32, signature="00" * 64
    )
    run(f"DELETE FROM {EVENT} WHERE sequence <= 12")
    found = verify()
    assert (found.code, found.bad) == (Code.BROKEN, 1)
    assert "palsu" in found.sentence


@pytest.mark.parametrize("change", ["last = 11", "hash = key", "first = 2", "at = '2020-01-01'"])
def test_a_segment_that_was_touched_is_found(change: str, old_and_new: None) -> None:
    seal_segment(by=None, before=BEFORE, now=NOW)
    with unlocked():
        run(f"UPDATE audit_sealedsegment SET {change}")
    assert verify().code == Code.BROKEN


def test_a_segment_that_was_removed_is_found(old_and_new: None) -> None:
    seal_segment(by=None, before=BEFORE, now=NOW)
    with unlocked():
        run("DELETE FROM audit_sealedsegment")
    found = verify()
    assert (found.code, found.bad) == (Code.BROKEN, 1)


def test_the_command_says_what_went(old_and_new: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit_seal", before=BEFORE)
    assert "12 baris dimusnahkan: 1–12" in capsys.readouterr().out
    call_command("audit_seal", before=BEFORE)
    assert "Tidak ada jejak" in capsys.readouterr().out


def test_the_command_refuses_with_the_reason(old_and_new: None) -> None:
    with pytest.raises(CommandError, match="5 tahun"):
        call_command("audit_seal", before=timezone.localdate(NOW))


def test_a_log_goes_on_after_a_cut(old_and_new: None) -> None:
    seal_segment(by=None, before=BEFORE, now=NOW)
    record(None, "report.read", "report:1")
    assert verify().rows == 26
