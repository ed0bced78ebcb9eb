"""Generalised likelihood ratios: written out for Poisson counts, and what moves a statistic."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.temporal import GlrSettings, glr
from tests.engine.detection.temporal.tables import WIDTH, seeds, table_of

# The first call compiles.
some = settings(max_examples=25, deadline=None)
SINCE = 5
excesses = st.sampled_from((0.0, 0.4))
# So high that no chart begins anew.
ENDLESS = 1e6


def ratio(cases: float, expected: float) -> float:
    """Of the best rise of Poisson counts, by its closed form."""
    if cases <= expected:
        return 0.0
    return float(cases * np.log(cases / expected) - cases + expected)


@some
@given(seed=seeds, window=st.integers(1, 6), mean=st.floats(0.5, 4))
def test_statistics_and_alarms_are_those_of_the_chart_written_out(
    seed: int, window: int, mean: float
) -> None:
    counts, begin = table_of(seed)[0], SINCE
    found = glr(counts, since=SINCE, mean=mean, settings=GlrSettings(3.0, window=window))
    for now in range(SINCE, WIDTH):
        firsts = range(max(begin, now + 1 - window), now + 1)
        sums = [(counts[at : now + 1].sum(), mean * (now + 1 - at)) for at in firsts]
        wanted = max(ratio(*each) for each in sums)
        assert found.statistic[0, now] == pytest.approx(wanted, abs=1e-9)
        assert bool(found.alarm[0, now]) == (wanted >= 3.0)
        begin = now + 1 if wanted >= 3.0 else begin


@some
@given(seed=seeds, times=st.integers(2, 50))
def test_so_many_times_counts_and_means_have_so_many_times_the_statistic(
    seed: int, times: int
) -> None:
    table = table_of(seed)
    chosen = GlrSettings(ENDLESS)
    one = glr(table, since=SINCE, mean=1.5, settings=chosen)
    many = glr(times * table, since=SINCE, mean=1.5 * times, settings=chosen)
    np.testing.assert_allclose(many.statistic, times * one.statistic, rtol=1e-9, atol=1e-9)


@some
@given(seed=seeds, excess=excesses)
def test_where_more_is_expected_a_statistic_is_no_larger(seed: int, excess: float) -> None:
    table, chosen = table_of(seed), GlrSettings(ENDLESS, excess)
    low, high = (glr(table, since=SINCE, mean=mean, settings=chosen) for mean in (1.5, 2.5))
    assert np.all(high.statistic[:, SINCE:] <= low.statistic[:, SINCE:] + 1e-9)
    assert np.all(high.statistic[:, SINCE:] >= 0)


@some
@given(seed=seeds, excess=excesses)
def test_the_first_alarm_comes_no_earlier_at_a_higher_threshold(seed: int, excess: float) -> None:
    table = table_of(seed, 3.0)
    firsts = []
    for threshold in (1.0, 3.0, 8.0):
        alarm = glr(table, since=SINCE, mean=2.0, settings=GlrSettings(threshold, excess)).alarm
        firsts.append(np.where(alarm.any(axis=1), alarm.argmax(axis=1), WIDTH))
    assert np.all(firsts[0] <= firsts[1])
    assert np.all(firsts[1] <= firsts[2])


@some
@given(seed=seeds, excess=excesses)
def test_a_longer_window_finds_no_less(seed: int, excess: float) -> None:
    table = table_of(seed)
    found = [
        glr(table, since=SINCE, mean=1.8, settings=GlrSettings(ENDLESS, excess, window)).statistic
        for window in (1, 4, 20, None)
    ]
    for short, long in pairwise(found):
        assert np.all(short[:, SINCE:] <= long[:, SINCE:] + 1e-9)


@some
@given(seed=seeds)
def test_a_variance_hardly_above_the_mean_is_nearly_poisson(seed: int) -> None:
    table = table_of(seed)
    one, other = (
        glr(table, since=SINCE, mean=1.5, settings=GlrSettings(ENDLESS, excess))
        for excess in (0.0, 1e-7)
    )
    np.testing.assert_allclose(other.statistic, one.statistic, rtol=1e-4, atol=1e-4)


@some
@given(seed=seeds, excess=excesses)
def test_one_case_more_than_the_bound_alarms_and_the_bound_itself_does_not(
    seed: int, excess: float
) -> None:
    table, chosen = table_of(seed), GlrSettings(4.0, excess)
    upper = glr(table, since=SINCE, mean=2.0, settings=chosen).upper[:, -1]
    for more, alarms in ((0, False), (1, True)):
        tried = table.copy()
        tried[:, -1] = np.maximum(upper + more, 0)
        found = glr(tried, since=SINCE, mean=2.0, settings=chosen).alarm[:, -1]
        assert np.all(found[upper + more >= 0] == alarms)


def test_what_came_before_the_first_column_is_not_looked_at() -> None:
    table, other = table_of(3), table_of(3)
    other[:, :SINCE] = 500
    one, two = (glr(each, since=SINCE, mean=2.0) for each in (table, other))
    np.testing.assert_array_equal(one.statistic, two.statistic)
    assert np.isnan(one.upper[:, :SINCE]).all()


@pytest.mark.parametrize("excess", [0.0, 0.4])
def test_counts_at_or_below_their_mean_have_a_statistic_of_zero(excess: float) -> None:
    found = glr(np.ones((2, 9)), since=0, mean=1.0, settings=GlrSettings(excess=excess))
    np.testing.assert_allclose(found.statistic, 0.0, atol=1e-8)


def test_a_mean_or_a_column_that_cannot_be_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match="a mean of zero has nothing to rise above"):
        glr([1, 2], since=0, mean=[1.0, np.nan])
    with pytest.raises(ValueError, match="there is no column 2 of 2 to begin in"):
        glr([1, 2], since=2, mean=1.0)
