"""What the gate costs: a condition in the question itself. Its time: ``acceptance.access.cost``."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.access.policy import Kind
from kentongan.access.visibility import visible
from kentongan.accounts.models import Office, User
from kentongan.reports.models import Report
from kentongan.reports.queries.reports import reports_visible_to
from tests.access.conftest import SIGHTS


def test_a_list_asks_as_often_for_many_records_as_for_few(
    bima: User, made_report: Callable[..., Report]
) -> None:
    made_report(bima)
    with CaptureQueriesContext(connection) as few:
        list(reports_visible_to(bima))
    for _count in range(12):
        made_report(bima)
    with CaptureQueriesContext(connection) as many:
        list(reports_visible_to(bima))
    assert len(many) == len(few) <= 3


def test_the_gate_is_a_condition_of_the_question_and_not_a_second_question(
    bima: User, office: Office
) -> None:
    for kind in (Kind.REPORT, Kind.IMPORT):
        assert "IN (SELECT" not in str(visible(Report.objects.all(), bima, SIGHTS[kind]).query)
