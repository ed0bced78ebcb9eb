"""The regression under Farrington's detectors, part by part, against dense algebra and SciPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize, stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal.quasipoisson import (
    Design,
    Fit,
    anscombe,
    dispersion_of,
    fit,
    history_of,
    leverage,
    lowered,
    means,
    reweighted,
    solve,
    trend_p,
)

type Floats = NDArray[np.float64]

# The first call compiles.
some = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 10_000)
PERIODS, SEASONS = 36, 3


def design_of(seed: int) -> Design:
    """Three years of twelve periods in three seasons, some periods missing."""
    at = np.flatnonzero(np.random.default_rng(seed).random(PERIODS) < 0.9)
    return Design(at.astype(np.float64), at % 12 // 4, SEASONS, PERIODS + 2.0)


def dense(design: Design, trend: bool) -> Floats:
    """(periods × parameters): a column for each season, and the time."""
    seasons = (design.seasons[:, None] == np.arange(SEASONS)).astype(np.float64)
    return np.column_stack([seasons, design.times]) if trend else seasons


def fitted_of(seed: int, mean: float = 12.0, trend: bool = True) -> tuple[Design, Floats, Fit]:
    """Counts of a design and their fit."""
    design = design_of(seed)
    counts = np.random.default_rng(seed).poisson(mean, len(design.times)).astype(np.float64)
    return design, counts, fit(design, history_of(counts), np.ones_like(counts), trend)


@some
@given(seed=seeds, trend=st.booleans())
def test_a_step_is_the_weighted_regression_of_dense_algebra(seed: int, trend: bool) -> None:
    design, random = design_of(seed), np.random.default_rng(seed + 1)
    weight, response = random.uniform(0.1, 5, (2, len(design.times)))
    centres, slope, _ = solve(design, weight, response, trend)
    root = np.sqrt(weight)
    found = np.linalg.lstsq(dense(design, trend) * root[:, None], response * root)[0]
    assert slope == pytest.approx(found[SEASONS] if trend else 0.0)
    np.testing.assert_allclose(centres[:, 2] - slope * centres[:, 1], found[:SEASONS], atol=1e-9)


@some
@given(seed=seeds)
def test_without_a_slope_each_season_has_its_own_mean(seed: int) -> None:
    design, counts, found = fitted_of(seed, trend=False)
    assert found.converged
    for season in range(SEASONS):
        here = design.seasons == season
        np.testing.assert_allclose(found.mean[here], counts[here].mean(), rtol=1e-4)


@some
@given(seed=seeds)
def test_with_a_slope_the_fit_is_the_most_likely_curve(seed: int) -> None:
    design, counts, found = fitted_of(seed)
    table = dense(design._replace(times=design.times / PERIODS), True)

    def distance(curve: Floats) -> float:
        return float(np.sum(np.exp(table @ curve) - counts * (table @ curve)))

    begin = np.append(np.full(SEASONS, np.log(12.0)), 0.0)
    best = optimize.minimize(distance, begin, tol=1e-10)
    np.testing.assert_allclose(found.mean, np.exp(table @ best.x), rtol=1e-3)
    assert found.slope == pytest.approx(best.x[-1] / PERIODS, abs=1e-4)


@some
@given(seed=seeds, by=st.integers(1, 500))
def test_the_time_may_be_counted_from_any_period(seed: int, by: int) -> None:
    design, counts, one = fitted_of(seed)
    later = design._replace(times=design.times + by, now=design.now + by)
    other = fit(later, history_of(counts), np.ones_like(counts), True)
    np.testing.assert_allclose(other.mean, one.mean, rtol=1e-6)
    assert leverage(other, 1, later.now) == pytest.approx(leverage(one, 1, design.now), rel=1e-6)


@some
@given(seed=seeds, trend=st.booleans())
def test_leverages_are_those_of_dense_algebra(seed: int, trend: bool) -> None:
    design, _, found = fitted_of(seed, trend=trend)
    table = dense(design, trend)
    wanted = np.linalg.inv(table.T @ (table * found.weight[:, None]))
    pairs = zip(design.seasons.tolist(), design.times.tolist(), strict=True)
    each = [leverage(found, season, time) for season, time in pairs]
    np.testing.assert_allclose(each, np.sum((table @ wanted) * table, axis=1), rtol=1e-6)
    # The hat values add up to the number of parameters.
    assert np.dot(each, found.weight) == pytest.approx(SEASONS + trend)


@some
@given(seed=seeds)
def test_dispersion_is_the_sum_of_pearson_residuals_over_the_freedom(seed: int) -> None:
    design, counts, found = fitted_of(seed)
    pearson = np.sum((counts - found.mean) ** 2 / found.mean)
    assert found.freedom == len(design.times) - SEASONS - 1
    assert dispersion_of(found, counts, found.mean) == pytest.approx(pearson / found.freedom)


@some
@given(seed=seeds)
def test_the_p_value_of_a_slope_is_that_of_students_law(seed: int) -> None:
    _, counts, found = fitted_of(seed)
    dispersion = dispersion_of(found, counts, found.weight)
    statistic = found.slope / np.sqrt(dispersion / found.spread)
    wanted = 2 * stats.t.sf(abs(statistic), found.freedom)
    assert trend_p(found, dispersion) == pytest.approx(wanted, rel=1e-9)


@some
@given(seed=seeds, outbreak=st.integers(60, 500))
def test_a_past_outbreak_weighs_less_and_all_weights_together_the_same(
    seed: int, outbreak: int
) -> None:
    design, counts, _ = fitted_of(seed)
    counts[5] += outbreak
    first = fit(design, history_of(counts), np.ones_like(counts), True)
    prior = lowered(design, first, counts, 1.0, 2.58)
    assert prior.mean() == pytest.approx(1.0)
    assert np.argmin(prior) == 5
    assert np.all(prior[counts <= first.mean] == prior.max())
    second, weights, held = reweighted(design, history_of(counts), True, 2.58)
    assert held
    assert second.mean[5] < first.mean[5]
    assert weights[5] < 0.5


def test_with_a_boundless_threshold_no_period_weighs_less() -> None:
    design, counts, found = fitted_of(3)
    counts[5] += 300
    assert np.all(lowered(design, found, counts, 1.0, np.inf) == 1.0)


@some
@given(mean=st.floats(0.1, 1e5), more=st.floats(0.01, 10))
def test_a_residual_is_zero_at_the_mean_and_nearly_normal_beside_it(
    mean: float, more: float
) -> None:
    assert anscombe(mean, mean) == pytest.approx(0.0, abs=1e-9 * mean)
    assert anscombe(mean * (1 + more), mean) > 0 > anscombe(mean / (1 + more), mean)
    deviations = (mean * 0.001) / np.sqrt(mean)
    assert anscombe(mean * 1.001, mean) == pytest.approx(deviations, rel=0.01)


def test_a_mean_that_grows_by_steps_is_that_of_its_logarithm() -> None:
    design, centres = design_of(7), np.array([[1.0, 3, 0.5], [1, 8, 2.0], [1, 20, -1.0]])
    eta = np.zeros(len(design.times))
    np.testing.assert_allclose(means(design, centres, 0.03, eta), np.exp(eta), rtol=1e-12)
    at = design.seasons
    wanted = centres[at, 2] + 0.03 * (design.times - centres[at, 1])
    np.testing.assert_allclose(eta, wanted)


@pytest.mark.parametrize("trend", [True, False])
def test_a_series_that_was_always_zero_has_a_mean_near_zero(trend: bool) -> None:
    design = design_of(1)
    history = history_of(np.zeros(len(design.times)))
    found, prior, held = reweighted(design, history, trend, 2.58)
    assert held
    assert np.all(found.mean < 1e-6)
    assert np.all(prior == 1.0)
