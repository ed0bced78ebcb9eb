"""An interest entry is short, ends by itself, and is not renewed by its author."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.screening.interest.rules import (
    MOST_MONTHS,
    REMINDED_BEFORE,
    NotAllowed,
    Obstacle,
    Standing,
    check_entry,
    check_renewal,
    end_of,
    standing,
)

days = st.dates(date(2025, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 27), 6, date(2027, 5, 27)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_an_entry_ends_on_the_same_day_of_a_later_month(
    start: date, months: int, end: date
) -> None:
    assert end_of(start, months) == end


@given(days, st.integers(1, MOST_MONTHS))
def test_no_entry_is_longer_than_six_months(start: date, months: int) -> None:
    assert timedelta(days=28) <= end_of(start, months) - start <= timedelta(days=184)


@pytest.mark.parametrize("months", [-1, 0, 7, 24])
def test_a_longer_one_and_none_at_all_are_refused(months: int) -> None:
    with pytest.raises(NotAllowed) as refused:
        end_of(date(2026, 1, 1), months)
    assert refused.value.obstacle is Obstacle.MONTHS
    with pytest.raises(NotAllowed):
        check_entry(months, has_ground=True, has_live_one=False)


def test_an_entry_needs_a_ground_and_is_the_only_one() -> None:
    check_entry(6, has_ground=True, has_live_one=False)
    for ground, one, obstacle in (
        (False, False, Obstacle.NO_GROUND),
        (True, True, Obstacle.THERE_IS_ONE),
    ):
        with pytest.raises(NotAllowed) as refused:
            check_entry(6, has_ground=ground, has_live_one=one)
        assert refused.value.obstacle is obstacle


END = date(2027, 5, 27)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (END, Standing.OVER),
        (END + timedelta(days=400), Standing.OVER),
        (END - timedelta(days=1), Standing.ENDS_SOON),
        (END - REMINDED_BEFORE, Standing.ENDS_SOON),
        (END - REMINDED_BEFORE - timedelta(days=1), Standing.LIVE),
    ],
)
def test_it_ends_by_date_and_reminds_two_weeks_before(on: date, told: Standing) -> None:
    assert standing(END, is_ended=False, on=on) is told


@given(days, days)
def test_what_was_ended_stays_over(end: date, on: date) -> None:
    assert standing(end, is_ended=True, on=on) is Standing.OVER


@pytest.mark.parametrize(
    ("now", "by", "obstacle"),
    [
        (Standing.OVER, "hadi", Obstacle.OVER),
        (Standing.LIVE, "hadi", Obstacle.TOO_EARLY),
        (Standing.ENDS_SOON, "ratna", Obstacle.OWN_ENTRY),
    ],
)
def test_renewing_takes_the_time_and_another_person(
    now: Standing, by: str, obstacle: Obstacle
) -> None:
    with pytest.raises(NotAllowed) as refused:
        check_renewal(now, by=by, author="ratna")
    assert refused.value.obstacle is obstacle


def test_a_reviewer_renews_what_ends_soon() -> None:
    check_renewal(Standing.ENDS_SOON, by="hadi", author="ratna")
