"""``check --deploy`` as an office runs it: production settings, nothing of the demo."""

import os
import subprocess
import tempfile
from pathlib import Path

from acceptance.result import Part
from acceptance.site import ROOT, kentongan


def office_environment(folder: Path) -> dict[str, str]:
    """What an administrator sets, with a key file made by the product's own command."""
    outer = {name: text for name, text in os.environ.items() if not name.startswith("KENTONGAN_")}
    outer.pop("DJANGO_SETTINGS_MODULE", None)
    return outer | {
        "KENTONGAN_SECRET_KEY": "uji-" + "0123456789abcdefghij" * 3,
        "KENTONGAN_HOSTS": "kentongan.example",
        "KENTONGAN_DATA": str(folder),
        "KENTONGAN_DATABASE_URL": f"sqlite:///{folder / 'uji.sqlite3'}",
        "KENTONGAN_KEY_FILE": str(folder / "kunci"),
    }


def deployment() -> list[Part]:
    """One run."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = office_environment(Path(folder))
        made = subprocess.run(
            kentongan("new_key_file"), cwd=ROOT, env=surroundings, capture_output=True, text=True
        )
        checked = kentongan("check", "--deploy", "--fail-level", "WARNING")
        done = subprocess.run(checked, cwd=ROOT, env=surroundings, capture_output=True, text=True)
    said = " ".join((done.stdout + done.stderr).split())[-160:]
    kept = done.returncode == 0 and "0 silenced" in done.stdout and made.returncode == 0
    return [("check --deploy, production settings", said, "no issues (0 silenced)", kept)]
