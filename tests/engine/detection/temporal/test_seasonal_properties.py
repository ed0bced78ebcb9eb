"""The seasonal mean: what its equations promise, and series that no curve fits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.temporal import SeasonSettings, seasonal_mean
from tests.engine.detection.temporal.tables import YEAR, seeds, table_of

some = settings(max_examples=25, deadline=None)
SINCE, WIDTH = 60, 84
WAVES = SeasonSettings(waves=1, year=YEAR)
SLOPING = SeasonSettings(waves=2, trend=True, year=YEAR)
WIDE = SeasonSettings(waves=1, year=YEAR, excess=0.4)
every = pytest.mark.parametrize("chosen", [WAVES, SLOPING, WIDE], ids=["waves", "slope", "wide"])


@every
@some
@given(seed=seeds)
def test_nothing_is_left_over_in_the_direction_of_any_term(
    chosen: SeasonSettings, seed: int
) -> None:
    counts = table_of(seed, 6.0, periods=WIDTH)
    mean = seasonal_mean(counts, since=SINCE, settings=chosen)[:, :SINCE]
    left = (counts[:, :SINCE] - mean) / (1 + chosen.excess * mean)
    np.testing.assert_allclose(left @ chosen.design(WIDTH)[:SINCE], 0, atol=1e-6)


@some
@given(seed=seeds)
def test_as_many_are_expected_of_the_history_as_there_were(seed: int) -> None:
    counts = table_of(seed, 4.0, periods=WIDTH)
    mean = seasonal_mean(counts, since=SINCE, settings=SLOPING)
    np.testing.assert_allclose(mean[:, :SINCE].sum(axis=1), counts[:, :SINCE].sum(axis=1))


@some
@given(seed=seeds, times=st.sampled_from((2, 10, 1000)))
def test_so_many_times_the_counts_have_so_many_times_the_mean(seed: int, times: int) -> None:
    counts = table_of(seed, 5.0, periods=WIDTH)
    one, many = (
        seasonal_mean(table, since=SINCE, settings=SLOPING) for table in (counts, times * counts)
    )
    np.testing.assert_allclose(many, times * one, rtol=1e-7)


@every
def test_what_came_after_the_history_is_not_looked_at(chosen: SeasonSettings) -> None:
    counts, later = table_of(4, 6.0, periods=WIDTH), table_of(4, 6.0, periods=WIDTH)
    later[:, SINCE:] = 900
    one, other = (seasonal_mean(each, since=SINCE, settings=chosen) for each in (counts, later))
    np.testing.assert_array_equal(one, other)


@some
@given(seed=seeds)
def test_without_a_slope_every_year_is_alike_and_may_stand_in_any_place(seed: int) -> None:
    counts = table_of(seed, 6.0, periods=WIDTH)
    years = counts[:, :SINCE].reshape(len(counts), -1, YEAR)[:, ::-1]
    turned = np.hstack([years.reshape(len(counts), -1), counts[:, SINCE:]])
    one, other = (seasonal_mean(each, since=SINCE, settings=WAVES) for each in (counts, turned))
    np.testing.assert_allclose(one, other, rtol=1e-7)
    np.testing.assert_allclose(one[:, YEAR:], one[:, :-YEAR], rtol=1e-9)


def test_later_looks_turn_the_wave() -> None:
    counts = table_of(2, 8.0, periods=WIDTH)
    whole = seasonal_mean(counts, since=SINCE, settings=WAVES)
    turned = np.hstack([counts[:, 5:SINCE], counts[:, :5]])
    other = seasonal_mean(turned, since=SINCE, settings=WAVES)
    np.testing.assert_allclose(other[:, : SINCE - 5], whole[:, 5:SINCE], rtol=1e-7)


@every
@some
@given(seed=seeds, cases=st.integers(1, 4))
def test_a_few_cases_in_years_have_a_mean_that_is_a_number(
    chosen: SeasonSettings, seed: int, cases: int
) -> None:
    """No finite curve is the best one where all cases lie in one season."""
    random = np.random.default_rng(seed)
    counts = np.zeros((3, WIDTH))
    np.add.at(counts, (np.arange(3).repeat(cases), random.integers(0, SINCE, 3 * cases)), 1)
    mean = seasonal_mean(counts, since=SINCE, settings=chosen)
    assert np.isfinite(mean).all()
    assert np.all(mean[:, :SINCE].max(axis=1) > cases / SINCE / 2)


@every
def test_a_series_that_no_curve_fits_changes_no_other(chosen: SeasonSettings) -> None:
    counts = table_of(1, 6.0, periods=WIDTH)
    lonely = np.zeros((1, WIDTH))
    lonely[0, 30] = 5
    beside = seasonal_mean(np.vstack([lonely, counts]), since=SINCE, settings=chosen)
    alone = seasonal_mean(counts, since=SINCE, settings=chosen)
    np.testing.assert_allclose(beside[1:], alone, rtol=1e-12)


def test_stopping_as_r_does_is_nearly_the_best_fit() -> None:
    counts = table_of(6, 6.0, periods=WIDTH)
    as_r = SeasonSettings(waves=1, year=YEAR, excess=0.4, until="r")
    one, other = (seasonal_mean(counts, since=SINCE, settings=each) for each in (WIDE, as_r))
    np.testing.assert_allclose(one, other, rtol=1e-3)


def test_there_are_as_many_terms_as_asked_for() -> None:
    assert SLOPING.design(30).shape == (30, 6)
    assert SeasonSettings(waves=0).design(3).tolist() == [[1.0], [1.0], [1.0]]
    with pytest.raises(ValueError, match="5 columns of history for 6 parameters"):
        seasonal_mean(np.ones(30), since=5, settings=SLOPING)
