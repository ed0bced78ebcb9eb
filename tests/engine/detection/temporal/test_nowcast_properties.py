"""Nowcasts: triangles counted one by one, shares that grow, intervals that hold each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kentongan.engine.detection.temporal import (
    DelayLaw,
    nowcast,
    only_complete,
    reporting_triangle,
    whole_totals,
)
from tests.engine.detection.temporal.tables import seeds

# The first call compiles.
some = settings(max_examples=30, deadline=None)
PERIODS, LONGEST = 12, 4

type Ints = NDArray[np.int64]


def told_of(seed: int, things: int = 80) -> tuple[Ints, Ints]:
    """When each thing happened and was told; some are told after the last period."""
    random = np.random.default_rng(seed)
    happened = random.integers(0, PERIODS, things)
    return happened, happened + random.geometric(0.4, things) - 1


def triangle_of(seed: int, longest: int = LONGEST) -> Ints:
    return reporting_triangle(*told_of(seed), periods=PERIODS, longest=longest)


@some
@given(seed=seeds)
def test_a_triangle_is_counted_one_by_one(seed: int) -> None:
    happened, told = told_of(seed)
    wanted = np.zeros((PERIODS, LONGEST + 1), dtype=int)
    for event, report in zip(happened.tolist(), told.tolist(), strict=True):
        if report < PERIODS:
            wanted[event, min(report - event, LONGEST)] += 1
    assert triangle_of(seed).tolist() == wanted.tolist()


@some
@given(seed=seeds, longest=st.integers(0, 11))
def test_the_longest_delay_loses_no_report(seed: int, longest: int) -> None:
    rows = triangle_of(seed, longest).sum(axis=1)
    assert rows.tolist() == triangle_of(seed).sum(axis=1).tolist()


@some
@given(seed=seeds, data=st.data())
def test_a_triangle_knows_no_order_and_nothing_that_is_told_later(
    seed: int, data: st.DataObject
) -> None:
    happened, told = told_of(seed)
    order = np.random.default_rng(seed).permutation(len(told))
    late = data.draw(st.integers(PERIODS, PERIODS + 9))
    turned = np.append(happened[order], 3), np.append(told[order], late)
    again = reporting_triangle(*turned, periods=PERIODS, longest=LONGEST)
    assert again.tolist() == triangle_of(seed).tolist()


def test_a_triangle_of_nothing_is_empty() -> None:
    assert reporting_triangle([], [], periods=2, longest=1).tolist() == [[0, 0], [0, 0]]


@some
@given(seed=seeds)
def test_shares_are_the_growth_of_earlier_periods_undone(seed: int) -> None:
    triangle = triangle_of(seed)
    share = DelayLaw.of(triangle).share
    for delay in range(1, LONGEST + 1):
        known = triangle[: PERIODS - delay]
        before, after = known[:, :delay].sum(), known[:, : delay + 1].sum()
        grown = before / after if after else 1.0
        assert share[delay - 1] == pytest.approx(share[delay] * grown)
    assert share[-1] == 1


@some
@given(seed=seeds, times=st.integers(2, 9))
def test_more_reports_of_the_same_delays_are_the_same_shares_better_known(
    seed: int, times: int
) -> None:
    triangle = triangle_of(seed)
    one, many = DelayLaw.of(triangle), DelayLaw.of(times * triangle)
    np.testing.assert_allclose(many.share, one.share)
    np.testing.assert_allclose(many.variance, one.variance / times)


@some
@given(seed=seeds)
def test_later_nothing_of_a_share_is_lost_and_the_last_is_certain(seed: int) -> None:
    law = DelayLaw.of(triangle_of(seed))
    assert np.all(np.diff(law.share) >= 0)
    assert np.all(law.variance >= 0)
    share, variance = law.by_now(PERIODS)
    assert np.all(np.diff(share) <= 0)
    assert np.all(share[: PERIODS - LONGEST] == 1)
    assert np.all(variance[: PERIODS - LONGEST] == 0)


@some
@given(seed=seeds, level=st.floats(0.1, 0.9))
def test_a_surer_interval_is_wider_and_none_loses_what_has_come_in(seed: int, level: float) -> None:
    triangle = triangle_of(seed)
    reported, law = triangle.sum(axis=1), DelayLaw.of(triangle)
    narrow, wide = nowcast(reported, law, level), nowcast(reported, law, (1 + level) / 2)
    known = ~np.isnan(narrow.total[0])
    assert np.all(wide.low[0, known] <= narrow.low[0, known])
    assert np.all(narrow.high[0, known] <= wide.high[0, known])
    assert np.all(wide.low[0, known] >= reported[known])
    assert np.all(narrow.low[0, known] <= narrow.high[0, known])
    assert np.all(narrow.total[0, known] >= reported[known])


@some
@given(seed=seeds)
def test_complete_periods_are_what_was_reported(seed: int) -> None:
    triangle = triangle_of(seed)
    reported = triangle.sum(axis=1)
    found = nowcast(reported, DelayLaw.of(triangle))
    done = slice(0, PERIODS - LONGEST)
    for values in (found.total, found.low, found.high):
        assert values[0, done].tolist() == reported[done].tolist()
    assert not found.error[0, done].any()


@some
@given(seed=seeds)
def test_series_are_completed_alone(seed: int) -> None:
    law = DelayLaw.of(triangle_of(seed))
    table = np.random.default_rng(seed).poisson(6, (3, PERIODS))
    together = nowcast(table, law)
    for row in range(3):
        alone = nowcast(table[row], law)
        np.testing.assert_array_equal(together.high[row], alone.high[0])
        np.testing.assert_array_equal(together.error[row], alone.error[0])


@some
@given(seed=seeds)
def test_whole_totals_are_in_order_and_not_below_what_has_come_in(seed: int) -> None:
    triangle = triangle_of(seed)
    found = nowcast(triangle.sum(axis=1), DelayLaw.of(triangle))
    middle, low, high = np.moveaxis(whole_totals(found)[0], 1, 0)
    known = ~np.isnan(middle)
    assert np.all(found.reported[0, known] <= low[known])
    assert np.all((low <= middle)[known] & (middle <= high)[known])


@some
@given(shares=st.lists(st.floats(0, 1), min_size=1, max_size=8), least=st.floats(0.05, 1))
def test_a_complete_table_ends_before_the_first_late_period(
    shares: list[float], least: float
) -> None:
    kept = only_complete(np.ones((2, len(shares))), shares, least).shape[1]
    assert all(share >= least for share in shares[:kept])
    assert kept == len(shares) or shares[kept] < least


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="it lies between 0 and 1"):
        nowcast([1, 2], DelayLaw.of([[1, 0], [1, 0]]), level)


def test_delays_longer_than_the_periods_are_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match="2 periods do not show delays of up to 2"):
        DelayLaw.of(np.ones((2, 3)))
