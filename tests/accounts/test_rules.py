"""How long a login waits and when a session ends: the pure rules, with their promises."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts import rules
from kentongan.accounts.roles import RoleKey
from kentongan.accounts.rules import LONGEST_WAIT, OF_A_NAME, OF_AN_ADDRESS

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIMITS = st.sampled_from([OF_A_NAME, OF_AN_ADDRESS])


def attack(limit: rules.Limit, patience: timedelta, span: timedelta) -> list[datetime]:
    """The failures of somebody who tries again as soon as it is open, every ``patience``."""
    failures: list[datetime] = []
    now = NOON
    while now < NOON + span:
        if rules.closed_until(failures, limit, now) is None:
            failures.append(now)
        now += patience
    return failures


@pytest.mark.parametrize(
    "typed",
    ["sari", "SARI", " sari ", "ＳＡＲＩ", "sari\x00", "sa\u200bri", "\u202esari", "sari\r\n"],
)
def test_every_spelling_is_read_as_one_name(typed: str) -> None:
    assert rules.canonical_name(typed) == "sari"


@given(st.text(max_size=40))
def test_a_canonical_name_is_canonical(text: str) -> None:
    once = rules.canonical_name(text)
    assert "\x00" not in once
    assert once == once.strip()


def test_four_failures_cost_nothing() -> None:
    assert rules.closed_until([NOON] * 4, OF_A_NAME, NOON) is None


def test_five_failures_close_the_name_for_a_quarter_of_an_hour() -> None:
    assert rules.closed_until([NOON] * 5, OF_A_NAME, NOON) == NOON + 15 * MINUTE


def test_after_that_the_wait_doubles() -> None:
    past = [NOON] * 5
    waits = []
    for _round in range(6):
        now = rules.closed_until(past, OF_A_NAME, past[-1])
        assert now is not None
        waits.append((now - past[-1]) / MINUTE)
        past.append(now)
    assert waits == [15, 2, 4, 8, 15, 15]


def test_an_address_is_slowed_but_not_shut() -> None:
    at_once = rules.closed_until([NOON] * 20, OF_AN_ADDRESS, NOON)
    assert at_once == NOON + timedelta(seconds=15)


@pytest.mark.parametrize("patience", [timedelta(seconds=7), MINUTE, timedelta(minutes=4)])
def test_no_quarter_of_an_hour_sees_more_than_five_guesses_at_a_name(patience: timedelta) -> None:
    failures = attack(OF_A_NAME, patience, timedelta(hours=6))
    for start in failures:
        within = [one for one in failures if start <= one < start + OF_A_NAME.window]
        assert len(within) <= 5


def test_a_day_of_guessing_at_one_name_gives_about_a_hundred_tries() -> None:
    assert len(attack(OF_A_NAME, timedelta(seconds=20), timedelta(hours=24))) <= 105


@given(LIMITS, st.lists(st.integers(0, 90_000), max_size=60))
def test_nobody_waits_longer_than_a_quarter_of_an_hour(limit: rules.Limit, ago: list[int]) -> None:
    failures = [NOON - timedelta(seconds=one) for one in ago]
    until = rules.closed_until(failures, limit, NOON)
    assert until is None or until <= max(failures) + LONGEST_WAIT


@given(LIMITS, st.lists(st.integers(0, 90_000), max_size=60))
def test_who_waits_until_then_may_try(limit: rules.Limit, ago: list[int]) -> None:
    failures = [NOON - timedelta(seconds=one) for one in ago]
    until = rules.closed_until(failures, limit, NOON)
    assert until is None or rules.closed_until(failures, limit, until) is None


@pytest.mark.parametrize(
    ("role", "minutes", "why"),
    [
        (RoleKey.ANALYST, 14, ""),
        (RoleKey.ANALYST, 15, "idle"),
        (RoleKey.VILLAGE_OFFICER, 29, ""),
        (RoleKey.VILLAGE_OFFICER, 30, "idle"),
        (RoleKey.POLICE_VILLAGE_OFFICER, 29, ""),
        (RoleKey.ARMY_VILLAGE_OFFICER, 29, ""),
        (RoleKey.SYSTEM_ADMIN, 15, "idle"),
    ],
)
def test_an_unused_session_ends_sooner_in_the_office_than_in_the_field(
    role: RoleKey, minutes: int, why: str
) -> None:
    assert rules.why_ended(NOON, NOON, role, NOON + minutes * MINUTE) == why


def test_after_eight_hours_the_busiest_session_ends() -> None:
    eight = NOON + timedelta(hours=8)
    assert rules.why_ended(NOON, eight, RoleKey.ANALYST, eight) == "old"
    assert rules.why_ended(NOON, eight, RoleKey.ANALYST, eight - MINUTE) == ""
