"""Counting by working days, held to NumPy's business days and to what counting promises."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.working_days import WorkingCalendar, calendar_of

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
DAYS = st.dates(FIRST, LAST)
COUNTS = st.integers(0, 40)
WEEKENDS = st.sampled_from([{5, 6}, {6}, {4}, set()]).map(frozenset)
CALENDARS = st.builds(
    WorkingCalendar, st.frozensets(DAYS, max_size=30), st.just(frozenset({2025, 2026})), WEEKENDS
)
# Friday 1 May 2026 is a holiday.
MAY = WorkingCalendar(frozenset({date(2026, 5, 1)}), frozenset({2026}))


def busy(calendar: WorkingCalendar) -> np.busdaycalendar:
    """The same calendar as NumPy keeps it."""
    mask = [day not in calendar.weekend for day in range(7)]
    return np.busdaycalendar(mask, sorted(calendar.days_off))


@given(CALENDARS, DAYS)
def test_a_day_is_a_working_day_as_in_numpy(calendar: WorkingCalendar, day: date) -> None:
    assert calendar.is_working_day(day) == bool(np.is_busday(day, busdaycal=busy(calendar)))


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_the_day_after_so_many_working_days_is_that_of_numpy(
    calendar: WorkingCalendar, start: date, count: int
) -> None:
    found = np.busday_offset(start, count, roll="backward", busdaycal=busy(calendar))
    assert calendar.add(start, count) == found.astype(date)


@given(CALENDARS, DAYS, DAYS)
def test_the_number_between_two_days_is_that_of_numpy(
    calendar: WorkingCalendar, one: date, other: date
) -> None:
    start, end = sorted((one, other))
    found = np.busday_count(
        start + timedelta(days=1), end + timedelta(days=1), busdaycal=busy(calendar)
    )
    assert calendar.between(start, end) == found
    assert calendar.between(end, start) == -found


@given(CALENDARS, DAYS, COUNTS)
def test_what_was_added_is_counted_again(
    calendar: WorkingCalendar, start: date, count: int
) -> None:
    assert calendar.between(start, calendar.add(start, count)) == count


@given(CALENDARS, DAYS, COUNTS)
def test_a_period_ends_on_a_working_day(calendar: WorkingCalendar, start: date, count: int) -> None:
    assert count == 0 or calendar.is_working_day(calendar.add(start, count))


@given(CALENDARS, DAYS)
def test_the_next_working_day_leaves_none_out(calendar: WorkingCalendar, day: date) -> None:
    found = calendar.next_working_day(day)
    assert calendar.is_working_day(found)
    assert calendar.between(day, found) == (found > day)


@given(CALENDARS, DAYS)
def test_the_last_working_day_leaves_none_out(calendar: WorkingCalendar, day: date) -> None:
    found = calendar.last_working_day(day)
    assert calendar.is_working_day(found)
    assert calendar.between(found, day) == 0
    assert found <= day


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 4, 30), 0, date(2026, 4, 30)),
        (date(2026, 4, 30), 1, date(2026, 5, 4)),  # over the holiday and the weekend
        (date(2026, 5, 1), 1, date(2026, 5, 4)),  # from a day off
        (date(2026, 5, 2), 2, date(2026, 5, 5)),
    ],
)
def test_the_first_day_is_not_counted_and_the_last_one_is(
    start: date, count: int, end: date
) -> None:
    assert MAY.add(start, count) == end


def test_a_moment_keeps_its_time_of_day_and_its_zone() -> None:
    start = datetime(2026, 4, 30, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    end = MAY.moment_after(start, 1)
    assert end == datetime(2026, 5, 4, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert end.tzinfo == start.tzinfo


def test_nothing_is_counted_backwards() -> None:
    with pytest.raises(ValueError, match="behind"):
        MAY.add(FIRST, -1)


@pytest.mark.parametrize("weekend", [{0, 1, 2, 3, 4, 5, 6}, {7}, {-1}])
def test_a_week_without_a_working_day_is_refused(weekend: set[int]) -> None:
    with pytest.raises(ValueError, match="working day"):
        WorkingCalendar(frozenset(), frozenset(), frozenset(weekend))


def test_a_year_is_decreed_when_all_its_days_are() -> None:
    rows = [(date(2026, 1, 1), True), (date(2027, 1, 1), True), (date(2027, 12, 25), False)]
    found = calendar_of(rows)
    assert found.decreed == {2026}
    assert found.is_day_off(date(2027, 12, 25))


def test_a_period_is_sure_when_all_its_years_are_decreed() -> None:
    assert MAY.is_sure(date(2026, 1, 1), date(2026, 12, 31))
    assert not MAY.is_sure(date(2026, 12, 31), date(2027, 1, 1))
