"""Nowcasts: alike with R on the outbreak of 2011, and intervals that hold what they promise."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import special  # type: ignore[import-untyped]

from kentongan.engine.detection.temporal import (
    DelayLaw,
    Nowcast,
    nowcast,
    only_complete,
    reporting_triangle,
    whole_totals,
)
from kentongan.engine.detection.temporal.nowcast import MOST_MISSING, quantile
from tests.engine.detection.temporal.published import rows

LONGEST = 15
# The first call compiles.
some = settings(max_examples=40, deadline=None)


def outbreak(days: int, first: date) -> Nowcast:
    """The outbreak of O104:H4 in Germany as it was known after so many days."""
    told = rows("surv_husO104Hosp.csv")
    events, reports = (
        np.array([(date.fromisoformat(row[name]) - first).days for row in told])
        for name in ("dHosp", "dReport")
    )
    triangle = reporting_triangle(events, reports, periods=days, longest=LONGEST)
    return nowcast(triangle.sum(axis=1), DelayLaw.of(triangle))


def test_the_outbreak_of_2011_is_completed_as_by_r() -> None:
    wanted = rows("oracle_nowcast_hus_20110602.csv")
    found = outbreak(len(wanted), date.fromisoformat(wanted[0]["date"]))
    assert found.reported[0].tolist() == [int(row["reported_by_now"]) for row in wanted]
    told = [at for at, row in enumerate(wanted) if row["lawless"] != "NA"]
    assert len(told) == 9
    for at in told:
        row = wanted[at]
        whole = whole_totals(found)[0, at].tolist()
        assert whole == [float(row[name]) for name in ("lawless", "lo", "hi")]


def test_whole_totals_wait_for_the_first_report() -> None:
    found = nowcast([4, 0, 3], DelayLaw(np.array([0.5, 1.0]), np.zeros(2)))
    whole = whole_totals(found)[0]
    # All of the first period has come in, none of the second.
    assert np.isnan(whole[:2]).all()
    assert whole[2, 1] >= 3


def test_the_truth_of_2011_lies_in_most_intervals() -> None:
    wanted = rows("oracle_nowcast_hus_20110602.csv")
    found = outbreak(len(wanted), date.fromisoformat(wanted[0]["date"]))
    final = np.array([int(row["final"]) for row in wanted])[-11:]
    inside = (found.low[0, -11:] <= final) & (final <= found.high[0, -11:])
    assert inside.sum() >= 9


def test_intervals_hold_the_truth_as_often_as_they_promise() -> None:
    random = np.random.default_rng(11)
    chances = np.array([0.7**delay * 0.3 for delay in range(11)])
    chances[-1] = 1 - chances[:-1].sum()
    covered = np.array([covers(random, chances) for _ in range(300)])
    assert 0.93 < covered.mean() < 0.97


def covers(random: np.random.Generator, chances: NDArray[np.float64]) -> list[bool]:
    """Whether the totals of the last five periods of one simulated triangle were covered."""
    truth = random.poisson(80, 60)
    whole = np.array([random.multinomial(total, chances) for total in truth])
    known = np.where(np.arange(60)[:, None] + np.arange(11) < 60, whole, 0)
    found = nowcast(known.sum(axis=1), DelayLaw.of(known))
    inside = (found.low[0] <= truth) & (truth <= found.high[0])
    return [bool(one) for one in inside[-5:]]


def test_the_shares_are_those_of_the_chain_ladder() -> None:
    triangle = np.array([[2, 1, 1], [3, 2, 1], [4, 2, 0], [5, 0, 0]])
    # From the periods whose next delay is known: 9 grew to 14, and 8 to 10.
    first, second = 14 / 9, 10 / 8
    np.testing.assert_allclose(DelayLaw.of(triangle).share, [1 / (first * second), 1 / second, 1])


@some
@given(
    reported=st.integers(0, 40),
    came=st.floats(0.5, 500),
    misses=st.floats(0.5, 500),
    chance=st.sampled_from((0.025, 0.5, 0.975)),
)
def test_what_is_missing_follows_the_beta_negative_binomial_law(
    reported: int, came: float, misses: float, chance: float
) -> None:
    found = quantile(reported, came, misses, chance)
    within = slow_cdf(found, reported, came, misses)
    assert within >= chance - 1e-9 or found == MOST_MISSING
    assert slow_cdf(found - 1, reported, came, misses) < chance + 1e-9


def slow_cdf(number: float, reported: int, came: float, misses: float) -> float:
    """The chance of at most so many missing reports, written out with SciPy's logarithms."""
    missing, size = np.arange(number + 1), reported + 0.5
    ways = special.gammaln(size + missing) - special.gammaln(size) - special.gammaln(missing + 1)
    law = special.betaln(came + size, misses + missing) - special.betaln(came, misses)
    return float(np.exp(ways + law).sum())


def test_while_nothing_can_have_come_in_there_is_no_nowcast() -> None:
    triangle = np.array([[0, 2], [0, 3], [0, 0]])
    found = nowcast([2, 3, 0], DelayLaw.of(triangle))
    assert found.total[0, :2].tolist() == [2, 3]
    assert np.isnan([found.total[0, 2], found.low[0, 2], found.high[0, 2]]).all()


def test_a_triangle_holds_what_is_known_by_the_last_period() -> None:
    triangle = reporting_triangle([0, 0, 1, 1, 2], [0, 2, 1, 5, 2], periods=3, longest=1)
    assert triangle.tolist() == [[1, 1], [1, 0], [1, 0]]


def test_incomplete_periods_are_not_compared_with_complete_ones() -> None:
    counts = [[4, 5, 6, 2, 0]]
    assert only_complete(counts, [1, 1, 0.97, 0.6, 0.1]).tolist() == [[4, 5, 6]]
    assert only_complete(counts, np.ones(5)).tolist() == counts


@pytest.mark.parametrize(("events", "reports"), [([2], [1]), ([-1], [0])])
def test_nothing_is_told_before_it_happens(events: list[int], reports: list[int]) -> None:
    with pytest.raises(ValueError, match="before"):
        reporting_triangle(events, reports, periods=3, longest=1)


def test_impossible_questions_are_refused() -> None:
    law = DelayLaw.of([[1, 0], [1, 0]])
    with pytest.raises(ValueError, match="level"):
        nowcast([1, 2], law, level=1.0)
    with pytest.raises(ValueError, match="delays"):
        DelayLaw.of([[1, 0, 0]])
    with pytest.raises(ValueError, match="share"):
        only_complete([1, 2], [1.0])
