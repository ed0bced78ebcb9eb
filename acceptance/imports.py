"""Does ``kentongan import FILE`` keep its promises? Every run is a process of its own, on SQLite.

Ten thousand messy rows whose outcome is known beforehand; the same file twice, an undo, and kills
in the middle; three hundred spoilt and hostile files. Another seed: ``KENTONGAN_SEED``.
"""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from acceptance.corrupted import Spoiler
from acceptance.result import Part
from acceptance.site import ROOT, environment, kentongan
from kentongan.website.demo.big_list import Expected, big_list

SEED = int(os.environ.get("KENTONGAN_SEED", "20261125"))
ROWS = 10_000
FILES = 300
SECONDS = 20.0
MEGABYTES = 300.0
HOSTILE_SECONDS = 1.0
HOSTILE_MEGABYTES = 100.0
LONGEST_SECONDS = 30.0
BY = "bima"
BETWEEN_LOOKS = 0.02
# A run is killed when it says one of these: four times while it reads and understands.
KILL_AT = ("Diperiksa: 1", "Diperiksa: 3", "Diperiksa: 6", "Diperiksa: 9")
# And twice in the commit: so many seconds after the last row was checked, and, when only the commit
# is left, after the start.
INTO_COMMIT, INTO_COMMIT_ALONE = 0.5, 2.0
CAME_IN = re.compile(r"Masuk: (\d+) laporan")
BROKEN_DOWN = re.compile(r"Traceback|Exception|\w+Error\b")
TABLES = ("reports_report", "reports_revision", "reports_importrow", "entities_mention")


@dataclass
class Memory:
    """The most memory at one look: of a process with everything below it, and of that alone."""

    pid: int
    megabytes: float = 0.0
    below: float = 0.0
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look until told to stop."""
        while not self.ended.wait(BETWEEN_LOOKS):
            held = [resident(pid) for pid in family(self.pid)]
            self.megabytes = max(self.megabytes, sum(held))
            self.below = max(self.below, sum(held[1:]))


def family(pid: int) -> Iterator[int]:
    """A process and its descendants, as far as they live."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return
    for child in children.split():
        yield from family(int(child))


def resident(pid: int) -> float:
    """Megabytes of a process; 0 when it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True)
class Run:
    """How a run of the command ended; ``below`` is the memory of the process that reads files."""

    code: int
    said: str
    seconds: float
    megabytes: float
    below: float


def run(folder: Path, *words: str, kill_at: str = "", patience: float = 0.0) -> Run:
    """``kentongan …`` over the database in ``folder``; killed ``patience`` seconds after it says
    ``kill_at``."""
    begun = time.monotonic()
    process = subprocess.Popen(
        kentongan(*words),
        env=environment(folder),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    memory = Memory(process.pid)
    watcher = threading.Thread(target=memory.watch)
    watcher.start()
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if kill_at and line.startswith(kill_at):
            time.sleep(patience)
            os.killpg(process.pid, signal.SIGKILL)
    code = process.wait()
    memory.ended.set()
    watcher.join()
    return Run(code, "".join(lines), time.monotonic() - begun, memory.megabytes, memory.below)


def prepared(folder: Path) -> Path:
    """A data folder with tables, areas and people, to be copied."""
    target = folder / "prepared"
    target.mkdir()
    command = [sys.executable, "-m", "acceptance.in_database", "prepare"]
    subprocess.run(command, env=environment(target), cwd=ROOT, check=True)
    return target


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """A data folder of its own."""
    with tempfile.TemporaryDirectory() as parent:
        yield Path(shutil.copytree(folder, Path(parent) / "data"))


def asked(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """The rows of a question to the database, past the product."""
    with closing(sqlite3.connect(folder / "kentongan.sqlite3", timeout=30)) as database:
        return database.execute(question).fetchall()


def row_counts(folder: Path) -> dict[str, int]:
    """How many rows the tables hold that an import writes."""
    return {table: asked(folder, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def standing(folder: Path) -> int:
    """Reports in force."""
    return int(
        asked(folder, "SELECT count(*) FROM reports_report WHERE withdrawn_at IS NULL")[0][0]
    )


def uuids(folder: Path) -> set[str]:
    """Of the reports in force."""
    return {
        one
        for (one,) in asked(folder, "SELECT uuid FROM reports_report WHERE withdrawn_at IS NULL")
    }


def statuses(folder: Path) -> dict[int, tuple[str, str]]:
    """Row number → its status and messages; these are encrypted, so the product is asked."""
    command = [sys.executable, "-m", "acceptance.in_database", "statuses"]
    told = subprocess.run(
        command, env=environment(folder), cwd=ROOT, check=True, capture_output=True, text=True
    )
    return {number: (status, words) for number, status, words in json.loads(told.stdout)}


def import_results() -> list[Part]:
    """All parts, each on a fresh database."""
    with tempfile.TemporaryDirectory() as parent:
        folder = prepared(Path(parent))
        path = Path(parent) / "rekap.xlsx"
        expected = big_list(path, rows=ROWS, seed=SEED)
        with copy_of(folder) as data:
            parts = big_import(data, path, expected)
            rows, came_in = len(statuses(data)), uuids(data)
            parts += [*same_file_twice(data, path), *undone(data, path)]
        with copy_of(folder) as data:
            parts += killed(data, path, rows, came_in)
        with copy_of(folder) as data:
            parts += spoilt_parts(data, Path(parent) / "spoilt")
    return parts


def big_import(data: Path, path: Path, expected: dict[int, Expected]) -> list[Part]:
    """Speed, memory, and every row as the maker of the list knew it."""
    done = run(data, "import", str(path), "--by", BY)
    found = statuses(data)
    wrong = {number for number in found | expected if not as_expected(found, expected, number)}
    wanted = Counter(one.status for one in expected.values())
    made = Counter(status for status, _ in found.values())
    accepted = made["accepted"] + made["question"]
    return [
        (
            "10,000 messy rows",
            f"{done.seconds:.1f} s",
            f"<= {SECONDS:.0f} s",
            done.seconds <= SECONDS,
        ),
        (
            "memory of all its processes",
            f"{done.megabytes:.0f} MB",
            f"<= {MEGABYTES:.0f} MB",
            done.megabytes <= MEGABYTES,
        ),
        ("rows by outcome", counted(made), counted(wanted), made == wanted),
        ("rows with another outcome or reason", str(len(wrong)), "0", not wrong),
        (
            "reports in force",
            str(standing(data)),
            f"{accepted}, as accepted",
            done.code == 0 and standing(data) == accepted == row_counts(data)["reports_revision"],
        ),
    ]


def counted(counts: Counter[str]) -> str:
    """``accepted 9000, rejected 400``."""
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)


def as_expected(
    found: dict[int, tuple[str, str]], expected: dict[int, Expected], number: int
) -> bool:
    """Whether a row has the status that was foreseen and says the foreseen words."""
    if number not in found or number not in expected:
        return False
    status, messages = found[number]
    return status == expected[number].status and expected[number].words in messages


def same_file_twice(data: Path, path: Path) -> list[Part]:
    """The second time is told and changes nothing."""
    before = row_counts(data), uuids(data)
    again = run(data, "import", str(path), "--by", BY)
    kept = again.code == 0 and "tidak ada yang berubah" in again.said
    same = (row_counts(data), uuids(data)) == before
    figure = "nothing changed" if same else "changed"
    return [("the same file again", figure, "nothing changed", kept and same)]


def undone(data: Path, path: Path) -> list[Part]:
    """All reports of the import are taken back, and what they mentioned."""
    back = run(data, "import", str(path), "--by", BY, "--undo")
    mentions = asked(data, "SELECT count(*) FROM entities_mention WHERE NOT withdrawn")[0][0]
    left = standing(data) + mentions
    figure = f"{standing(data)} reports, {mentions} mentions in force"
    return [("undo of the whole import", figure, "0 and 0", back.code == 0 and left == 0)]


def killed(data: Path, path: Path, rows: int, came_in: set[str]) -> list[Part]:
    """Killed in every phase and run again, it ends as if nobody had killed it."""
    moments = [(words, 0.0) for words in KILL_AT]
    moments += [(f"Diperiksa: {rows} ", INTO_COMMIT), ("Atas nama", INTO_COMMIT_ALONE)]
    codes, half = [], 0
    for words, patience in moments:
        codes.append(
            run(data, "import", str(path), "--by", BY, kill_at=words, patience=patience).code
        )
        half += standing(data)
    ended = run(data, "import", str(path), "--by", BY)
    sound = asked(data, "PRAGMA integrity_check") == [("ok",)]
    same = uuids(data) == came_in and row_counts(data)["reports_report"] == len(came_in)
    return [
        (
            "killed while reading, checking and committing",
            f"{codes.count(-signal.SIGKILL)} kills, {half} reports half in",
            f"{len(moments)} kills, 0 half in",
            codes == [-signal.SIGKILL] * len(moments) and half == 0,
        ),
        (
            "run again after that",
            f"{standing(data)} reports",
            f"the same {len(came_in)}",
            ended.code == 0 and same and sound,
        ),
    ]


@dataclass(frozen=True)
class Ended:
    """How one spoilt file ended."""

    name: str
    code: int
    said: str
    end: str
    seconds: float
    is_hostile: bool

    @property
    def came_in(self) -> int:
        """How many reports it claims to have brought in."""
        found = CAME_IN.search(self.said)
        return int(found.group(1)) if found else 0

    @property
    def is_clear(self) -> bool:
        """Whether it ended by itself: in with counts, or refused with one Indonesian sentence."""
        if self.code == 0:
            return bool(CAME_IN.search(self.said))
        return self.code == 1 and self.end.endswith(".") and not BROKEN_DOWN.search(self.end)


def spoilt_parts(data: Path, folder: Path) -> list[Part]:
    """Three hundred files: no breakdown, no half import, no long wait."""
    hostile = write_spoilt(folder)
    ended = list(taken_in(data, folder, hostile))
    unclear = [one.name for one in ended if not one.is_clear]
    let_in = [one.name for one in ended if one.is_hostile and one.code == 0]
    slow = max((one for one in ended if one.is_hostile), key=lambda one: one.seconds)
    slowest = max(one.seconds for one in ended)
    claimed = sum(one.came_in for one in ended)
    counts = row_counts(data)
    whole = claimed == standing(data) == counts["reports_report"] == counts["reports_revision"]
    refused = sum(one.code == 1 for one in ended)
    return [
        (
            f"{FILES} spoilt files",
            f"{refused} refused with a sentence, {len(unclear)} without {unclear[:3]}",
            "0 without",
            len(ended) == FILES and not unclear,
        ),
        ("hostile files let in", f"{len(let_in)} {let_in[:3]}", "0", not let_in),
        ("reports in force", str(standing(data)), f"{claimed}, as said at the end of each", whole),
        (
            f"slowest refusal of a hostile file ({slow.name})",
            f"{slow.seconds:.2f} s",
            f"<= {HOSTILE_SECONDS:.0f} s",
            slow.seconds <= HOSTILE_SECONDS,
        ),
        (
            "slowest of all",
            f"{slowest:.1f} s",
            f"<= {LONGEST_SECONDS:.0f} s",
            slowest <= LONGEST_SECONDS,
        ),
        *bomb_parts(data, folder),
    ]


def write_spoilt(folder: Path) -> set[str]:
    """Write the files; returns the names of those that must be refused quickly."""
    folder.mkdir()
    hostile = set()
    for spoilt in Spoiler(SEED).files(FILES):
        (folder / spoilt.name).write_bytes(spoilt.content)
        hostile |= {spoilt.name} if spoilt.is_hostile else set()
    return hostile


def taken_in(data: Path, folder: Path, hostile: set[str]) -> Iterator[Ended]:
    """Every file through the command, in one process so that three hundred take a minute."""
    command = [sys.executable, "-m", "acceptance.in_database", "spoilt", str(folder)]
    done = subprocess.run(
        command, env=environment(data), cwd=ROOT, capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        told = json.loads(line)
        yield Ended(**told, is_hostile=told["name"] in hostile)


def bomb_parts(data: Path, folder: Path) -> list[Part]:
    """Twelve bombs through the command as a person types it."""
    bombs = sorted(path for path in folder.iterdir() if path.stem.endswith(("-bomb", "lying_bomb")))
    done = [run(data, "import", str(path), "--by", BY) for path in bombs[:12]]
    most = max(one.below for one in done)
    refused = all(one.code == 1 and "Traceback" not in one.said for one in done)
    return [
        (
            f"memory for reading a bomb ({len(done)} of them)",
            f"{most:.0f} MB",
            f"<= {HOSTILE_MEGABYTES:.0f} MB",
            refused and most <= HOSTILE_MEGABYTES,
        )
    ]
