"""``kentongan retention``: what the schedule would erase now, or do it, or repeat it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kentongan.website.privacy.register import kept_words
from kentongan.website.retention import Line, plan, replay, run_schedule

SHOWN = 20


class Command(BaseCommand):
    """``--dry-run`` prints counts and ids, never texts; ``--replay`` is for after a restore."""

    help = "Jadwal retensi: --dry-run menunjukkan, tanpa pilihan menjalankan, --replay mengulang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="hanya tunjukkan")
        parser.add_argument("--replay", action="store_true", help="ulangi setelah pemulihan")
        parser.add_argument("--all", action="store_true", help="semua nomor, tidak hanya 20")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            for line in plan(now):
                self.tell(line, None if options["all"] else SHOWN)
        elif options["replay"]:
            self.stdout.write(f"{replay(now)} catatan dihapus lagi menurut jurnal.")
        else:
            self.stdout.write(f"{run_schedule(now)} catatan dihapus menurut jadwal.")

    def tell(self, line: Line, most: int | None) -> None:
        """One rule: why, how many, which."""
        rule = line.rule
        count = line.swept or len(line.due)
        self.stdout.write(
            f"{rule.id} ({rule.version}): {count} habis masa simpan, {len(line.held)} ditahan"
        )
        how = "dua orang" if line.needs_two else "otomatis"
        self.stdout.write(f"   {rule.what}; {kept_words(rule)}; {how}; {rule.source}")
        for due in line.due[:most]:
            self.stdout.write(f"   - {due.subject} sejak {timezone.localdate(due.since)}")
        for due in line.held[:most]:
            self.stdout.write(f"   = {due.subject} ditahan")
