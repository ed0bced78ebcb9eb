"""The same weeks of earlier years: alike with R, alike with a slow reading of the rule."""

from statistics import fmean, stdev
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import SameWeeks, same_weeks
from kentongan.engine.detection.temporal.same_weeks import CROW_GARDNER
from tests.engine.detection.temporal.published import oracle, series

# The first call compiles, and computers are busy.
unhurried = settings(deadline=None)

type Method = Literal["bayes", "rki"]
SHORT = SameWeeks(years=2, half_window=1, year=6)


@pytest.mark.parametrize(("method", "this_year"), [("bayes", True), ("rki", False)])
def test_bounds_and_alarms_are_those_of_r(method: Method, this_year: bool) -> None:
    found = same_weeks(series("agona"), method, SameWeeks(this_year=this_year))
    apart, alarms = oracle(f"{method}_agona").differences(found)
    assert alarms == 0
    assert apart < 1e-12


def slow(values: list[int], at: int, method: Method) -> float:
    """The bound of one period by SHORT; NaN without enough history."""
    past = [values[at - 6 * back - 1 : at - 6 * back + 2] for back in (1, 2)]
    if at < 13:
        return float("nan")
    compared = [*values[at - 1 : at], *past[0], *past[1]]
    if method == "bayes":
        return float(stats.nbinom.isf(0.05, sum(compared) + 0.5, 7 / 8))
    mean = fmean(compared)
    return mean + 2 * stdev(compared) if mean > 20 else CROW_GARDNER[int(mean)]


@unhurried
@given(
    values=st.lists(st.integers(0, 60), max_size=30, min_size=1),
    method=st.sampled_from(("bayes", "rki")),
)
def test_the_fast_bounds_are_the_slow_ones(values: list[int], method: Method) -> None:
    wanted = [slow(values, at, method) for at in range(len(values))]
    np.testing.assert_allclose(same_weeks(values, method, SHORT).upper[0], wanted, atol=1e-9)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"years": 0, "half_window": 1}, "two periods"),
        ({"years": -1}, "years"),
        ({"alpha": 1.0}, "alpha"),
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SameWeeks(**wrong)  # type: ignore[arg-type]


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="cdc"):
        same_weeks([1, 2], "cdc")  # type: ignore[arg-type]
