"""Cumulative sums: alike with R, alike with a slow reading of their definition."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.temporal import CusumSettings, cusum, seasonal_mean
from tests.engine.detection.temporal.published import oracle, series

# The first call compiles, and computers are busy.
unhurried = settings(deadline=None)

CASES = {
    "standard": CusumSettings(transformation="standard"),
    "rossi": CusumSettings(transformation="rossi"),
    "anscombe": CusumSettings(transformation="anscombe"),
    "anscombe2nd": CusumSettings(transformation="anscombe2nd"),
    "pearsonNegBin": CusumSettings(transformation="negative_binomial", dispersion=5.0),
}


@pytest.mark.parametrize("name", CASES)
def test_bounds_and_alarms_are_those_of_r(name: str) -> None:
    wanted = oracle(f"cusum_agona_{name}")
    found = cusum(series("agona"), since=int(wanted.columns[0]), settings=CASES[name])
    apart, alarms = wanted.differences(found)
    assert alarms == 0
    assert apart < 1e-12


def test_with_a_seasonal_mean_they_are_those_of_r_too() -> None:
    counts, wanted = series("agona"), oracle("cusum_agona_glm_rossi")
    found = cusum(counts, since=215, mean=seasonal_mean(counts, since=215))
    np.testing.assert_array_equal(found.alarm[0, wanted.columns], wanted.alarm)
    # After a great sum no count is low enough to end the alarm; R squares a negative root there.
    upper = found.upper[0, wanted.columns]
    np.testing.assert_allclose(upper[upper > 0], wanted.upper[upper > 0], rtol=1e-8)
    assert wanted.alarm[upper == 0].all()
    squared = CusumSettings(bounds="r")
    asked = cusum(counts, since=215, settings=squared, mean=seasonal_mean(counts, since=215))
    np.testing.assert_allclose(asked.upper[0, wanted.columns], wanted.upper, rtol=1e-8, atol=1e-9)


@unhurried
@given(
    values=st.lists(st.integers(0, 20), min_size=3, max_size=40),
    first=st.integers(1, 5),
    name=st.sampled_from(sorted(CASES)),
)
def test_an_alarm_is_a_sum_that_reached_the_decision(
    values: list[int], first: int, name: str
) -> None:
    series_ = [first, *values]
    found = cusum(series_, since=2, settings=CASES[name])
    total, mean = 0.0, (series_[0] + series_[1]) / 2
    for at in range(2, len(series_)):
        score = score_of(series_[at], mean, name)
        total = max(0.0, total + score - 1.04)
        assert bool(found.alarm[0, at]) == (total >= 2.26)


def score_of(count: float, mean: float, name: str) -> float:
    """One standard score, written out."""
    if name == "standard":
        return (count - mean) / sqrt(mean)
    if name == "rossi":
        return (count - 3 * mean + 2 * sqrt(mean * count)) / (2 * sqrt(mean))
    if name == "pearsonNegBin":
        return (count - mean) / sqrt(mean + mean * mean / 5)
    shift = float(mean ** (-1 / 3)) / 9 if name == "anscombe2nd" else 0.0
    return 1.5 * float((count ** (2 / 3) - mean ** (2 / 3) + shift) / mean ** (1 / 6))


def test_the_mean_may_be_given_for_each_period() -> None:
    values = np.array([3, 1, 2, 9, 2])
    same = cusum(values, since=3, mean=np.full(5, 2.0))
    np.testing.assert_array_equal(same.alarm, cusum(values, since=3).alarm)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": 0.0},
        {"reference": -1.0},
        {"dispersion": 2.0},
        {"transformation": "negative_binomial"},
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"decision|dispersion"):
        CusumSettings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("values", "since"), [([1, 2], 0), ([1, 2], 2), ([0, 0, 3], 2)])
def test_without_a_history_there_is_no_sum(values: list[int], since: int) -> None:
    with pytest.raises(ValueError, match=r"columns|history"):
        cusum(values, since=since)
