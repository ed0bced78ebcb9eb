"""What may be done with a table of counts in any order: the laws, and a slow way of counting."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.counts import CountTable, Every

AREAS = ("35.02.01", "35.03.05", "35.05.09")
START = date(2027, 11, 20)  # The days after it hold a new year and a leap day.

Event = tuple[str, date]
offsets = st.integers(0, 130)
everies = st.integers(1, 140) | st.sampled_from(["month", "year"])
event_lists = st.lists(
    st.tuples(st.sampled_from(AREAS), offsets.map(lambda n: START + timedelta(n))), max_size=30
)
some = settings(max_examples=20, deadline=None)


def day(number: int) -> date:
    return START + timedelta(days=number)


def counted(events: Sequence[Event], last: int = 130, every: Every = 1) -> CountTable:
    return CountTable.from_events(events, areas=AREAS, start=START, end=day(last), every=every)


def same(one: CountTable, other: CountTable) -> bool:
    """Equal in counts, labels and days."""
    labels = [(t.areas, t.starts, t.end, t.period_days) for t in (one, other)]
    return labels[0] == labels[1] and one.counts.tolist() == other.counts.tolist()


def slowly_counted(events: Sequence[Event], table: CountTable) -> list[list[int]]:
    """Every event is held against every period of every area."""
    return [
        [
            sum(
                where == area and table.starts[period] <= when <= table.last_day(period)
                for where, when in events
            )
            for period in range(len(table.starts))
        ]
        for area in table.areas
    ]


@some
@given(event_lists, offsets, everies)
def test_the_table_holds_what_counting_by_hand_finds(
    events: list[Event], last: int, every: Every
) -> None:
    table = counted(events, last, every)
    assert table.counts.tolist() == slowly_counted(events, table)


@some
@given(event_lists, everies, st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(events: list[Event], every: Every, chance) -> None:
    turned = chance.sample(events, len(events))
    assert same(counted(events, every=every), counted(turned, every=every))


@some
@given(event_lists, event_lists, everies)
def test_events_of_two_lists_are_counted_as_the_sum_of_both(
    some_events: list[Event], others: list[Event], every: Every
) -> None:
    apart = counted(some_events, every=every).counts + counted(others, every=every).counts
    assert counted(some_events + others, every=every).counts.tolist() == apart.tolist()


@some
@given(offsets, everies)
def test_periods_cover_every_day_once(last: int, every: Every) -> None:
    table = counted([], last, every)
    covered = [
        table.starts[period] + timedelta(n)
        for period in range(len(table.starts))
        for n in range((table.last_day(period) - table.starts[period]).days + 1)
    ]
    assert covered == [day(n) for n in range(last + 1)]


@some
@given(offsets, st.integers(1, 140))
def test_only_the_first_period_may_be_short(last: int, every: int) -> None:
    table = counted([], last, every)
    lengths = [(table.last_day(i) - start).days + 1 for i, start in enumerate(table.starts)]
    assert set(lengths[1:]) <= {every}
    assert 1 <= lengths[0] <= every


@some
@given(offsets, st.sampled_from(["month", "year"]))
def test_calendar_periods_after_the_first_begin_on_the_first(last: int, every: Every) -> None:
    later = counted([], last, every).starts[1:]
    assert all(start.day == 1 for start in later)
    assert every == "month" or all(start.month == 1 for start in later)


@some
@given(event_lists, offsets)
def test_weeks_are_sums_of_the_days_they_hold(events: list[Event], last: int) -> None:
    days, weeks = counted(events, last), counted(events, last, 7)
    columns = [(start - START).days for start in weeks.starts]
    assert weeks.counts.tolist() == np.add.reduceat(days.counts, columns, axis=1).tolist()


@some
@given(event_lists, everies, st.data())
def test_the_table_as_it_stood_is_the_table_counted_that_evening(
    events: list[Event], every: Every, data: st.DataObject
) -> None:
    table = counted(events, every=every)
    period = data.draw(st.integers(0, len(table.starts) - 1))
    last = (table.last_day(period) - START).days
    assert same(table.until(period), counted(events, last, every))


@some
@given(event_lists, everies)
def test_the_table_until_its_last_period_is_the_whole_table(
    events: list[Event], every: Every
) -> None:
    table = counted(events, every=every)
    assert same(table.until(len(table.starts) - 1), table)


@some
@given(event_lists, st.integers(0, 130), st.integers(0, 130))
def test_to_look_back_twice_is_to_look_back_to_the_earlier_day(
    events: list[Event], one: int, other: int
) -> None:
    earlier, later = sorted((one, other))
    table = counted(events)
    assert same(table.until(later).until(earlier), table.until(earlier))


@some
@given(event_lists, st.integers(0, 130), st.integers(1, 200))
def test_the_last_periods_are_the_right_hand_columns(
    events: list[Event], period: int, periods: int
) -> None:
    whole = counted(events).until(period)
    kept = counted(events).until(period, periods=periods)
    assert len(kept.starts) == min(periods, period + 1)
    assert kept.starts == whole.starts[-periods:]
    assert kept.counts.tolist() == whole.counts[:, -periods:].tolist()


@some
@given(event_lists)
def test_a_growing_table_never_loses_a_report(events: list[Event]) -> None:
    table = counted(events, every=10)
    totals = [table.until(period).total for period in range(len(table.starts))]
    assert all(earlier <= later for earlier, later in pairwise(totals))
    assert totals[-1] == table.total


@some
@given(event_lists, st.permutations(AREAS))
def test_another_order_and_back_is_the_same_table(events: list[Event], order: list[str]) -> None:
    table = counted(events)
    assert same(table.in_order(order).in_order(AREAS), table)
    assert table.in_order(order).in_order(order).areas == tuple(order)


@some
@given(event_lists, st.permutations([*AREAS, "35.99.01", "36.01.01"]))
def test_more_areas_in_any_order_keep_each_row_and_the_total(
    events: list[Event], order: list[str]
) -> None:
    table = counted(events)
    wider = table.in_order(order)
    assert wider.total == table.total
    for row, area in enumerate(order):
        own = table.counts[AREAS.index(area)].tolist() if area in AREAS else [0] * 131
        assert wider.counts[row].tolist() == own


@some
@given(event_lists, st.permutations(AREAS), st.integers(0, 130))
def test_order_and_looking_back_may_be_swapped(
    events: list[Event], order: list[str], period: int
) -> None:
    table = counted(events)
    assert same(table.in_order(order).until(period), table.until(period).in_order(order))


@some
@given(event_lists, st.permutations(AREAS))
def test_the_order_of_the_areas_is_the_order_of_the_rows(
    events: list[Event], order: list[str]
) -> None:
    direct = CountTable.from_events(events, areas=order, start=START, end=day(130))
    assert same(direct, counted(events).in_order(order))


def test_the_leap_day_is_a_day_of_its_own_and_of_february() -> None:
    leap = [(AREAS[0], date(2028, 2, 29))]
    assert counted(leap).counts[0, (date(2028, 2, 29) - START).days] == 1
    months = counted(leap, every="month")
    assert months.starts[months.counts[0].tolist().index(1)] == date(2028, 2, 1)


def test_new_years_eve_and_new_years_day_fall_in_two_years() -> None:
    events = [(AREAS[0], date(2027, 12, 31)), (AREAS[0], date(2028, 1, 1))]
    assert counted(events, every="year").counts[0].tolist() == [1, 1]


@pytest.mark.parametrize("every", [1, 7, "month", "year"])
def test_one_day_is_one_period(every: Every) -> None:
    table = counted([(AREAS[1], START)], 0, every)
    assert table.counts.tolist() == [[0], [1], [0]]
    assert (table.start, table.end, table.last_day(0)) == (START, START, START)


def test_a_period_longer_than_the_table_is_one_short_period() -> None:
    table = counted([(AREAS[0], day(9))], 9, every=400)
    assert (table.starts, table.total, table.period_days) == ((START,), 1, 400)


def test_the_first_and_the_last_day_count_and_their_neighbours_do_not() -> None:
    events = [(AREAS[0], day(n)) for n in (-1, 0, 5, 6)]
    assert counted(events, last=5).counts[0].tolist() == [1, 0, 0, 0, 0, 1]


def test_an_unknown_area_is_an_error_even_on_a_day_that_is_left_out() -> None:
    with pytest.raises(ValueError, match=r"99\.99\.99"):
        counted([("99.99.99", day(-400))])


def test_events_may_come_from_a_reader_that_is_read_once() -> None:
    once = ((AREAS[0], day(n)) for n in (3, 3, 4))
    table = CountTable.from_events(once, areas=AREAS, start=START, end=day(4))
    assert table.counts[0].tolist() == [0, 0, 0, 2, 1]


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int32, np.uint64])
def test_whole_numbers_of_any_width_are_kept_as_wide_ones(kind: type[np.integer]) -> None:
    table = CountTable(np.array([[100, 27]], dtype=kind), ("a",), (START, day(1)), day(1))
    assert table.counts.dtype == np.int64
    assert table.total == 127


@pytest.mark.parametrize("wrong", [np.array([[True]]), np.array([["1"]]), np.array([[1j]])])
def test_what_is_no_number_of_reports_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        CountTable(wrong, ("a",), (START,), START)


@pytest.mark.parametrize("periods", [0, -3])
def test_no_period_at_all_is_refused(periods: int) -> None:
    with pytest.raises(ValueError, match="empty"):
        counted([]).until(5, periods=periods)


def test_at_most_five_areas_without_a_place_are_named() -> None:
    many = tuple(f"x{n}" for n in range(8))
    table = CountTable(np.ones((8, 1), dtype=int), many, (START,), START)
    with pytest.raises(ValueError, match=r"no place: x0, x1, x2, x3, x4$"):
        table.in_order(["a"])


@pytest.mark.parametrize("days", [float("nan"), -1.0])
def test_a_length_that_is_no_length_is_refused(days: float) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        CountTable(np.array([[1]]), ("a",), (START,), START, period_days=days)
