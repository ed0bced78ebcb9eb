"""Small counts: alike with a slow reading of the law, and no more false alarms than promised."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import ShrinkageSettings, shrinkage

SHORT = ShrinkageSettings(alpha=0.01, baseline=8, guard=1)
# The first call compiles.
some = settings(max_examples=40, deadline=None)


def slow(table: NDArray[np.int64], parents: list[int], at: int) -> list[tuple[float, float]]:
    """Mean and dispersion of column ``at`` by SHORT, one place after the other."""
    past = table[:, at - 9 : at - 1]
    found = []
    for place, parent in enumerate(parents):
        family = [past[other] for other, one in enumerate(parents) if one == parent]
        shape, rate = slow_prior(family)
        mean = (shape + past[place].sum()) / (rate + 8)
        found.append((mean, slow_restlessness(family) + 1 / (rate + 8)))
    return found


def slow_prior(family: list[NDArray[np.int64]]) -> tuple[float, float]:
    """The gamma law of the rates of places with one parent."""
    cases, exposure = sum(row.sum() for row in family), 8 * len(family)
    mean = (cases + 0.5) / exposure
    between = sum(8 * (row.mean() - mean) ** 2 for row in family) / exposure
    variance = max(between - mean / 8, mean**2 / (cases + 0.5))
    return mean**2 / variance, mean / variance


def slow_restlessness(family: list[NDArray[np.int64]]) -> float:
    """The pooled ratio of variance to mean of the places that had a case."""
    seen = [row for row in family if row.any()]
    distance = sum(np.sum((row - row.mean()) ** 2) / row.mean() for row in seen)
    return max(1.0, float(distance) / max(1, 7 * len(seen)))


@some
@given(seed=st.integers(0, 10_000), rate=st.floats(0.05, 3))
def test_the_fast_law_is_the_slow_one(seed: int, rate: float) -> None:
    table = np.random.default_rng(seed).poisson(rate, (7, 14))
    parents = [3, 3, 9, 3, 9, 9, 4]
    found = shrinkage(table, parents=parents, since=0, settings=SHORT)
    assert np.isnan(found.upper[:, :9]).all()
    for at in range(9, 14):
        mean, dispersion = np.array(slow(table, parents, at)).T
        np.testing.assert_allclose(found.expected[:, at], mean)
        np.testing.assert_allclose(found.dispersion[:, at], dispersion)


@some
@given(seed=st.integers(0, 10_000))
def test_bounds_and_p_values_are_those_of_the_negative_binomial_law(seed: int) -> None:
    table = np.random.default_rng(seed).poisson(0.7, (6, 12))
    found = shrinkage(table, parents=[1] * 6, since=11, settings=SHORT)
    mean, dispersion = found.expected[:, 11], found.dispersion[:, 11]
    law = stats.nbinom(mean / (dispersion - 1), 1 / dispersion)
    np.testing.assert_array_equal(found.upper[:, 11], law.isf(0.01))
    np.testing.assert_allclose(found.p_value[:, 11], law.sf(table[:, 11] - 1), rtol=1e-9)
    np.testing.assert_array_equal(found.alarm[:, 11], table[:, 11] > found.upper[:, 11])


def test_false_alarms_are_no_more_than_promised() -> None:
    random = np.random.default_rng(7)
    parents = np.repeat(np.arange(200), 20)
    rates = random.gamma(0.8, 0.05, 200)[parents] * random.gamma(2, 0.5, 4000)
    found = shrinkage(random.poisson(rates[:, None], (4000, 70)), parents=parents, since=0)
    assert found.alarm[:, 54:].mean() < 0.001


def test_a_rise_tenfold_is_noticed() -> None:
    table = np.zeros((20, 60))
    table[:, ::10] = 1
    table[3, 59] = 6
    found = shrinkage(table, parents=np.zeros(20), since=59)
    assert np.flatnonzero(found.alarm[:, 59]).tolist() == [3]


def test_a_place_without_a_past_borrows_that_of_its_neighbours() -> None:
    table = np.zeros((5, 60))
    table[1:4, ::2] = 4
    busy = shrinkage(table, parents=[1, 1, 1, 1, 2], since=59)
    assert busy.expected[0, 59] > 10 * busy.expected[4, 59]


def test_half_of_the_notices_make_half_of_the_expectation() -> None:
    table = np.random.default_rng(2).poisson(3, (8, 60))
    share = np.ones(60)
    share[59] = 0.5
    whole = shrinkage(table, parents=[1] * 8, since=59)
    half = shrinkage(table, parents=[1] * 8, since=59, exposure=share)
    np.testing.assert_allclose(half.expected[:, 59], whole.expected[:, 59] / 2)


def test_the_names_of_parents_do_not_matter() -> None:
    table = np.random.default_rng(3).poisson(1, (4, 60))
    one = shrinkage(table, parents=[1, 1, 2, 2], since=59)
    other = shrinkage(table, parents=[90, 90, -5, -5], since=59)
    np.testing.assert_array_equal(one.upper, other.upper)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"alpha": 1.0}, "alpha"), ({"baseline": 1}, "baseline"), ({"guard": -1}, "guard")],
)
def test_impossible_settings_are_refused(wrong: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ShrinkageSettings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parents", "since", "exposure"), [([1], 0, 1.0), ([1, 1], 2, 1.0), ([1, 1], 0, 0.0)]
)
def test_parents_columns_and_exposures_must_be_possible(
    parents: list[int], since: int, exposure: float
) -> None:
    with pytest.raises(ValueError, match=r"parent|exposure"):
        shrinkage([[1, 2], [3, 4]], parents=parents, since=since, exposure=exposure)
