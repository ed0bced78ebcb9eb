"""The same thing at the same moment, for real: threads against PostgreSQL.

SQLite writes one after the other by itself; there these tests would only wait.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind
from kentongan.regions.models import Region
from kentongan.reports.actions import (
    advance_import,
    commit_import,
    receive_file,
    record_report,
)
from kentongan.reports.content import Content
from kentongan.reports.models import ImportBatch, Report, Revision
from tests import factories
from tests.reports.line_list.sheets import csv_text, good_list, xlsx

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]
AT_ONCE = 24


def at_once[T](deeds: list[Callable[[], T]]) -> list[T]:
    """All deeds in threads of their own; each closes its connection."""

    def done(deed: Callable[[], T]) -> T:
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(done, deeds))


def test_one_form_sent_many_times_at_once_is_one_report(sari: User) -> None:
    uuid, content = uuid4(), Content(noticed="Ada penampungan baru.")
    made = at_once([lambda: record_report(by=sari, uuid=uuid, content=content).pk] * AT_ONCE)
    assert len(set(made)) == 1
    assert Report.objects.count() == Revision.objects.count() == 1


def test_one_file_sent_many_times_at_once_is_one_import(bima: User) -> None:
    content = xlsx(good_list())
    made = at_once([lambda: receive_file(by=bima, name="a.xlsx", content=content).pk] * 6)
    assert len(set(made)) == 1
    assert ImportBatch.objects.count() == 1


def test_one_import_read_by_two_workers_has_every_row_once(
    bima: User, areas: dict[str, Region]
) -> None:
    factories.make_office("Polsek Watulimo", AgencyKind.POLICE, [areas["35.03.05"]])
    content = csv_text(good_list(900)).encode()
    batch = receive_file(by=bima, name="a.csv", content=content)
    at_once([lambda: advance_import(ImportBatch.objects.get(pk=batch.pk)).pk] * 2)
    assert batch.rows.count() == 900
    assert set(batch.rows.values_list("status", flat=True)) == {"accepted"}


def test_two_files_with_the_same_rows_committed_at_once_bring_them_in_once(bima: User) -> None:
    lists = [xlsx(good_list(40)), csv_text(good_list(40)).encode()]
    batches = [
        advance_import(receive_file(by=bima, name="a", content=content)) for content in lists
    ]
    deeds = [lambda batch=batch: commit_import(by=bima, batch=batch) for batch in batches]
    assert sorted(at_once(deeds)) == [0, 40]
    assert Report.objects.count() == 40
