"""Deadlines in the office's working time. Friday closes at 16.30, the other days at 16.00."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kentongan.alerts.clocks import Clock, Edition, due_at, edition_on, editions, is_working_day
from kentongan.alerts.models import State

ZONE = ZoneInfo("Asia/Jakarta")
MINUTES = st.integers(0, 4 * 366 * 24 * 60)
MOMENTS = MINUTES.map(lambda count: at("2026-01-01 00:00") + timedelta(minutes=count))
OPEN_STATES = st.sampled_from([state for state in State if state is not State.CLOSED])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("state", "urgency", "since", "due"),
    [
        # Four working hours.
        (State.RECEIVED, 1, "2026-11-25 08:00", "2026-11-25 12:00"),
        (State.RECEIVED, 1, "2026-11-25 15:00", "2026-11-26 10:30"),
        (State.RECEIVED, 1, "2026-11-25 03:00", "2026-11-25 11:30"),
        (State.RECEIVED, 1, "2026-11-27 16:00", "2026-11-30 11:00"),  # Friday to Monday
        (State.RECEIVED, 1, "2026-11-28 09:00", "2026-11-30 11:30"),  # a Saturday
        # One working day: until the office closes on the next one.
        (State.RECEIVED, 2, "2026-11-25 08:00", "2026-11-26 16:00"),
        (State.RECEIVED, 2, "2026-11-25 23:00", "2026-11-26 16:00"),
        (State.RECEIVED, 2, "2026-11-26 08:00", "2026-11-27 16:30"),
        (State.RECEIVED, 2, "2026-11-27 08:00", "2026-11-30 16:00"),
        # Christmas 2026 is a Friday, and the Thursday before it is joint leave.
        (State.RECEIVED, 2, "2026-12-23 08:00", "2026-12-28 16:00"),
        # Independence day 2026 is a Monday.
        (State.VERIFICATION, 2, "2026-08-14 08:00", "2026-08-19 16:00"),
    ],
)
def test_each_state_has_its_deadline(state: State, urgency: int, since: str, due: str) -> None:
    assert due_at(state, urgency, at(since), ZONE) == at(due)


def test_a_closed_alert_has_no_clock() -> None:
    assert due_at(State.CLOSED, 1, at("2026-11-25 08:00"), ZONE) is None


@pytest.mark.parametrize(("urgency", "same_as"), [(0, 1), (7, 3)])
def test_an_urgency_off_the_scale_counts_as_the_nearest(urgency: int, same_as: int) -> None:
    start = at("2026-11-25 08:00")
    assert due_at(State.ACTION, urgency, start, ZONE) == due_at(State.ACTION, same_as, start, ZONE)


def test_a_year_without_official_calendar_uses_weekdays_and_fixed_days_off() -> None:
    edition = edition_on(date(2031, 8, 1))
    assert not is_working_day(date(2031, 5, 1), edition)  # a Thursday, labour day
    assert not is_working_day(date(2031, 8, 16), edition)  # a Saturday
    assert is_working_day(date(2031, 8, 18), edition)


def test_joint_leave_is_no_working_day() -> None:
    assert not is_working_day(date(2026, 12, 24), edition_on(date(2026, 12, 24)))


@given(MOMENTS, OPEN_STATES, st.integers(1, 3))
def test_a_deadline_lies_ahead_in_working_time(since: datetime, state: State, urgency: int) -> None:
    due = due_at(state, urgency, since, ZONE)
    assert due is not None
    edition = edition_on(since.date())
    opens, closes = edition.opening_hours[due.isoweekday()]
    assert due > since
    assert is_working_day(due.date(), edition)
    assert opens <= due.time() <= closes


@given(MOMENTS, OPEN_STATES, st.integers(1, 2))
def test_the_more_urgent_is_never_due_later(since: datetime, state: State, urgency: int) -> None:
    sooner, later = (due_at(state, urgency + step, since, ZONE) for step in (0, 1))
    assert sooner is not None
    assert later is not None
    assert sooner <= later


@given(MOMENTS, MOMENTS)
def test_who_starts_earlier_is_due_earlier(one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    due, later = (due_at(State.RECEIVED, 1, start, ZONE) for start in (first, second))
    assert due is not None
    assert later is not None
    assert due <= later


def slow_hours(since: datetime, hours: int) -> datetime:
    """The slow twin: walk minute by minute and count those in which the office is open."""
    edition, moment, left = edition_on(since.date()), since, hours * 60
    while left:
        hour = edition.opening_hours.get(moment.isoweekday())
        if hour and is_working_day(moment.date(), edition) and hour[0] <= moment.time() < hour[1]:
            left -= 1
        moment += timedelta(minutes=1)
    return moment


@given(st.integers(0, 60 * 24 * 20))
def test_hours_agree_with_counting_every_minute(minutes: int) -> None:
    since = at("2026-12-10 00:00") + timedelta(minutes=minutes)
    assert due_at(State.RECEIVED, 1, since, ZONE) == slow_hours(since, 4)


def test_every_edition_of_the_data_file_loads_and_names_its_source() -> None:
    assert editions()
    assert all(len(edition.source) > 20 for edition in editions())


def test_a_clock_has_hours_or_days_not_both() -> None:
    for wrong in ({}, {"hours": 1, "days": 1}, {"minutes": 5}):
        with pytest.raises(ValidationError):
            Clock.model_validate(wrong)


def test_an_edition_without_a_clock_for_a_state_is_refused() -> None:
    raw = editions()[0].model_dump()
    del raw["clocks"][State.ACTION]
    with pytest.raises(ValidationError, match="action"):
        Edition.model_validate(raw)
