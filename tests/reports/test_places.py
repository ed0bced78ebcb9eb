"""Chips: the places a reporter taps; each one shown is one that is taken."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.regions.models import Region
from kentongan.reports import places
from tests import factories

TODAY = date(2026, 11, 25)


def names(user: User) -> list[str]:
    """What the chips of a person say."""
    return [chip.name for chip in places.own_places(user, TODAY)]


@pytest.mark.parametrize(
    ("level", "precision"), [(1, "unsure"), (2, "regency"), (3, "district"), (4, "village")]
)
def test_an_area_is_as_exact_as_its_level(level: int, precision: str) -> None:
    assert places.precision_of(Region(level=level)) == precision


@pytest.mark.parametrize(
    ("level", "kind", "words"),
    [
        (4, "desa", "Madiun"),
        (4, "kelurahan", "Madiun"),
        (3, "kecamatan", "Kec. Madiun"),
        (2, "kabupaten", "Kab. Madiun"),
        (2, "kota", "Kota Madiun"),
        (1, "provinsi", "Madiun"),
    ],
)
def test_a_town_and_the_regency_around_it_are_told_apart(level: int, kind: str, words: str) -> None:
    assert places.level_name(Region(name="Madiun", level=level, kind=kind)) == words


@pytest.mark.parametrize("name", ["100% Jaya", "%(name)s", "<b>Prigi</b>"])
def test_a_name_is_never_read_as_a_pattern(name: str) -> None:
    assert places.level_name(Region(name=name, level=3, kind="kecamatan")) == f"Kec. {name}"


def test_a_chip_says_what_it_lies_in_below_a_regency(areas: dict[str, Region]) -> None:
    chips = [places.chip_of(areas[code]) for code in ("35.03.05.2001", "35.03.05", "35.03")]
    assert [chip.within for chip in chips] == ["Kec. Watulimo", "Kab. Trenggalek", ""]


def test_a_village_without_a_parent_has_a_chip_all_the_same() -> None:
    region = Region(code="35.03.05.2001", name="Prigi", level=4, kind="desa")
    assert places.chip_of(region) == places.PlaceChip("35.03.05.2001", "Prigi", "")


def test_villages_stand_before_the_sub_district_they_lie_in_and_once_each(
    sari: User, areas: dict[str, Region]
) -> None:
    factories.post(sari, areas["35.03.05"])
    assert names(sari) == ["Prigi", "Tasikmadu", "Karanggandu", "Kec. Watulimo"]


def test_a_posting_that_ended_or_has_not_begun_brings_no_chip(
    sari: User, areas: dict[str, Region]
) -> None:
    posting = factories.post(sari, areas["35.03.04.2001"])
    assert "Masaran" in names(sari)
    posting.valid_to = TODAY
    posting.save()
    factories.post(sari, areas["35.03.04.2002"], since=date(2026, 11, 26))
    assert {"Masaran", "Craken"}.isdisjoint(names(sari))


def test_somebody_without_an_office_has_no_chips_and_no_error(areas: dict[str, Region]) -> None:
    nobody = User.objects.create(username="nobody", role=RoleKey.VILLAGE_OFFICER)
    assert places.own_places(nobody, TODAY) == []


def test_the_chips_cost_the_same_however_many_villages(
    sari: User, joko: User, areas: dict[str, Region]
) -> None:
    for person in (sari, joko):
        with CaptureQueriesContext(connection) as asked:
            assert len(places.own_places(person, TODAY)) >= 3
        assert len(asked) <= 5


@pytest.mark.parametrize("code", ["", "35", "99.99", "35.03.05.9999", "Prigi", "unsure", "other"])
def test_what_is_no_area_or_a_whole_province_is_no_place(
    code: str, areas: dict[str, Region]
) -> None:
    assert places.region_in_force(code) is None


def test_an_area_that_was_dissolved_is_no_place_any_more(areas: dict[str, Region]) -> None:
    Region.objects.filter(code="35.03.05.2001").update(valid_to=date(2026, 1, 1))
    assert places.region_in_force("35.03.05.2001") is None


def test_of_two_editions_the_one_in_force_is_the_place(areas: dict[str, Region]) -> None:
    Region.objects.filter(code="35.03.05.2001").update(valid_to=date(2026, 1, 1))
    newer = Region.objects.create(
        code="35.03.05.2001", name="Prigi Baru", level=4, kind="desa",
        parent=areas["35.03.05"], valid_from=date(2026, 1, 1),
    )  # fmt: skip
    assert places.region_in_force("35.03.05.2001") == newer


def test_a_hostile_code_is_not_even_looked_up(areas: dict[str, Region]) -> None:
    """PostgreSQL answers a NUL with an error, not with nothing."""
    with CaptureQueriesContext(connection) as asked:
        for code in ("35\x00", "' OR 1=1 --", "35.03.05.2001\n", "٣٥.٠٣"):
            assert places.region_in_force(code) is None
    assert len(asked) == 0


def every_chip_is_taken(user: User) -> bool:
    """Whether each chip leads to an area in force."""
    return all(places.region_in_force(chip.value) for chip in places.own_places(user, TODAY))


@pytest.mark.parametrize("name", ["sari", "dimas", "bima", "joko", "wening"])
def test_every_chip_that_is_shown_is_taken(name: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(name)
    assert places.own_places(person, TODAY)
    assert every_chip_is_taken(person)


def test_an_office_for_a_whole_province_types_its_places(areas: dict[str, Region]) -> None:
    """A province says too little, so its chip could only be refused."""
    wide = factories.make_office("BP3MI Jawa Timur", AgencyKind.LABOUR, [areas["35"]])
    person = factories.make_user("lintang", RoleKey.LABOUR_OFFICER, wide)
    assert places.own_places(person, TODAY) == []


def test_a_posting_to_a_village_that_was_dissolved_brings_no_chip(
    sari: User, areas: dict[str, Region]
) -> None:
    Region.objects.filter(code="35.03.05.2001").update(valid_to=date(2026, 1, 1))
    assert names(sari) == ["Tasikmadu", "Karanggandu"]
    assert every_chip_is_taken(sari)


def test_a_posting_follows_its_village_into_the_new_edition(
    sari: User, areas: dict[str, Region]
) -> None:
    Region.objects.filter(code="35.03.05.2001").update(valid_to=date(2026, 1, 1))
    Region.objects.create(
        code="35.03.05.2001", name="Prigi Baru", level=4, kind="desa",
        parent=areas["35.03.05"], valid_from=date(2026, 1, 1),
    )  # fmt: skip
    assert names(sari)[0] == "Prigi Baru"


def test_a_closed_working_area_of_an_office_brings_no_chip(
    bima: User, office: Office, areas: dict[str, Region]
) -> None:
    Region.objects.filter(code="35.02").update(valid_to=date(2026, 1, 1))
    assert names(bima) == ["Kab. Trenggalek"]


codes = st.lists(st.sampled_from(["35", "03", "05", "2001"]), min_size=1, max_size=4)


@given(codes, codes)
def test_two_codes_are_apart_unless_one_begins_like_the_other(
    one: list[str], other: list[str]
) -> None:
    shorter = min(len(one), len(other))
    is_apart = one[:shorter] != other[:shorter]
    assert places.apart(".".join(one), ".".join(other)) is is_apart
    assert places.apart(".".join(other), ".".join(one)) is is_apart


def test_a_code_that_only_looks_like_a_beginning_is_apart() -> None:
    assert places.apart("35.03", "35.031")
    assert not places.apart("35.03", "35.03")
