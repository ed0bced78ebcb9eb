"""Other matchers, each in a folder of its own: they are measured beside the product, never in it.

A virtual environment ``.peers`` is made once with ``pip``. What cannot be installed is told.
"""

import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".peers"
PINNED = ("nomenklatura==4.17.4", "recordlinkage==0.16")
MOST_SECONDS = 1_800  # a library is compiled on the way


class NotInstalled(Exception):
    """Why the other matchers are not there."""


def peer_python() -> Path:
    """The interpreter that has the other matchers; raises NotInstalled."""
    python = FOLDER / "bin" / "python"
    if not (FOLDER / "complete").exists():
        venv.create(FOLDER, with_pip=True, clear=True)
        ran([str(python), "-m", "pip", "install", "--quiet", *PINNED])
        (FOLDER / "complete").write_text("\n".join(PINNED), encoding="utf-8")
    return python


def run_peer(script: Path, given: str) -> str:
    """What a script prints that reads ``given`` in the peers' environment; raises NotInstalled."""
    # Isolated: a file beside the script, as queue.py, would stand for a module of Python.
    return ran([str(peer_python()), "-I", str(script)], given)


def ran(command: list[str], given: str = "") -> str:
    """The output of a command; raises NotInstalled with its last line."""
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotInstalled(str(error)) from error
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise NotInstalled(lines[-1])
    return done.stdout


if __name__ == "__main__":
    sys.stdout.write(f"{peer_python()}\n")
