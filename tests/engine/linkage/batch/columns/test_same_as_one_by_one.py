"""Whole registers get, row by row, what one person prepared alone gets."""

from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.batch.tables import (
    SCHEMA,
    batch_of_prepared,
    rarity_in,
    table_of,
    told_by,
)
from kentongan.engine.linkage.names import Rarity, counted, read_name
from kentongan.engine.linkage.people import NO_SHARES, Person, Precision, prepare
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities
from tests.engine.linkage.cast import SOLEH, SOLEH_AGAIN, SUMINAH, people, unhurried

VILLAGES = [f"35.{kab:02}.{kec:02}.2001" for kab in range(1, 9) for kec in range(1, 9)]
NAMES = (
    "", "  ", "Suminah", "H. Moch. Soleh bin Kasan Redjo, S.Ag.", "Siti Aminah alias Gendon",
    "Dwi", "M. Rifai", "Tjahjono Soesilo", "A/L Raju", "Nur Hayati (Yati) / Nur", "SITI SITI",
    "Abdurrohman Wahid", "Ni Wayan Sari", "I Gede", "名", "Ｓｉｔｉ", "Siti\tAminah", "José",
    "a b c d e f g h i j k l m n", "Sri " * 80, "bin Kasan", "\ud800 Soleh", "Soleh 1", "X",
)  # fmt: skip
NUMBERS = (
    "", "3502614101900001", "3502617199000001", "3502610000900001", "3502612902000001",
    "3502612902010001", "3500610101900001", "3502610101900000", "350261010190000", "3.50261E+15",
    "35O2614101900001", "NIK: 3502614101900001", "35026141019000012", "350261 410190 0001", "x",
    "3502613112190001", "3502613112200001", "3502613113850001", "0000000000000000",
)  # fmt: skip
DAYS = (None, date(1990, 1, 1), date(1990, 11, 2), date(1, 2, 3), date(9999, 12, 31))


def same(cast: list[Person], rarity: Rarity = NO_SHARES) -> None:
    """Whether both ways make one table; tells the first column that differs."""
    found = table_of(cast, rarity)
    alone = pa.Table.from_batches([batch_of_prepared([prepare(one, rarity) for one in cast])])
    for name in SCHEMA.names:
        assert rows(found, name) == rows(alone, name), name


def rows(table: Any, name: str) -> list[Any]:
    """A column as a list."""
    return list(table.column(name).to_pylist())


@pytest.mark.parametrize("seed", [3, 2026])
def test_an_invented_register_is_prepared_as_each_of_its_people(seed: int) -> None:
    world = build_identities(IdentitySettings(1500, copies=0.5), VILLAGES, seed)
    same(list(world.records), counted(read_name(one.name).k1 for one in world.records))


@given(st.lists(people, max_size=8))
@unhurried
def test_odd_people_are_prepared_as_each_alone(cast: list[Person]) -> None:
    same(cast)


@pytest.mark.parametrize("field", ["name", "father", "mother"])
def test_every_way_of_writing_a_name_is_read_alike(field: str) -> None:
    same([replace(SOLEH, **{field: name}) for name in NAMES])


def test_other_names_count_wherever_they_stand() -> None:
    beside = [replace(SOLEH, others=(one, other)) for one in NAMES for other in ("Gendon", "")]
    same([replace(SUMINAH, name=f"{name} alias Yati, Tini") for name in NAMES] + beside)


@pytest.mark.parametrize("day", DAYS)
def test_every_writing_of_a_national_id_is_read_alike(day: date | None) -> None:
    same([replace(SUMINAH, national_id=number, birth_date=day, sex="") for number in NUMBERS])


def test_every_exactness_of_a_date_is_kept() -> None:
    told = [(day, precision) for day in DAYS for precision in Precision]
    for number in ("", SUMINAH.national_id):
        one = replace(SUMINAH, national_id=number)
        same([replace(one, birth_date=day, birth_precision=exact) for day, exact in told])


def test_places_are_read_as_deep_as_they_are_told() -> None:
    codes = ("", "35", "35.02", "35.02.01", "35.02.01.2001", "35.02.01.2001.9", ".", "..")
    same([replace(SOLEH, region_code=code, birth_area=code) for code in codes])
    same([replace(SOLEH_AGAIN, region_code=code, birth_area="") for code in codes])


def test_links_and_passports_of_any_number_are_read_alike() -> None:
    few = ((), ("",), ("+6285000012345",), ("+6285000012345", "+6285000054321", ""))
    many = tuple(f"+62850000{number:05}" for number in range(60))
    same(
        [replace(SOLEH, phones=one, accounts=other) for one in (*few, many) for other in few]
        + [replace(SOLEH, handles=("@x",), passport=text) for text in ("", "c 12-3", "C123", "é1")]
    )


def test_a_register_of_nobody_and_one_of_a_nameless_person_have_columns() -> None:
    same([])
    same([Person()])


def test_the_shares_of_a_register_are_those_counted_name_by_name() -> None:
    cast = [replace(SOLEH, name=name) for name in NAMES * 2]
    cast += build_identities(IdentitySettings(300), VILLAGES, seed=4).records
    found = rarity_in(told_by(cast))
    assert found.shares == counted(read_name(one.name).k1 for one in cast).shares
