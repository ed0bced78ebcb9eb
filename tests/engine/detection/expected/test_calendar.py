"""Days that move: the tables that ship, against each other and against arithmetic."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.detection.expected import Calendar
from kentongan.engine.synthetic.seasons import hijri_month
from tests.engine.detection.expected.calendars import calendar, rows

FIRST, LAST = date(2015, 1, 1), date(2035, 12, 31)
days = st.dates(FIRST, LAST)
# The holiday was moved to another day by decree, to keep people from travelling in an epidemic.
MOVED = date(2021, 8, 11)


def decided(occasion: str) -> list[date]:
    """The first day of a holiday in each year for which there is a decree."""
    told = [
        date.fromisoformat(row["day"])
        for row in rows("national_holidays.csv")
        if row["occasion"] == occasion and row["kind"] == "nasional"
    ]
    return [day for day in told if day - timedelta(1) not in told and day != MOVED]


def test_every_day_from_2015_to_2035_has_a_month_of_the_moon() -> None:
    day = FIRST
    while day <= LAST:
        assert 1 <= calendar().month(day) <= 12
        day += timedelta(1)


def test_months_have_29_or_30_days_and_follow_each_other() -> None:
    months = calendar().months
    for (first, month), (second, next_month) in pairwise(months):
        assert (second - first).days in {29, 30}
        assert next_month == month % 12 + 1


@given(day=days)
def test_the_month_is_that_of_the_arithmetic_calendar_but_for_two_days(day: date) -> None:
    around = {hijri_month(day + timedelta(n)) for n in (-2, 0, 2)}
    assert calendar().month(day) in around


@pytest.mark.parametrize(
    ("occasion", "since"),
    [("Idul Fitri", "days_from_idul_fitri"), ("Idul Adha", "days_from_idul_adha")],
)
def test_the_feasts_of_the_decrees_are_those_of_the_moon_but_for_a_day(
    occasion: str, since: str
) -> None:
    feasts = decided(occasion)
    assert len(feasts) >= 21
    assert {getattr(calendar(), since)(day) for day in feasts} <= {-1, 0, 1}


def test_the_islamic_new_year_of_the_decrees_begins_the_month_but_for_a_day() -> None:
    for day in decided("Tahun Baru Islam"):
        assert {calendar().month(day + timedelta(n)) for n in (-1, 1)} & {1}


def test_every_year_has_its_fixed_holidays() -> None:
    for year in range(2015, 2036):
        for month, day in ((1, 1), (5, 1), (8, 17), (12, 25)):
            assert calendar().is_day_off(date(year, month, day))


def test_joint_leave_is_a_day_off_and_an_ordinary_monday_is_none() -> None:
    assert calendar().is_day_off(date(2026, 3, 23))
    assert not calendar().is_day_off(date(2026, 3, 30))


def test_every_row_says_whether_it_is_decided_or_reckoned() -> None:
    table = rows("national_holidays.csv")
    assert {row["status"] for row in table if row["day"] < "2028"} == {"ditetapkan"}
    assert {row["status"] for row in table if row["day"] >= "2028"} == {"perkiraan"}
    assert {row["kind"] for row in table} == {"nasional", "cuti_bersama", "pemilihan"}


def test_days_around_a_feast_count_from_it() -> None:
    feast = date(2025, 3, 30)
    assert [calendar().days_from_idul_fitri(feast + timedelta(n)) for n in (-3, 0, 40)] == [
        -3,
        0,
        40,
    ]


def test_a_day_beyond_the_table_is_refused() -> None:
    for day in (date(2014, 1, 1), date(2036, 6, 1)):
        with pytest.raises(ValueError, match="does not reach"):
            calendar().month(day)


def test_months_out_of_order_or_none_are_refused() -> None:
    for months in ((), ((date(2026, 2, 1), 2), (date(2026, 1, 1), 1))):
        with pytest.raises(ValueError, match="in their order"):
            Calendar(months)


def test_a_calendar_without_the_month_has_no_feast() -> None:
    with pytest.raises(ValueError, match="no such month"):
        Calendar(((date(2026, 1, 1), 7),)).days_from_idul_adha(date(2026, 1, 5))
