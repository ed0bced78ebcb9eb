"""Work shared among processes comes back in order, or as an error; no process outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kentongan.entities.search.clerks import ClerkLost, in_order
from tests.entities.search import at_work
from tests.source import ROOT

PATIENCE = 120  # seconds; a process starts slowly where others compute
NUMBERS = range(9)
type Part = tuple[str, int]


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    return [(str(tmp_path), number) for number in NUMBERS]


def clerks_in(folder: Path) -> set[int]:
    """Who left a sign there."""
    return {int(path.name.partition("-")[2]) for path in folder.iterdir()}


def lives(process: int) -> bool:
    """Whether a process runs; one that ended and was not asked for its end does not."""
    try:
        return ") Z" not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.05)


def all_gone(folder: Path) -> bool:
    return not any(map(lives, clerks_in(folder)))


@pytest.mark.parametrize("processes", [1, 0, -1])
def test_one_process_makes_everything_itself(processes: int, parts: list[Part]) -> None:
    with in_order(at_work.tripled, parts, processes) as made:
        assert list(made) == [(number * 3, os.getpid()) for number in NUMBERS]


def test_clerks_share_the_work_and_it_comes_back_in_order(
    parts: list[Part], tmp_path: Path
) -> None:
    with in_order(at_work.tripled, parts, 2) as made:
        results, processes = zip(*made, strict=True)
    assert list(results) == [number * 3 for number in NUMBERS]
    assert len(set(processes)) == 2
    assert os.getpid() not in processes
    assert all_gone(tmp_path)


def test_there_are_no_more_clerks_than_parts(tmp_path: Path) -> None:
    with in_order(at_work.tripled, [(str(tmp_path), 5)], 4) as made:
        assert [result for result, _process in made] == [15]
    with in_order(at_work.tripled, [], 4) as made:
        assert list(made) == []


def test_what_a_clerk_cannot_make_is_raised_here(parts: list[Part], tmp_path: Path) -> None:
    with in_order(at_work.refusing_seven, parts, 2) as made:
        assert [next(made) for _ in range(7)]
        with pytest.raises(LookupError, match="seven is not there") as caught:
            next(made)
    assert "in refusing_seven" in "".join(caught.value.__notes__)
    assert all_gone(tmp_path)


def test_a_clerk_who_is_killed_is_an_error(parts: list[Part], tmp_path: Path) -> None:
    with pytest.raises(ClerkLost), in_order(at_work.ending_at_seven, parts, 2) as made:
        list(made)
    assert all_gone(tmp_path)


def test_a_clerk_waits_for_his_reader_and_may_die_in_the_middle_of_a_word(
    parts: list[Part], tmp_path: Path
) -> None:
    with in_order(at_work.large, parts, 2) as made:
        wait_until(lambda: len(clerks_in(tmp_path)) == 2)
        time.sleep(0.5)
        assert len(list(tmp_path.iterdir())) == 2  # each made one part and goes no further
        assert len(next(made)) == at_work.MORE_THAN_A_PIPE_HOLDS
        (path,) = tmp_path.glob("1-*")
        os.kill(int(path.name.partition("-")[2]), signal.SIGKILL)
        with pytest.raises(ClerkLost):
            next(made)
    assert all_gone(tmp_path)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_clerks_end_with_who_asked_them(how: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.entities.search.at_work", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as asking:
        wait_until(lambda: len(clerks_in(tmp_path)) == 2)
        if how == signal.SIGINT:  # Ctrl-C goes to everybody in front of the terminal
            os.killpg(asking.pid, how)
        else:
            asking.kill()
        wait_until(lambda: all_gone(tmp_path))
        said = asking.communicate()[1]
    assert said.count("Traceback") <= (how == signal.SIGINT)
    assert asking.returncode == -how
