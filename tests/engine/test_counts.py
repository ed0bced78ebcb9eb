"""One table of counts: from events, in another order, as it stood on a day."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.counts import DAYS_IN_MONTH, DAYS_IN_YEAR, CountTable, Every

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def counted(events: list[tuple[str, date]], last: int = 9, every: Every = 1) -> CountTable:
    return CountTable.from_events(events, areas=["a", "b"], start=START, end=day(last), every=every)


def made(counts: object, areas: tuple[str, ...] = ("a",), days: int = 2) -> CountTable:
    return CountTable(np.array(counts), areas, tuple(map(day, range(days))), day(days - 1))


def test_events_are_counted_by_area_and_day() -> None:
    table = counted([("a", day(0)), ("a", day(0)), ("b", day(2))], last=2)
    assert table.counts.tolist() == [[2, 0, 0], [0, 0, 1]]
    assert (table.start, table.end, table.total) == (START, day(2), 3)


def test_events_outside_the_days_are_left_out() -> None:
    assert counted([("a", day(-1)), ("a", day(10))]).total == 0


def test_an_event_of_an_unknown_area_is_an_error() -> None:
    with pytest.raises(ValueError, match="'c', which is not in the table"):
        counted([("c", day(0))])


def test_the_last_period_is_always_whole() -> None:
    table = counted([], last=9, every=7)
    assert table.starts == (START, day(3))
    assert table.last_day(0) == day(2)
    assert table.last_day(1) == day(9)
    assert table.period_days == 7


def test_days_that_fill_whole_weeks_have_no_short_first_period() -> None:
    assert counted([], last=13, every=7).starts == (START, day(7))


def test_months_follow_the_calendar() -> None:
    table = counted([("a", date(2026, 2, 28)), ("a", date(2026, 3, 1))], last=70, every="month")
    assert table.starts == (START, date(2026, 2, 1), date(2026, 3, 1))
    assert table.counts[0].tolist() == [0, 1, 1]
    assert table.period_days == DAYS_IN_MONTH


def test_years_follow_the_calendar() -> None:
    table = counted([("a", date(2027, 12, 31))], last=800, every="year")
    assert table.starts == (START, date(2027, 1, 1), date(2028, 1, 1))
    assert table.counts[0].tolist() == [0, 1, 0]
    assert table.period_days == DAYS_IN_YEAR


@pytest.mark.parametrize("every", [0, -1])
def test_a_period_without_days_is_an_error(every: int) -> None:
    with pytest.raises(ValueError, match="not possible"):
        counted([], every=every)


def test_an_end_before_the_start_is_an_error() -> None:
    with pytest.raises(ValueError, match="lies before"):
        counted([], last=-1)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 40))), st.integers(1, 50))
def test_no_event_is_lost_or_counted_twice(events: list[tuple[str, int]], every: int) -> None:
    table = counted([(area, day(n)) for area, n in events], last=40, every=every)
    by_area = Counter(area for area, _ in events)
    assert table.counts.sum(axis=1).tolist() == [by_area["a"], by_area["b"]]


@given(st.integers(0, 40), st.integers(1, 50))
def test_an_event_lies_in_the_period_that_holds_its_day(number: int, every: int) -> None:
    table = counted([("a", day(number))], last=40, every=every)
    period = int(np.flatnonzero(table.counts[0])[0])
    assert table.starts[period] <= day(number) <= table.last_day(period)


def test_rows_follow_another_order_and_absent_areas_count_zero() -> None:
    table = made([[1, 2], [3, 4]], ("a", "b")).in_order(["b", "new", "a"])
    assert table.areas == ("b", "new", "a")
    assert table.counts.tolist() == [[3, 4], [0, 0], [1, 2]]


def test_an_area_that_the_new_order_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match="no place: b"):
        made([[1, 2], [3, 4]], ("a", "b")).in_order(["a"])


def test_the_table_as_it_stood_knows_nothing_later() -> None:
    table = made([[1, 2, 3, 4]], days=4).until(2)
    assert table.counts.tolist() == [[1, 2, 3]]
    assert table.end == day(2)


def test_the_last_periods_of_the_table_as_it_stood() -> None:
    table = made([[1, 2, 3, 4]], days=4).until(2, periods=2)
    assert table.counts.tolist() == [[2, 3]]
    assert table.starts == (day(1), day(2))


def test_counts_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        made([[1, 2]]).counts[0, 0] = 5


def test_changing_the_given_array_changes_nothing() -> None:
    given = np.array([[1, 2]])
    table = CountTable(given, ("a",), (START, day(1)), day(1))
    given[0, 0] = 99
    assert table.counts.tolist() == [[1, 2]]


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[1.5, 2.0]], "whole numbers"),
        ([1, 2], "two-dimensional"),
        ([[-1, 2]], "negative"),
        ([[1, 2, 3]], "1 x 3 but there are 1 areas and 2 periods"),
    ],
)
def test_wrong_counts_are_refused(counts: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        made(counts)


def test_an_area_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        made([[1, 2], [3, 4]], ("a", "a"))


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        made(np.zeros((0, 2), dtype=int), ())


@pytest.mark.parametrize("last", [0, -1])
def test_periods_out_of_order_are_refused(last: int) -> None:
    with pytest.raises(ValueError, match="follow each other"):
        CountTable(np.array([[1, 2]]), ("a",), (START, day(1)), day(last))


def test_a_period_of_no_length_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        CountTable(np.array([[1]]), ("a",), (START,), START, period_days=0)


def test_an_array_that_nobody_can_write_to_is_not_copied() -> None:
    counts = np.zeros((1, 2), dtype=np.int64)
    days = (day(0), day(1))
    assert not np.shares_memory(CountTable(counts, ("a",), days, day(1)).counts, counts)
    counts.setflags(write=False)
    assert np.shares_memory(CountTable(counts, ("a",), days, day(1)).counts, counts)


def test_a_view_of_an_array_that_somebody_can_write_to_is_copied() -> None:
    counts = np.zeros((1, 2), dtype=np.int64)
    view = counts[:]
    view.setflags(write=False)
    table = CountTable(view, ("a",), (day(0), day(1)), day(1))
    counts[0, 0] = 7
    assert table.counts.tolist() == [[0, 0]]
