"""Days are days of the office (UTC+7), also while Greenwich still writes yesterday."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.reports import rules
from kentongan.reports.actions import Incomplete
from kentongan.reports.content import Content
from kentongan.reports.models import Report
from kentongan.reports.queries import examined_for_detection
from kentongan.reports.queries.reports import Wish, reports_wished

Made = Callable[..., Report]
AsUser = Callable[[User], Client]
# 20 November, 17.30 in Greenwich: half past midnight of the 21st in Ponorogo.
AFTER_MIDNIGHT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
BEFORE_MIDNIGHT = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "today", "yesterday"),
    [
        (BEFORE_MIDNIGHT, date(2026, 11, 20), date(2026, 11, 19)),
        (AFTER_MIDNIGHT, date(2026, 11, 21), date(2026, 11, 20)),
    ],
)
def test_today_on_the_form_is_the_day_of_the_reporter(
    now: datetime, today: date, yesterday: date, sari: User,
    filled: Callable[..., dict[str, object]], as_user: AsUser,
) -> None:  # fmt: skip
    with time_machine.travel(now, tick=False):
        client = as_user(sari)
        for chip in ("today", "yesterday"):
            client.post("/laporan/baru/", filled(when=chip))
    said = Report.objects.order_by("pk").values_list("current__noticed_on", flat=True)
    assert list(said) == [today, yesterday]


def test_a_day_that_began_here_is_not_tomorrow(sari: User, made_report: Made) -> None:
    with time_machine.travel(AFTER_MIDNIGHT, tick=False):
        assert made_report(sari, noticed_on=date(2026, 11, 21)).pk
    with time_machine.travel(BEFORE_MIDNIGHT, tick=False), pytest.raises(Incomplete):
        made_report(sari, noticed_on=date(2026, 11, 21))


def test_the_page_shows_the_hour_of_the_office(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    Report.objects.filter(pk=report.pk).update(recorded_at=AFTER_MIDNIGHT)
    page = as_user(sari).get(reverse("reports:detail", args=[report.uuid])).text
    assert "0.30" in page or "00:30" in page or "00.30" in page
    assert "17.30" not in page
    assert "17:30" not in page


@pytest.mark.parametrize(("recorded", "counts"), [(AFTER_MIDNIGHT, True), (BEFORE_MIDNIGHT, False)])
def test_a_report_without_a_day_counts_from_the_local_day_it_was_written(
    recorded: datetime, counts: bool, sari: User, made_report: Made
) -> None:
    made_report(sari, noticed_on=None, time_precision="unknown")
    Report.objects.update(recorded_at=recorded)
    assert bool(examined_for_detection(date(2026, 11, 21))) is counts


def test_both_ends_of_a_span_of_days_belong_to_it(sari: User, made_report: Made) -> None:
    for day in (19, 20, 21, 22):
        made_report(sari, noticed_on=date(2026, 11, day))
    made_report(sari, noticed_on=None, time_precision="unknown")
    span = Wish(since=date(2026, 11, 20), until=date(2026, 11, 21))
    found = reports_wished(sari, span).order_by("current__noticed_on")
    days = [day.day for day in found.values_list("current__noticed_on", flat=True) if day]
    assert days == [20, 21]


def test_a_span_turned_around_finds_nothing(sari: User, made_report: Made) -> None:
    made_report(sari, noticed_on=date(2026, 11, 20))
    around = Wish(since=date(2026, 11, 21), until=date(2026, 11, 19))
    assert not reports_wished(sari, around).exists()


days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(days, st.sampled_from(sorted(rules.RELATIVE)))
def test_no_chip_ever_points_to_a_day_that_has_not_come(today: date, chip: str) -> None:
    day, precision = rules.moment(chip, None, today)
    assert day is not None
    assert 0 <= (today - day).days <= 1
    assert precision in rules.WITH_A_DAY


@given(days, days, st.sampled_from(["", "today", "yesterday", "week", "month", "day", "exact"]))
def test_a_given_day_is_kept_or_asked_about_and_never_replaced(
    day: date, today: date, chip: str
) -> None:
    try:
        kept, _precision = rules.moment(chip, day, today)
    except ValueError:
        assert chip in {"today", "yesterday"}
    else:
        assert kept == day


@given(days, days)
def test_a_moment_from_the_form_is_at_fault_only_when_it_lies_ahead(day: date, today: date) -> None:
    kept, precision = rules.moment("", day, today)
    content = Content(noticed="x", noticed_on=kept, time_precision=precision)
    assert bool(rules.faults(content, today)) is (day > today)


@pytest.mark.parametrize(("day", "fine"), [(date(1999, 12, 31), False), (date(2000, 1, 1), True)])
def test_the_earliest_day_is_the_first_of_this_century(day: date, fine: bool) -> None:
    content = Content(noticed=str(uuid4()), noticed_on=day, time_precision="exact")
    assert (rules.faults(content, date(2026, 11, 25)) == []) is fine
