"""``kentongan new_account``: the first accounts of an office, made at the machine itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.access.staff.rules import LOGIN_NAME
from kentongan.accounts.actions import issue_code, subject
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.actions import record


class Command(BaseCommand):
    """An open account with its role, and a code with which the person sets a password.

    Two who look after accounts are needed before the others can be invited on the screen.
    """

    help = "Membuat akun pertama kantor dan mencetak kode sekali pakainya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--role", choices=RoleKey.values, required=True)
        parser.add_argument("--office", required=True, help="nama kantor, persis")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.filter(name=options["office"]).first()
        if office is None:
            raise CommandError(_("Kantor itu belum ada."))
        name = options["username"]
        if not LOGIN_NAME.fullmatch(name) or User.objects.filter(username__iexact=name).exists():
            raise CommandError(_("Nama pengguna itu sudah ada atau tidak sah."))
        person = User(username=name, full_name=options["full_name"], role=options["role"])
        person.office = office
        person.set_unusable_password()
        person.save()
        record(None, "account.made", subject(person), role=person.role)
        self.stdout.write(f"{name}: {issue_code(by=None, user=person)}")
