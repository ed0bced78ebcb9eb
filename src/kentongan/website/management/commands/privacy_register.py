"""``kentongan privacy_register``: the register of processing as CSV or as a page to print."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils import timezone, translation

from kentongan.website.privacy import register


class Command(BaseCommand):
    """``privacy_register OUT.csv`` or ``OUT.html``; the ending says which."""

    help = "Menulis register pemrosesan data pribadi (UU 27/2022 Pasal 31) sebagai CSV atau HTML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path)

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        day = timezone.localdate()
        with translation.override("id"):
            text = page(register.lines(day)) if out.suffix == ".html" else register.as_csv(day)
        out.write_text(text, encoding="utf-8")
        self.stdout.write(f"{out}: {len(register.lines(day))} baris")


def page(lines: list[register.Line]) -> str:
    """A page of its own, without styles or scripts."""
    context = {
        "lines": lines,
        "head": register.HEAD,
        "day": timezone.localdate(),
        "office_name": settings.OFFICE_NAME,
    }
    return render_to_string("website/privacy/register_alone.html", context)
