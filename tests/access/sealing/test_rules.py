"""When a step of opening is allowed, minute by minute; time is passed in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.sealing import slowing
from kentongan.access.sealing.rules import Stage, recent_misses, says_something, stage

ASKED = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
minutes = st.integers(0, 2000)


def at(minute: int | None) -> datetime | None:
    return None if minute is None else ASKED + minute * MINUTE


@pytest.mark.parametrize(
    ("one", "two", "now", "expected"),
    [
        (None, None, 0, Stage.FIRST),
        (None, None, 24 * 60, Stage.FIRST),
        (None, None, 24 * 60 + 1, Stage.EXPIRED),
        (10, None, 10, Stage.SECOND),
        (10, None, 25, Stage.SECOND),
        (10, None, 26, Stage.FIRST),  # the half waited too long: as though it was never given
        (24 * 60 - 1, None, 24 * 60 + 14, Stage.SECOND),  # begun in time, ended in time
        (24 * 60 - 1, None, 24 * 60 + 15, Stage.EXPIRED),
        (10, 12, 13, Stage.OPENED),
        (10, 12, 99_999, Stage.OPENED),
    ],
)
def test_the_stage_of_a_request(
    one: int | None, two: int | None, now: int, expected: Stage
) -> None:
    assert stage(ASKED, at(one), at(two), ASKED + now * MINUTE) is expected


@given(one=st.none() | minutes, now=minutes, later=minutes)
def test_without_a_step_nothing_comes_back_after_it_is_over(
    one: int | None, now: int, later: int
) -> None:
    if stage(ASKED, at(one), None, ASKED + now * MINUTE) is Stage.EXPIRED and (one or 0) <= now:
        assert stage(ASKED, at(one), None, ASKED + (now + later) * MINUTE) is Stage.EXPIRED


@pytest.mark.parametrize(
    ("reason", "is_one"),
    [
        ("Saksi perlu dilindungi.", True),
        ("….................……………", False),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", False),
        ("abcabcabcabcabcabcabcabc", False),
        ("Aa Bb Cc Aa Bb Cc Aa Bb", False),  # three letters, large or small
        ("  saksi takut     ", False),
        ("", False),
    ],
)
def test_a_reason_is_more_than_dots_and_repetitions(reason: str, is_one: bool) -> None:
    assert says_something(reason) is is_one


@given(st.lists(st.integers(0, 60), max_size=9))
def test_only_the_misses_of_the_last_quarter_of_an_hour_count(ago: list[int]) -> None:
    misses = [(ASKED - one * MINUTE).isoformat() for one in ago]
    assert len(recent_misses(misses, ASKED)) == sum(one < 15 for one in ago)


@given(st.integers(0, 10_000))
def test_a_further_check_never_waits_less_and_nobody_is_shut_out(checks: int) -> None:
    assert 0.0 <= slowing.wait_for(checks) <= slowing.wait_for(checks + 1) <= slowing.LONGEST_WAIT
