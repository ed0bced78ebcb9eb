"""P-values: ranks with ties, Gumbel's law, early stopping, recurrence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.detection.inference import gumbel_p, monte_carlo_p, recurrence_days

numbers = st.lists(st.floats(0, 30), min_size=1, max_size=50).map(np.array)


@pytest.mark.parametrize(
    ("statistic", "p"),
    [(9.0, 1 / 5), (4.0, 2 / 5), (3.5, 2 / 5), (3.0, 4 / 5), (0.0, 1.0)],
)
def test_the_rank_counts_ties_against_the_real_data(statistic: float, p: float) -> None:
    assert monte_carlo_p(statistic, np.array([1.0, 3.0, 3.0, 4.0])) == p


def test_a_difference_in_the_last_bits_is_a_tie() -> None:
    assert monte_carlo_p(0.1 + 0.2, np.array([0.3])) == 1.0


def test_a_stopped_scan_counts_its_last_replicate_once() -> None:
    assert monte_carlo_p(3.0, np.array([1.0, 4.0, 2.0, 5.0]), stopped=True) == 2 / 4


@given(numbers, st.floats(0, 30), st.floats(0, 5))
def test_a_larger_statistic_never_has_a_larger_p(
    maxima: np.ndarray, statistic: float, more: float
) -> None:
    for p in (monte_carlo_p, gumbel_p):
        assert p(statistic + more, maxima) <= p(statistic, maxima)


@given(numbers, st.floats(0, 1000))
def test_p_lies_above_zero_and_at_most_at_one(maxima: np.ndarray, statistic: float) -> None:
    for p in (monte_carlo_p, gumbel_p):
        assert 0 < p(statistic, maxima) <= 1


def test_gumbel_finds_the_tail_of_a_gumbel_sample() -> None:
    sample = np.random.default_rng(3).gumbel(5, 1, size=20_000)
    assert gumbel_p(5 + 6.9, sample) == pytest.approx(0.001, rel=0.1)


def test_gumbel_reaches_below_one_in_the_number_of_replicates() -> None:
    sample = np.random.default_rng(3).gumbel(5, 1, size=199)
    assert gumbel_p(25, sample) < 1e-6


def test_equal_maxima_leave_the_rank() -> None:
    assert gumbel_p(2.0, np.zeros(9)) == monte_carlo_p(2.0, np.zeros(9)) == 0.1


def test_a_scan_a_day_with_p_one_in_fifty_recurs_after_fifty_days() -> None:
    assert recurrence_days(0.02, 1) == 50
    assert recurrence_days(0.02, 7) == 350
