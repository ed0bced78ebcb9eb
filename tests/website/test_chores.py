"""Recurring work: one worker gets it, a problem is kept, a killed worker loses its lease."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.utils import timezone

from kentongan.website import chores
from kentongan.website.chores import EXAMINE, LEASE, Work, every, is_behind, run, take, tonight
from kentongan.website.models import Chore

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=JAKARTA)
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def nothing(_now: datetime) -> int:
    return 0


def broken(_now: datetime) -> int:
    raise LookupError("berkasnya hilang")


@pytest.fixture
def sweep() -> Work:
    return Work("menyapu", nothing, every(MINUTE))


@pytest.fixture
def silent() -> Iterator[None]:
    """A failing chore is logged; here on purpose."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def test_a_chore_nobody_knew_is_due_at_once(sweep: Work) -> None:
    assert take(sweep, NOW)


def test_of_two_workers_one_gets_the_chore(sweep: Work) -> None:
    assert [take(sweep, NOW), take(sweep, NOW)] == [True, False]


def test_of_two_workers_one_gets_the_chore_again_when_it_is_due(sweep: Work) -> None:
    Chore.objects.create(name="menyapu", due_at=NOW)
    assert [take(sweep, NOW), take(sweep, NOW)] == [True, False]


def test_two_workers_that_both_meet_a_new_chore_do_not_break(
    sweep: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**_values: object) -> None:
        raise IntegrityError("the other one was faster")

    monkeypatch.setattr(chores.Chore.objects, "create", too_late)
    assert not take(sweep, NOW)


def test_a_chore_that_is_not_due_waits(sweep: Work) -> None:
    Chore.objects.create(name="menyapu", due_at=NOW + MINUTE)
    assert not take(sweep, NOW)
    assert take(sweep, NOW + MINUTE)


def test_a_chore_of_a_killed_worker_is_due_again_when_the_lease_ends(sweep: Work) -> None:
    take(sweep, NOW)
    assert not take(sweep, NOW + LEASE - timedelta(seconds=1))
    assert take(sweep, NOW + LEASE)


def test_a_done_chore_is_due_after_its_pause(sweep: Work, time_machine) -> None:
    time_machine.move_to(NOW, tick=False)
    take(sweep, NOW)
    run(sweep, NOW)
    chore = Chore.objects.get()
    assert (chore.done_at, chore.due_at) == (NOW, NOW + MINUTE)


def test_a_chore_hears_the_time_and_tells_how_much_it_did() -> None:
    heard: list[datetime] = []
    work = Work("mencatat", lambda now: heard.append(now) or 7, every(MINUTE))
    assert run(work, NOW) == 7
    assert heard == [NOW]


def test_a_problem_is_kept_for_the_reader_of_the_log(silent: None) -> None:
    work = Work("menyapu", broken, every(MINUTE))
    take(work, NOW)
    assert run(work, NOW) == 0
    chore = Chore.objects.get()
    assert chore.problem.startswith("LookupError chores.py:")
    assert "test_chores.py" in chore.problem
    assert "berkasnya" not in chore.problem
    assert chore.done_at is None


def test_a_problem_is_logged_with_the_name_of_the_chore(caplog: pytest.LogCaptureFixture) -> None:
    run(Work("menyapu", broken, every(MINUTE)), NOW)
    assert "the chore menyapu failed: LookupError" in caplog.text
    assert "berkasnya hilang" not in caplog.text


def test_a_chore_that_failed_is_tried_again(silent: None, time_machine) -> None:
    time_machine.move_to(NOW, tick=False)
    work = Work("menyapu", broken, every(MINUTE))
    take(work, NOW)
    run(work, NOW)
    assert take(work, NOW + MINUTE)


def test_a_problem_that_is_over_is_forgotten(sweep: Work) -> None:
    Chore.objects.create(name="menyapu", due_at=NOW, problem="LookupError: dulu")
    run(sweep, NOW)
    assert Chore.objects.get().problem == ""


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-25 00:30", "2026-11-25 02:00"),
        ("2026-11-25 01:59", "2026-11-25 02:00"),
        ("2026-11-25 02:00", "2026-11-26 02:00"),
        ("2026-11-25 23:59", "2026-11-26 02:00"),
        ("2026-12-31 14:00", "2027-01-01 02:00"),
        ("2028-02-28 14:00", "2028-02-29 02:00"),
    ],
)
def test_tonight_is_the_next_two_o_clock_at_the_office(now: str, due: str) -> None:
    local = datetime.fromisoformat(now).replace(tzinfo=JAKARTA)
    assert tonight(local) == datetime.fromisoformat(due).replace(tzinfo=JAKARTA)


def test_tonight_does_not_depend_on_the_clock_of_the_server() -> None:
    assert tonight(NOW.astimezone(ZoneInfo("UTC"))) == tonight(NOW)


@pytest.mark.parametrize(
    ("ago", "behind"), [(timedelta(0), False), (2 * MINUTE, False), (3 * MINUTE, True)]
)
def test_after_two_minutes_without_examination_the_worker_stands_still(
    ago: timedelta, behind: bool
) -> None:
    Chore.objects.create(name=EXAMINE, due_at=NOW, done_at=NOW - ago)
    assert is_behind(NOW) is behind


def test_a_worker_that_never_ran_stands_still() -> None:
    assert is_behind(NOW)


def test_another_chore_does_not_hide_that_reports_are_not_examined() -> None:
    Chore.objects.create(name="menyapu", due_at=NOW, done_at=NOW)
    assert is_behind(NOW)


def test_a_chore_is_shown_by_its_name() -> None:
    assert str(Chore(name="menyapu", due_at=timezone.now())) == "menyapu"


def test_a_chore_stands_in_the_table_once(sweep: Work) -> None:
    take(sweep, NOW)
    with pytest.raises(IntegrityError):
        Chore.objects.create(name="menyapu", due_at=NOW)


def test_every_pause_counts_from_now() -> None:
    again: Callable[[datetime], datetime] = every(timedelta(hours=2))
    assert again(NOW) == NOW + timedelta(hours=2)
