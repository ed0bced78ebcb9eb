"""The log: a deed and its row stand or fall together, and the row holds no name."""

import pytest
from django.db import models, transaction
from pytest_django import DjangoAssertNumQueries

from kentongan.accounts.models import User
from kentongan.audit.actions import SYSTEM, Deed, record, record_many, record_reading
from kentongan.audit.actions.recording import hash_of
from kentongan.audit.chain import GENESIS
from kentongan.audit.models import AuditEvent, AuditHead
from tests.audit.tampering import unlocked


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


def test_rows_follow_one_another_without_gaps(db: None) -> None:
    events = [record(None, "alert.raised", f"alert:{number}") for number in range(3)]
    assert [event.pk for event in events] == [1, 2, 3]
    assert [event.previous for event in events] == [GENESIS, events[0].hash, events[1].hash]
    assert AuditHead.objects.get().hash == events[2].hash == hash_of(events[2])


def test_many_rows_are_the_same_chain_as_one_by_one(db: None, time_machine) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    deeds = [Deed("alert.raised", f"alert:{number}", {"rows": number}) for number in range(4)]
    together = [event.hash for event in record_many(None, deeds)]
    with unlocked():
        AuditEvent.objects.all().delete()
        AuditHead.objects.update(sequence=0, hash=GENESIS)
    assert together == [record(None, *deed[:2], **deed.detail).hash for deed in deeds]


def test_no_rows_are_no_query(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert record_many(None, []) == []


@pytest.mark.parametrize(("rows", "queries"), [(1, 2), (20, 2), (500, 2), (501, 3)])
def test_a_row_costs_two_queries_however_many_there_are(
    rows: int, queries: int, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deeds = [Deed("report.read", f"report:{number}", {}) for number in range(rows)]
    with django_assert_num_queries(queries):
        record_many(None, deeds)


def test_what_is_no_json_is_refused_and_nothing_is_written(sari: User) -> None:
    with pytest.raises(TypeError):
        record(sari, "report.read", "report:1", label=object())
    assert not AuditEvent.objects.exists()


def test_a_reading_of_nothing_confidential_writes_nothing(sari: User) -> None:
    assert record_reading(sari, [], page="report.listed") is None


def test_a_reading_of_one_record_is_about_that_record(sari: User) -> None:
    event = record_reading(sari, ["report:1"], page="report.read", label=3)
    assert event is not None
    assert (event.subject, event.action, event.detail) == ("report:1", "report.read", {"label": 3})


def test_a_reading_of_several_counts_and_names_them(sari: User) -> None:
    event = record_reading(sari, ["report:1", "report:2"], page="report.listed")
    assert event is not None
    assert event.subject == "report:list"
    assert event.detail == {"rows": 2, "subjects": ["report:1", "report:2"]}
