"""What the schedule counts as a leftover is what it sweeps, to the moment, and nothing else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from kentongan.accounts.models import FailedLogins, Session, User
from kentongan.audit.models import Inspection
from kentongan.audit.verifying import Code
from kentongan.website import readiness_checks
from kentongan.website.backups import shelf
from kentongan.website.readiness_checks import CHECKS
from kentongan.website.sweeps import CACHE_TABLE, SWEEPS
from tests.alerts.conftest import NOW

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def swept(name: str) -> tuple[int, int, int]:
    """How many were counted before, went, and were counted afterwards."""
    sweep = SWEEPS[name]
    return sweep.count(NOW), sweep.sweep(NOW), sweep.count(NOW)


def test_a_session_goes_when_it_ended_before_the_moment() -> None:
    for hours in (-2, -1, 0, 1):
        Session.objects.create(
            session_key=f"s{hours}", session_data="", expire_date=NOW + hours * HOUR,
            begun_at=NOW, seen_at=NOW,
        )  # fmt: skip
    assert swept("staff_sessions") == (2, 2, 0)
    assert {one.session_key for one in Session.objects.all()} == {"s0", "s1"}


def test_attempts_to_log_in_go_by_the_moment_and_marks_of_the_cache_by_themselves() -> None:
    for hours in (-1, 0):
        FailedLogins.objects.create(key=f"k{hours}", last_at=NOW + hours * HOUR)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {CACHE_TABLE}")
    cache.set("lasts", 1, 3600)
    cache.set("spent", 1, 3600)
    past = connection.ops.adapt_datetimefield_value(timezone.now() - HOUR)
    with connection.cursor() as cursor:
        where = "cache_key LIKE '%%spent'"
        cursor.execute(f"UPDATE {CACHE_TABLE} SET expires = %s WHERE {where}", [past])
    assert swept("address_marks") == (2, 2, 0)
    assert cache.get("lasts") == 1
    assert FailedLogins.objects.get().key == "k0"


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_without_a_shelf_no_copy_is_old(folder: str, tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_FOLDER = folder and str(tmp_path / folder)
    assert swept("backups") == swept("data_key_backups") == (0, 0, 0)


def test_each_part_of_a_backup_is_swept_by_its_own_rule(tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_FOLDER = str(tmp_path)
    for part in (shelf.DATA, shelf.KEYS):
        for hours in (-1, 0):
            shelf.path_for(tmp_path, part, NOW + hours * HOUR).write_bytes(b"x")
    assert swept("backups") == (1, 1, 0)
    assert len(list(tmp_path.iterdir())) == 3


# --- what the software sees of its readiness ------------------------------------------------------


def holds(name: str) -> bool:
    return CHECKS[name](NOW).holds


@pytest.mark.parametrize(
    ("code", "hours", "expected"),
    [(Code.OK, 1, True), (Code.OK, 48, True), (Code.OK, 49, False), (Code.BROKEN, 1, False)],
)
def test_the_chain_is_whole_when_it_was_followed_lately_to_its_end(
    code: Code, hours: int, expected: bool
) -> None:
    at = NOW - hours * HOUR
    Inspection.objects.create(
        started_at=at, finished_at=at, actor="agung", until=0, code=code, sentence="Baris 3."
    )
    assert holds("chain_is_whole") is expected


def test_a_check_that_is_still_going_on_proves_nothing() -> None:
    Inspection.objects.create(started_at=NOW, actor="agung", until=0)
    assert not holds("chain_is_whole")


def test_all_staff_but_the_public_need_more_than_recovery_codes(bima: User, ratna: User) -> None:
    for person, kind in ((bima, "totp"), (ratna, "recovery_codes")):
        Authenticator.objects.create(user=person, type=kind, data={})
    found = CHECKS["all_staff_have_a_second_factor"](NOW)
    assert (found.holds, found.words) == (False, "1 petugas belum: ratna")
    Authenticator.objects.filter(user=ratna).update(type="webauthn")
    assert holds("all_staff_have_a_second_factor")


def test_an_office_without_staff_is_not_ready_and_who_left_is_not_waited_for(bima: User) -> None:
    assert not holds("all_staff_have_a_second_factor")
    User.objects.update(is_active=False)
    assert not holds("all_staff_have_a_second_factor")


def test_a_table_that_is_not_there_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness_checks, "has_model", lambda _label: False)
    for name in ("three_custodians_have_keys", "all_staff_have_a_second_factor"):
        assert "belum terpasang" in CHECKS[name](NOW).words
        assert not holds(name)


def test_the_register_is_complete_until_a_column_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert holds("register_is_complete")
    monkeypatch.setattr("kentongan.audit.privacy.faults", lambda: ["reports.Report.baru"])
    assert CHECKS["register_is_complete"](NOW).words == "reports.Report.baru"
