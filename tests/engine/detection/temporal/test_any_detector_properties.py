"""What holds for every detector along time: each series alone, the past alone, no own excuse."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

from kentongan.engine.detection.temporal import (
    Bounds,
    CusumSettings,
    EarsSettings,
    FarringtonSettings,
    GlrSettings,
    Reach,
    SameWeeks,
    ShrinkageSettings,
    SurgeSettings,
    cusum,
    ears,
    farrington,
    glr,
    same_weeks,
    shrinkage,
    surge,
)
from kentongan.engine.detection.temporal.bounds import as_series
from tests.engine.detection.temporal.tables import (
    SINCE,
    WIDTH,
    YEAR,
    Counts,
    means,
    seeds,
    table_of,
)

type Detector = Callable[[Counts, int, float], Bounds]

# The first call compiles.
some = settings(max_examples=12, deadline=None)
REACH = Reach(2, 1, 4, 3, YEAR)
SURGE = SurgeSettings(years=2, least_years=2, left_out=3, year=YEAR)
WEEKS = SameWeeks(2, 1, year=YEAR)
SHORT = ShrinkageSettings(baseline=10, guard=1)


def by_farrington(table: Counts, since: int, alpha: float = 0.01) -> Bounds:
    chosen = FarringtonSettings(REACH, alpha, least_cases=0)
    return farrington(table, since=since, settings=chosen)


def by_shrinkage(table: Counts, since: int, alpha: float = 0.01) -> Bounds:
    """Every place has a parent of its own."""
    chosen = ShrinkageSettings(alpha, SHORT.baseline, SHORT.guard)
    return shrinkage(table, parents=np.arange(len(table)), since=since, settings=chosen)


WITH_ALPHA: dict[str, Detector] = {
    "C1": lambda table, _, alpha=0.01: ears(table, "C1", EarsSettings(alpha)),
    "C2": lambda table, _, alpha=0.01: ears(table, "C2", EarsSettings(alpha)),
    "C3": lambda table, _, alpha=0.01: ears(table, "C3", EarsSettings(alpha)),
    "bayes": lambda table, _, alpha=0.01: same_weeks(
        table, "bayes", SameWeeks(2, 1, year=YEAR, alpha=alpha)
    ),
    "farrington": by_farrington,
    "shrinkage": by_shrinkage,
}
ABOVE_A_BOUND: dict[str, Detector] = {
    **WITH_ALPHA,
    "rki": lambda table, _, alpha=0.0: same_weeks(table, "rki", WEEKS),
    "glr": lambda table, since, alpha=0.0: glr(table, since=since, mean=2.0),
    "glr wide": lambda table, since, alpha=0.0: glr(
        table, since=since, mean=2.0, settings=GlrSettings(excess=0.3)
    ),
    "surge": lambda table, since, alpha=0.0: surge(table, since=since, settings=SURGE),
}
DETECTORS: dict[str, Detector] = {
    **ABOVE_A_BOUND,
    "cusum": lambda table, since, alpha=0.0: cusum(table, since=since, mean=2.0),
    "cusum of counts": lambda table, since, alpha=0.0: cusum(
        table, since=since, settings=CusumSettings(transformation="standard"), mean=2.0
    ),
}
every = pytest.mark.parametrize("detect", DETECTORS.values(), ids=DETECTORS)
with_bound = pytest.mark.parametrize("detect", ABOVE_A_BOUND.values(), ids=ABOVE_A_BOUND)
with_alpha = pytest.mark.parametrize("detect", WITH_ALPHA.values(), ids=WITH_ALPHA)


def same(one: Bounds, other: Bounds, rows: object = slice(None)) -> None:
    """The judged columns of both say the same; rows: of the first."""
    np.testing.assert_allclose(one.upper[rows, SINCE:], other.upper[:, -WIDTH + SINCE :])
    np.testing.assert_array_equal(one.alarm[rows, SINCE:], other.alarm[:, -WIDTH + SINCE :])


@every
@some
@given(seed=seeds, mean=means)
def test_the_order_of_series_changes_nothing(detect: Detector, seed: int, mean: float) -> None:
    table = table_of(seed, mean)
    order = np.random.default_rng(seed).permutation(len(table))
    same(detect(table, SINCE), detect(table[order], SINCE), order)


@every
@some
@given(seed=seeds, mean=means)
def test_one_more_series_changes_no_other(detect: Detector, seed: int, mean: float) -> None:
    table = table_of(seed, mean)
    loud = np.full((1, WIDTH), 10_000.0)
    same(detect(np.vstack([table, loud]), SINCE), detect(table, SINCE), slice(0, 4))


@every
@some
@given(seed=seeds)
def test_the_future_changes_no_bound_and_no_alarm(detect: Detector, seed: int) -> None:
    table, later = table_of(seed), table_of(seed)
    later[:, 35:] += 50
    one, other = detect(table, SINCE), detect(later, SINCE)
    np.testing.assert_array_equal(one.upper[:, :35], other.upper[:, :35])
    np.testing.assert_array_equal(one.alarm[:, :35], other.alarm[:, :35])


@every
@some
@given(seed=seeds)
def test_a_year_before_the_history_that_is_looked_at_changes_nothing(
    detect: Detector, seed: int
) -> None:
    table, early = table_of(seed), table_of(seed + 1, 30.0, periods=YEAR)
    longer = detect(np.hstack([early, table]), SINCE + YEAR)
    same(detect(table, SINCE), longer)


@every
@some
@given(seed=seeds)
def test_a_count_does_not_move_its_own_bound_and_more_cases_are_no_less_alarming(
    detect: Detector, seed: int
) -> None:
    table, more = table_of(seed), table_of(seed)
    more[:, -1] += np.arange(len(more)) * 4
    one, other = detect(table, SINCE), detect(more, SINCE)
    np.testing.assert_array_equal(one.upper[:, -1], other.upper[:, -1])
    assert not np.any(one.alarm[:, -1] & ~other.alarm[:, -1])


@every
def test_without_a_case_there_is_no_alarm(detect: Detector) -> None:
    assert not detect(np.zeros((2, WIDTH)), SINCE).alarm.any()


@every
def test_counts_are_taken_as_they_are_whatever_their_type(detect: Detector) -> None:
    table = table_of(3)
    before = table.copy()
    wanted = detect(table, SINCE)
    np.testing.assert_array_equal(table, before)
    for form in (table.astype(np.uint8), table.astype(np.float32), table.astype(int).tolist()):
        np.testing.assert_array_equal(detect(form, SINCE).upper, wanted.upper)


@every
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (np.zeros((2, 3, WIDTH)), "counts have 3 dimensions; give series by periods"),
        (np.full((2, WIDTH), np.nan), "counts must be numbers of zero or more"),
        (np.full((2, WIDTH), -1), "counts must be numbers of zero or more"),
    ],
)
def test_what_are_no_counts_is_refused(detect: Detector, wrong: Counts, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        detect(wrong, SINCE)


@with_bound
@some
@given(seed=seeds, mean=means)
def test_an_alarm_is_a_count_above_its_bound_and_none_without_one(
    detect: Detector, seed: int, mean: float
) -> None:
    table = table_of(seed, mean)
    table[:2, -3:] += 12
    found = detect(table, SINCE)
    above = table > np.where(np.isnan(found.upper), np.inf, found.upper)
    np.testing.assert_array_equal(found.alarm, above)


@with_alpha
@some
@given(seed=seeds, mean=means)
def test_a_rarer_false_alarm_is_a_higher_bound(detect: Detector, seed: int, mean: float) -> None:
    table = table_of(seed, mean)
    upper = [detect(table, SINCE, alpha).upper[:, SINCE:] for alpha in (0.05, 0.01, 1e-4)]
    assert np.all(upper[0] <= upper[1])
    assert np.all(upper[1] <= upper[2])


# The mean of the ratio charts is given, and small.
LEARNING = {name: detect for name, detect in ABOVE_A_BOUND.items() if "glr" not in name}


@pytest.mark.parametrize("detect", LEARNING.values(), ids=LEARNING)
def test_counts_of_millions_have_a_bound_near_them(detect: Detector) -> None:
    table = np.round(2e6 + 1e3 * np.sin(np.arange(WIDTH)))[None]
    upper = detect(table, SINCE).upper[0, SINCE:]
    assert np.all((upper > 1.99e6) & (upper < 2.1e6))


def test_one_row_of_numbers_is_one_series() -> None:
    assert as_series([1, 2, 3]).shape == (1, 3)
    assert as_series(7).shape == (1, 1)
    assert as_series(np.zeros((0, 5))).shape == (0, 5)
