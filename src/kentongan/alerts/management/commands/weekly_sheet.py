"""Write the weekly sheet as a PDF file, for a printer without a browser."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.weekly import last_seven_days, weekly_pdf
from kentongan.audit.actions import record


class Command(BaseCommand):
    """``weekly_sheet OUT.pdf [--until 2026-11-25] [--for USERNAME]``."""

    help = "Write the weekly sheet (one A4 page) as the named person may see it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path)
        parser.add_argument("--until", type=date.fromisoformat, help="last day, default today")
        parser.add_argument("--for", dest="username", help="default: the head of the office")

    def handle(
        self, *args: Any, out: Path, until: date | None, username: str | None, **options: Any
    ) -> None:
        reader = chosen_reader(username)
        week = last_seven_days(until or timezone.localdate())
        content = weekly_pdf(reader, week, timezone.now())
        out.write_bytes(content)
        with transaction.atomic():
            record(reader, "weekly_sheet.printed", f"week:{week.first.isoformat()}", door="command")
        self.stdout.write(f"{out}: {week.first} … {week.last}, {len(content)} bytes")


def chosen_reader(username: str | None) -> User:
    """Who the sheet is printed for; raises CommandError when there is no such reader."""
    people = User.objects.filter(is_active=True).order_by("pk")
    if username:
        reader = people.filter(username=username).first()
    else:
        leading = people.filter(office__name=settings.OFFICE_NAME)
        reader = leading.filter(role=RoleKey.OFFICE_HEAD).first()
    if reader is None or cell(reader, Kind.WEEKLY_SHEET).reach is Reach.NONE:
        raise CommandError("Nobody to print for: name a reader of the sheet with --for USERNAME.")
    return reader
