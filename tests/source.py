"""The source text of the repository, for the tests that look at it."""

import ast
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kentongan"
TESTS = ROOT / "tests"


@cache
def python_files(folder: Path) -> tuple[Path, ...]:
    """Every Python file below a folder but the generated migrations."""
    return tuple(path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("templates/**/*.html")))


def place(path: Path, line: int | None = None) -> str:
    """``src/kentongan/x.py:7`` for a message."""
    name = str(path.relative_to(ROOT))
    return f"{name}:{line}" if line else name


def expect_none(offenders: Iterable[str] | Mapping[str, object]) -> None:
    """Fails with one offender a line."""
    named = offenders.items() if isinstance(offenders, Mapping) else offenders
    lines = [" ".join(map(str, one)) if isinstance(one, tuple) else one for one in named]
    assert not lines, "\n" + "\n".join(lines)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository; the test is skipped where there is none."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())
