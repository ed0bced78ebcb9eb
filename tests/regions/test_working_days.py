"""The national calendar, held to lokal-id, to a table by hand and to what is certain beyond."""

from datetime import date, timedelta

import lokal
import pytest

from acceptance.desk.decree_2025 import DAYS_OFF
from kentongan.regions.working_days import national_calendar


def every_day(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=count) for count in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", lokal.HOLIDAY_YEARS)
def test_every_day_of_a_year_is_what_lokal_says(year: int) -> None:
    wrong = [
        day
        for day in every_day(year)
        if national_calendar().is_working_day(day) != lokal.is_working_day(day)
    ]
    assert wrong == []


def test_the_days_off_of_2025_are_those_of_its_decrees() -> None:
    assert {day for day in every_day(2025) if national_calendar().is_day_off(day)} == DAYS_OFF


def test_years_to_2027_are_decreed_and_later_ones_are_not() -> None:
    decreed = national_calendar().decreed
    assert decreed >= {2025, 2026, 2027}
    assert max(decreed) == 2027


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2028, 5, 1), False),  # a Monday, labour day
        (date(2028, 2, 28), True),  # reckoned for Idul Fitri, not decreed
        (date(2028, 12, 25), False),
        (date(2024, 11, 27), False),  # the election of heads of regions
    ],
)
def test_only_certain_days_off_count_before_their_decree(day: date, works: bool) -> None:
    assert national_calendar().is_working_day(day) is works
