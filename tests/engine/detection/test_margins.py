"""How much an office is told where and when, and the quiet years drawn from it."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.margins import Margins

MONDAY = date(2026, 11, 2)
few = settings(max_examples=30, deadline=None)


def table(counts: list[list[int]], start: date = MONDAY) -> CountTable:
    days = tuple(start + timedelta(days=day) for day in range(len(counts[0])))
    areas = tuple(f"{at:02}" for at in range(len(counts)))
    return CountTable(np.array(counts), areas, days, days[-1])


def margins(places: int = 6, spread: float = 1.0) -> Margins:
    shares = np.arange(1, places + 1) / (places * (places + 1) / 2)
    by_weekday = np.array([9.0, 6, 6, 6, 6, 3, 3])
    return Margins(tuple(f"{at:02}" for at in range(places)), shares, by_weekday, spread)


def test_each_weekday_has_its_mean() -> None:
    """Two weeks; Mondays 4 and 6, Tuesdays 1 and 1, the rest nothing."""
    week = [[4, 1, 0, 0, 0, 0, 0, 6, 1, 0, 0, 0, 0, 0]]
    assert Margins.of(table(week)).by_weekday.tolist() == [5, 1, 0, 0, 0, 0, 0]


def test_the_weekdays_of_a_table_begin_on_any_day() -> None:
    wednesday = Margins.of(table([[7, 0, 0, 0, 0, 0, 0]], MONDAY + timedelta(days=2)))
    assert wednesday.by_weekday.tolist() == [0, 0, 7, 0, 0, 0, 0]


def test_a_weekday_that_never_was_has_the_mean_of_all() -> None:
    assert Margins.of(table([[2, 4]])).by_weekday.tolist() == [2, 4, 3, 3, 3, 3, 3]


def test_even_places_have_even_shares() -> None:
    assert Margins.of(table([[1, 0], [0, 1], [1, 0]])).shares.tolist() == pytest.approx([1 / 3] * 3)


def test_a_village_that_was_never_heard_of_may_be_heard_of_once() -> None:
    found = Margins.of(table([[30, 30], [2, 0], [0, 0], [1, 0]])).shares
    assert found.sum() == pytest.approx(1)
    assert found[0] > 0.9
    assert 0 < found[2] < found[3] < found[1]


def test_loud_days_have_a_spread_and_even_ones_none() -> None:
    even = table([[3] * 28])
    loud = table([[0, 0, 0, 9] * 7])
    assert Margins.of(even).spread == 1.0
    assert Margins.of(loud).spread > 3


@pytest.mark.parametrize("wrong", [[[0, 0]], [[0], [0]]])
def test_a_table_of_nothing_has_no_margins(wrong: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="daily counts"):
        Margins.of(table(wrong))


def test_weeks_have_no_margins_of_days() -> None:
    days = table([[1] * 14])
    by_week = CountTable(
        np.array([[7, 7]]), days.areas, (days.starts[0], days.starts[7]), days.end, 7.0
    )
    with pytest.raises(ValueError, match="daily counts"):
        Margins.of(by_week)


@few
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_quiet_days_are_the_same_for_the_same_seed(seed: int, days: int) -> None:
    last = MONDAY + timedelta(days=days - 1)
    one, again = (margins(spread=2.0).quiet(MONDAY, last, seed) for _ in range(2))
    assert one.counts.tolist() == again.counts.tolist()
    assert (one.start, one.end, len(one.starts)) == (MONDAY, last, days)


def test_another_seed_draws_other_days() -> None:
    last = MONDAY + timedelta(days=60)
    one, other = (margins().quiet(MONDAY, last, seed) for seed in (1, 2))
    assert one.counts.tolist() != other.counts.tolist()


def test_quiet_years_have_the_margins_that_they_were_drawn_from() -> None:
    drawn = margins(spread=2.5).quiet(MONDAY, MONDAY + timedelta(days=20_000), 3)
    again = Margins.of(drawn)
    assert again.by_weekday == pytest.approx(margins().by_weekday, rel=0.05)
    assert again.shares == pytest.approx(margins().shares, rel=0.03)
    assert again.spread == pytest.approx(2.5, rel=0.05)


def test_in_quiet_years_place_and_day_have_nothing_to_do_with_each_other() -> None:
    """The share of the first place is the same on Mondays and on Sundays."""
    drawn = margins().quiet(MONDAY, MONDAY + timedelta(days=9_999), 4)
    weekday = np.arange(10_000) % 7
    shares = [
        drawn.counts[5, weekday == day].sum() / drawn.counts[:, weekday == day].sum()
        for day in (0, 6)
    ]
    assert shares[0] == pytest.approx(shares[1], abs=0.015)
