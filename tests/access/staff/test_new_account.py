"""The first accounts of an office, made at the machine itself."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent


def make(office: str, name: str = "kepala", role: str = "office_head") -> str:
    told = StringIO()
    call_command("new_account", name, "Kepala Baru", role=role, office=office, stdout=told)
    return told.getvalue().strip()


def test_the_code_of_the_machine_opens_the_account(office: Office) -> None:
    code = make(office.name).partition(": ")[2]
    word = "bunyi kentongan dari timur"
    told = {"login": "kepala", "code": code, "password1": word, "password2": word}
    assert Client().post(reverse("account_use_code"), told).status_code == 302
    assert User.objects.get(username="kepala").check_password(word)


def test_it_is_in_the_log_without_a_name(office: Office) -> None:
    make(office.name)
    rows = AuditEvent.objects.values_list("actor", "action")
    assert list(rows) == [("kentongan", "account.made"), ("kentongan", "code.issued")]


@pytest.mark.parametrize("name", ["sari", "SARI", "ab", "a b c"])
def test_a_name_that_is_taken_or_strange_makes_nothing(
    name: str, office: Office, sari: User
) -> None:
    with pytest.raises(CommandError):
        make(office.name, name=name)
    assert User.objects.count() == 1


def test_an_unknown_office_makes_nothing(db: None) -> None:
    with pytest.raises(CommandError, match="belum ada"):
        make("Kantor Entah")
