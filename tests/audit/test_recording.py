"""The log: a deed and its row stand or fall together, and the row holds no name."""

import pytest
from django.db import models, transaction

from kentongan.accounts.models import User
from kentongan.audit.actions import SYSTEM, record
from kentongan.audit.models import AuditEvent


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(transaction.TransactionManagementError, match="running transaction"):
        record(None, "report.recorded", "report:1")
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_row_goes_when_the_deed_is_undone() -> None:
    with transaction.atomic():
        record(None, "report.recorded", "report:1")
        transaction.set_rollback(True)  # as an error in the deed does
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_row_stays_when_the_deed_stays() -> None:
    with transaction.atomic():
        record(None, "report.recorded", "report:1")
    assert AuditEvent.objects.get().subject == "report:1"


def test_a_row_says_who_did_what_to_what(sari: User) -> None:
    record(sari, "report.recorded", "report:1", label=3, rows=12)
    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.subject) == ("sari", "report.recorded", "report:1")
    assert event.detail == {"label": 3, "rows": 12}


def test_the_software_itself_has_a_name(db: None) -> None:
    assert record(None, "alert.overdue", "alert:1").actor == SYSTEM == "kentongan"


def test_a_row_holds_the_login_name_and_not_the_person_s(sari: User) -> None:
    event = record(sari, "report.recorded", "report:1")
    assert sari.full_name not in str(event) + str(event.detail)
    assert str(event) == "sari report.recorded report:1"


def test_a_row_outlives_whom_it_speaks_of(sari: User) -> None:
    record(sari, "report.recorded", "report:1")
    sari.delete()
    assert AuditEvent.objects.get().actor == "sari"


def test_the_log_points_at_no_other_table() -> None:
    fields = AuditEvent._meta.get_fields()
    assert not [field.name for field in fields if isinstance(field, models.ForeignKey)]


def test_rows_come_in_the_order_they_were_written(db: None) -> None:
    for number in range(3):
        record(None, "alert.raised", f"alert:{number}")
    assert [event.subject for event in AuditEvent.objects.all()] == [
        "alert:0",
        "alert:1",
        "alert:2",
    ]


def test_a_row_knows_when_it_was_written(db: None, time_machine) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    assert record(None, "alert.raised", "alert:1").at.isoformat() == "2026-11-25T01:00:00+00:00"
