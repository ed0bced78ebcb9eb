"""Write the resolved versions of all dependencies into pyproject.toml (``make pin``)."""

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
PINNED = re.compile(r"(?<=^constraint-dependencies = \[\n).*?(?=^\]$)", re.DOTALL | re.MULTILINE)
COMPILE = (
    *("pip", "compile", str(PROJECT), "--all-extras", "--group", "dev"),
    *("--universal", "--no-annotate", "--no-header", "--quiet", "--upgrade"),
)


def resolved(uv: str) -> list[str]:
    """``name==version ; marker`` of every package; the old pins must not take part."""
    unpinned = PINNED.sub("", PROJECT.read_text(encoding="utf-8"))
    command = [uv, *COMPILE]
    original = PROJECT.read_text(encoding="utf-8")
    PROJECT.write_text(unpinned, encoding="utf-8")
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    finally:
        PROJECT.write_text(original, encoding="utf-8")
    return done.stdout.splitlines()


def main() -> None:
    lines = "".join(f'    "{pin}",\n' for pin in resolved(sys.argv[1]))
    text = PROJECT.read_text(encoding="utf-8")
    PROJECT.write_text(PINNED.sub(lambda _found: lines, text), encoding="utf-8")


if __name__ == "__main__":
    main()
