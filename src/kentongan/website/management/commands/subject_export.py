"""``kentongan subject_export``: the approved answer to a data subject as a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.website.models import SubjectRequest
from kentongan.website.privacy import subject
from kentongan.website.privacy.actions.answers import take_along
from kentongan.website.privacy.documents import print_paper


class Command(BaseCommand):
    """``subject_export NUMBER OUT.json|OUT.pdf --by USERNAME``; only what two persons signed."""

    help = "Menulis jawaban yang sudah disetujui kepada subjek data, sebagai JSON atau PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int)
        parser.add_argument("out", type=Path)
        parser.add_argument("--by", required=True, help="nama masuk petugas yang mengambil")

    def handle(self, *args: Any, number: int, out: Path, by: str, **options: Any) -> None:
        officer = User.objects.filter(username=by, is_active=True).first()
        request = SubjectRequest.objects.filter(pk=number).first()
        if officer is None or request is None:
            raise CommandError("Tidak ada petugas atau permintaan ini.")
        try:
            approved = take_along(by=officer, request=request, door="command")
        except Refused as refusal:
            raise CommandError(refusal.reason) from None
        out.write_bytes(content(approved, out.suffix))
        self.stdout.write(f"{out}: {approved.document_hash}")


def content(request: SubjectRequest, suffix: str) -> bytes:
    """The answer in the form that the file's ending asks for."""
    if suffix == ".pdf":
        return print_paper(subject.paper(request), request.approved_at or timezone.now())
    return str(request.document).encode()
