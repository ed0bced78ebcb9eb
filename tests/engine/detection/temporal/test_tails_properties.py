"""Tail probabilities and bounds: what any law of counts obeys, and numbers beyond all use."""

from itertools import pairwise
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import tails

# The first call compiles.
some = settings(max_examples=60, deadline=None)
means = st.floats(0.01, 500)
dispersions = st.one_of(st.just(1.0), st.floats(1.01, 20))
shapes = st.floats(0.05, 500)
ALPHAS = (0.2, 0.05, 0.001)


def law(mean: float, dispersion: float) -> Any:
    """The same law, made by SciPy."""
    if dispersion <= 1:
        return stats.poisson(mean)
    return stats.nbinom(mean / (dispersion - 1), 1 / dispersion)


def bound(mean: float, dispersion: float, alpha: float) -> float:
    return float(tails.bound(mean, dispersion, alpha, NormalDist().inv_cdf(1 - alpha)))


@some
@given(count=st.integers(0, 200), mean=means, dispersion=dispersions)
def test_two_tails_differ_by_the_chance_of_one_count(
    count: int, mean: float, dispersion: float
) -> None:
    apart = tails.tail(count, mean, dispersion) - tails.tail(count + 1, mean, dispersion)
    assert apart == pytest.approx(law(mean, dispersion).pmf(count), rel=1e-7, abs=1e-11)


@some
@given(count=st.integers(1, 200), mean=means, dispersion=dispersions)
def test_a_larger_mean_makes_a_count_likelier(count: int, mean: float, dispersion: float) -> None:
    chances = [tails.tail(count, mean * more, dispersion) for more in (1, 1.1, 2, 10)]
    assert all(low <= high + 1e-12 for low, high in pairwise(chances))
    assert 0 <= chances[0] <= chances[-1] <= 1 + 1e-12


@some
@given(count=st.integers(0, 100), mean=st.floats(0.1, 100))
def test_a_variance_hardly_above_the_mean_is_nearly_poisson(count: int, mean: float) -> None:
    poisson, nearly = tails.tail(count, mean, 1.0), tails.tail(count, mean, 1 + 1e-5)
    assert nearly == pytest.approx(poisson, rel=0.05, abs=1e-4)


@some
@given(a=shapes, b=shapes, x=st.floats(0.001, 0.999))
def test_what_does_not_lie_below_lies_above(a: float, b: float, x: float) -> None:
    assert tails.beta_share(a, b, x) + tails.beta_share(b, a, 1 - x) == pytest.approx(1, abs=1e-9)


@some
@given(a=st.floats(0.05, 300), x=st.floats(0.01, 300))
def test_the_gamma_law_follows_its_recurrence(a: float, x: float) -> None:
    """DLMF 8.8.5: each whole step of the shape is one Poisson chance."""
    step = stats.gamma.pdf(x, a + 1)
    apart = tails.gamma_share(a, x) - tails.gamma_share(a + 1, x)
    assert apart == pytest.approx(step, rel=1e-6, abs=1e-11)


@some
@given(mean=means, dispersion=dispersions, alpha=st.sampled_from(ALPHAS))
def test_no_smaller_count_would_do_as_a_bound(mean: float, dispersion: float, alpha: float) -> None:
    found = bound(mean, dispersion, alpha)
    assert tails.tail(found + 1, mean, dispersion) <= alpha * (1 + 1e-9)
    assert found == 0 or tails.tail(found, mean, dispersion) > alpha * (1 - 1e-9)


@some
@given(mean=means, dispersion=dispersions)
def test_bounds_rise_with_the_mean_and_with_rarer_alarms(mean: float, dispersion: float) -> None:
    by_alpha = [bound(mean, dispersion, alpha) for alpha in ALPHAS]
    assert by_alpha == sorted(by_alpha)
    by_mean = [bound(mean * more, dispersion, 0.01) for more in (1, 1.01, 1.5, 4)]
    assert by_mean == sorted(by_mean)


@some
@given(statistic=st.floats(0, 30), freedom=st.integers(1, 300))
def test_a_slope_down_is_as_striking_as_one_up(statistic: float, freedom: int) -> None:
    assert tails.student_p(-statistic, freedom) == tails.student_p(statistic, freedom)
    assert tails.student_p(statistic, freedom) >= tails.student_p(statistic + 0.5, freedom)


@some
@given(score=st.floats(0, 6))
def test_the_normal_tails_of_both_sides_are_everything(score: float) -> None:
    assert tails.normal_tail(score) + tails.normal_tail(-score) == pytest.approx(1)


def test_tables_are_judged_element_by_element_in_their_shape() -> None:
    random = np.random.default_rng(4)
    mean, dispersion = random.uniform(0.1, 30, (3, 5)), random.uniform(1, 4, (3, 5))
    counts = random.poisson(10, (3, 5)).astype(float)
    score = NormalDist().inv_cdf(0.99)
    upper, chance = (
        tails.bounds(mean, dispersion, 0.01, score),
        tails.tails(counts, mean, dispersion),
    )
    assert upper.shape == chance.shape == (3, 5)
    for at in np.ndindex(3, 5):
        assert upper[at] == bound(float(mean[at]), float(dispersion[at]), 0.01)
        assert chance[at] == tails.tail(float(counts[at]), float(mean[at]), float(dispersion[at]))


@pytest.mark.parametrize("dispersion", [1.0, 3.0])
def test_ten_million_cases_have_a_bound_at_their_quantile(dispersion: float) -> None:
    wanted = law(1e7, dispersion).isf(0.001)
    assert bound(1e7, dispersion, 0.001) == pytest.approx(wanted, abs=20)


def test_nothing_expected_has_a_bound_of_zero_and_no_count_a_chance_of_one() -> None:
    assert bound(0.0, 1.0, 0.01) == bound(1e-9, 1.0, 0.01) == 0
    assert tails.tail(-3.0, 5.0, 2.0) == 1.0
    assert tails.beta_share(2.0, 3.0, 0.0) == tails.gamma_share(2.0, 0.0) == 0.0
    assert tails.beta_share(2.0, 3.0, 1.0) == 1.0
