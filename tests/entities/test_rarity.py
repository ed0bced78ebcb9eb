"""The numbers of the rarity rule as they stand in the list: no recruiter is silenced by them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from kentongan.accounts.models import Agency, User
from kentongan.accounts.roles import AgencyKind
from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.normal import normalise
from kentongan.engine.synthetic import Notice, Place, World, WorldSettings, build_world
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import mark_hubs, record_mentions_in_bulk
from kentongan.entities.common import Rarity, common_things
from kentongan.entities.models import Thing, ThingKind
from kentongan.entities.told import Setting, Written

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PHONE = fake_phone(1)
KINDS = (AgencyKind.IMMIGRATION, AgencyKind.POLICE, AgencyKind.ARMY, AgencyKind.LABOUR)
# The most that a recruiter's thing reached in six seeded years, and what three of the decoys did.
RECRUITER = Rarity(voices=16, agencies=7, districts=6, days=125)
VILLAGE_HALL = Rarity(voices=36, agencies=8, districts=25, days=340)


@pytest.fixture
def agencies(office: object) -> list[int]:
    """The keys of four agencies."""
    return [
        Agency.objects.get_or_create(code=kind.value, defaults={"name": kind, "kind": kind})[0].pk
        for kind in KINDS
    ]


@pytest.fixture
def shared_by(
    sari: User, setting: Callable[..., Setting], agencies: list[int]
) -> Callable[..., bool]:
    """``shared_by(reports=30, districts=12, days=240)``: is such a phone common in the night?"""

    def tell(reports: int, districts: int, days: int) -> bool:
        told = [
            setting(
                f"report:{number}",
                voice=f"v{number}",
                agency_id=agencies[number % len(agencies)],
                region_code=f"35.03.{number % districts:02d}.2001",
                noticed_on=TODAY - timedelta(days=days * number // (reports - 1)),
            )
            for number in range(reports)
        ]
        written = [Written("phone", PHONE)]
        record_mentions_in_bulk(by=sari, told=[(one, written) for one in told])
        mark_hubs(now=NOW)
        return Thing.objects.get(key=blind("phone", PHONE)).is_hub

    return tell


@pytest.mark.parametrize("villages", [3, 5, 10])
@pytest.mark.parametrize("weeks", [2, 6, 13])
def test_a_number_told_in_a_few_villages_within_weeks_is_not_common(
    shared_by: Callable[..., bool], villages: int, weeks: int
) -> None:
    assert not shared_by(reports=villages * 3, districts=villages, days=weeks * 7)


def test_a_recruiter_who_floods_every_sub_district_within_a_season_is_not_common(
    shared_by: Callable[..., bool],
) -> None:
    assert not shared_by(reports=200, districts=40, days=120)


def test_an_old_number_known_in_a_few_sub_districts_is_not_common(
    shared_by: Callable[..., bool],
) -> None:
    assert not shared_by(reports=60, districts=6, days=360)


def test_a_number_that_everybody_writes_down_all_year_is_common(
    shared_by: Callable[..., bool],
) -> None:
    assert shared_by(reports=36, districts=25, days=340)


@pytest.mark.parametrize("kind", [ThingKind.PHONE, ThingKind.ORGANISATION])
def test_a_village_hall_or_a_licensed_firm_of_the_seeded_years_reaches_all_four(
    kind: ThingKind,
) -> None:
    rule = common_things().rarity[kind]
    assert all(getattr(VILLAGE_HALL, name) >= wanted for name, wanted in rule)


@pytest.mark.parametrize("kind", ThingKind)
def test_every_number_but_that_of_agencies_lies_above_any_recruiter(kind: ThingKind) -> None:
    rule = common_things().rarity[kind]
    for name in ("voices", "districts", "days"):
        assert getattr(rule, name) > getattr(RECRUITER, name), name


PLACES = [
    Place(
        code=f"35.0{regency}.{village // 13:02d}.{2001 + village % 13}",
        name=f"Desa {regency}-{village}",
        district=f"Kecamatan {regency}-{village // 13}",
        regency=f"Kabupaten {regency}",
        lon=111 + regency * 0.3 + (village % 13) * 0.02,
        lat=-8 + (village // 13) * 0.02,
    )
    for regency in (1, 2, 3)
    for village in range(208)
]


def told_by(world: World, setting: Callable[..., Setting]) -> Iterator[tuple[Setting, list]]:
    """Every notice as its report would tell it."""
    agencies = {notice.agency for notice in world.notices}
    keys = {
        name: Agency.objects.get_or_create(code=name.value, defaults={"name": name})[0].pk
        for name in agencies
    }
    for notice in world.notices:
        yield told_of(notice, keys[notice.agency], setting)


def told_of(
    notice: Notice, agency: int, setting: Callable[..., Setting]
) -> tuple[Setting, list[Written]]:
    """One of them."""
    told = setting(
        f"report:{notice.id}",
        voice=f"{agency}:{notice.source}"[:64],
        agency_id=agency,
        region_code=notice.place.code if notice.place else "",
        noticed_on=notice.noticed_on,
    )
    return told, [Written(thing.kind, thing.raw) for thing in notice.things]


def keys_of(things: Iterator[tuple[str, str]]) -> set[tuple[str, str]]:
    """(kind, key) of things in their true form."""
    return {
        (kind, blind(kind, normal.key))
        for kind, value in things
        if (normal := normalise(kind, value)) is not None
    }


@pytest.mark.parametrize("seed", [3, 11])
def test_in_a_seeded_year_only_public_numbers_and_licensed_firms_become_common(
    sari: User, setting: Callable[..., Setting], seed: int
) -> None:
    world = build_world(PLACES, WorldSettings.ending(TODAY, seed=seed))
    record_mentions_in_bulk(by=sari, told=list(told_by(world, setting)))
    mark_hubs(now=NOW)
    marked = set(Thing.objects.filter(is_hub=True).values_list("kind", "key"))
    planted = keys_of((t.kind, t.value) for network in world.networks for t in network.things)
    assert len(marked) >= 3
    assert not marked & planted
    assert marked <= keys_of((thing.kind, thing.value) for thing in world.truth.common)
