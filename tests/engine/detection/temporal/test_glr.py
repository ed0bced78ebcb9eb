"""Generalised likelihood ratios: alike with R, alike with a slow reading of their definition."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize, stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import (
    Chart,
    GlrSettings,
    SeasonSettings,
    glr,
    seasonal_mean,
)
from tests.engine.detection.temporal.published import oracle, series

SEASON = SeasonSettings(waves=2, trend=True)
# The first call compiles.
some = settings(max_examples=30, deadline=None)


def compare(name: str, found: Chart) -> None:
    """R gives the statistic in the place of a bound."""
    wanted = oracle(f"{name}_agona")
    np.testing.assert_allclose(
        found.statistic[0, wanted.columns], wanted.upper, rtol=1e-7, atol=1e-9
    )
    np.testing.assert_array_equal(found.alarm[0, wanted.columns], wanted.alarm)


def test_poisson_statistics_and_alarms_are_those_of_r() -> None:
    counts = series("agona")
    mean = seasonal_mean(counts, since=215, settings=SEASON)
    compare("glrpois", glr(counts, since=215, mean=mean))


def test_negative_binomial_statistics_and_alarms_are_those_of_r() -> None:
    counts = series("agona")
    season = replace(SEASON, excess=0.2, until="r")
    mean = seasonal_mean(counts, since=215, settings=season)
    compare("glrnb", glr(counts, since=215, mean=mean, settings=GlrSettings(excess=0.2)))


def slow(counts: list[int], mean: float, excess: float) -> float:
    """The statistic of the last period, every rise tried by a general optimiser."""
    return max(slow_ratio(np.array(counts[first:]), mean, excess) for first in range(len(counts)))


def slow_ratio(counts: NDArray[np.int64], mean: float, excess: float) -> float:
    """The log likelihood ratio of the best rise of these periods."""

    def below(rise: float) -> float:
        return -float(np.sum(log_law(counts, mean * np.exp(rise), excess)))

    best = optimize.minimize_scalar(
        below, bounds=(0, 8), method="bounded", options={"xatol": 1e-10}
    )
    return max(0.0, below(0.0) - float(best.fun))


def log_law(counts: NDArray[np.int64], mean: float, excess: float) -> NDArray[np.float64]:
    """Log chances of counts."""
    if not excess:
        return np.asarray(stats.poisson.logpmf(counts, mean))
    return np.asarray(stats.nbinom.logpmf(counts, 1 / excess, 1 / (1 + excess * mean)))


@some
@given(
    counts=st.lists(st.integers(0, 12), min_size=1, max_size=7),
    mean=st.floats(0.5, 4),
    excess=st.sampled_from((0.0, 0.4)),
)
def test_the_fast_statistic_is_the_slow_one(counts: list[int], mean: float, excess: float) -> None:
    # So high a threshold that the chart never begins anew.
    chosen = GlrSettings(threshold=1e6, excess=excess)
    found = glr(counts, since=0, mean=mean, settings=chosen)
    assert found.statistic[0, -1] == pytest.approx(slow(counts, mean, excess), rel=1e-6, abs=1e-6)


@some
@given(
    seed=st.integers(0, 10_000),
    excess=st.sampled_from((0.0, 0.3)),
    window=st.sampled_from((None, 4)),
)
def test_an_alarm_is_a_count_above_its_bound(seed: int, excess: float, window: int | None) -> None:
    counts = np.random.default_rng(seed).poisson(2.5, (3, 40))
    found = glr(counts, since=5, mean=1.5, settings=GlrSettings(4.0, excess, window))
    np.testing.assert_array_equal(found.alarm[:, 5:], (counts > found.upper)[:, 5:])
    assert not found.alarm[:, :5].any()


def test_the_chart_begins_anew_after_an_alarm() -> None:
    found = glr([1, 1, 20, 1, 1], since=0, mean=1.0)
    assert found.alarm[0].tolist() == [False, False, True, False, False]


def test_a_window_forgets_what_lies_before() -> None:
    counts = [6, 6, 1, 1, 1]
    wide = glr(counts, since=0, mean=2.0, settings=GlrSettings(50.0))
    narrow = glr(counts, since=0, mean=2.0, settings=GlrSettings(50.0, window=3))
    assert wide.statistic[0, -1] > 0
    assert narrow.statistic[0, -1] == 0


@pytest.mark.parametrize("wrong", [{"threshold": 0.0}, {"excess": -1.0}, {"window": -1}])
def test_impossible_settings_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="threshold"):
        GlrSettings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("since", "mean"), [(3, 1.0), (-1, 1.0), (0, 0.0)])
def test_columns_and_means_must_be_possible(since: int, mean: float) -> None:
    with pytest.raises(ValueError, match=r"column|mean"):
        glr([1, 2, 3], since=since, mean=mean)
