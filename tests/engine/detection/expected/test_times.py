"""Names of days and seasons: each on its days, none on others."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.detection.expected import Effort, features
from kentongan.engine.detection.expected.regression import dispersion, factors_of
from kentongan.engine.detection.expected.silence import periods_since, quieter
from kentongan.engine.detection.expected.times import (
    NAMES,
    WEEKDAYS,
    days_of,
    features_of_periods,
)
from tests.engine.detection.expected.calendars import calendar

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def names_of(day: date) -> set[str]:
    """What holds on a day, without its weekday."""
    held = features(calendar(), day, 1)[0]
    return {name for name, holds in zip(NAMES, held, strict=True) if holds} - {*WEEKDAYS}


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 3, 2), {"ramadan"}),
        (date(2026, 3, 18), {"lebaran", "day_off"}),
        (date(2026, 3, 21), {"lebaran"}),  # a Saturday is no day off more
        (date(2026, 3, 23), {"lebaran", "day_off"}),
        (date(2026, 4, 8), {"shawwal"}),
        (date(2026, 5, 27), {"idul_adha", "day_off"}),
        (date(2026, 6, 22), {"suro"}),
        (date(2026, 8, 17), {"day_off"}),
        (date(2026, 9, 2), set()),
        (date(2026, 11, 24), {"year_end"}),
    ],
)
def test_a_day_has_the_names_of_its_season(day: date, names: set[str]) -> None:
    assert names_of(day) == names


@given(day=days)
def test_every_day_has_its_weekday_and_at_most_one_season_of_the_moon(day: date) -> None:
    held = dict(zip(NAMES, features(calendar(), day, 1)[0], strict=True))
    assert held[WEEKDAYS[day.weekday()]] == 1
    assert sum(held[name] for name in WEEKDAYS) == 1
    assert sum(held[name] for name in ("ramadan", "lebaran", "shawwal", "suro")) <= 1


@given(day=days, ahead=st.integers(0, 40))
def test_the_features_of_a_day_do_not_depend_on_where_one_begins(day: date, ahead: int) -> None:
    long = features(calendar(), day - timedelta(days=ahead), ahead + 1)
    np.testing.assert_array_equal(long[-1:], features(calendar(), day, 1))


def test_periods_of_unequal_length_hold_shares_of_their_own_days() -> None:
    starts = (date(2026, 1, 1), date(2026, 2, 1))
    found = features_of_periods(calendar(), starts, date(2026, 2, 28))
    assert days_of(starts, date(2026, 2, 28)).tolist() == [31, 28]
    assert found[1, :7].tolist() == [4 / 28] * 7


def test_days_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="does not reach"):
        features(calendar(), date(2040, 1, 1), 3)


# --- small parts --------------------------------------------------------------------------------


def test_counts_as_restless_as_chance_have_a_dispersion_of_one() -> None:
    counts = np.random.default_rng(1).poisson(5, 2000).astype(float)
    assert dispersion(counts, np.full(2000, 5.0), 1) == pytest.approx(1, abs=0.1)
    assert dispersion(np.full(10, 5.0), np.full(10, 5.0), 1) == 1


def test_a_factor_is_told_by_its_name_and_the_level_is_not() -> None:
    assert factors_of(("a", "b"), np.log([7.0, 2.0, 0.5])) == pytest.approx({"a": 2, "b": 0.5})


def test_what_the_others_tell_of_what_is_usual_leaves_each_itself_out() -> None:
    observed, usual = np.array([[0.0], [5.0], [5.0]]), np.array([[10.0], [10.0], [10.0]])
    np.testing.assert_allclose(quieter(observed, usual, 0.1)[:, 0], [0.5, 0.25, 0.25])


def test_who_is_alone_is_held_to_all_that_is_usual() -> None:
    assert quieter(np.array([[0.0]]), np.array([[9.0]]), 0.1).tolist() == [[1.0]]


def test_others_who_tell_more_than_usual_raise_nothing() -> None:
    busy = quieter(np.array([[1.0], [90.0]]), np.array([[9.0], [9.0]]), 0.1)
    assert busy[0, 0] == 1.0


def test_periods_since_the_last_notice_are_counted() -> None:
    told = np.array([[True, False, False], [False, False, True], [False, False, False]])
    assert periods_since(told).tolist() == [2, 0, 3]


def test_an_area_was_visited_where_either_was_done() -> None:
    effort = Effort(np.eye(2), np.array([[0.0, 1.0], [0.0, 0.0]]), np.ones(2), np.zeros(2))
    assert effort.visited.tolist() == [[True, True], [False, True]]
