"""What the worker does, and that one bad chore stops neither the others nor the worker."""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Timer
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import connection

from kentongan.accounts.models import Office, User
from kentongan.regions.models import Region
from kentongan.reports.models import Report
from kentongan.website import worker
from kentongan.website.chores import EXAMINE, Work, every, is_behind, take, tonight
from kentongan.website.models import Chore

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Chores = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def connections_stay(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """A tick closes its connections; the transaction around a test needs them."""
    closing = Mock()
    monkeypatch.setattr(worker, "connections", closing)
    return closing


@pytest.fixture
def silent() -> Iterator[None]:
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def chores(db: None, monkeypatch: pytest.MonkeyPatch) -> Chores:
    """``chores("menyapu", "!rusak")``: the only work there is; one with ! fails."""

    def give(*names: str) -> list[str]:
        done: list[str] = []

        def do(name: str) -> int:
            done.append(name)
            if name.startswith("!"):
                raise LookupError(name)
            return 1

        works = [Work(name, lambda _now, name=name: do(name), every(MINUTE)) for name in names]
        monkeypatch.setattr(worker, "WORK", works)
        return done

    return give


def test_a_tick_does_everything_that_is_due(chores: Chores) -> None:
    done = chores("menyapu", "menyiram")
    assert worker.tick() == 2
    assert done == ["menyapu", "menyiram"]


def test_a_second_worker_finds_nothing_left(chores: Chores) -> None:
    done = chores("menyapu", "menyiram")
    worker.tick()
    assert worker.tick() == 0
    assert done == ["menyapu", "menyiram"]


def test_a_bad_chore_does_not_stop_the_next(chores: Chores, silent: None) -> None:
    done = chores("!rusak", "menyiram")
    assert worker.tick() == 1
    assert done == ["!rusak", "menyiram"]
    assert "LookupError" in Chore.objects.get(name="!rusak").problem


def test_a_chore_that_is_not_due_is_left(chores: Chores) -> None:
    done = chores("menyapu")
    Chore.objects.create(name="menyapu", due_at=datetime.now(UTC) + MINUTE)
    assert worker.tick() == 0
    assert done == []


def test_a_tick_of_some_chores_leaves_the_others_due(chores: Chores) -> None:
    done = chores("menyapu", "mengepel")
    assert worker.tick(lambda work: work.name == "mengepel") == 1
    assert done == ["mengepel"]
    worker.tick()
    assert done == ["mengepel", "menyapu"]


def test_reports_do_not_wait_for_what_is_done_at_night() -> None:
    by_night = {work.name for work in worker.WORK if worker.is_nightly(work)}
    assert {"scan-for-clusters", "rehearse-rules", "mark-hubs"} <= by_night
    assert not by_night & {EXAMINE, "escalate-overdue", "advance-imports"}


def test_after_a_tick_no_connection_stays_open(chores: Chores, connections_stay: Mock) -> None:
    chores()
    worker.tick()
    connections_stay.close_all.assert_called_once_with()


def test_the_chores_have_each_their_own_short_name() -> None:
    names = [work.name for work in worker.WORK]
    assert len(set(names)) == len(names) == 21
    assert max(map(len, names)) <= Chore._meta.get_field("name").max_length


@pytest.mark.parametrize(
    ("name", "pause"),
    [
        ("advance-imports", timedelta(seconds=1)),
        ("examine-reports", timedelta(seconds=1)),  # an alert stands in an inbox within seconds
        ("escalate-overdue", MINUTE),
    ],
)
def test_what_people_wait_for_is_done_often(name: str, pause: timedelta) -> None:
    (work,) = [work for work in worker.WORK if work.name == name]
    assert work.next_due(NOW) <= NOW + pause


@pytest.mark.parametrize(
    "name", ["mark-hubs", "scan-for-clusters", "look-over-the-week", "retention"]
)
def test_what_is_heavy_is_done_at_night(name: str) -> None:
    (work,) = [work for work in worker.WORK if work.name == name]
    assert work.next_due(NOW) == tonight(NOW)


def test_every_immigration_office_is_scanned_and_no_other(
    office: Office, other_office: Office, joko: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned: list[tuple[date, Office]] = []
    monkeypatch.setattr(
        worker, "scan_for_clusters", lambda on, now, office: scanned.append((on, office)) or 2
    )
    assert worker.scan(NOW) == 4
    assert {place for _, place in scanned} == {office, other_office}
    assert {on for on, _ in scanned} == {date(2026, 11, 25)}


def test_every_immigration_office_is_looked_over(
    office: Office, other_office: Office, joko: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Office] = []
    monkeypatch.setattr(
        worker, "look_over_the_week", lambda on, now, office: looked.append(office) or 1
    )
    assert worker.look(NOW) == 2
    assert set(looked) == {office, other_office}


@pytest.mark.parametrize(
    ("last", "days"),
    [
        (None, [25]),
        (datetime(2026, 11, 23, 19, 1, tzinfo=UTC), [25]),  # last night, local time
        (datetime(2026, 11, 21, 19, 1, tzinfo=UTC), [23, 24, 25]),
        (datetime(2026, 10, 1, 19, 1, tzinfo=UTC), [19, 20, 21, 22, 23, 24, 25]),
    ],
)
def test_nights_on_which_the_machine_was_off_are_made_up_for(
    office: Office, last: datetime | None, days: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    Chore.objects.create(name=worker.LOOK, due_at=NOW, done_at=last)
    looked: list[date] = []
    monkeypatch.setattr(
        worker, "look_over_the_week", lambda on, now, office: looked.append(on) or 1
    )
    worker.look(NOW)
    assert looked == [date(2026, 11, day) for day in days]


def test_every_unfinished_import_is_advanced(monkeypatch: pytest.MonkeyPatch) -> None:
    advanced: list[str] = []
    monkeypatch.setattr(worker, "unfinished_imports", lambda: ["satu", "dua"])
    monkeypatch.setattr(worker, "advance_import", advanced.append)
    assert worker.advance_imports(NOW) == 2
    assert advanced == ["satu", "dua"]


def test_an_import_that_breaks_does_not_keep_the_later_ones_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    advanced: list[str] = []

    def advance(name: str) -> None:
        if name == "rusak":
            raise LookupError(name)
        advanced.append(name)

    monkeypatch.setattr(worker, "unfinished_imports", lambda: ["rusak", "satu", "dua"])
    monkeypatch.setattr(worker, "advance_import", advance)
    with pytest.RaisesGroup(pytest.RaisesExc(LookupError, match="rusak")):
        worker.advance_imports(NOW)
    assert advanced == ["satu", "dua"]


def test_one_round_of_the_command_examines_what_was_reported(
    sari: User, areas: dict[str, Region], made_report: Callable[..., Report]
) -> None:
    report = made_report(sari)
    call_command("worker", once=True)
    report.refresh_from_db()
    assert report.examined_at is not None
    assert not is_behind(datetime.now(UTC))


def test_one_round_does_every_chore_without_a_problem(office: Office) -> None:
    call_command("worker", once=True)
    problems = dict(Chore.objects.values_list("name", "problem"))
    assert problems == {work.name: "" for work in worker.WORK}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_when_it_is_told(number: int, chores: Chores) -> None:
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    done = chores("menyapu")
    try:
        Timer(0.7, os.kill, (os.getpid(), number)).start()
        call_command("worker")
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert done == ["menyapu"]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_the_same_moment_one_gets_the_chore() -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("SQLite in memory has one connection: set KENTONGAN_TEST_DATABASE to a file")
    start = Barrier(2)

    def compete(_worker: int) -> list[bool]:
        try:
            start.wait()
            works = [Work(f"{EXAMINE}-{n}", lambda _now: 0, every(MINUTE)) for n in range(20)]
            return [take(work, NOW) for work in works]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(compete, range(2))
    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * 20
