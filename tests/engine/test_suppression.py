"""Small counts do not leave the office, alone or by way of a total."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.suppression import (
    FEWEST,
    HIDDEN,
    STEP,
    released,
    released_share,
    released_total,
    rounded,
)

counts = st.integers(0, 5_000)


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (0, "<10"),
        (1, "<10"),
        (9, "<10"),
        (10, "10"),
        (12, "10"),
        (13, "15"),
        (17, "15"),
        (18, "20"),
    ],
)
def test_a_count_is_hidden_or_rounded(count: int, written: str) -> None:
    assert released(count) == written


@given(counts)
def test_what_is_written_never_tells_one_count_from_its_neighbours(count: int) -> None:
    alike = [
        other
        for other in range(max(0, count - 9), count + 10)
        if released(other) == released(count)
    ]
    assert count in alike
    assert len(alike) >= (FEWEST if count < FEWEST else STEP - 2)


@given(counts)
def test_rounding_moves_a_count_by_two_at_most(count: int) -> None:
    assert abs(rounded(count) - count) <= STEP // 2
    assert rounded(count) % STEP == 0


@given(st.lists(counts, min_size=2, max_size=12))
def test_a_total_is_rounded_on_its_own(some: list[int]) -> None:
    assert released_total(some) == released(sum(some))


def test_a_total_does_not_give_one_hidden_count_back() -> None:
    """30, 40 and a hidden one under "75": it may be 3 to 7, each side of the total too."""
    fitting = {
        hidden
        for hidden in range(FEWEST)
        for first in (28, 29, 30, 31, 32)
        for second in (38, 39, 40, 41, 42)
        if released_total([first, second, hidden]) == "75"
    }
    assert fitting == set(range(FEWEST))
    assert released(5) == HIDDEN


@pytest.mark.parametrize(
    ("events", "trials", "written"),
    [(12, 49, ""), (9, 500, ""), (12, 100, "10%"), (13, 100, "15%"), (50, 50, "100%")],
)
def test_a_share_needs_enough_behind_it(events: int, trials: int, written: str) -> None:
    assert released_share(events, trials) == written


@given(st.integers(0, 400), st.integers(0, 400))
def test_no_share_is_above_all(first: int, more: int) -> None:
    told = released_share(first, first + more)
    assert not told or int(told.rstrip("%")) <= 100


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="is no count"):
        released(-1)
    with pytest.raises(ValueError, match="is no share"):
        released_share(3, 2)
