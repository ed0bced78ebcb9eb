"""Draw the state diagram of alerts from the table, or check that the drawn one is up to date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from kentongan.alerts import clocks, diagram


class Command(BaseCommand):
    """``draw_alert_states [--check] [--folder docs]``."""

    help = "Draw docs/alert-states.md and docs/alert-states.svg from the table of states."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the files differ")
        parser.add_argument("--folder", type=Path, default=Path("docs"))

    def handle(self, *args: Any, check: bool, folder: Path, **options: Any) -> None:
        drawn = {folder / name: text for name, text in drawings().items()}
        if check:
            old = [str(path) for path, text in drawn.items() if not holds(path, text)]
            if old:
                raise CommandError(
                    f"{', '.join(old)} differ from the tables: run draw_alert_states."
                )
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in drawn.items():
            path.write_text(text, encoding="utf-8")
            self.stdout.write(str(path))


def drawings() -> dict[str, str]:
    """File name and content; the newest edition of the clocks, Indonesian words."""
    newest = max(edition.valid_from for edition in clocks.editions())
    with translation.override("id"):
        return {
            "alert-states.md": diagram.page(newest),
            "alert-states.svg": diagram.svg(newest),
        }


def holds(path: Path, text: str) -> bool:
    """Whether the file is there and says exactly this."""
    return path.is_file() and path.read_text(encoding="utf-8") == text
