"""Farrington's detectors: which counts a bound rests on, and its three forms beside each other."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import FarringtonSettings, Fitted, Reach, farrington
from kentongan.engine.detection.temporal.farrington_kernel import delta_upper
from kentongan.engine.detection.temporal.references import References
from tests.engine.detection.temporal.tables import WIDTH, YEAR, Counts, means, seeds, table_of

# The first call compiles.
some = settings(max_examples=20, deadline=None)
REACH = Reach(years=2, half_window=1, seasons=4, left_out=3, year=YEAR)
PLUGIN = FarringtonSettings(REACH, least_cases=0)
MUAN, DELTA = replace(PLUGIN, bound="muan"), replace(PLUGIN, bound="delta")
LAST = WIDTH - 1
every = pytest.mark.parametrize("chosen", [PLUGIN, MUAN, DELTA], ids=["plugin", "muan", "delta"])


def judged(table: Counts, chosen: FarringtonSettings = PLUGIN) -> Fitted:
    return farrington(table, since=LAST, settings=chosen)


@every
@some
@given(seed=seeds)
def test_only_the_baseline_is_looked_at(chosen: FarringtonSettings, seed: int) -> None:
    table = table_of(seed, 6.0)
    baseline = References.of(range(LAST, WIDTH), REACH, ()).columns
    other = np.full_like(table, 55.0)
    other[:, baseline] = table[:, baseline]
    one, two = judged(table, chosen), judged(other, chosen)
    for name in ("upper", "expected", "dispersion", "trend"):
        np.testing.assert_array_equal(getattr(one, name)[:, LAST], getattr(two, name)[:, LAST])


@some
@given(seed=seeds, mean=means)
def test_a_mean_that_may_be_larger_has_a_higher_bound(seed: int, mean: float) -> None:
    table = table_of(seed, mean)
    plugin, muan = judged(table), judged(table, MUAN)
    # A season without any case has a mean of which nothing is known, and no such bound.
    assert not np.any(muan.upper[:, LAST] < plugin.upper[:, LAST])
    np.testing.assert_array_equal(muan.expected[:, LAST], plugin.expected[:, LAST])


def above(counts: Counts, found: Fitted) -> Counts:
    """The chance of more than so many in the last period, by SciPy."""
    mean, dispersion = found.expected[:, LAST], found.dispersion[:, LAST]
    wide = np.maximum(dispersion, 1.001)
    scattered = stats.nbinom.sf(counts, mean / (wide - 1), 1 / wide)
    return np.where(dispersion > 1, scattered, stats.poisson.sf(counts, mean))


@some
@given(seed=seeds, mean=means)
def test_a_bound_is_the_quantile_of_its_law_and_a_p_value_its_tail(seed: int, mean: float) -> None:
    table = table_of(seed, mean)
    found = judged(table)
    upper, scatter = found.upper[:, LAST], found.dispersion[:, LAST]
    known = (scatter == 1) | (scatter > 1.001)
    tail = above(table[:, LAST] - 1, found)
    np.testing.assert_allclose(found.p_value[known, LAST], tail[known], rtol=1e-7, atol=1e-12)
    assert np.all(above(upper, found)[known] <= 0.01 * (1 + 1e-9))
    assert np.all((above(upper - 1, found) > 0.01 * (1 - 1e-9))[known & (upper > 0)])


@pytest.mark.parametrize("count", [0.0, 4.0, 10.0, 80.0])
def test_the_normal_bound_is_that_of_counts_to_the_power_of_two_thirds(count: float) -> None:
    mean, spread, dispersion = 10.0, 0.2, 1.7
    deviation = np.sqrt(4 / 9 * mean ** (1 / 3) * (dispersion + spread**2 * mean))
    law = stats.norm(mean ** (2 / 3), deviation)
    upper, chance = delta_upper(mean, spread, dispersion, count, float(stats.norm.isf(0.01)))
    assert upper == pytest.approx(law.isf(0.01) ** 1.5)
    assert chance == pytest.approx(law.sf(count ** (2 / 3)))


@every
def test_years_alike_expect_the_same_again(chosen: FarringtonSettings) -> None:
    year = np.array([40, 42, 44, 46, 60, 62, 64, 66, 20, 20, 20, 20], dtype=float)
    table = np.tile(year, 4)[None, :WIDTH]
    found = judged(table, replace(chosen, reweight_above=1e9))
    window = table[0, [LAST - 13, LAST - 12, LAST - 11]]
    assert window.min() * 0.95 <= found.expected[0, LAST] <= window.max() * 1.05
    assert not found.alarm.any()


@some
@given(seed=seeds)
def test_where_no_slope_is_ever_significant_there_is_none(seed: int) -> None:
    reach = replace(REACH, years=3)
    table = table_of(seed, 9.0, periods=52)
    never, always = (
        farrington(table, since=51, settings=replace(PLUGIN, reach=reach, trend_p=chance))
        for chance in (0.0, 1.0)
    )
    assert not never.trend.any()
    flat = ~always.trend[:, 51]
    np.testing.assert_array_equal(never.expected[flat, 51], always.expected[flat, 51])


@every
def test_few_cases_lately_take_the_bound_and_nothing_else(chosen: FarringtonSettings) -> None:
    table = table_of(8, 2.0)
    table[0, -4:] = 1
    table[1, -4:] = 2
    strict = judged(table, replace(chosen, least_cases=5))
    free = judged(table, chosen)
    assert np.isnan(strict.upper[0, LAST])
    assert strict.upper[1, LAST] == free.upper[1, LAST]
    np.testing.assert_array_equal(strict.p_value[:, LAST], free.p_value[:, LAST])


def test_the_detector_of_1996_splits_its_chance_and_compares_windows_alone() -> None:
    old = FarringtonSettings.original(years=3, half_window=2, alpha=0.02)
    assert (old.alpha, old.bound, old.reweight_above) == (0.01, "delta", 1.0)
    assert (old.reach.seasons, old.reach.left_out) == (1, 2)


def test_one_series_without_any_case_leaves_the_others_alone() -> None:
    table = table_of(5, 3.0)
    table[1] = 0
    found = judged(table)
    assert found.upper[1, LAST] == 0
    assert found.expected[1, LAST] < 1e-6
    np.testing.assert_array_equal(found.upper[2, LAST], judged(table[2:3]).upper[0, LAST])
