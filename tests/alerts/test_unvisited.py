"""Where nobody of the office was: said on the weekly page, to those who see all reports."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.alerts.unvisited import unvisited_districts, weeks
from kentongan.regions.models import Level, Region
from kentongan.reports.models import Report

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

UNTIL = date(2026, 11, 24)
WATULIMO = "Watulimo"


@pytest.fixture
def districts(areas: dict[str, Region]) -> set[str]:
    """The sub-districts of Ponorogo and Trenggalek that the tests know."""
    inside = [area for code, area in areas.items() if code.startswith(("35.02", "35.03"))]
    return {area.name for area in inside if area.level == Level.DISTRICT}


def seen(viewer: User, until: date = UNTIL) -> set[str]:
    found = unvisited_districts(viewer, until)
    assert found is not None
    return set(found)


def test_where_nobody_wrote_anything_down_nobody_was(bima: User, districts: set[str]) -> None:
    assert seen(bima) == districts


def test_where_an_officer_noticed_something_somebody_was(
    bima: User, sari: User, districts: set[str], made_report: MadeReport
) -> None:
    made_report(sari, noticed_on=UNTIL)
    assert seen(bima) == districts - {WATULIMO}


def test_what_a_partner_noticed_is_no_visit(
    bima: User, joko: User, districts: set[str], made_report: MadeReport
) -> None:
    made_report(joko, noticed_on=UNTIL)
    assert seen(bima) == districts


@pytest.mark.parametrize(("days", "counts"), [(0, True), (27, True), (28, False), (-1, False)])
def test_a_visit_counts_for_four_weeks(
    days: int, *, counts: bool, bima: User, sari: User, made_report: MadeReport
) -> None:
    made_report(sari, noticed_on=UNTIL - timedelta(days=days))
    assert weeks() == 4
    assert (WATULIMO not in seen(bima)) is counts


def test_who_sees_only_some_reports_is_told_nothing(sari: User, agung: User) -> None:
    assert unvisited_districts(sari, UNTIL) is None
    assert unvisited_districts(agung, UNTIL) is None


def test_the_weekly_page_says_where_nobody_was(client: Client, bima: User, sari: User) -> None:
    client.force_login(bima)
    page = client.get(reverse("alerts:week")).content.decode()
    assert "Belum dikunjungi" in page
    assert WATULIMO in page
