"""Cumulative sums: scores and counts are one thing, and a bound is where an alarm begins."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.temporal import CusumSettings, cusum
from kentongan.engine.detection.temporal.cusum import Transformation, form_of, summed
from tests.engine.detection.temporal.tables import SINCE, means, seeds, table_of

some = settings(max_examples=25, deadline=None)
FORMS: dict[Transformation, CusumSettings] = {
    "standard": CusumSettings(transformation="standard"),
    "rossi": CusumSettings(transformation="rossi"),
    "anscombe": CusumSettings(transformation="anscombe"),
    "negative_binomial": CusumSettings(transformation="negative_binomial", dispersion=4.0),
}
every = pytest.mark.parametrize("chosen", FORMS.values(), ids=FORMS)


@every
@some
@given(count=st.floats(0.5, 300), mean=st.floats(0.5, 100))
def test_the_count_with_the_score_of_a_count_is_that_count(
    chosen: CusumSettings, count: float, mean: float
) -> None:
    form = form_of(chosen)
    means_, counts = np.array([mean]), np.array([count])
    back = form.count(form.score(counts, means_), means_)
    # The bound of a standard score is a whole number.
    wanted = np.ceil(np.round(count, 9)) if chosen.transformation == "standard" else count
    assert back[0] == pytest.approx(wanted, rel=1e-9, abs=1.01 if wanted != count else 1e-9)


@every
@some
@given(mean=st.floats(0.1, 1e6))
def test_the_mean_has_a_score_of_zero_and_more_cases_a_higher_one(
    chosen: CusumSettings, mean: float
) -> None:
    score = form_of(chosen).score
    scores = score(np.array([0.5, 0.9, 1.0, 1.1, 3.0]) * mean, np.full(5, mean))
    assert scores[2] == pytest.approx(0.0, abs=1e-6)
    assert np.all(np.diff(scores) > 0)


@every
@some
@given(seed=seeds, mean=means)
def test_a_count_at_its_bound_alarms_and_one_well_below_does_not(
    chosen: CusumSettings, seed: int, mean: float
) -> None:
    table = table_of(seed, mean)
    upper = cusum(table, since=SINCE, settings=chosen, mean=mean).upper[:, -1]
    for count, alarms in ((np.ceil(upper + 1e-6), True), (np.floor(upper) - 1, False)):
        possible = count >= 0
        tried = table.copy()
        tried[:, -1] = np.where(possible, count, 0)
        found = cusum(tried, since=SINCE, settings=chosen, mean=mean).alarm[:, -1]
        assert np.all(found[possible] == alarms)


@every
@some
@given(seed=seeds)
def test_a_higher_decision_or_reference_raises_no_alarm_that_was_not_there(
    chosen: CusumSettings, seed: int
) -> None:
    table, form, law = table_of(seed), chosen.transformation, chosen.dispersion
    usual = cusum(table, since=SINCE, settings=chosen, mean=1.5).alarm
    for reference, decision in ((1.04, 4.0), (2.0, 2.26), (3.0, 9.0)):
        stricter = CusumSettings(reference, decision, form, law)
        assert not np.any(cusum(table, since=SINCE, settings=stricter, mean=1.5).alarm & ~usual)


@every
@some
@given(seed=seeds)
def test_where_more_is_expected_there_is_no_alarm_that_was_not_there(
    chosen: CusumSettings, seed: int
) -> None:
    table = table_of(seed, 4.0)
    low, high = (cusum(table, since=SINCE, settings=chosen, mean=mean) for mean in (3.0, 4.5))
    assert not np.any(high.alarm & ~low.alarm)


@some
@given(scores=st.lists(st.floats(-5, 5), min_size=1, max_size=30), reference=st.floats(0, 2))
def test_a_sum_is_the_largest_total_of_any_latest_periods(
    scores: list[float], reference: float
) -> None:
    """The sum is zero or the total since some first period, whichever is largest."""
    sums = summed(np.array([scores]), reference)[0]
    above = np.array(scores) - reference
    for now in range(len(scores) + 1):
        totals = [above[first:now].sum() for first in range(now + 1)]
        assert sums[now] == pytest.approx(max(totals), abs=1e-9)


def test_a_mean_for_each_series_and_period_is_used_as_it_is() -> None:
    table = table_of(9, 3.0)
    mean = np.random.default_rng(9).uniform(2, 5, table.shape)
    whole = cusum(table, since=SINCE, mean=mean)
    for row in range(len(table)):
        alone = cusum(table[row], since=SINCE, mean=mean[row])
        np.testing.assert_array_equal(alone.upper[0], whole.upper[row])


def test_one_series_without_a_mean_is_refused_with_the_reason() -> None:
    table = table_of(1)
    table[2, :SINCE] = 0
    with pytest.raises(ValueError, match="without any count in its history has no mean"):
        cusum(table, since=SINCE)
    with pytest.raises(ValueError, match="begins in column 40; there must be columns before"):
        cusum(table, since=40, mean=1.0)


def test_a_bound_of_rossi_is_zero_where_no_count_is_low_enough() -> None:
    """R squares a negative root there, which is a bound above zero."""
    counts = [2, 2, 40, 0, 0]
    zero = cusum(counts, since=2, mean=2.0)
    squared = cusum(counts, since=2, mean=2.0, settings=CusumSettings(bounds="r"))
    assert zero.upper[0, 3] == 0
    assert squared.upper[0, 3] >= 0
    np.testing.assert_array_equal(zero.alarm, squared.alarm)
    np.testing.assert_array_equal(zero.upper[0, :3], squared.upper[0, :3])
