"""EARS: alike with R, alike with a slow reading of its definition."""

from itertools import product
from statistics import NormalDist, fmean, stdev
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.temporal import EarsSettings, ears
from tests.engine.detection.temporal.published import oracle, series

# The first call compiles, and computers are busy.
unhurried = settings(deadline=None)

type Method = Literal["C1", "C2", "C3"]
METHODS: tuple[Method, ...] = ("C1", "C2", "C3")
VARIANTS = {"": EarsSettings(c3="r"), "_a01_ms05": EarsSettings(0.01, 7, 0.5, "r")}
counts = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("method", "name", "variant"), list(product(METHODS, ("agona", "newportDE"), VARIANTS))
)
def test_bounds_and_alarms_are_those_of_r(method: Method, name: str, variant: str) -> None:
    found = ears(series(name), method, VARIANTS[variant])
    apart, alarms = oracle(f"ears{method}_{name}{variant}").differences(found)
    assert alarms == 0
    assert apart < 1e-12


def slow(values: list[int], at: int, method: Method, chosen: EarsSettings) -> float | None:
    """The bound of one period, read from the definition; None without enough history."""
    guard = 0 if method == "C1" else 2
    before = values[max(0, at - guard - 7) : max(0, at - guard)]
    if len(before) < 7:
        return None
    mean, spread = fmean(before), max(stdev(before), chosen.least_spread)
    quantile = NormalDist().inv_cdf(1 - chosen.alpha)
    if method != "C3":
        return mean + quantile * spread
    lately = sum(slow_excess(values, back, chosen) for back in (at - 1, at - 2))
    return max(0.0, mean + spread * (quantile - lately)) if spread else mean


def slow_excess(values: list[int], at: int, chosen: EarsSettings) -> float:
    """How far a period lay above one spread of its own baseline."""
    before = values[max(0, at - 9) : max(0, at - 2)]
    if len(before) < 7:
        return 0.0
    spread = max(stdev(before), chosen.least_spread)
    above = values[at] - fmean(before)
    if spread == 0:
        return float("inf") if above > 0 else 0.0
    return max(0.0, above / spread - 1)


@unhurried
@given(values=counts, method=st.sampled_from(METHODS), least=st.sampled_from((0.0, 0.5)))
def test_the_fast_bounds_are_the_slow_ones(values: list[int], method: Method, least: float) -> None:
    chosen = EarsSettings(least_spread=least)
    wanted = [slow(values, at, method, chosen) for at in range(len(values))]
    expected = np.array([np.nan if one is None else one for one in wanted])
    np.testing.assert_allclose(ears(values, method, chosen).upper[0], expected, atol=1e-9)


def test_series_are_judged_alone() -> None:
    table = np.random.default_rng(1).poisson(3, (5, 60))
    together = ears(table, "C3")
    for row, counted in enumerate(table):
        np.testing.assert_array_equal(together.upper[row], ears(counted, "C3").upper[0])


def test_without_enough_history_nothing_is_called_out() -> None:
    found = ears([0, 0, 0, 0, 0, 0, 99], "C2")
    assert np.isnan(found.upper).all()
    assert not found.alarm.any()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"alpha": 0.0}, "alpha"), ({"baseline": 1}, "baseline"), ({"least_spread": -1.0}, "spread")],
)
def test_impossible_settings_are_refused(wrong: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        EarsSettings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [[-1, 2], [float("nan")], np.zeros((2, 2, 2))])
def test_impossible_counts_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="counts"):
        ears(wrong)  # type: ignore[arg-type]


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="C4"):
        ears([1, 2], "C4")  # type: ignore[arg-type]
