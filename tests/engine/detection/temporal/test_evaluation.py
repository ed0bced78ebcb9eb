"""The simulated series are those of the paper, and the better detector is better on them."""

import numpy as np
import pytest

from kentongan.engine.detection.temporal import farrington, surge
from kentongan.engine.detection.temporal.evaluation import (
    CURRENT,
    WEEKS,
    Trial,
    gain,
    gains,
    measured,
    scenarios,
    simulate,
)


@pytest.fixture(scope="module")
def trial() -> Trial:
    """Eight series of each scenario."""
    return simulate(replicates=8, seed=28)


def test_there_are_28_scenarios() -> None:
    assert len(scenarios()) == len(set(scenarios())) == 28
    assert sum(one.trend > 0 for one in scenarios()) == 14
    assert sum(one.waves == 1 for one in scenarios()) == 14
    assert len(set(scenarios((0, 1, 2)))) == 42


def test_a_second_wave_is_half_a_year_long() -> None:
    one = scenarios((2,))[0]
    ratio = np.log(one.mean() / one._replace(waves=1).mean())
    np.testing.assert_allclose(ratio[:598], ratio[26:])


def test_quiet_weeks_have_the_mean_and_dispersion_of_their_scenario() -> None:
    early = simulate(replicates=20, seed=1).counts[:, :300].reshape(28, 20, 300)
    for one, counts in zip(scenarios(), early, strict=True):
        mean = one.mean()[:300]
        assert counts.mean() == pytest.approx(mean.mean(), rel=0.1)
        ratio = np.mean((counts - mean) ** 2 / mean)
        assert ratio == pytest.approx(one.dispersion, rel=0.15)


def test_the_same_seed_gives_the_same_series(trial: Trial) -> None:
    again = simulate(replicates=8, seed=28)
    np.testing.assert_array_equal(again.counts, trial.counts)
    assert np.any(simulate(replicates=8, seed=29).counts != trial.counts)


def test_an_outbreak_lies_in_the_last_weeks_without_a_gap(trial: Trial) -> None:
    assert not trial.outbreak[:, : WEEKS - CURRENT].any()
    begins = np.diff(trial.outbreak.astype(int), axis=1) == 1
    assert begins.sum(axis=1).max() == 1
    assert trial.outbreak.any(axis=1).mean() > 0.95


def test_found_is_an_alarm_within_the_outbreak_and_others_are_in_vain(trial: Trial) -> None:
    perfect = measured(trial, trial.outbreak)
    assert perfect.false_alarms == 0
    np.testing.assert_array_equal(perfect.found, perfect.has_outbreak)
    nervous = measured(trial, np.ones_like(trial.outbreak))
    assert nervous.false_alarms == 1
    asleep = measured(trial, np.zeros_like(trial.outbreak))
    assert not asleep.found.any()


def test_a_gain_is_measured_on_pairs() -> None:
    found, other = np.array([True] * 60 + [False] * 40), np.array([True] * 40 + [False] * 60)
    one = gain(3, found, other)
    assert (one.series, one.found, one.other) == (100, 0.6, 0.4)
    assert 0.1 < one.low < 0.2 < one.high < 0.3
    assert gain(3, found, found).low < 0 < gain(3, found, found).high


def test_surge_finds_more_than_farrington_with_fewer_false_alarms(trial: Trial) -> None:
    since = WEEKS - CURRENT
    best = measured(trial, surge(trial.counts, since=since).alarm)
    known = measured(trial, farrington(trial.counts, since=since).alarm)
    assert best.false_alarms < 0.0095
    assert best.false_alarms < known.false_alarms
    everything, *by_size = gains(trial, best, known)
    assert everything.low > 0
    assert len(by_size) == 10
