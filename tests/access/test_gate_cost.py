"""The cost of the gate over 100,000 reports: a list with it against the same list without it."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from statistics import median
from time import perf_counter
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.access.models import Assignment, Conflict, Exclusion
from kentongan.access.visibility import visible
from kentongan.accounts.models import Office, User
from kentongan.reports.models import Report
from kentongan.reports.queries.reports import SIGHT, reports_visible_to
from tests.access.conftest import SIGHTS

REPORTS = 100_000
ROUNDS = 7
MOST = 1.3
VILLAGES = ("35.03.05.2001", "35.03.05.2002", "35.03.04.2001", "35.02.03.2001", "35.05.01.2001")


def fill(office: Office, other: Office, authors: list[User]) -> None:
    """Four of five reports lie in the office; labels 0 to 4, most of them 3."""
    now = timezone.now()
    rows = (
        Report(
            uuid=UUID(int=number),
            author=authors[number % len(authors)],
            office=other if number % 5 == 4 else office,
            agency=office.agency,
            label=(3, 3, 3, 3, 2, 1, 3, 4, 3, 0)[number % 10],
            region_code=VILLAGES[number % 5],
            voice=str(number % 900),
        )
        for number in range(REPORTS)
    )
    while some := list(islice(rows, 2_000)):
        Report.objects.bulk_create(some)
    Report.objects.update(recorded_at=now - timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def seconds(ask: Callable[[], object]) -> float:
    times = []
    for _round in range(ROUNDS):
        start = perf_counter()
        ask()
        times.append(perf_counter() - start)
    return median(times)


def page_and_count(rows) -> Callable[[], object]:
    """What a list page asks: how many there are, and the first twenty."""
    return lambda: (rows().count(), list(rows()[:20]))


@pytest.mark.slow
def test_a_list_over_a_hundred_thousand_reports_costs_at_most_a_third_more(
    bima: User, ratna: User, sari: User, office: Office, other_office: Office
) -> None:
    fill(office, other_office, [bima, ratna, sari])
    now = timezone.now()
    Conflict.objects.create(user=bima, subject="area:35.02.03.2001", by=ratna, at=now)
    for number in range(50):
        subject = f"report:{UUID(int=number)}"
        Exclusion.objects.create(subject=subject, user=bima, by=ratna, at=now)
        Assignment.objects.create(
            subject=subject, user=bima, by=ratna, at=now, until=now + timedelta(days=1)
        )
    without = seconds(page_and_count(lambda: Report.objects.all()))
    shares = {
        person.username: seconds(
            page_and_count(lambda: visible(Report.objects.all(), person, SIGHT))
        )
        / without
        for person in (bima, ratna, sari)
    }
    print(f"{connection.vendor}: without {without * 1000:.1f} ms, with × {shares}")
    assert max(shares.values()) <= MOST, shares


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
    for kind, sight in SIGHTS.items():
        if kind.value in {"report", "import"}:
            sql = str(visible(Report.objects.all(), bima, SIGHTS[kind]).query) if sight else ""
            assert "IN (SELECT" not in sql
