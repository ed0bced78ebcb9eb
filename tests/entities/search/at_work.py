"""What clerks make in the tests; run in a process of its own it is somebody who asks them."""

import os
import signal
import sys
import time
from pathlib import Path

from kentongan.entities.search.clerks import in_order

type Part = tuple[str, int]  # a folder to leave a sign in, and a number

MORE_THAN_A_PIPE_HOLDS = 4_000_000


def noted(part: Part) -> int:
    """Leaves a sign of who is at work, and on what; his number."""
    folder, number = part
    (Path(folder) / f"{number}-{os.getpid()}").touch()
    return os.getpid()


def tripled(part: Part) -> tuple[int, int]:
    """Three times the number, and who made it."""
    return part[1] * 3, noted(part)


def large(part: Part) -> bytes:
    """What nobody can send without somebody who reads it."""
    noted(part)
    return bytes(MORE_THAN_A_PIPE_HOLDS)


def slow(part: Part) -> int:
    """What takes a while."""
    time.sleep(0.1)
    return noted(part)


def refusing_seven(part: Part) -> int:
    """All but seven."""
    if part[1] == 7:
        raise LookupError("seven is not there")
    return noted(part)


def ending_at_seven(part: Part) -> int:
    """All but seven, where the process is killed."""
    if part[1] == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return noted(part)


def ask(folder: str) -> None:
    """Two clerks who have enough to do until somebody ends them."""
    with in_order(slow, [(folder, number) for number in range(100_000)], 2) as made:
        list(made)


if __name__ == "__main__":
    # Also where the tests themselves run in the background of a shell.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ask(sys.argv[1])
