"""Intervals for shares and counts, held to published values and to what an interval promises."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.intervals import dispersion, rate, share


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [  # Newcombe, Stat Med 1998;17:857, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_have_the_published_limits(
    successes: int, trials: int, low: float, high: float
) -> None:
    found = share(successes, trials)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [  # exact limits: Breslow & Day 1987, table 2.10
        (1, 0.0253, 5.572),
        (5, 1.623, 11.67),
        (10, 4.795, 18.39),
        (50, 37.11, 65.92),
    ],
)
def test_counts_have_nearly_the_exact_limits(events: int, low: float, high: float) -> None:
    found = rate(events, 1.0)
    assert found.low == pytest.approx(low, rel=0.02, abs=0.03)
    assert found.high == pytest.approx(high, rel=0.01)


def test_no_event_has_an_exact_upper_limit() -> None:
    assert rate(0, 2.0).high == pytest.approx(-math.log(0.025) / 2)


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_share_lies_within_its_limits_and_they_within_0_and_1(
    successes: int, trials: int
) -> None:
    found = share(min(successes, trials), trials)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.integers(0, 10_000), st.floats(0.01, 1e6))
def test_a_rate_lies_within_its_limits(events: int, exposure: float) -> None:
    found = rate(events, exposure)
    assert 0 <= found.low <= found.value <= found.high


def test_the_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    dice, truth, trials = random.Random(20261126), 0.3, 40
    held = 0
    for _run in range(2_000):
        found = share(sum(dice.random() < truth for _one in range(trials)), trials)
        held += found.low <= truth <= found.high
    assert 0.93 <= held / 2_000 <= 0.975


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (3, 2), (-1, 2)])
def test_impossible_shares_are_refused(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        share(successes, trials)


@pytest.mark.parametrize(("events", "exposure"), [(1, 0.0), (-1, 1.0)])
def test_impossible_rates_are_refused(events: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="are no rate"):
        rate(events, exposure)


def test_counts_that_vary_more_than_chance_widen_the_interval_and_leave_the_rate() -> None:
    plain, wide = rate(100, 10.0), rate(100, 10.0, 1.5)
    assert wide.value == plain.value
    assert wide.low < plain.low < plain.high < wide.high


def test_an_interval_of_dispersed_counts_holds_the_rate_as_often_as_it_says() -> None:
    """Years of a negative binomial whose variance is 1.5 times its mean."""
    random_numbers = np.random.default_rng(8)
    years = random_numbers.negative_binomial(60, 2 / 3, (2000, 20))
    found = [rate(int(year.sum()), 20.0, dispersion(year.tolist())) for year in years]
    held = sum(one.low <= 30 <= one.high for one in found)
    assert 0.92 <= held / len(found) <= 0.97


def test_counts_that_vary_less_than_chance_are_taken_as_poisson_counts() -> None:
    assert dispersion([5, 5, 5]) == 1.0
    assert dispersion([0, 0]) == dispersion([7]) == 1.0
    assert dispersion([0, 10]) == pytest.approx(10.0)


def test_a_dispersion_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="are no rate"):
        rate(3, 1.0, 0.9)
