"""Reasons and notes of officers go when their time is over; that something was done stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kentongan.access.models import (
    BreakGlass,
    Emergency,
    Notice,
    NoticeKind,
    Opening,
    SealedIdentity,
)
from kentongan.accounts.models import AccountChange, ChangeKind, User
from kentongan.audit.models import Destruction, EntryKind, Hold, Incident, IncidentEntry
from kentongan.encryption.rows import Protected
from kentongan.website import retention

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
LONG_AGO, LATELY = NOW - timedelta(days=5 * 366), NOW - timedelta(days=5 * 365 - 10)
CANARY = "Kenari hinggap di pagar"
pytestmark = pytest.mark.django_db
type Make = Callable[[datetime, User, User], Protected]


@pytest.fixture(autouse=True)
def journal(tmp_path: Path, settings: Any) -> None:
    settings.ERASURE_JOURNAL = str(tmp_path / "erasures.jsonl")


def opened(at: datetime, by: User, another: User) -> BreakGlass:
    """Something opened in an emergency and reviewed at once."""
    return BreakGlass.objects.create(
        subject="report:1", by=by, category=Emergency.LIFE, reason=CANARY, asked_at=at,
        reviewed_by=another, reviewed_at=at, review_note=CANARY,
    )  # fmt: skip


def asked(at: datetime, by: User, another: User) -> Opening:
    """A request to open an identity that nobody opened."""
    identity = SealedIdentity.objects.create(
        office=by.office, subject=f"report:{uuid4()}", blob="segel1.x", receipt=uuid4().hex,
        in_browser=True, sealed_at=at,
    )  # fmt: skip
    return Opening.objects.create(
        identity=identity, case_number="LP/1", purpose="penyidikan", reason=CANARY,
        requested_by=by, requested_at=at,
    )  # fmt: skip


def changed(at: datetime, by: User, another: User) -> AccountChange:
    """A right that was given."""
    third = User.objects.create(username=f"baru{uuid4().hex[:6]}", role=by.role, office=by.office)
    return AccountChange.objects.create(
        kind=ChangeKind.ROLE, user=third, role=by.role, reason=CANARY, proposed_by=by,
        proposed_at=at, decided_by=another, decided_at=at, accepted=True,
    )  # fmt: skip


def released(at: datetime, by: User, another: User) -> Hold:
    """A hold that two set and two released."""
    return Hold.objects.create(
        subject="report:1", reason=CANARY, basis=CANARY, review_on=date(2026, 1, 1),
        proposed_by=by.username, proposed_at=at, confirmed_by=another.username, confirmed_at=at,
        release_reason=CANARY, release_proposed_by=by.username, release_proposed_at=at,
        released_by=another.username, released_at=at,
    )  # fmt: skip


def closed(at: datetime, by: User, another: User) -> Incident:
    """An incident with a note, and called closed."""
    incident = Incident.objects.create(known_at=at, begun_at=at, begun_by=by.username, what=CANARY)
    for kind in (EntryKind.NOTE, EntryKind.CLOSED):
        IncidentEntry.objects.create(
            incident=incident, at=at, by=by.username, kind=kind, note=CANARY
        )
    return incident


BY_ITSELF = {
    "emergency_access": opened,
    "seal_openings": asked,
    "account_changes": changed,
    "released_holds": released,
}


def says(row: Protected) -> set[str]:
    """What its encrypted fields say now."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    return {str(getattr(fresh, field.attname)) for field in row.encrypted_fields()} - {""}


@pytest.mark.parametrize("rule", BY_ITSELF)
def test_after_five_years_the_words_are_gone_and_the_row_stays(
    rule: str, ratna: User, hadi: User
) -> None:
    row = BY_ITSELF[rule](LONG_AGO, ratna, hadi)
    retention.run_schedule(NOW)
    assert says(row) == set()
    assert Destruction.objects.get(rule=rule).subjects[0].endswith(str(row.pk))


@pytest.mark.parametrize("rule", BY_ITSELF)
def test_before_that_nothing_goes(rule: str, ratna: User, hadi: User) -> None:
    row = BY_ITSELF[rule](LATELY, ratna, hadi)
    retention.run_schedule(NOW)
    assert says(row) == {CANARY}


def test_what_was_opened_in_an_emergency_is_kept_while_its_record_is_held(
    ratna: User, hadi: User
) -> None:
    row = opened(LONG_AGO, ratna, hadi)
    Hold.objects.create(
        subject=row.subject, reason="Diminta penyidik.", basis="B/1", review_on=date(2027, 1, 1),
        proposed_by="ratna", proposed_at=NOW, confirmed_by="hadi", confirmed_at=NOW,
    )  # fmt: skip
    retention.run_schedule(NOW)
    assert says(row) == {CANARY}


def test_a_closed_incident_waits_for_two_persons_and_takes_its_notes_with_it(
    ratna: User, hadi: User
) -> None:
    incident = closed(LONG_AGO, ratna, hadi)
    retention.run_schedule(NOW)
    assert says(incident) == {CANARY}
    (line,) = [line for line in retention.plan(NOW) if line.rule.id == "closed_incidents"]
    retention.TASKS["closed_incidents"].carry_out(line.subjects)
    assert says(incident) == set()
    assert all(says(entry) <= {"{}"} for entry in incident.entries.all())


def test_an_open_incident_is_never_due(ratna: User) -> None:
    Incident.objects.create(known_at=LONG_AGO, begun_at=LONG_AGO, begun_by="ratna", what=CANARY)
    (line,) = [line for line in retention.plan(NOW) if line.rule.id == "closed_incidents"]
    assert line.subjects == []


def test_notices_go_a_year_after_they_came(ratna: User, hadi: User) -> None:
    for days in (364, 367):
        Notice.objects.create(
            to=ratna, by=hadi, kind=NoticeKind.ASSIGNED, subject="alert:1",
            at=NOW - timedelta(days=days),
        )  # fmt: skip
    retention.run_schedule(NOW)
    assert Notice.objects.get().at == NOW - timedelta(days=364)
