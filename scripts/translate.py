"""The English catalogue: collect the Indonesian sentences, compile what is translated.

``make translate`` needs GNU gettext. ``--check`` says whether a sentence of the code is missing
from the catalogue or untranslated, and whether the compiled file is fresh; skipped without gettext.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kentongan"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
DATES = re.compile(r'^"(?:POT-Creation|PO-Revision)-Date:.*\n', re.MULTILINE)
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Language: en\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)


def run(*command: str, cwd: Path = ROOT) -> str:
    """The output of a command; raises CalledProcessError."""
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def collect(folder: Path) -> Path:
    """The catalogue with every sentence of code and templates, sentences in file order."""
    target = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
    target.parent.mkdir(parents=True)
    target.write_text(
        CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else HEADER, encoding="utf-8"
    )
    shutil.copytree(PACKAGE, folder / "kentongan", ignore=shutil.ignore_patterns("*.pyc", "locale"))
    admin = [sys.executable, "-m", "django", "makemessages", "-l", "en"]
    run(*admin, "--no-location", "--no-obsolete", "--no-wrap", "-v", "0", cwd=folder)
    return target


def compiled(catalogue: Path, folder: Path) -> bytes:
    """The machine-readable catalogue."""
    target = folder / "django.mo"
    run("msgfmt", "--check-format", "-o", str(target), str(catalogue))
    return target.read_bytes()


def without_dates(text: str) -> str:
    """The catalogue without the lines that change at every run."""
    return DATES.sub("", text)


def check() -> list[str]:
    """What is not as it should be."""
    with tempfile.TemporaryDirectory() as name:
        fresh = without_dates(collect(Path(name)).read_text(encoding="utf-8"))
        known = CATALOGUE.read_text(encoding="utf-8")
        untranslated = run("msgattrib", "--untranslated", "--no-obsolete", str(CATALOGUE))
        fuzzy = run("msgattrib", "--only-fuzzy", "--no-obsolete", str(CATALOGUE))
        stale = compiled(CATALOGUE, Path(name)) != COMPILED.read_bytes()
    faults = {
        "sentences of the code and catalogue differ: run make translate": fresh != known,
        "untranslated sentences": untranslated.count("msgid ") > 1,
        "fuzzy translations": fuzzy.count("msgid ") > 1,
        "the compiled catalogue is stale: run make translate": stale,
    }
    return [fault for fault, found in faults.items() if found]


def renew() -> None:
    """Collect and compile in place."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        text = without_dates(collect(Path(name)).read_text(encoding="utf-8"))
        CATALOGUE.write_text(text, encoding="utf-8")
        COMPILED.write_bytes(compiled(CATALOGUE, Path(name)))


def main() -> int:
    if not shutil.which("xgettext"):
        print("gettext is not installed; translations were not looked at.")
        return 0
    if "--check" not in sys.argv:
        renew()
        return 0
    faults = check()
    print("\n".join(faults) or "translations: complete")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
