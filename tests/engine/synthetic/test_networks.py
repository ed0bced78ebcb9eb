"""Every planted network hides in its own way; clusters, rumours and copies keep their shape."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from kentongan.engine.synthetic import (
    Agency,
    Channel,
    Network,
    Notice,
    NoticeTruth,
    Origin,
    ThingKind,
    World,
    WorldSettings,
    build_world,
)
from kentongan.engine.synthetic.copies import LONGEST_WAIT, forwarded, repeated
from kentongan.engine.synthetic.names import OFFERS, RECRUITER_NICKNAMES
from kentongan.engine.synthetic.offers import Told, draw_offer, partly
from kentongan.engine.synthetic.phrases import REPEATS
from kentongan.engine.synthetic.recruiters import HABITS, Ring
from kentongan.engine.synthetic.signs import SIGNS
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.tales import Occasion, tale
from tests.engine.synthetic.conftest import LAST_DAY, SEED, square

# Sixteen networks go more than twice round the habits; every message comes again.
PLANTED = WorldSettings.ending(LAST_DAY, seed=SEED)
ALL_OF_THEM = replace(
    PLANTED, networks=16, visits=0, partners=0, counter=0, public=0, duplicate_share=1.0,
    network_duplicate_share=1.0,
)  # fmt: skip
NUMBERS = range(16)


@pytest.fixture(scope="module")
def full() -> World:
    return build_world(square(80), ALL_OF_THEM)


class Known(NamedTuple):
    """A notice with its truth."""

    notice: Notice
    truth: NoticeTruth


def told_of(world: World, network: Network, *, copies: bool = False) -> list[Known]:
    both = [Known(notice, world.truth.notices[notice.id]) for notice in world.notices]
    own = [one for one in both if one.truth.planted == network.id]
    return [one for one in own if copies or not one.truth.duplicate_of]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_network_uses_what_its_habit_says(full: World, number: int) -> None:
    habit, network = HABITS[number % len(HABITS)], full.networks[number]
    kinds = Counter(thing.kind for thing in network.things)
    assert kinds.pop(ThingKind.PHONE, 0) == habit.phones
    assert kinds == dict.fromkeys(set(habit.shown) - {ThingKind.PHONE}, 1)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_network_is_told_of_where_and_while_it_works(full: World, number: int) -> None:
    network = full.networks[number]
    told = told_of(full, network)
    assert 7 <= len(told) <= 14
    assert 60 <= (network.last_day - network.first_day).days + 1 <= 150
    for one in told:
        assert one.truth.village in network.villages
        assert network.first_day <= one.truth.day <= network.last_day


@pytest.mark.parametrize("number", NUMBERS)
def test_a_notice_of_a_network_tells_only_its_things_or_a_phone_used_once(
    full: World, number: int
) -> None:
    network = full.networks[number]
    own = {thing.value for thing in network.things}
    once = Counter(
        thing.value
        for one in told_of(full, network)
        for thing in one.notice.things
        if thing.value not in own
    )
    assert set(once.values()) <= {1}
    assert bool(once) <= bool(HABITS[number % len(HABITS)].burner)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_network_has_a_method_of_five_signs_at_most(full: World, number: int) -> None:
    told = told_of(full, full.networks[number])
    noted = {sign for one in told for sign in one.notice.indicators}
    assert len(noted) <= 5
    assert noted <= {sign.id for sign in SIGNS}
    assert all(len(one.notice.indicators) <= 2 for one in told)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_network_offers_is_an_offer_and_each_notice_a_part_of_it(
    full: World, number: int
) -> None:
    network = full.networks[number]
    offer = next(o for o in OFFERS if (o.destination, o.job) == (network.destination, network.job))
    assert offer.least <= network.fee_rupiah / 1_000_000 <= offer.most
    for notice, _ in told_of(full, network):
        assert notice.destination in {"", network.destination}
        assert notice.job in {"", network.job}
        assert notice.fee_rupiah in {None, network.fee_rupiah}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_dates_of_a_network_are_those_of_its_notices(full: World, number: int) -> None:
    network = full.networks[number]
    own = told_of(full, network, copies=True)
    assert network.notice_ids == tuple(one.notice.id for one in own)
    voices = {own[0].truth.voice}
    second = next((n for n in own if n.truth.voice not in voices), None)
    assert network.second_report_on == (second and second.notice.reported_on)


def test_networks_share_no_nickname_phone_or_account(full: World) -> None:
    shared = {ThingKind.PHONE, ThingKind.ACCOUNT}
    values = [t.value for network in full.networks for t in network.things if t.kind in shared]
    nicknames = [
        alias.split(" ", 1)[1] for one in full.networks for alias in one.values(ThingKind.ALIAS)
    ]
    assert len(set(values)) == len(values)
    assert len(set(nicknames)) == len(nicknames)
    assert set(nicknames) <= set(RECRUITER_NICKNAMES)


def test_networks_are_numbered_from_one(full: World) -> None:
    assert [network.id for network in full.networks] == [f"network-{n + 1}" for n in NUMBERS]


def test_villages_of_a_network_stand_once_and_are_four_to_six(full: World) -> None:
    for network in full.networks:
        assert len(set(network.villages)) == len(network.villages)
        assert 4 <= len(network.villages) <= 6


@pytest.mark.parametrize(
    ("progress", "phone"),
    [(0.0, 0), (0.33, 0), (0.34, 1), (0.66, 1), (0.67, 2), (0.999, 2), (1.0, 2)],
)
def test_three_phones_are_used_a_third_of_the_time_each(
    full: World, progress: float, phone: int
) -> None:
    network = full.networks[6]  # the seventh habit: three phones
    ring = Ring(network, HABITS[6], (), ())
    assert ring.phone(progress) == network.values(ThingKind.PHONE)[phone]


def test_a_cluster_is_five_neighbours_for_some_weeks(full: World) -> None:
    for cluster in full.clusters:
        own = [full.truth.notices[name] for name in cluster.notice_ids]
        originals = [truth for truth in own if not truth.duplicate_of]
        assert len(cluster.villages) == 5
        assert 18 <= (cluster.last_day - cluster.first_day).days + 1 <= 28
        assert 11 <= len(originals) <= 16
        assert all(truth.village in cluster.villages for truth in own)
        assert all(cluster.first_day <= truth.day <= cluster.last_day for truth in own)


def test_a_rumour_is_graded_as_one_and_names_one_person(full: World) -> None:
    for notice in full.notices:
        if full.truth.notices[notice.id].origin is Origin.RUMOUR:
            assert (notice.source_kind, notice.credibility) == ("rumour", "6")
            assert ThingKind.ALIAS in {thing.kind for thing in notice.things}
            assert notice.channel in {Channel.PUBLIC, Channel.PARTNER}


def test_every_message_that_may_come_again_comes_again_once(full: World) -> None:
    copies = Counter(truth.duplicate_of for truth in full.truth.notices.values())
    for name, truth in full.truth.notices.items():
        if truth.origin is not Origin.RUMOUR and not truth.duplicate_of:
            assert copies[name] == 1


def test_without_copies_only_rumours_are_passed_on() -> None:
    plain = replace(PLANTED, duplicate_share=0, network_duplicate_share=0, days=90)
    truths = build_world(square(30), plain).truth.notices.values()
    assert {truth.origin for truth in truths if truth.duplicate_of} == {Origin.RUMOUR}


def test_a_copy_comes_within_a_week_and_a_weekend(full: World) -> None:
    notices = {notice.id: notice for notice in full.notices}
    for name, truth in full.truth.notices.items():
        if truth.duplicate_of and truth.origin is not Origin.RUMOUR:
            waited = notices[name].reported_on - notices[truth.duplicate_of].reported_on
            assert timedelta(0) <= waited <= timedelta(LONGEST_WAIT + 2)


def test_a_copy_holds_the_words_of_its_original(full: World) -> None:
    texts = {notice.id: notice.text for notice in full.notices}
    for name, truth in full.truth.notices.items():
        if truth.duplicate_of and truth.origin is not Origin.RUMOUR:
            assert texts[truth.duplicate_of] in texts[name]


def test_a_copy_is_handed_in_by_the_same_or_by_a_partner(full: World) -> None:
    notices = {notice.id: notice for notice in full.notices}
    for name, truth in full.truth.notices.items():
        if truth.duplicate_of:
            copy, first = notices[name], notices[truth.duplicate_of]
            same = (copy.channel, copy.source) == (first.channel, first.source)
            assert same or copy.channel is Channel.PARTNER


def stage() -> Stage:
    return Stage(square(6), replace(PLANTED, days=60))


def told(on: Stage, day: int = 0, channel: Channel = Channel.PUBLIC) -> Draft:
    place = on.gazetteer.places[0]
    when = on.settings.start + timedelta(day)
    return tale(on, Occasion(channel, place, when, Origin.NOISE), [SIGNS[0]], (), Told())


def test_a_repeat_differs_in_its_number_day_and_frame_only() -> None:
    on = stage()
    draft = told(on)
    again = repeated(on, draft)
    assert again.copies == draft.key != again.key
    assert again.text in {frame.format(text=draft.text) for frame in REPEATS}
    same = replace(draft, key=again.key, text=again.text, reported_on=again.reported_on)
    assert again == replace(same, copies=draft.key)


def test_a_copy_of_a_copy_repeats_the_first_telling() -> None:
    on = stage()
    draft = told(on)
    assert forwarded(on, forwarded(on, draft)).copies == draft.key
    assert repeated(on, repeated(on, draft)).copies == draft.key


def test_a_message_passed_on_keeps_its_voice_and_changes_hands() -> None:
    on = stage()
    draft = told(on)
    passed = forwarded(on, draft)
    assert passed.teller.voice == draft.teller.voice
    assert passed.channel is Channel.PARTNER
    assert passed.teller.agency not in {Agency.PUBLIC, Agency.IMMIGRATION}


def test_a_copy_never_comes_after_the_world() -> None:
    on = stage()
    late = replace(told(on, 59), reported_on=on.settings.end)
    assert {repeated(on, late).reported_on for _ in range(20)} == {on.settings.end}
    assert {forwarded(on, late).reported_on for _ in range(20)} == {on.settings.end}


def test_an_offer_may_be_told_whole_or_not_at_all() -> None:
    on = stage()
    for _ in range(30):
        offer = draw_offer(on)
        assert partly(on, offer, 1.0) == offer
        assert partly(on, offer, 0.0) == Told("", "", None)


def test_fees_come_in_steps_of_half_a_million_within_the_offer() -> None:
    on = stage()
    limits = {(offer.destination, offer.job): offer for offer in OFFERS}
    for _ in range(300):
        destination, job, fee = draw_offer(on)
        offer = limits[destination, job]
        assert fee is not None
        assert fee % 500_000 == 0
        assert offer.least * 1_000_000 <= fee <= offer.most * 1_000_000
