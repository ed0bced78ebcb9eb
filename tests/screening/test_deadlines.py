"""The clocks of the passport desk, on days that were reckoned by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.regions.working_days import national_calendar
from kentongan.screening.deadlines import deadline, months_after, periods

CLOCKS = [one.id for one in periods()]
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("clock", "start", "last", "last_open"),
    [
        ("issue", "2026-11-26", "2026-12-02", "2026-12-02"),  # Thursday to Wednesday
        # Christmas Friday and the joint leave before it do not count.
        ("issue", "2026-12-22", "2026-12-30", "2026-12-30"),
        ("deliver_decision", "2026-03-16", "2026-03-30", "2026-03-30"),  # Nyepi and Idul Fitri
        ("objection", "2026-11-26", "2026-12-29", "2026-12-29"),
        ("objection", "2025-03-26", "2025-05-07", "2025-05-07"),  # Idul Fitri 2025, Good Friday
        ("complete_file", "2026-11-26", "2026-12-26", "2026-12-23"),  # a Saturday after Christmas
        ("collect", "2027-01-31", "2027-02-28", "2027-02-26"),
        ("interest_entry", "2026-08-31", "2027-02-28", "2027-02-26"),
    ],
)
def test_a_clock_ends_on_its_day(clock: str, start: str, last: str, last_open: str) -> None:
    found = deadline(clock, date.fromisoformat(start), national_calendar())
    assert found.last_day.isoformat() == last
    assert found.last_open_day.isoformat() == last_open


@given(st.sampled_from(CLOCKS), DAYS, DAYS)
def test_who_starts_later_never_ends_earlier(clock: str, one: date, other: date) -> None:
    starts = sorted(max(day, date(2026, 1, 1)) for day in (one, other))
    first, second = (deadline(clock, day, national_calendar()) for day in starts)
    assert first.start < first.last_day <= second.last_day
    assert first.last_open_day <= first.last_day


def test_a_period_is_over_on_the_day_after_its_last() -> None:
    found = deadline("issue", date(2026, 11, 26), national_calendar())
    assert not found.is_over(date(2026, 12, 2))
    assert found.is_over(date(2026, 12, 3))


def test_a_clock_that_runs_into_a_year_without_decree_says_so() -> None:
    assert deadline("objection", date(2027, 11, 1), national_calendar()).is_sure
    assert not deadline("objection", date(2027, 12, 20), national_calendar()).is_sure
    assert deadline("court", date(2027, 12, 20), national_calendar()).is_sure


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-05", 1, "2027-01-05"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(start: str, count: int, end: str) -> None:
    assert months_after(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_an_unknown_clock_and_a_day_before_the_law_are_told() -> None:
    for clock, day in (("supper", date(2026, 1, 1)), ("objection", date(2014, 1, 1))):
        with pytest.raises(KeyError):
            deadline(clock, day, national_calendar())
