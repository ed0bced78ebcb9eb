"""The log: a deed and its row stand or fall together."""

import pytest
from django.db import transaction

from kentongan.accounts.models import User
from kentongan.audit.actions import SYSTEM, record
from kentongan.audit.models import AuditEvent


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_a_transaction_is_an_error() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(None, "uji", "uji:1")


def test_a_row_names_who_did_what_to_which(bima: User) -> None:
    event = record(bima, "report.read", "report:7", reason="uji")
    assert (event.actor, event.action, event.subject) == ("bima", "report.read", "report:7")
    assert event.detail == {"reason": "uji"}


@pytest.mark.django_db
def test_the_software_itself_has_a_name() -> None:
    assert record(None, "alert.raised", "alert:1").actor == SYSTEM


def test_the_row_goes_when_the_deed_fails(bima: User) -> None:
    def failing_deed() -> None:
        with transaction.atomic():
            record(bima, "uji", "uji:1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing_deed()
    assert not AuditEvent.objects.exists()


def test_the_log_outlives_the_person(bima: User) -> None:
    record(bima, "uji", "uji:1")
    bima.delete()
    assert AuditEvent.objects.get().actor == "bima"


def test_events_stand_in_the_order_of_writing(bima: User) -> None:
    for number in range(3):
        record(bima, "uji", f"uji:{number}")
    assert [event.subject for event in AuditEvent.objects.all()] == ["uji:0", "uji:1", "uji:2"]
