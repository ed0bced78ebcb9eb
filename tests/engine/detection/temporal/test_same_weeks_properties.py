"""The same weeks of earlier years: which periods a bound rests on, and how it grows with them."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kentongan.engine.detection.temporal import SameWeeks, same_weeks
from kentongan.engine.detection.temporal.same_weeks import CROW_GARDNER, summed
from tests.engine.detection.temporal.tables import WIDTH, YEAR, means, seeds, table_of

type Method = Literal["bayes", "rki"]
every = pytest.mark.parametrize("method", ["bayes", "rki"])
# The first call compiles.
some = settings(max_examples=25, deadline=None)
WEEKS = SameWeeks(years=2, half_window=1, year=YEAR)
shapes = st.builds(
    SameWeeks,
    years=st.integers(2, 4),
    half_window=st.integers(0, 3),
    this_year=st.booleans(),
    year=st.just(9),
)


def compared(at: int, chosen: SameWeeks) -> list[int]:
    """The columns one is compared with, one by one."""
    wide = range(-chosen.half_window, chosen.half_window + 1)
    past = [at - back * chosen.year + by for back in range(1, chosen.years + 1) for by in wide]
    return past + [at - by for by in range(1, chosen.half_window + 1) if chosen.this_year]


@some
@given(seed=seeds, mean=means, chosen=st.sampled_from((WEEKS, SameWeeks(1, 2, False, 10))))
def test_sums_are_those_of_the_compared_periods(seed: int, mean: float, chosen: SameWeeks) -> None:
    table = table_of(seed, mean)
    found = summed(table, chosen)
    for at in range(chosen.reach, WIDTH):
        np.testing.assert_array_equal(
            found[:, at - chosen.reach], table[:, compared(at, chosen)].sum(axis=1)
        )


@settings(max_examples=40, deadline=None)
@given(chosen=shapes)
def test_size_and_reach_are_those_of_the_compared_periods(chosen: SameWeeks) -> None:
    assert len(compared(60, chosen)) == chosen.size
    assert min(compared(chosen.reach, chosen)) == 0


@every
def test_a_bound_moves_with_no_period_but_those_it_is_compared_with(method: Method) -> None:
    table = table_of(5, 8.0, rows=1)
    usual = same_weeks(table, method, WEEKS).upper[0, -1]
    for column in set(range(WIDTH)) - set(compared(WIDTH - 1, WEEKS)):
        assert moved(table, column, method) == usual
    assert all(moved(table, column, method) != usual for column in compared(WIDTH - 1, WEEKS))


def moved(table: NDArray[np.float64], column: int, method: Method) -> float:
    """The last bound with so many more in one period that its mean passes every step."""
    other = table.copy()
    other[0, column] += 400
    return float(same_weeks(other, method, WEEKS).upper[0, -1])


@every
@some
@given(seed=seeds)
def test_the_compared_years_may_stand_in_any_order(method: Method, seed: int) -> None:
    table = table_of(seed, 20.0)
    turned = table.copy()
    first, second = slice(WIDTH - 26, WIDTH - 23), slice(WIDTH - 14, WIDTH - 11)
    turned[:, first], turned[:, second] = table[:, second], table[:, first]
    one, other = (same_weeks(each, method, WEEKS).upper[:, -1] for each in (table, turned))
    np.testing.assert_array_equal(one, other)


@every
@some
@given(seed=seeds, mean=st.sampled_from((0.3, 2.0, 8.0)))
def test_more_cases_in_the_past_lower_no_bound(method: Method, seed: int, mean: float) -> None:
    """Above twenty cases the rule of the institute can: even counts have a small deviation."""
    table = table_of(seed, mean)
    one, other = (same_weeks(each, method, WEEKS).upper for each in (table, table + 1))
    assert np.nanmin(other - one) >= 0


@some
@given(mean=st.integers(21, 3000), apart=st.integers(0, 20))
def test_above_twenty_cases_the_rule_is_mean_and_two_deviations(mean: int, apart: int) -> None:
    table = np.full(WIDTH, float(mean))
    table[compared(WIDTH - 1, WEEKS)[:2]] += [apart, -apart]
    past = table[compared(WIDTH - 1, WEEKS)]
    upper = same_weeks(table, "rki", WEEKS).upper[0, -1]
    assert upper == pytest.approx(mean + 2 * past.std(ddof=1), rel=1e-9)


def test_the_table_of_limits_rises_and_lies_above_its_cases() -> None:
    assert np.all(np.diff(CROW_GARDNER) > 0)
    assert np.all(np.array(CROW_GARDNER) > np.arange(21))


@every
def test_a_history_shorter_than_the_reach_has_no_bound(method: Method) -> None:
    assert np.isnan(same_weeks(np.ones(WEEKS.reach), method, WEEKS).upper).all()
    found = same_weeks(np.ones(WEEKS.reach + 1), method, WEEKS).upper
    assert np.flatnonzero(~np.isnan(found[0])).tolist() == [WEEKS.reach]
