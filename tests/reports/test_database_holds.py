"""What the database itself refuses, whoever asks: bad SQL, a shell, a program with a fault."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model, ProtectedError

from kentongan.accounts.models import Agency, Office, User
from kentongan.entities.models import Mention
from kentongan.regions.models import Region
from kentongan.reports.models import ImportBatch, ImportRow, Report, Revision
from kentongan.reports.rules import source_of

Made = Callable[..., Report]


@pytest.fixture
def report(sari: User, made_report: Made) -> Report:
    return made_report(sari)


@pytest.fixture
def batch(bima: User) -> ImportBatch:
    return made_batch(bima)


def made_batch(by: User, **changes: Any) -> ImportBatch:
    """An import as a file brings it."""
    fields: dict[str, Any] = {
        "sha256": "a" * 64, "file_name": "rekap.xlsx", "size": 1, "content": b"x",
        "author": by, "office": by.office,
    }  # fmt: skip
    return ImportBatch.objects.create(**fields | changes)


def next_revision(report: Report, **changes: Any) -> Revision:
    """The second revision, past every rule of the program."""
    fields: dict[str, Any] = {
        "number": 2, "written_by": report.author, "noticed": "Tiga orang.",
        "place_precision": "unsure", "time_precision": "unknown",
    }  # fmt: skip
    return Revision.objects.create(report=report, **fields | changes)


def test_a_second_revision_that_says_something_is_taken(report: Report) -> None:
    assert next_revision(report).pk
    assert report.revisions.count() == 2


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"noticed": ""}, "a_report_says_something"),
        ({"time_precision": "exact"}, "a_known_time_has_a_day"),
        ({"noticed_on": date(2026, 11, 20)}, "a_known_time_has_a_day"),
        ({"place_precision": "village"}, "a_known_place_has_a_region"),
        ({"place_precision": "regency"}, "a_known_place_has_a_region"),
    ],
)
def test_a_revision_that_contradicts_itself_is_refused(
    changes: dict[str, Any], rule: str, report: Report
) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        next_revision(report, **changes)
    assert report.revisions.count() == 1


def test_two_revisions_never_have_the_same_number(report: Report) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        next_revision(report, number=1)


def test_the_same_number_in_another_report_is_fine(
    report: Report, sari: User, made_report: Made
) -> None:
    other = made_report(sari)
    assert next_revision(other).number == next_revision(report).number == 2


def test_two_reports_never_share_a_uuid(report: Report) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            uuid=report.uuid, author=report.author, office=report.office,
            agency=report.agency, voice="1:1",
        )  # fmt: skip


def test_a_report_keeps_everyone_it_speaks_of(report: Report, areas: dict[str, Region]) -> None:
    """Author, office, agency and place cannot be deleted while a report stands on them."""
    stood_on: list[Model] = [
        User.objects.get(pk=report.author_id),
        Office.objects.get(pk=report.office_id),
        Agency.objects.get(pk=report.agency_id),
        Region.objects.get(code=report.region_code),
    ]
    for row in stood_on:
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()


def test_a_report_is_never_deleted_not_even_by_the_program(report: Report) -> None:
    with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
        report.delete()
    assert Report.objects.filter(pk=report.pk).exists()


def test_saving_an_old_revision_again_is_refused_even_unchanged(report: Report) -> None:
    says = report.current
    assert says is not None
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        says.save()


def test_a_bulk_write_over_revisions_is_refused(report: Report) -> None:
    says = list(report.revisions.all())
    says[0].fee_rupiah = 5
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Revision.objects.bulk_update(says, ["fee_rupiah"])
    assert report.revisions.get().fee_rupiah is None


def test_what_does_not_say_anything_may_change(report: Report) -> None:
    """The row around the revisions carries marks: examined, withdrawn."""
    assert Report.objects.filter(pk=report.pk).update(label=4) == 1


def test_one_file_is_one_import_in_one_office_and_another_in_the_next(
    batch: ImportBatch, asing: User
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        made_batch(batch.author, file_name="salinan.xlsx")
    assert made_batch(asing).sha256 == batch.sha256


def test_a_row_number_stands_once_in_an_import(batch: ImportBatch) -> None:
    ImportRow.objects.create(batch=batch, number=2, cells=["a"])
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRow.objects.create(batch=batch, number=2, cells=["b"])


def test_an_import_that_brought_reports_stays_with_them(batch: ImportBatch, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(batch=batch, row_number=2)
    with pytest.raises(ProtectedError), transaction.atomic():
        batch.delete()


def test_an_import_that_brought_none_goes_with_its_rows(batch: ImportBatch) -> None:
    ImportRow.objects.create(batch=batch, number=2, cells=["a"])
    batch.delete()
    assert not ImportRow.objects.exists()


def test_rows_are_named_by_what_a_person_can_look_up(batch: ImportBatch, report: Report) -> None:
    row = ImportRow.objects.create(batch=batch, number=7, cells=[])
    assert str(batch) == "rekap.xlsx"
    assert str(row) == f"{batch.pk}:7"
    assert str(report) == str(report.uuid)
    assert str(report.current) == f"{report.pk}.1"


def test_a_failed_report_leaves_nothing_behind(
    sari: User, made_report: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report, its revision, its mentions and the line in the log come together or not."""

    def broken(**_told: object) -> None:
        raise RuntimeError("the worker's table is gone")

    uuid = uuid4()
    monkeypatch.setattr("kentongan.reports.actions.reports.record_mentions", broken)
    with pytest.raises(RuntimeError):
        made_report(sari, uuid=uuid)
    assert not Report.objects.filter(uuid=uuid).exists()
    assert not Revision.objects.exists()
    assert not Mention.objects.filter(source=source_of(uuid)).exists()
