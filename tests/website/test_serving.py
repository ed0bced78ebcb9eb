"""Two processes that live and die together."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from kentongan.website import serving
from kentongan.website.serving import keep_running, web_command, worker_command

LONG = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
STARTED = "import os, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))\n"


@pytest.fixture(autouse=True)
def own_signals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The signals of the test run itself come back afterwards; looks are frequent."""
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 0.02)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def pid_file(tmp_path: Path) -> Path:
    return tmp_path / "pid"


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-S", "-c", code, *map(str, arguments)]


def noted(code: str, file: Path) -> list[str]:
    """A process that writes down its number first."""
    return python(STARTED + code, file)


def after(file: Path, code: str) -> list[str]:
    """A process that does something once another has written down its number."""
    waiting = "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists():\n"
    return python(f"{waiting}    time.sleep(0.01)\n{code}", file)


def is_alive(file: Path) -> bool:
    try:
        os.kill(int(file.read_text(encoding="utf-8")), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("code", "told"), [(3, 3), (1, 1), (0, 1)])
def test_when_one_ends_by_itself_the_other_ends_too(code: int, told: int, pid_file: Path) -> None:
    ended = keep_running([noted(LONG, pid_file), after(pid_file, f"sys.exit({code})")])
    assert ended == told
    assert not is_alive(pid_file)


def test_the_order_of_the_two_does_not_matter(pid_file: Path) -> None:
    assert keep_running([after(pid_file, "sys.exit(4)"), noted(LONG, pid_file)]) == 4
    assert not is_alive(pid_file)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_stops_both_and_is_content(number: int, pid_file: Path) -> None:
    Timer(0.5, os.kill, (os.getpid(), number)).start()
    assert keep_running([noted(LONG, pid_file), python(LONG)]) == 0
    assert not is_alive(pid_file)


def test_who_does_not_listen_is_killed(pid_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "SECONDS_TO_END", 0.3)
    begun = time.monotonic()
    keep_running([noted(STUBBORN, pid_file), after(pid_file, "time.sleep(0.3); sys.exit(2)")])
    assert not is_alive(pid_file)
    assert time.monotonic() - begun < 20


def test_when_the_second_cannot_start_the_first_is_ended(
    pid_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[serving.Process] = []
    real = serving.subprocess.Popen
    monkeypatch.setattr(
        serving.subprocess, "Popen", lambda c: started.append(real(c)) or started[-1]
    )
    with pytest.raises(FileNotFoundError):
        keep_running([python(LONG), ["/tidak/ada"]])
    assert started[0].poll() is not None


def test_the_web_server_listens_where_it_was_told() -> None:
    command = web_command("0.0.0.0", 8123, 2)
    assert command[:3] == [sys.executable, "-m", "granian"]
    assert command[command.index("--host") + 1] == "0.0.0.0"
    assert command[command.index("--port") + 1] == "8123"
    assert command[command.index("--workers") + 1] == "2"
    assert command[-1] == "kentongan.website.wsgi:application"


def test_few_wait_for_the_database_at_once() -> None:
    command = web_command("127.0.0.1", 8000, 1)
    assert int(command[command.index("--blocking-threads") + 1]) <= 8


def test_the_worker_is_the_same_program() -> None:
    assert worker_command() == [sys.executable, "-m", "kentongan.cli", "worker"]
