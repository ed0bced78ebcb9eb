"""EARS: how its three forms hang together, and what a change of all counts does to a bound."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.temporal import EarsSettings, ears
from kentongan.engine.detection.temporal.ears import GUARD, moving
from tests.engine.detection.temporal.tables import means, seeds, table_of

type Method = Literal["C1", "C2", "C3"]
every = pytest.mark.parametrize("method", ["C1", "C2", "C3"])
# The first call compiles.
some = settings(max_examples=30, deadline=None)
lengths = st.integers(2, 12)


@some
@given(seed=seeds, mean=means, length=lengths, guard=st.integers(0, 3))
def test_mean_and_spread_are_those_of_each_window(
    seed: int, mean: float, length: int, guard: int
) -> None:
    table = table_of(seed, mean)
    windows = np.lib.stride_tricks.sliding_window_view(table, length, axis=1)
    windows = windows[:, : table.shape[1] - length - guard]
    middle, spread = moving(table, length, guard)
    assert np.isnan(middle[:, : length + guard]).all()
    np.testing.assert_allclose(middle[:, length + guard :], windows.mean(axis=2))
    np.testing.assert_allclose(spread[:, length + guard :], windows.std(axis=2, ddof=1), atol=1e-12)


@some
@given(seed=seeds, mean=means, length=lengths)
def test_c2_is_c1_two_periods_later(seed: int, mean: float, length: int) -> None:
    table, chosen = table_of(seed, mean), EarsSettings(0.01, length)
    one, two = (ears(table, method, chosen).upper for method in ("C1", "C2"))
    np.testing.assert_array_equal(two[:, GUARD:], one[:, :-GUARD])


@some
@given(seed=seeds, mean=means)
def test_c3_alarms_wherever_c2_does(seed: int, mean: float) -> None:
    table, chosen = table_of(seed, mean), EarsSettings(0.01, least_spread=0.5)
    two, three = ears(table, "C2", chosen), ears(table, "C3", chosen)
    assert not np.any(two.alarm & ~three.alarm)
    assert np.nanmax(three.upper - two.upper) <= 1e-12


@every
@some
@given(seed=seeds, mean=means, times=st.sampled_from((2, 8, 1024)))
def test_so_many_times_the_counts_have_so_many_times_the_bound(
    method: Method, seed: int, mean: float, times: int
) -> None:
    table = table_of(seed, mean)
    one, many = ears(table, method), ears(times * table, method)
    np.testing.assert_allclose(many.upper, times * one.upper, rtol=1e-9, atol=1e-9)


@some
@given(seed=seeds, more=st.integers(1, 500))
def test_so_many_more_everywhere_are_so_many_more_in_the_bound(seed: int, more: int) -> None:
    table = table_of(seed)
    for method in ("C1", "C2"):
        one, other = ears(table, method), ears(table + more, method)
        np.testing.assert_allclose(other.upper, one.upper + more)


@every
def test_counts_that_never_change_are_their_own_bound(method: Method) -> None:
    found = ears(np.full(20, 6), method)
    assert np.nanmin(found.upper) == np.nanmax(found.upper) == 6
    assert not found.alarm.any()


@pytest.mark.parametrize("method", ["C1", "C2"])
@some
@given(seed=seeds)
def test_believing_in_no_small_spread_lowers_no_bound(method: Method, seed: int) -> None:
    """Of C3 it may: what is taken off for the two days before is a multiple of the spread."""
    table = table_of(seed, 1.0)
    bounds = [ears(table, method, EarsSettings(least_spread=at)).upper for at in (0.0, 1.0, 4.0)]
    assert np.nanmin(bounds[1] - bounds[0]) >= -1e-9
    assert np.nanmin(bounds[2] - bounds[1]) >= -1e-9


@every
@pytest.mark.parametrize("length", [2, 7, 12])
def test_the_first_bound_comes_after_a_whole_baseline(method: Method, length: int) -> None:
    found = ears(np.arange(20), method, EarsSettings(baseline=length))
    assert np.isnan(found.upper[0]).sum() == length + (0 if method == "C1" else GUARD)


def test_the_quantile_of_a_common_alarm_is_that_of_the_normal_law() -> None:
    assert EarsSettings(alpha=0.5).quantile == pytest.approx(0.0)
    assert EarsSettings(alpha=0.025).quantile == pytest.approx(1.959964, abs=1e-6)
