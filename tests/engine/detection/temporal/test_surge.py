"""Surges: what raises an alarm, and the curve and law behind it."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize, special, stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import SurgeSettings, surge
from kentongan.engine.detection.temporal.penalised import backward, fit, forward, triangle
from kentongan.engine.detection.temporal.surge import HUGE, times_likelier


def quiet(mean: float, weeks: int = 300, seed: int = 5) -> NDArray[np.float64]:
    """Counts without an outbreak."""
    return np.random.default_rng(seed).poisson(mean, weeks).astype(np.float64)


def test_an_alarm_is_a_count_above_its_bound() -> None:
    table = np.random.default_rng(1).negative_binomial(2, 0.4, (20, 300))
    found = surge(table, since=250)
    np.testing.assert_array_equal(found.alarm, table > np.nan_to_num(found.upper, nan=np.inf))
    # The bound says the same as the odds and the p-value.
    calls = (found.odds >= 50) | (found.p_value <= 1e-4)
    calls &= table + np.roll(table, 1, axis=1) >= 2
    np.testing.assert_array_equal(found.alarm[:, 250:], calls[:, 250:])


@pytest.mark.parametrize(
    ("mean", "dispersion"), [(0.3, 4.0), (2.0, 1.0), (30.0, 1.4), (300.0, 3.0)]
)
@pytest.mark.parametrize("count", [0, 1, 7, 60, 400])
def test_odds_are_the_ratio_of_two_laws(mean: float, dispersion: float, count: int) -> None:
    cases = 2 * np.sqrt(mean * dispersion)
    law = (
        stats.nbinom(mean / (dispersion - 1), 1 / dispersion)
        if dispersion > 1
        else stats.poisson(mean)
    )
    added = np.arange(count + 1)
    # In logarithms, since either chance may be too small for a number.
    both = stats.poisson.logpmf(added, cases) + law.logpmf(count - added) - law.logpmf(count)
    wanted = min(np.exp(special.logsumexp(both)), HUGE)
    assert times_likelier(count, mean, dispersion, 2.0) == pytest.approx(wanted, rel=1e-7)


def test_more_cases_are_never_less_suspicious() -> None:
    # Scattered widely: chance has its mode at zero.
    counts = np.random.default_rng(3).negative_binomial(0.2, 0.15, 300).astype(np.float64)
    odds = []
    for last in range(0, 40, 3):
        counts[-1] = last
        odds.append(float(surge(counts, since=299).odds[0, -1]))
    assert odds == sorted(odds)
    assert odds[-1] > odds[0]


@pytest.mark.parametrize(
    ("last_two", "alarms"),
    [
        # Neither week is out of the ordinary by itself, both together are.
        ((7, 7), True),
        ((3, 7), False),
        # A great week is an alarm by itself, and none again once it is over.
        ((3, 12), True),
        ((12, 3), False),
    ],
)
def test_two_weeks_speak_together(last_two: tuple[int, int], alarms: bool) -> None:
    counts = quiet(3.0)
    counts[-2:] = last_two
    assert bool(surge(counts, since=299).alarm[0, -1]) == alarms


def test_a_first_case_is_no_surge_and_a_first_group_is() -> None:
    counts = np.zeros(300)
    counts[-1] = 1
    assert not surge(counts, since=299).alarm.any()
    counts[-1] = 3
    assert surge(counts, since=299).alarm[0, -1]


def test_a_past_outbreak_hardly_raises_the_bound() -> None:
    counts = quiet(6.0)
    before = surge(counts, since=299)
    counts[200:203] += 40
    after = surge(counts, since=299)
    assert after.expected[0, -1] < before.expected[0, -1] * 1.1


def test_season_and_trend_are_followed() -> None:
    week = np.arange(300)
    truth = np.exp(2.5 + 0.15 * week / 52 + 0.6 * np.cos(2 * np.pi * week / 52))
    found = surge(np.round(truth * 20), since=290, settings=SurgeSettings(reweight_above=1e9))
    np.testing.assert_allclose(found.expected[0, 290:] / 20, truth[290:], rtol=0.02)


@pytest.mark.parametrize("waves", [0, 1, 2])
def test_waves_that_the_counts_do_not_ask_for_are_left_out(waves: int) -> None:
    turns = 2 * np.pi * np.outer(np.arange(1, waves + 1), np.arange(300)) / 52
    mean = np.exp(3 + 0.5 * np.cos(turns).sum(axis=0))
    counts = np.random.default_rng(6).poisson(mean * np.ones((100, 1)))
    told = SurgeSettings(waves=waves, asked_for=0)
    found, wanted = (surge(counts, since=299, settings=one).expected for one in (None, told))
    # Each further wave is asked for by chance once in a hundred times.
    assert (found[:, -1] == wanted[:, -1]).mean() >= 0.95


def test_few_years_are_enough_and_less_are_not() -> None:
    found = surge(quiet(4.0, 110), since=0)
    assert np.isnan(found.upper[0, :104]).all()
    assert not np.isnan(found.upper[0, 104:]).any()


def test_series_are_judged_alone() -> None:
    table = np.random.default_rng(2).poisson(4, (3, 280))
    together = surge(table, since=270)
    for row, counted in enumerate(table):
        np.testing.assert_array_equal(together.upper[row], surge(counted, since=270).upper[0])


def test_the_penalised_curve_is_the_most_likely_one() -> None:
    design = np.column_stack([np.ones(60), np.linspace(-1, 0, 60), np.cos(np.arange(60) / 5)])
    penalty, counts = np.array([0.0, 4.0, 1.0]), quiet(1.5, 60)

    def distance(curve: NDArray[np.float64]) -> float:
        law = stats.poisson.logpmf(counts, np.exp(design @ curve)).sum()
        return float((penalty * curve**2).sum() / 2 - law)

    best = optimize.minimize(distance, np.zeros(3), tol=1e-10)
    found = fit(design, counts, np.ones(60), penalty, np.log(counts + 0.1))
    np.testing.assert_allclose(found.curve, best.x, atol=1e-4)


def test_a_triangle_solves_its_equations() -> None:
    random = np.random.default_rng(8)
    root = random.normal(size=(4, 4))
    information, target = root @ root.T + np.eye(4), random.normal(size=4)
    factor = triangle(information)
    np.testing.assert_allclose(factor @ factor.T, information)
    np.testing.assert_allclose(
        backward(factor, forward(factor, target)), np.linalg.solve(information, target)
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"odds": 0.0}, "odds"),
        ({"gate": 0.00001}, "gate"),
        ({"size": 0.0}, "size"),
        ({"shares": (0.7, 0.4)}, "shares"),
        ({"least_years": 6}, "years"),
        ({"left_out": 0}, "left_out"),
        ({"waves": -1}, "waves"),
        ({"asked_for": -1.0}, "asked_for"),
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SurgeSettings(**wrong)  # type: ignore[arg-type]


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(ValueError, match="column"):
        surge([1, 2, 3], since=3)
