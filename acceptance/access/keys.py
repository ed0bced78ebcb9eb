"""T-ROTATE with kill −9, and T-ERASE with a restored backup: each verb is a process of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from zipfile import ZipFile

from django.conf import settings
from django.db import connection
from django.utils import timezone

from acceptance.access import canaries, papers, remains, world
from acceptance.access.browser import browser_of
from acceptance.access.cost import bulk_reports
from acceptance.access.world import POSTED
from acceptance.result import Part
from acceptance.site import ROOT, kentongan
from kentongan.access.models import SealedIdentity
from kentongan.access.rotating import keys_in_use
from kentongan.encryption.erasing import erase
from kentongan.encryption.keyring import keyring
from kentongan.reports.models import Report, Revision
from kentongan.website.backups import save

ROWS = 10_000
SECONDS = 120
KILLS = 6
AFTER_A_WEEK = timedelta(days=8)
LOOK = """
import django; django.setup()
import sys
from acceptance.access.canaries import every_record, text_of
words = sys.argv[1:]
texts = [text_of(record) for record in every_record()]
print(sum(any(word in text for word in words) for text in texts), len(texts))
"""


def rotation(seed: int) -> list[Part]:
    """Ten thousand rows under a new key, killed six times on the way."""
    made = world.make_world(seed)
    codes = [place.code for place in made.places.values()][:2]
    list(bulk_reports(made, Random(f"kunci {seed}"), codes, ROWS))
    said = words_of_revisions()
    old = keyring().current
    kills, broken, moved = 0, 0, []
    for turn in range(KILLS):
        killed = killed_after(0.15 + 0.35 * turn)
        kills += killed
        moved.append(Revision.objects.exclude(key_id=old).count())
        broken += words_of_revisions() != said
    ended = run_verb("rotate_keys")
    left = keys_in_use() - {keyring().current}
    whole, moved_to = words_of_revisions() == said, keyring().current
    begun = time.monotonic()
    again = run_verb("rotate_keys", "--to", "uji-kedua")
    seconds = time.monotonic() - begun
    return [
        (
            f"rotation of {ROWS} rows killed",
            f"{kills} kills, after {moved} rows; {broken} times something did not open",
            ">= 3 kills half way, 0 times",
            kills >= 3 and any(0 < count < ROWS for count in moved) and not broken,
        ),
        (
            "run again to its end",
            f"exit {ended.returncode}, {len(left)} old keys in use, all open: {whole}",
            "0, 0, all open",
            ended.returncode == 0 and not left and whole and moved_to != old,
        ),
        (
            f"seconds for {ROWS} rows in one go",
            f"{seconds:.1f} s (load {os.getloadavg()[0]:.1f})",
            f"<= {SECONDS} s",
            again.returncode == 0 and seconds <= SECONDS,
        ),
    ]  # fmt: skip


def words_of_revisions() -> int:
    """One number over every text as it opens now; raises when one does not open."""
    found = Revision.objects.order_by("pk").values_list("pk", flat=True)
    return hash(tuple(one.noticed for one in Revision.objects.filter(pk__in=found).order_by("pk")))


def run_verb(*words: str) -> subprocess.CompletedProcess[str]:
    """A command of the product over this database."""
    connection.close()
    return subprocess.run(
        kentongan(*words), cwd=ROOT, env=os.environ, capture_output=True, text=True
    )


def killed_after(seconds: float) -> bool:
    """Start the rotation, wait until it speaks of its first rows and a little longer, kill it."""
    connection.close()
    process = subprocess.Popen(
        kentongan("rotate_keys"), cwd=ROOT, env=os.environ, stdout=subprocess.PIPE
    )
    if process.stdout is not None:
        process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def erasing(seed: int) -> list[Part]:
    """A text and a sealed identity, backed up, erased, backed up, looked for, restored."""
    made = world.make_world(seed)
    flock = canaries.Flock(Random(f"hapus {seed}"))
    word, kept = flock.word("terhapus"), flock.word("tinggal")
    village = made.others["village_officer"]
    report = world.put_report(made, village, POSTED, 3, f"Calon {word} akan berangkat.")
    world.put_report(made, village, POSTED, 3, f"Calon {kept} akan berangkat.")
    identity = papers.put_identity(made, village, POSTED)
    with tempfile.TemporaryDirectory() as name:
        folder, now = Path(name), timezone.now()
        save(folder, now)
        blob = identity.blob
        for revision in Revision.objects.filter(report=report):
            erase(revision)
        SealedIdentity.objects.filter(pk=identity.pk).update(blob="", erased_at=now)
        save(folder, now + timedelta(days=1))
        here = looked(word, report)
        old = saved_then(folder, restored_with(folder, [word, kept], oldest=True))
        save(folder, now + AFTER_A_WEEK)
        gone = [
            path.name
            for path in folder.glob("keys-*")
            if path.name < f"keys-{now + timedelta(hours=1):%Y%m%dT%H%M%SZ}"
        ]
        in_files = any(blob.encode()[:60] in text for text in unpacked(folder))
    return [
        *here,
        *old,
        ("keys of the old backup after a week", f"{len(gone)} left", "0", not gone),
        ("the erased seal in the archives as it stood", str(in_files), "False", not in_files),
    ]


def unpacked(folder: Path) -> Iterator[bytes]:
    """Every member of every archive of a folder."""
    for path in folder.glob("*.zip"):
        with ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def looked(word: str, report: Report) -> list[Part]:
    """In the database, its write-ahead log, and on the pages of who may read the report."""
    canary = canaries.Canary("terhapus", word, frozenset())
    stored = remains.in_database([canary])
    rows = sum(word in canaries.text_of(one) for one in canaries.every_record())
    page = browser_of(report.author).get(f"/laporan/{report.uuid}/")
    shown = word in page.content.decode(errors="replace")
    return [
        ("erased word in the stored bytes", f"{len(stored)} places", "0", not stored),
        ("erased word in rows as they open", str(rows), "0", rows == 0),
        (
            "page of the erased report",
            f"{page.status_code}, word shown: {shown}",
            "200 or 404, not shown",
            page.status_code in {200, 404} and not shown,
        ),
    ]


def restored_with(folder: Path, words: list[str], oldest: bool) -> tuple[str, list[int]]:
    """A backup brought back into a new database; how many of its rows hold each word."""
    data = sorted(folder.glob("data-*.zip"))[0 if oldest else -1]
    with tempfile.TemporaryDirectory() as place:
        surroundings = dict(os.environ) | {
            "KENTONGAN_DATA": place,
            "KENTONGAN_KEY_FILE": str(settings.KEY_FILE),
            "KENTONGAN_DATABASE_URL": f"sqlite:///{place}/pulih.sqlite3",
            "DJANGO_SETTINGS_MODULE": "kentongan.website.settings",
        }
        said = []
        for verb in (
            ("migrate",),
            ("createcachetable",),
            ("restore", str(folder), "--data", str(data)),
        ):
            done = subprocess.run(
                kentongan(*verb), cwd=ROOT, env=surroundings, capture_output=True, text=True
            )
            said.append((done.stdout + done.stderr).strip()[-160:] if done.returncode else "")
        found = [
            int(
                subprocess.run(
                    [sys.executable, "-c", LOOK, word], cwd=ROOT, env=surroundings,
                    capture_output=True, text=True, check=True,
                ).stdout.split()[0]
            )
            for word in words
        ]  # fmt: skip
    return "; ".join(filter(None, said)), found


def saved_then(folder: Path, restored: tuple[str, list[int]]) -> list[Part]:
    """What a restored old backup holds: what was erased since is not in it."""
    trouble, (erased, kept) = restored
    return [
        (
            "the old backup restored with the newest keys",
            trouble or f"erased word in {erased} rows, the other in {kept}",
            "0 and 1",
            not trouble and erased == 0 and kept >= 1,
        )
    ]
