"""The example of the README runs as it stands, and what it names exists."""

import importlib
import re
import subprocess
import sys

import pytest

from tests.engine.detection.published import ROOT

README = ROOT / "src" / "kentongan" / "engine" / "detection" / "README.md"


def example() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


def test_the_example_finds_the_two_villages_without_django() -> None:
    code = example() + "\nimport sys\nassert 'django' not in sys.modules\n"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "src", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    first = done.stdout.splitlines()[0]
    assert "'Pule'" in first
    assert "'Tugu'" in first
    assert "'Kampak'" not in first


@pytest.mark.parametrize(
    "name",
    [
        "scan",
        "scan_together",
        "scan_subsets",
        "Adjacency",
        "Baseline",
        "Controls",
        "Population",
        "margins.Margins",
        "calibration.calibrate",
        "files.study_of",
        "files.as_csv",
        "files.as_geojson",
        "files.map_of",
        "temporal",
    ],
)
def test_what_the_readme_names_exists(name: str) -> None:
    assert name.rpartition(".")[2] in README.read_text(encoding="utf-8")
    folder, _, last = name.rpartition(".")
    module = importlib.import_module(f"kentongan.engine.detection.{folder}".rstrip("."))
    assert hasattr(module, last) or importlib.import_module(f"{module.__name__}.{last}")
