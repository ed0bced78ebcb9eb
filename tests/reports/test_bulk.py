"""The reports of a line list: many at once, each once, and all of them back again."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from kentongan.access.errors import Refused
from kentongan.accounts.models import Agency, User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import Mention
from kentongan.entities.told import Written
from kentongan.regions.models import Region
from kentongan.reports.actions import (
    BulkItem,
    Incomplete,
    record_reports_in_bulk,
    withdraw_reports,
)
from kentongan.reports.actions import reports as doing
from kentongan.reports.content import Content
from kentongan.reports.models import ImportBatch, Report, Revision
from kentongan.reports.queries import reports_visible_to, unexamined_for_detection


@pytest.fixture
def batch(bima: User) -> ImportBatch:
    return ImportBatch.objects.create(
        sha256="0" * 64,
        file_name="rekap.xlsx",
        size=1,
        content=b"x",
        author=bima,
        office=bima.office,
    )


@pytest.fixture
def item(wening: User, areas: dict[str, Region]) -> BulkItem:
    area = areas["35.03.04.2001"]
    content = Content(
        noticed=" Ada penampungan. ",
        region_id=area.pk,
        region_code=area.code,
        place_precision="village",
        things=(Written("phone", fake_phone(3)),),
    )
    agency = Agency.objects.get(pk=wening.office.agency_id if wening.office else 0)
    return BulkItem(uuid4(), 2, agency, f"{agency.pk}:bu lurah", content)


def rows(item: BulkItem, count: int) -> list[BulkItem]:
    """As many rows like this one, each with its own uuid."""
    return [
        replace(item, uuid=UUID(int=number), row_number=number) for number in range(1, count + 1)
    ]


def test_each_row_becomes_a_report_of_its_agency_and_voice(
    bima: User, batch: ImportBatch, item: BulkItem
) -> None:
    (report,) = record_reports_in_bulk(by=bima, batch=batch, items=[item])
    report.refresh_from_db()
    assert (report.agency, report.voice, report.office) == (item.agency, item.voice, batch.office)
    assert report.current is not None
    assert (report.current.noticed, report.current.number) == ("Ada penampungan.", 1)


def test_rows_that_are_already_kept_are_left_out(
    bima: User, batch: ImportBatch, item: BulkItem
) -> None:
    record_reports_in_bulk(by=bima, batch=batch, items=rows(item, 2))
    fresh = record_reports_in_bulk(by=bima, batch=batch, items=rows(item, 3))
    assert [report.row_number for report in fresh] == [3]
    assert Report.objects.count() == Revision.objects.count() == 3


def test_many_rows_need_few_queries(
    bima: User,
    batch: ImportBatch,
    item: BulkItem,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doing, "record_mentions_in_bulk", lambda **_told: None)
    with django_assert_max_num_queries(12):
        record_reports_in_bulk(by=bima, batch=batch, items=rows(item, 400))
    assert Report.objects.exclude(current=None).count() == 400


def test_one_bad_row_keeps_all_out_and_is_named(
    bima: User, batch: ImportBatch, item: BulkItem
) -> None:
    bad = replace(item, uuid=uuid4(), row_number=9, content=Content(noticed=""))
    with pytest.raises(Incomplete, match="Baris 9: Tulis apa"):
        record_reports_in_bulk(by=bima, batch=batch, items=[item, bad])
    assert Report.objects.count() == 0


def test_undoing_takes_the_reports_and_their_mentions_out_of_everything(
    bima: User, batch: ImportBatch, item: BulkItem
) -> None:
    record_reports_in_bulk(by=bima, batch=batch, items=rows(item, 3))
    assert withdraw_reports(by=bima, batch=batch) == 3
    assert not reports_visible_to(bima).exists()
    assert unexamined_for_detection(10) == []
    assert not Mention.objects.filter(withdrawn=False).exists()


def test_undoing_twice_takes_back_nothing_more(
    bima: User, batch: ImportBatch, item: BulkItem
) -> None:
    record_reports_in_bulk(by=bima, batch=batch, items=[item])
    withdraw_reports(by=bima, batch=batch)
    assert withdraw_reports(by=bima, batch=batch) == 0


def test_whoever_may_not_import_can_neither_bring_nor_take_back(
    sari: User, batch: ImportBatch, item: BulkItem
) -> None:
    with pytest.raises(Refused):
        record_reports_in_bulk(by=sari, batch=batch, items=[item])
    with pytest.raises(Refused):
        withdraw_reports(by=sari, batch=batch)


def test_the_log_counts_what_came_and_what_went(
    bima: User, batch: ImportBatch, item: BulkItem
) -> None:
    record_reports_in_bulk(by=bima, batch=batch, items=rows(item, 3))
    withdraw_reports(by=bima, batch=batch)
    told = dict(AuditEvent.objects.values_list("action", "detail"))
    assert told["reports.imported"] == told["reports.withdrawn"] == {"reports": 3}
