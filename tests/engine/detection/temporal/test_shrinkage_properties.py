"""Small counts: who lends to whom, how much, and what a change of scale does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kentongan.engine.detection.temporal import Expectation, ShrinkageSettings, shrinkage
from tests.engine.detection.temporal.tables import WIDTH, means, seeds, table_of

SHORT = ShrinkageSettings(alpha=0.01, baseline=12, guard=2)
PARENTS = np.array([1, 1, 1, 2, 2, 2])
JUDGED = WIDTH - 1
BASELINE = slice(JUDGED - 14, JUDGED - 2)
# The first call compiles.
some = settings(max_examples=30, deadline=None)


def judged(table: NDArray[np.float64], exposure: object = 1.0) -> Expectation:
    """The last column of places of two parents."""
    return shrinkage(
        table, parents=PARENTS, since=JUDGED, settings=SHORT, exposure=np.asarray(exposure)
    )


@some
@given(seed=seeds, mean=means)
def test_a_mean_lies_between_that_of_the_place_and_that_of_its_parent(
    seed: int, mean: float
) -> None:
    table = table_of(seed, mean, rows=6)
    own = table[:, BASELINE].mean(axis=1)
    parent = own.reshape(2, 3).mean(axis=1).repeat(3)
    # Half a case is lent to each parent.
    parent += 0.5 / (12 * 3)
    found = judged(table).expected[:, JUDGED]
    assert np.all(found >= np.minimum(own, parent) - 1e-9)
    assert np.all(found <= np.maximum(own, parent) + 1e-9)


@some
@given(seed=seeds, mean=means)
def test_one_parent_changes_nothing_under_another_one(seed: int, mean: float) -> None:
    table, other = table_of(seed, mean, rows=6), table_of(seed, mean, rows=6)
    other[3:] = table_of(seed + 1, 40.0, rows=3)
    for name in ("upper", "expected", "dispersion", "p_value"):
        one, two = (getattr(judged(each), name)[:3, JUDGED] for each in (table, other))
        np.testing.assert_array_equal(one, two)


@some
@given(seed=seeds)
def test_only_the_baseline_is_looked_at(seed: int) -> None:
    table = table_of(seed, rows=6)
    other = np.full_like(table, 77.0)
    other[:, BASELINE] = table[:, BASELINE]
    one, two = judged(table), judged(other)
    np.testing.assert_allclose(one.expected[:, JUDGED], two.expected[:, JUDGED], rtol=1e-12)
    np.testing.assert_array_equal(one.upper[:, JUDGED], two.upper[:, JUDGED])


@some
@given(seed=seeds, mean=means, factor=st.sampled_from((0.25, 8.0)))
def test_an_exposure_is_known_up_to_a_factor(seed: int, mean: float, factor: float) -> None:
    table = table_of(seed, mean, rows=6)
    exposure = np.random.default_rng(seed).uniform(0.3, 2, WIDTH)
    one, other = judged(table, exposure), judged(table, factor * exposure)
    np.testing.assert_allclose(one.expected, other.expected, rtol=1e-9)
    np.testing.assert_allclose(one.dispersion, other.dispersion, rtol=1e-9)


@some
@given(seed=seeds, mean=means)
def test_a_place_told_twice_is_expected_as_the_others_of_its_numbers(
    seed: int, mean: float
) -> None:
    table = table_of(seed, mean, rows=6)
    table[1] = table[0]
    found = judged(table)
    for values in (found.upper, found.expected, found.dispersion, found.p_value):
        assert values[0, JUDGED] == values[1, JUDGED]


@some
@given(seed=seeds, mean=means)
def test_a_count_alarms_where_its_chance_is_at_most_alpha(seed: int, mean: float) -> None:
    table = table_of(seed, mean, rows=6)
    table[:, JUDGED] = np.arange(6) * np.ceil(1 + mean)
    found = judged(table)
    chance = found.p_value[:, JUDGED]
    clear = np.abs(chance - 0.01) > 1e-9
    np.testing.assert_array_equal(found.alarm[clear, JUDGED], chance[clear] <= 0.01)
    assert np.all((chance >= 0) & (chance <= 1))
    assert np.all(found.dispersion[:, JUDGED] >= 1)


def test_where_nothing_was_ever_told_half_a_case_is_expected_of_all_periods() -> None:
    """Its periods are those of its parent's three places and, again, its own."""
    found = judged(np.zeros((6, WIDTH)))
    np.testing.assert_allclose(found.expected[:, JUDGED], 0.5 / (3 * 12 + 12))
    assert not found.alarm.any()
    assert np.all(found.upper[:, JUDGED] == found.upper[0, JUDGED])


def test_one_place_alone_is_judged_by_its_own_past() -> None:
    counts = [[4.0] * WIDTH]
    found = shrinkage(counts, parents=[7], since=JUDGED, settings=SHORT)
    assert found.expected[0, JUDGED] == pytest.approx(4.0, rel=0.02)


def test_nothing_is_judged_before_the_history_is_whole() -> None:
    found = shrinkage(np.ones((6, 20)), parents=PARENTS, since=0, settings=SHORT)
    assert np.isnan(found.upper).all(axis=0).tolist() == [True] * 14 + [False] * 6
    assert not found.alarm[:, :14].any()


@pytest.mark.parametrize("exposure", [0.0, -1.0, np.nan])
def test_an_exposure_that_expects_nothing_is_refused(exposure: float) -> None:
    with pytest.raises(ValueError, match="an exposure of zero expects nothing"):
        judged(np.ones((6, WIDTH)), exposure)
