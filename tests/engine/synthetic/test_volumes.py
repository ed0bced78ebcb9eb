"""How many notices come, when in the year and the week, and what small or odd settings give."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.synthetic import Channel, Origin, World, WorldSettings, build_world
from kentongan.engine.synthetic.everyday import MONTH, volumes
from kentongan.engine.synthetic.seasons import (
    HIJRI_FACTORS,
    WEEKDAYS,
    factor,
    factors,
    hijri_month,
    next_working_day,
)
from kentongan.engine.synthetic.stage import LONGEST_DELAY, LONGEST_OF_ALL, Stage
from tests.engine.synthetic.conftest import LAST_DAY, SEED, square

# Nothing planted, nothing copied, nobody says anything.
SILENT = WorldSettings(
    seed=SEED,
    start=date(2026, 1, 1),
    days=120,
    **dict.fromkeys(("visits", "partners", "counter", "public"), 0.0),
    **dict.fromkeys(("networks", "clusters", "rumours"), 0),
    duplicate_share=0.0,
    network_duplicate_share=0.0,
)
FIELDS = {
    Channel.VISIT: "visits",
    Channel.PARTNER: "partners",
    Channel.COUNTER: "counter",
    Channel.PUBLIC: "public",
}


def world(villages: int = 40, **more: object) -> World:
    return build_world(square(villages), replace(SILENT, **more))


def heard(of: World) -> Counter[Channel]:
    return Counter(notice.channel for notice in of.notices)


def test_where_nobody_says_anything_there_is_an_empty_world() -> None:
    empty = world()
    assert (empty.notices, dict(empty.truth.notices)) == ((), {})
    assert (empty.networks, empty.clusters) == ((), ())
    assert (empty.truth.start, empty.truth.end) == (SILENT.start, SILENT.end)


def test_an_empty_world_still_knows_its_public_numbers() -> None:
    assert len(world().truth.common) == 6 + 2 + 2 * 2  # halls, hotlines, firms and their phones


@pytest.mark.parametrize("channel", list(Channel))
def test_one_channel_alone_is_heard_as_often_as_it_says(channel: Channel) -> None:
    one = world(**{FIELDS[channel]: 90.0})
    due = 90 * SILENT.days / MONTH
    assert set(heard(one)) == {channel}
    # Poisson: five standard deviations.
    assert abs(len(one.notices) - due) < 5 * due**0.5


def test_volumes_are_those_of_the_settings() -> None:
    assert volumes(WorldSettings(seed=1, start=LAST_DAY)) == {
        Channel.VISIT: 14,
        Channel.PARTNER: 52,
        Channel.COUNTER: 22,
        Channel.PUBLIC: 20,
    }


def test_planted_notices_take_the_place_of_everyday_ones() -> None:
    """Seven networks do not make an office hear more, as long as there is room for them."""
    busy = {"partners": 30.0, "public": 18.0, "visits": 18.0, "counter": 15.0}
    quiet, full = world(**busy), world(**busy, networks=7)
    assert sum(t.origin is Origin.NETWORK for t in full.truth.notices.values()) >= 7 * 7
    spread = len(quiet.notices) ** 0.5
    assert abs(len(full.notices) - len(quiet.notices)) < 7 * spread


def test_planted_notices_come_even_where_there_is_no_room() -> None:
    planted = world(networks=2, clusters=1, rumours=1)
    origins = Counter(truth.origin for truth in planted.truth.notices.values())
    assert origins[Origin.NOISE] == 0
    assert 14 <= origins[Origin.NETWORK] <= 28
    assert 11 <= origins[Origin.CLUSTER] <= 16
    assert 8 <= origins[Origin.RUMOUR] <= 14


@pytest.mark.parametrize("villages", [1, 2, 5])
def test_a_handful_of_villages_is_a_world(villages: int) -> None:
    small = world(villages, networks=3, clusters=1, rumours=1, visits=10.0)
    codes = {place.code for place in square(villages)}
    assert {truth.village for truth in small.truth.notices.values()} <= codes
    assert all(set(network.villages) <= codes for network in small.networks)


def test_the_shortest_world_holds_everything_it_plants() -> None:
    short = world(days=30, networks=7, clusters=2, rumours=3)
    room = 30 - LONGEST_OF_ALL
    for planted in (*short.networks, *short.clusters):
        assert (planted.last_day - planted.first_day).days + 1 <= room
        assert planted.notice_ids


def test_the_end_of_a_world_is_its_last_day_included() -> None:
    assert WorldSettings.ending(LAST_DAY, seed=1, days=30).end == LAST_DAY
    assert WorldSettings.ending(LAST_DAY, seed=1, days=30).start == date(2026, 10, 26)


@pytest.mark.parametrize(
    "edge", [{"days": 30}, {"networks": 16}, {"duplicate_share": 0}, {"network_duplicate_share": 1}]
)
def test_the_limits_of_the_settings_are_allowed(edge: dict[str, float]) -> None:
    made = replace(SILENT, **edge)
    assert {name: getattr(made, name) for name in edge} == edge


@pytest.mark.parametrize(
    "wrong",
    [{"rumours": -1}, {"clusters": -1}, {"networks": -1}, {"public": -0.1}, {"counter": -1.0},
     {"partners": -1.0}, {"duplicate_share": -0.01}, {"network_duplicate_share": 1.01}],
)  # fmt: skip
def test_less_than_nothing_and_more_than_all_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"negative|outside 0\.\.1"):
        replace(SILENT, **wrong)


def by_weekday(of: World) -> list[float]:
    """The share of each weekday, Monday first, by the day on which it happened."""
    days = Counter(truth.day.weekday() for truth in of.truth.notices.values())
    return [days[n] / days.total() for n in range(7)]


@pytest.mark.parametrize("channel", list(Channel))
def test_the_week_has_the_shape_of_its_channel(channel: Channel) -> None:
    busy = factors(channel, SILENT.start, SILENT.days)
    due = np.zeros(7)
    np.add.at(due, [(SILENT.start + timedelta(n)).weekday() for n in range(SILENT.days)], busy)
    found = by_weekday(world(**{FIELDS[channel]: 130.0}))
    assert found == pytest.approx((due / due.sum()).tolist(), abs=0.09)


def test_the_counter_is_nearly_empty_in_suro() -> None:
    """16 June to 15 July 2026: three applicants where ten are usual."""
    counter = world(days=240, counter=110.0)
    months = Counter(hijri_month(truth.day) for truth in counter.truth.notices.values())
    assert months[1] < 0.5 * min(months[12], months[2])


@pytest.mark.parametrize("channel", list(Channel))
def test_every_weekday_factor_is_a_mean_of_about_one(channel: Channel) -> None:
    assert len(WEEKDAYS[channel]) == 7
    assert sum(WEEKDAYS[channel]) / 7 == pytest.approx(1, abs=0.15)
    assert all(0 < value < 2 for value in HIJRI_FACTORS[channel].values())


def slow_hijri_months() -> dict[date, int]:
    """Months of 30 and 29 days in turn, a day more in eleven years of thirty, counted from 1446."""
    leaps = {2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29}
    lengths = [
        (month, 30 if month % 2 else 29 + (month == 12 and year % 30 in leaps))
        for year in range(1446, 1456)
        for month in range(1, 13)
    ]
    ends = accumulate((days for _, days in lengths), initial=0)
    first = date(2024, 7, 8)  # 1 Muharram 1446 of the arithmetic calendar
    return {
        first + timedelta(begun + n): month
        for (month, days), begun in zip(lengths, ends, strict=False)
        for n in range(days)
    }


def test_months_agree_with_a_calendar_counted_out_but_for_a_day_at_their_ends() -> None:
    slow = slow_hijri_months()
    for day, month in list(slow.items())[3:-3]:
        near = {slow[day + timedelta(n)] for n in (-1, 0, 1)}
        assert hijri_month(day) in near
        assert len(near) > 1 or hijri_month(day) == month


@given(st.sampled_from(list(Channel)), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_no_day_is_less_than_silent_or_more_than_thrice_as_busy(
    channel: Channel, day: date
) -> None:
    assert 0 <= factor(channel, day) < 3


def test_friday_is_a_working_day_and_saturday_waits_for_monday() -> None:
    friday = date(2026, 11, 20)
    waits = [next_working_day(friday + timedelta(n)) for n in range(4)]
    assert waits == [friday, *[date(2026, 11, 23)] * 3]


stages = st.builds(
    lambda seed, days: Stage(square(3), replace(SILENT, seed=seed, days=days)),
    st.integers(0, 999),
    st.integers(30, 400),
)
some = settings(max_examples=20, deadline=None)


@some
@given(stages, st.integers(1, 200), st.integers(0, 100))
def test_a_span_lies_in_the_world_and_leaves_time_to_report(
    stage: Stage, shortest: int, more: int
) -> None:
    first, last = stage.span(shortest, shortest + more)
    lasted, room = (last - first).days + 1, stage.settings.days - LONGEST_OF_ALL
    assert stage.settings.start <= first
    assert last <= stage.settings.end - timedelta(LONGEST_OF_ALL)
    assert min(shortest, room) <= lasted <= min(shortest + more, room)


@some
@given(stages, st.sampled_from(list(Channel)), st.integers(0, 29))
def test_a_notice_is_handed_in_soon_and_by_offices_on_working_days(
    stage: Stage, channel: Channel, number: int
) -> None:
    seen = stage.settings.start + timedelta(number)
    handed = stage.handed_in(channel, seen)
    assert seen <= handed <= stage.settings.end
    assert (handed - seen).days <= LONGEST_DELAY[channel] + 2
    if channel is not Channel.PUBLIC and handed != stage.settings.end:
        assert handed.weekday() <= 4


@some
@given(stages)
def test_what_cannot_happen_never_does_and_what_must_always_does(stage: Stage) -> None:
    assert not any(stage.happens(0.0) for _ in range(50))
    assert all(stage.happens(1.0) for _ in range(50))
