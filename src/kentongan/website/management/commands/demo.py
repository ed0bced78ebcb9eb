"""``kentongan demo``: a synthetic year from a messy Excel list to warnings, then the site."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from kentongan.alerts.actions import replay, scan_for_clusters
from kentongan.entities.actions import mark_hubs
from kentongan.website.demo import custodians, desk, history, judging, people, sharing, year
from kentongan.website.demo.summary import summary
from kentongan.website.management.commands.serve import check_free

SEED = 28
DAYS = 365
READY = "demo-ready.txt"  # the closing words; written last, so a broken-off preparation starts anew


class Command(BaseCommand):
    """Prepares the demo once; later runs serve what is there, ``--fresh`` begins anew."""

    help = "Peragaan: satu tahun laporan rekaan, peringatannya, lalu situsnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--seed", type=int, default=SEED, help="dunia rekaan yang lain")
        parser.add_argument("--days", type=int, default=DAYS, help="panjangnya, dalam hari")
        parser.add_argument("--fresh", action="store_true", help="mulai dari awal lagi")
        parser.add_argument("--no-serve", action="store_true", help="siapkan saja")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Peragaan hanya jalan dengan KENTONGAN_DEMO=1 (atau: make demo).")
        if not options["no_serve"]:
            check_free("127.0.0.1", options["port"])
        ready = settings.DATA_FOLDER / READY
        if options["fresh"] or not ready.exists():
            ready.unlink(missing_ok=True)
            ready.write_text(self.prepare(options["seed"], options["days"]), encoding="utf-8")
        self.stdout.write(ready.read_text(encoding="utf-8"))
        self.stdout.flush()
        if not options["no_serve"]:
            call_command("serve", port=options["port"], stdout=self.stdout)

    def prepare(self, seed: int, days: int) -> str:
        """From nothing to warnings; returns the closing words."""
        with self.step("Menyiapkan basis data"):
            empty_database()
            call_command("prepare", no_regions=True, stdout=Quiet())
        with self.step("Memuat wilayah kantor"):
            call_command("load_regions", only=list(settings.HOME_REGENCIES), stdout=Quiet())
            users = people.make_people()
            custodians.make_keys(users)
        with self.step("Mengarang satu tahun dan menulis daftar Excel-nya"):
            world = year.make_world(last_day=timezone.localdate(), seed=seed, days=days)
        with self.step("Memasukkan daftar itu lewat pintu impor"):
            folder = settings.DATA_FOLDER
            batch = year.import_world(world, by=users["bima"], folder=folder, tell=self.tell)
        office = batch.office
        with self.step("Mencari peringatan, hari demi hari"):
            told = year.days_told(world, batch)
            start, end = world.truth.start, world.truth.end
            replay(office=office, since=start, until=end, progress=self.day, known_on=told)
            mark_hubs(now=timezone.now())
            scan_for_clusters(on=end, now=timezone.now(), office=office)
        score = year.score_of(world, batch, office)
        with self.step("Menangani peringatan lama seperti petugas"):
            founded = year.founded_alerts(score)
            history.handle_old_alerts(office=office, people=users, founded=founded, seed=seed)
            notices = year.notice_of_source(batch, world)
            judging.judge_recruiters(by=users["bima"], world=world, notices=notices)
        with self.step("Mengisi loket paspor"):
            villages = [place.code for place in year.places()]
            desk.fill_desk(people=users, villages=villages, today=timezone.localdate(), seed=seed)
        with self.step("Berbagi dengan instansi lain"):
            sharing.fill_exchange(users)
        return summary(world, batch, score)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """One line before, the seconds after."""
        begun = time.monotonic()
        self.stdout.write(f"{what} …")
        self.stdout.flush()
        yield
        self.stdout.write(f"{what}: {time.monotonic() - begun:.1f} detik")
        self.stdout.flush()

    def tell(self, step: str, done: int) -> None:
        """How far the import is."""
        self.stdout.write(f"   {done} baris")
        self.stdout.flush()

    def day(self, done: int, total: int) -> None:
        """How far the replay is, each tenth."""
        if done == total or done % max(1, total // 10) == 0:
            self.stdout.write(f"   {done} dari {total} hari")
            self.stdout.flush()


class Quiet:
    """Where the lines of inner commands go."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None


def empty_database() -> None:
    """Nothing of an earlier demo stays: SQLite's files go, PostgreSQL's schema is made anew."""
    if connection.vendor == "sqlite":
        connection.close()
        file_name = Path(str(connection.settings_dict["NAME"]))
        for path in file_name.parent.glob(f"{file_name.name}*"):
            path.unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
