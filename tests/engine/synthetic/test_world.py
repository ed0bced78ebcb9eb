"""What a built world promises, whatever its seed."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.synthetic import (
    Channel,
    Origin,
    PlacePrecision,
    ThingKind,
    World,
    WorldSettings,
    build_world,
)
from tests.engine.synthetic.conftest import LAST_DAY, SEED, square

YEAR = WorldSettings.ending(LAST_DAY, seed=SEED)


class Plan(NamedTuple):
    """A small world to be built; its own repr stays short where a test fails."""

    seed: int
    villages: int
    days: int

    def world(self) -> World:
        settings_of_it = WorldSettings.ending(LAST_DAY, seed=self.seed, days=self.days)
        return build_world(square(self.villages), settings_of_it)


plans = st.builds(Plan, st.integers(0, 10_000), st.integers(1, 60), st.integers(30, 200))
few = settings(max_examples=8, deadline=None)


def by_id(world: World):
    return {notice.id: notice for notice in world.notices}


def test_the_same_seed_and_places_make_an_equal_world(year: World) -> None:
    assert build_world(square(300), YEAR) == year


def test_the_order_of_the_places_does_not_matter(year: World) -> None:
    assert build_world(square(300)[::-1], YEAR) == year


def test_another_seed_makes_another_world(year: World) -> None:
    assert build_world(square(300), replace(YEAR, seed=SEED + 1)) != year


def test_a_year_has_about_thirteen_hundred_notices(year: World) -> None:
    assert 1150 < len(year.notices) < 1500


def test_a_year_has_seven_networks_two_clusters_and_three_rumours(year: World) -> None:
    planted = {truth.planted for truth in year.truth.notices.values()} - {""}
    kinds = Counter(name.partition("-")[0] for name in planted)
    assert kinds == {"network": 7, "cluster": 2, "rumour": 3}


def test_most_of_a_year_is_everyday(year: World) -> None:
    origins = Counter(truth.origin for truth in year.truth.notices.values())
    assert origins[Origin.NOISE] > 0.8 * len(year.notices)


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_is_heard_each_quarter(year: World, channel: Channel) -> None:
    quarters = {
        (notice.reported_on.month - 1) // 3 for notice in year.notices if notice.channel is channel
    }
    assert quarters == {0, 1, 2, 3}


def test_the_counter_is_closed_at_weekends(year: World) -> None:
    days = [n.reported_on.weekday() for n in year.notices if n.channel is Channel.COUNTER]
    assert max(days) <= 4


def test_networks_reach_several_villages_agencies_and_weeks(year: World) -> None:
    notices = by_id(year)
    for network in year.networks:
        own = [notices[name] for name in network.notice_ids]
        assert len({year.truth.notices[notice.id].village for notice in own}) >= 2
        assert len({notice.agency for notice in own}) >= 2
        assert (own[-1].reported_on - own[0].reported_on).days > 14


def test_a_phone_is_spelled_in_different_ways(year: World) -> None:
    spellings: dict[str, set[str]] = {}
    for notice in year.notices:
        for thing in notice.things:
            if thing.kind is ThingKind.PHONE:
                spellings.setdefault(thing.value, set()).add(thing.raw)
    assert max(len(raws) for raws in spellings.values()) >= 4


def test_some_networks_change_their_phone_and_some_share_no_phone(year: World) -> None:
    phones = [len(network.values(ThingKind.PHONE)) for network in year.networks]
    assert 0 in phones
    assert max(phones) >= 2


def test_a_changed_phone_does_not_come_back(year: World) -> None:
    notices = by_id(year)
    network = year.networks[1]  # the second habit: one phone, later another
    told = [
        (year.truth.notices[name].day, network.values(ThingKind.PHONE).index(thing.value))
        for name in network.notice_ids
        for thing in notices[name].things
        if thing.value in network.values(ThingKind.PHONE)
    ]
    assert [number for _, number in sorted(told)] == sorted(number for _, number in told)


def test_halls_hotlines_and_firms_are_listed_as_common(year: World) -> None:
    common = {thing.value for thing in year.truth.common}
    counts = Counter(
        thing.value
        for notice in year.notices
        if year.truth.notices[notice.id].origin is Origin.NOISE
        for thing in notice.things
        if thing.kind in {ThingKind.PHONE, ThingKind.ORGANISATION}
        and not year.truth.notices[notice.id].duplicate_of
    )
    assert {value for value, count in counts.items() if count > 1} <= common


def test_no_network_uses_a_common_thing(year: World) -> None:
    common = {thing.value for thing in year.truth.common}
    used = {thing.value for network in year.networks for thing in network.things}
    assert not common & used


def test_a_world_needs_places() -> None:
    with pytest.raises(ValueError, match="at least one place"):
        build_world([], YEAR)


def test_two_places_of_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match="same code"):
        build_world(square(1) * 2, YEAR)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"days": 29}, "too few"),
        ({"visits": -1}, "negative"),
        ({"duplicate_share": 1.5}, "outside 0..1"),
        ({"networks": 17}, "nicknames"),
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, float], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        WorldSettings(**({"seed": 1, "start": date(2025, 1, 1)} | wrong))


@few
@given(plans)
def test_notices_stand_in_the_order_of_their_reporting(plan: Plan) -> None:
    world = plan.world()
    days = [notice.reported_on for notice in world.notices]
    assert days == sorted(days)
    assert [notice.id for notice in world.notices] == list(world.truth.notices)


@few
@given(plans)
def test_nothing_happens_or_is_reported_outside_the_world(plan: Plan) -> None:
    world = plan.world()
    for notice in world.notices:
        day = world.truth.notices[notice.id].day
        assert world.truth.start <= day <= notice.reported_on <= world.truth.end


@few
@given(plans)
def test_a_told_day_lies_within_a_week_of_the_true_one_and_is_past(plan: Plan) -> None:
    world = plan.world()
    for notice in world.notices:
        if notice.noticed_on:
            assert notice.noticed_on <= notice.reported_on
            assert abs((notice.noticed_on - world.truth.notices[notice.id].day).days) <= 6


@few
@given(plans)
def test_a_told_place_is_the_true_village_or_lies_around_it(plan: Plan) -> None:
    world = plan.world()
    for notice in world.notices:
        village = world.truth.notices[notice.id].village
        if notice.place is None:
            assert notice.place_precision is PlacePrecision.UNSURE
        else:
            assert village.startswith(notice.place.code)


@few
@given(plans)
def test_a_copy_follows_its_original_with_the_same_voice_and_things(plan: Plan) -> None:
    world = plan.world()
    notices, truths = by_id(world), world.truth.notices
    for notice in world.notices:
        if original := truths[notice.id].duplicate_of:
            assert truths[original].duplicate_of == ""
            assert truths[original].voice == truths[notice.id].voice
            assert truths[original].planted == truths[notice.id].planted
            assert notices[original].reported_on <= notice.reported_on
            assert notices[original].things == notice.things


@few
@given(plans)
def test_a_rumour_has_one_voice(plan: Plan) -> None:
    world = plan.world()
    voices: dict[str, set[str]] = {}
    for truth in world.truth.notices.values():
        if truth.origin is Origin.RUMOUR:
            voices.setdefault(truth.planted, set()).add(truth.voice)
    assert all(len(who) == 1 for who in voices.values())


@few
@given(plans)
def test_the_same_person_is_the_same_voice(plan: Plan) -> None:
    world = plan.world()
    voices: dict[tuple[str, str], set[str]] = {}
    for notice in world.notices:
        truth = world.truth.notices[notice.id]
        if not truth.duplicate_of:  # who passes a message on lends it no voice of his own
            voices.setdefault((notice.agency, notice.source), set()).add(truth.voice)
    assert all(len(who) == 1 for who in voices.values())


@few
@given(plans)
def test_a_cluster_shares_no_thing(plan: Plan) -> None:
    world = plan.world()
    notices = by_id(world)
    for cluster in world.clusters:
        values = [
            thing.value
            for name in cluster.notice_ids
            if not world.truth.notices[name].duplicate_of
            for thing in notices[name].things
        ]
        assert len(values) == len(set(values))


@few
@given(plans)
def test_every_phone_is_an_invented_one(plan: Plan) -> None:
    world = plan.world()
    for notice in world.notices:
        for thing in notice.things:
            if thing.kind is ThingKind.PHONE:
                assert thing.value.startswith("+6285000")
                assert len(thing.value) == 14


@few
@given(plans)
def test_no_text_has_an_empty_slot(plan: Plan) -> None:
    world = plan.world()
    assert not any(set("{}") & set(notice.text) or "  " in notice.text for notice in world.notices)


def slow_linkable_on(world: World, planted: str) -> date | None:
    """Compare every pair of notices: two voices, one thing, the later day."""
    network = next(network for network in world.networks if network.id == planted)
    own = {thing.value for thing in network.things}
    notices = by_id(world)
    days = []
    for one in network.notice_ids:
        for other in network.notice_ids:
            shared = {thing.value for thing in notices[one].things} & {
                thing.value for thing in notices[other].things
            }
            if (shared & own) and world.truth.notices[one].voice != world.truth.notices[
                other
            ].voice:
                days.append(max(notices[one].reported_on, notices[other].reported_on))
    return min(days, default=None)


@few
@given(plans)
def test_linkable_on_agrees_with_the_comparison_of_all_pairs(plan: Plan) -> None:
    world = plan.world()
    for network in world.networks:
        assert network.linkable_on == slow_linkable_on(world, network.id)


@few
@given(plans)
def test_a_network_is_linkable_only_after_its_second_report(plan: Plan) -> None:
    world = plan.world()
    for network in world.networks:
        if network.linkable_on:
            assert network.second_report_on
            assert network.second_report_on <= network.linkable_on


def test_an_emerging_cluster_still_goes_on_on_the_last_day() -> None:
    world = build_world(square(100), WorldSettings.ending(LAST_DAY, seed=SEED, emerging=1))
    first, second = world.clusters
    assert first.last_day == LAST_DAY
    assert second.last_day < LAST_DAY
