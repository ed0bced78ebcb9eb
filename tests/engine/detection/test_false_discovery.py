"""Many tests at once: the adjusted values, against SciPy and against what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.false_discovery import Correction, false_discovery

chances = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(p_values=chances)
def test_the_adjusted_values_are_those_of_scipy(p_values: list[float]) -> None:
    for ours, theirs in (("hochberg", "bh"), ("yekutieli", "by")):
        expected = stats.false_discovery_control(p_values, method=theirs)
        found = false_discovery(p_values, ours)  # type: ignore[arg-type]
        np.testing.assert_allclose(found, expected, atol=1e-300)


@given(p_values=chances, data=st.data())
def test_the_order_of_tests_changes_nothing(p_values: list[float], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(p_values))))
    turned = false_discovery([p_values[place] for place in order])
    np.testing.assert_array_equal(turned, false_discovery(p_values)[list(order)])


@given(p_values=chances, more=st.integers(0, 50))
def test_tests_that_were_made_and_not_given_count_as_those_that_say_nothing(
    p_values: list[float], more: int
) -> None:
    found = false_discovery(p_values, tests=len(p_values) + more)
    padded = false_discovery([*p_values, *[1.0] * more])[: len(p_values)]
    np.testing.assert_allclose(found, padded)


def test_a_test_that_was_not_made_counts_for_nothing() -> None:
    found = false_discovery([0.01, float("nan"), 0.04])
    np.testing.assert_allclose(found, [0.02, float("nan"), 0.04])


def test_no_tests_give_no_values() -> None:
    assert len(false_discovery([])) == 0


@pytest.mark.parametrize("correction", ["hochberg", "yekutieli"])
def test_the_share_of_false_discoveries_is_held(correction: Correction) -> None:
    """Forty tests of which ten have something to show."""
    random = np.random.default_rng(4)
    wrong = []
    for _ in range(500):
        scores = random.normal(size=40) + np.where(np.arange(40) < 10, 3.0, 0.0)
        kept = false_discovery(stats.norm.sf(scores), correction) <= 0.1
        wrong.append(int(kept[10:].sum()) / max(1, int(kept.sum())))
    assert np.mean(wrong) <= 0.1


@pytest.mark.parametrize("wrong", [[-0.1], [1.1], [[0.5]]])
def test_what_is_no_row_of_chances_is_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match=r"within 0\.\.1"):
        false_discovery(wrong)


def test_fewer_tests_than_values_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        false_discovery([0.1, 0.2], tests=1)
