"""Baselines of any reach: counted one by one, moved by weeks, moved by cycles of the calendar."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.temporal import Reach
from kentongan.engine.detection.temporal.references import OUTSIDE, References, years_before

some = settings(max_examples=60, deadline=None)
YEAR = 13
# The calendar repeats itself, weekday by weekday, after 28 years (1901 to 2099).
CYCLE = 28


@st.composite
def reaches(draw: st.DrawFn) -> Reach:
    half = draw(st.integers(0, 2))
    return Reach(
        draw(st.integers(1, 4)),
        half,
        draw(st.integers(1, YEAR - 2 * half - 1)),
        draw(st.integers(0, 12)),
        YEAR,
    )


def slow(now: int, reach: Reach) -> dict[int, int]:
    """Column → season, each column looked at by itself."""
    found = {}
    wide = 2 * reach.half_window + 1
    sizes = [len(part) for part in np.array_split(range(YEAR - wide), max(1, reach.seasons - 1))]
    of_gap = [season for season, size in enumerate(sizes) for _ in range(size)]
    for column in range(now - reach.years * YEAR - reach.half_window, now - reach.left_out):
        into_year = (column - now + reach.half_window) % YEAR
        if into_year < wide:
            found[column] = reach.seasons - 1
        elif reach.seasons > 1:
            found[column] = of_gap[into_year - wide]
    return found


def baselines(found: References) -> dict[int, dict[int, int]]:
    """Judged column → column → season."""
    return {
        int(now): dict(
            zip(
                found.columns[found.starts[at] : found.starts[at + 1]].tolist(),
                found.seasons[found.starts[at] : found.starts[at + 1]].tolist(),
                strict=True,
            )
        )
        for at, now in enumerate(found.judged)
    }


@some
@given(reach=reaches())
def test_baselines_are_those_counted_one_by_one(reach: Reach) -> None:
    first = reach.years * YEAR + reach.half_window
    found = baselines(References.of(range(60), reach, ()))
    assert list(found) == list(range(first, 60))
    assert found == {now: slow(now, reach) for now in range(first, 60)}


@some
@given(reach=reaches(), by=st.integers(1, 30))
def test_a_later_period_has_the_same_baseline_as_much_later(reach: Reach, by: int) -> None:
    early, late = (baselines(References.of(range(at, at + 1), reach, ())) for at in (60, 60 + by))
    moved = {column + by: season for column, season in early[60].items()}
    assert moved == late[60 + by]


@some
@given(reach=reaches())
def test_nothing_outside_is_compared_and_columns_are_in_order(reach: Reach) -> None:
    found = References.of(range(55, 60), reach, ())
    assert OUTSIDE not in found.seasons
    for now, baseline in baselines(found).items():
        assert list(baseline) == sorted(baseline)
        assert max(baseline) < now - reach.left_out
        assert set(baseline.values()) <= set(range(reach.seasons))


@some
@given(start=st.dates(date(1990, 1, 1), date(2020, 1, 1)), at=st.integers(170, 260))
def test_a_whole_cycle_of_the_calendar_changes_no_baseline(start: date, at: int) -> None:
    later = years_before(start, -CYCLE) if start.strftime("%m-%d") != "02-29" else start
    reach = Reach(years=3)
    found = [
        References.of(
            range(at, at + 1), reach, [day + timedelta(7 * week) for week in range(at + 1)]
        )
        for day in (start, later)
    ]
    assert baselines(found[0]) == baselines(found[1])


@some
@given(start=st.dates(date(1990, 1, 1), date(2080, 1, 1)), at=st.integers(120, 260))
def test_by_the_calendar_a_window_is_at_most_two_weeks_off_that_by_counting(
    start: date, at: int
) -> None:
    days = [start + timedelta(7 * week) for week in range(at + 1)]
    reach = Reach(years=2, half_window=0, seasons=1, left_out=1)
    by_date, by_count = (References.of(range(at, at + 1), reach, known) for known in (days, ()))
    apart = by_date.columns - by_count.columns
    assert np.all(np.abs(apart) <= 1)
    for column, years in zip(by_date.columns[::-1], (1, 2), strict=True):
        assert abs((days[column] - years_before(days[at], years)).days) <= 3


@some
@given(day=st.dates(date(1904, 1, 1), date(2096, 12, 31)), years=st.integers(1, 3))
def test_an_earlier_year_has_the_same_date(day: date, years: int) -> None:
    found = years_before(day, years)
    assert found.year == day.year - years
    assert (found.month, found.day) in {(day.month, day.day), (3, 1)}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"years": 0}, "years is 0; it must be at least 1"),
        ({"left_out": -2}, "left_out is -2; it must be at least 0"),
        ({"seasons": 47}, "a year of 52 periods does not hold so many seasons"),
    ],
)
def test_a_reach_is_refused_with_what_is_wrong_with_it(wrong: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Reach(**wrong)
