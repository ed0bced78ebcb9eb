"""The seasonal mean: the truth behind counts without noise, and where the likelihood is highest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal.seasonal import SeasonSettings, seasonal_mean

# The first call compiles, and computers are busy.
unhurried = settings(deadline=None)


def test_counts_without_noise_are_continued() -> None:
    time = np.arange(156)
    truth = np.exp(2 + 0.004 * time + 0.5 * np.cos(2 * np.pi * time / 52))
    found = seasonal_mean(truth, since=104, settings=SeasonSettings(1, trend=True))
    np.testing.assert_allclose(found[0], truth, rtol=1e-8)


def test_without_waves_and_trend_it_is_the_mean() -> None:
    found = seasonal_mean([[1, 2, 3, 9], [4, 4, 4, 0]], since=3, settings=SeasonSettings(waves=0))
    np.testing.assert_allclose(found, [[2] * 4, [4] * 4])


@pytest.mark.parametrize("excess", [0.0, 0.3])
def test_no_other_curve_is_more_likely(excess: float) -> None:
    counts = np.random.default_rng(4).negative_binomial(3, 0.4, 120)
    chosen = SeasonSettings(2, trend=True, excess=excess)
    design = chosen.design(120)

    def distance(curve: np.ndarray) -> float:
        mean = np.exp(design @ curve)
        if not excess:
            return float(np.sum(mean - counts * np.log(mean)))
        wide = 1 + excess * mean
        return float(np.sum((counts + 1 / excess) * np.log(wide) - counts * np.log(mean)))

    best = optimize.minimize(distance, np.zeros(design.shape[1]), method="BFGS", tol=1e-9)
    found = seasonal_mean(counts, since=120, settings=chosen)
    np.testing.assert_allclose(found[0], np.exp(design @ best.x), rtol=1e-4)


@unhurried
@given(seed=st.integers(0, 1000))
def test_series_are_fitted_alone(seed: int) -> None:
    table = np.random.default_rng(seed).poisson(2, (3, 80)) + 1
    together = seasonal_mean(table, since=60)
    for row, counted in enumerate(table):
        np.testing.assert_allclose(together[row], seasonal_mean(counted, since=60)[0], rtol=1e-8)


@pytest.mark.parametrize(("values", "since"), [([1, 2, 3], 2), ([1, 2], 5), ([0, 0, 0, 0, 1], 4)])
def test_without_a_history_there_is_no_mean(values: list[int], since: int) -> None:
    with pytest.raises(ValueError, match="history"):
        seasonal_mean(values, since=since)


@pytest.mark.parametrize("wrong", [{"waves": -1}, {"excess": -1.0}, {"year": 0.0}])
def test_impossible_settings_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="waves"):
        SeasonSettings(**wrong)  # type: ignore[arg-type]
