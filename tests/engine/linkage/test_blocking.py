"""Two records of one person meet under a key, whatever was lost or changed."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from kentongan.engine.linkage.blocking import MOST_KEYS, keys_of, mixed
from kentongan.engine.linkage.people import Person, prepare
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities
from tests.engine.linkage.cast import SOLEH, SUMINAH, people, unhurried

VILLAGES = [
    f"35.{kab:02}.{kec:02}.{2000 + desa}" for kab in (1, 2) for kec in (1, 2) for desa in range(9)
]


def meet(a: Person, b: Person) -> bool:
    return bool(set(keys_of(prepare(a))) & set(keys_of(prepare(b))))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(SOLEH, name="Kartono", birth_date=None), id="only the number"),
        pytest.param(replace(SOLEH, national_id="3502671703850012", birth_date=None), id="a digit"),
        pytest.param(replace(SOLEH, national_id="", name="Sholeh"), id="a word and the date"),
        pytest.param(replace(SOLEH, national_id="", birth_date=date(1985, 1, 1)), id="the year"),
        pytest.param(replace(SOLEH, national_id="", birth_date=None), id="name and place"),
        pytest.param(
            replace(SOLEH, national_id="", birth_date=None, name="Soleh", region_code="12.01"),
            id="a word and the mother",
        ),
        pytest.param(Person(name="X", phones=SOLEH.phones), id="a telephone"),
        pytest.param(
            Person(name="Mochsoleh Kurniawan", birth_date=SOLEH.birth_date), id="joined words"
        ),
    ],
)
def test_a_record_meets_one_that_kept(other: Person) -> None:
    assert meet(SOLEH, other)


def test_strangers_do_not_meet() -> None:
    assert not meet(SUMINAH, SOLEH)


def test_nothing_told_gives_no_key() -> None:
    assert keys_of(prepare(Person())) == ()


@given(people)
@unhurried
def test_keys_are_few_signed_and_each_once(person: Person) -> None:
    keys = keys_of(prepare(person))
    assert len(keys) <= MOST_KEYS
    assert len(set(keys)) == len(keys)
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_keys_stay_as_stored() -> None:
    """They stand in databases: another value means that all keys must be made anew."""
    assert mixed("D", 5, -7) == MIXED


def test_a_record_has_about_fifteen_keys_and_true_pairs_meet() -> None:
    world = build_identities(IdentitySettings(600), VILLAGES, seed=3)
    keys = [set(keys_of(prepare(one))) for one in world.records]
    pairs = world.true_pairs()
    assert 12 <= sum(map(len, keys)) / len(keys) <= 22
    met = Counter(bool(keys[a] & keys[b]) for a, b in pairs)
    assert met[True] / len(pairs) >= 0.95


MIXED = -243700860841485124
