"""The name of a file may betray who sent it, so it belongs to the import and not to its reports."""

from collections.abc import Callable

from django.test import Client

from kentongan.accounts.models import Office, User
from kentongan.reports.models import ImportBatch, Report


def test_the_name_of_the_file_is_only_for_whom_the_import_is_open(
    office: Office, bima: User, hadi: User, made_report: Callable[..., Report],
    as_user: Callable[[User], Client],
) -> None:  # fmt: skip
    report = made_report(bima)
    batch = ImportBatch.objects.create(
        sha256="1", size=1, content=b"", office=office, author=bima, file_name="dari-siti.csv"
    )
    Report.objects.filter(pk=report.pk).update(batch=batch, row_number=3)
    pages = {
        one.username: as_user(one).get(f"/laporan/{report.uuid}/").text for one in (bima, hadi)
    }
    assert "dari-siti.csv" in pages["bima"]
    assert "dari-siti.csv" not in pages["hadi"]
