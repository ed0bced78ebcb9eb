"""Who sees which things and mentions, and what detection reads."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.encryption.blinding import blind
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import withdraw_mentions
from kentongan.entities.models import Mention, Thing
from kentongan.entities.queries import (
    Wish,
    counts_of,
    mentions_visible_to,
    place_names,
    shared_things_for_detection,
    thing_for,
    things_in_text,
    things_visible_to,
    things_wished,
)
from kentongan.entities.told import Written
from tests.entities.conftest import MASARAN, PRIGI, TASIKMADU

Told = Callable[..., list[Mention]]
PHONE, OTHER = ("phone", fake_phone(1)), ("phone", fake_phone(2))
NAME, OTHER_NAME = "0850-0000-0001", "0850-0000-0002"
LONG_AGO = date(2020, 1, 1)


def sources(viewer: User, thing: Thing) -> set[str]:
    return set(mentions_visible_to(viewer, thing).values_list("source", flat=True))


def test_a_text_tells_its_things() -> None:
    assert things_in_text("perekrut Bu Tatik, 0850-0001-2345") == [
        Written("phone", "0850-0001-2345"),
        Written("alias", "Bu Tatik"),
    ]


def test_a_text_tells_where_people_gather_and_which_way_they_go() -> None:
    assert things_in_text("kumpul di terminal Seloaji, lalu lewat Dumai ke Melaka") == [
        Written("place", "terminal Seloaji"),
        Written("route", "lewat Dumai ke Melaka"),
    ]


def test_a_village_officer_sees_what_was_told_in_the_own_villages(sari: User, told: Told) -> None:
    (mention,) = told("report:1", PHONE)
    told("report:2", PHONE, region_code=MASARAN)
    told("report:3", PHONE, region_code="")
    assert sources(sari, mention.thing) == {"report:1"}


def test_a_thing_told_only_elsewhere_is_not_there(sari: User, told: Told) -> None:
    (mention,) = told("report:1", PHONE, region_code=MASARAN)
    assert thing_for(sari, mention.thing.pk) is None
    assert not things_visible_to(sari).exists()
    assert not things_wished(sari, Wish(hubs=True)).exists()


def test_an_office_sees_its_mentions_wherever_they_lie(
    bima: User, told: Told, other_office: Office
) -> None:
    (mention,) = told("report:1", PHONE, region_code="")
    told("report:2", PHONE, office_id=other_office.pk)
    told("report:3", PHONE, office_id=None)
    assert sources(bima, mention.thing) == {"report:1"}


@pytest.mark.parametrize(
    ("label", "seen"),
    [(Label.OPEN, True), (Label.CONFIDENTIAL, True), (Label.PERSONAL, False), (5, False)],
)
def test_a_label_above_the_role_is_not_seen(
    bima: User, sari: User, told: Told, label: int, seen: bool
) -> None:
    (mention,) = told("report:1", PHONE, label=label)
    for viewer in (bima, sari):
        assert (thing_for(viewer, mention.thing.pk) is not None) is seen


@pytest.mark.parametrize("who", ["asing", "joko", "wening", "agung", "laras"])
def test_strangers_and_roles_without_sight_find_nothing(
    who: str, told: Told, request: pytest.FixtureRequest
) -> None:
    viewer = request.getfixturevalue(who)
    (mention,) = told("report:1", PHONE)
    assert thing_for(viewer, mention.thing.pk) is None
    assert not mentions_visible_to(viewer, mention.thing).exists()
    assert not things_wished(viewer, Wish()).exists()


def test_who_has_no_office_or_is_no_longer_active_sees_nothing(bima: User, told: Told) -> None:
    (mention,) = told("report:1", PHONE)
    told("report:2", OTHER, office_id=None)
    bima.is_active = False
    assert not things_visible_to(bima).exists()
    bima.is_active, bima.office = True, None
    assert not things_visible_to(bima).exists()
    assert thing_for(bima, mention.thing.pk) is None


def test_withdrawn_mentions_are_seen_by_nobody(bima: User, sari: User, told: Told) -> None:
    (mention,) = told("report:1", PHONE)
    withdraw_mentions(by=sari, sources=["report:1"])
    assert thing_for(bima, mention.thing.pk) is None


def test_counts_obey_the_gate(sari: User, bima: User, told: Told, police: Agency) -> None:
    (mention,) = told("report:1", PHONE)
    told("report:2", PHONE, region_code=TASIKMADU, noticed_on=date(2026, 11, 1))
    told("report:3", PHONE, region_code=MASARAN, agency_id=police.pk)
    told("report:4", PHONE, label=Label.SEALED, region_code="35.02.03.2001")
    numbers = ("villages", "agencies", "sources")
    counted = {who: counts_of(who, mention.thing) for who in (sari, bima)}
    assert [counted[sari][name] for name in numbers] == [2, 1, 2]
    assert [counted[bima][name] for name in numbers] == [3, 2, 3]
    assert counted[sari]["first"] == date(2026, 11, 1)


def test_the_latest_mention_comes_first_and_undated_ones_last(bima: User, told: Told) -> None:
    (mention,) = told("report:1", PHONE, noticed_on=None)
    told("report:2", PHONE, noticed_on=date(2026, 11, 1))
    told("report:3", PHONE, noticed_on=date(2026, 11, 9))
    found = mentions_visible_to(bima, mention.thing)
    assert [one.source for one in found] == ["report:3", "report:2", "report:1"]


def test_places_are_named_from_the_village_up_in_one_query(office: Office) -> None:
    with CaptureQueriesContext(connection) as captured:
        names = place_names({PRIGI, "35.03.04", "35.03", "99.99.99.9999", ""})
    assert names == {
        PRIGI: "Prigi, Watulimo, Trenggalek",
        "35.03.04": "Munjungan, Trenggalek",
        "35.03": "Trenggalek",
    }
    assert len(captured) == 1


def shared(since: date = LONG_AGO, among: list[str] | None = None) -> dict[str, list[str]]:
    """Name → the sources of its mentions."""
    return {
        thing.display: [mention.source for mention in thing.mentions]
        for thing in shared_things_for_detection(since, among)
    }


def test_detection_reads_things_of_two_sources_or_more(told: Told) -> None:
    told("report:1", PHONE, OTHER)
    told("report:2", PHONE)
    assert shared() == {NAME: ["report:1", "report:2"]}


def test_detection_reads_what_a_mention_says_of_itself(told: Told, office: Office) -> None:
    told("report:1", PHONE)
    told("report:2", PHONE, voice="1:dimas", region_code=TASIKMADU)
    (thing,) = shared_things_for_detection(LONG_AGO)
    second = thing.mentions[1]
    assert (thing.kind, thing.display) == ("phone", "0850-0000-0001")
    assert (second.voice, second.region_code) == ("1:dimas", TASIKMADU)
    assert (second.office_id, second.agency_id) == (office.pk, office.agency_id)


def test_detection_leaves_common_things_and_withdrawn_mentions_out(told: Told, sari: User) -> None:
    for source in ("report:1", "report:2"):
        told(source, PHONE, OTHER)
    Thing.objects.filter(key=blind(*PHONE)).update(is_hub=True)
    assert shared() == {OTHER_NAME: ["report:1", "report:2"]}
    withdraw_mentions(by=sari, sources=["report:2"])
    assert shared() == {}


def test_detection_about_some_sources_reads_all_mentions_of_their_things(told: Told) -> None:
    told("report:1", PHONE, OTHER)
    told("report:2", PHONE, OTHER)
    told("report:3", PHONE)
    assert shared(among=["report:3"]) == {NAME: ["report:1", "report:2", "report:3"]}
    assert shared(among=["report:9"]) == shared(among=[]) == {}


def test_a_mention_without_a_day_counts_from_its_recording(told: Told) -> None:
    told("report:1", PHONE, noticed_on=date(2026, 11, 1))
    told("report:2", PHONE, noticed_on=date(2026, 10, 31))
    told("report:3", PHONE, noticed_on=None, recorded_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    told("report:4", PHONE, noticed_on=None, recorded_at=datetime(2026, 10, 2, 9, tzinfo=UTC))
    assert sorted(shared(date(2026, 11, 1))[NAME]) == ["report:1", "report:3"]


def test_detection_takes_as_many_queries_for_many_things(told: Told) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            shared_things_for_detection(LONG_AGO, ["report:1"])
        return len(captured)

    for source in ("report:1", "report:2"):
        told(source, PHONE)
    few = queries()
    for source in ("report:1", "report:2", "report:3"):
        told(source, *[("phone", fake_phone(index)) for index in range(40)])
    assert queries() == few <= 3
