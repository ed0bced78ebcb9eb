"""Tail probabilities: alike with SciPy, and a bound is where the tail falls to alpha."""

from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import tails

means = st.floats(1e-3, 2e4)
dispersions = st.one_of(st.just(1.0), st.floats(1.001, 50.0))
shapes = st.floats(0.01, 3e4)
# The first call compiles.
compiled = settings(deadline=None)


@compiled
@given(a=shapes, b=shapes, x=st.floats(0.0, 1.0, allow_subnormal=False))
def test_the_beta_law_is_that_of_scipy(a: float, b: float, x: float) -> None:
    assert tails.beta_share(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-8, abs=1e-14)


@compiled
@given(a=shapes, x=st.floats(0.0, 6e4))
def test_the_gamma_law_is_that_of_scipy(a: float, x: float) -> None:
    assert tails.gamma_share(a, x) == pytest.approx(special.gammainc(a, x), rel=1e-8, abs=1e-14)


@compiled
@given(statistic=st.floats(0.001, 40), freedom=st.integers(1, 600))
def test_the_p_value_of_a_slope_is_that_of_scipy(statistic: float, freedom: int) -> None:
    wanted = 2 * stats.t.sf(statistic, freedom)
    assert tails.student_p(statistic, freedom) == pytest.approx(wanted, rel=1e-9, abs=1e-300)


@compiled
@given(score=st.floats(-8, 30))
def test_the_normal_tail_is_that_of_scipy(score: float) -> None:
    assert tails.normal_tail(score) == pytest.approx(stats.norm.sf(score), rel=1e-10)


def law(mean: float, dispersion: float) -> Any:
    """The same law, made by SciPy."""
    if dispersion <= 1:
        return stats.poisson(mean)
    return stats.nbinom(mean / (dispersion - 1), 1 / dispersion)


@compiled
@given(count=st.integers(0, 300), mean=st.floats(1e-3, 300), dispersion=dispersions)
def test_the_tail_of_counts_is_that_of_scipy(count: int, mean: float, dispersion: float) -> None:
    wanted = law(mean, dispersion).sf(count - 1)
    assert tails.tail(count, mean, dispersion) == pytest.approx(wanted, rel=1e-8, abs=1e-14)


@compiled
@given(mean=means, dispersion=dispersions, alpha=st.sampled_from((0.05, 0.01, 0.001)))
def test_a_bound_is_the_quantile_of_scipy(mean: float, dispersion: float, alpha: float) -> None:
    score = NormalDist().inv_cdf(1 - alpha)
    assert tails.bound(mean, dispersion, alpha, score) == law(mean, dispersion).isf(alpha)


def test_without_a_mean_nothing_is_counted() -> None:
    assert tails.tail(1, 0.0, 1.0) == 0.0
    assert tails.tail(0, 0.0, 1.0) == 1.0
