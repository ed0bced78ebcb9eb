"""Invented registers: as large as asked, the same for a seed, with the truth behind them."""

from collections import Counter

import numpy as np
import pytest

from kentongan.engine.linkage.national_id import read_national_id
from kentongan.engine.synthetic.identities import (
    IdentitySettings,
    IdentityWorld,
    KinKind,
    build_identities,
)
from kentongan.engine.synthetic.miswriting import NAMES_OF_SLIPS, Writer
from kentongan.engine.synthetic.people_words import Vocabulary, zipf

VILLAGES = [
    f"35.{kab:02}.{kec:02}.{2000 + desa}" for kab in (1, 2) for kec in (1, 2) for desa in range(9)
]
RECORDS = 1200


@pytest.fixture(scope="module")
def world() -> IdentityWorld:
    return build_identities(IdentitySettings(RECORDS), VILLAGES, seed=7)


def test_a_register_has_as_many_records_as_asked(world: IdentityWorld) -> None:
    assert len(world.records) == len(world.person_of) == RECORDS


def test_a_seed_makes_the_same_register_again(world: IdentityWorld) -> None:
    again = build_identities(IdentitySettings(RECORDS), VILLAGES, seed=7)
    assert again.records == world.records
    assert build_identities(IdentitySettings(RECORDS), VILLAGES, seed=8).records != world.records


def test_a_quarter_of_the_records_repeat_somebody(world: IdentityWorld) -> None:
    assert len(np.unique(world.person_of)) == RECORDS * 3 // 4


def test_true_pairs_are_every_two_records_of_one_person(world: IdentityWorld) -> None:
    slow = {
        (a, b)
        for a in range(RECORDS)
        for b in range(a + 1, RECORDS)
        if world.person_of[a] == world.person_of[b]
    }
    assert world.true_pairs() == slow


def test_copies_lack_what_the_settings_say(world: IdentityWorld) -> None:
    none = build_identities(IdentitySettings(300, no_number=1, no_phone=0), VILLAGES, seed=1)
    assert all(one.phones for one in none.records)
    assert sum(not one.national_id for one in none.records) > 75


def test_without_slips_copies_have_the_names_of_their_persons() -> None:
    clean = IdentitySettings(300, changed_name=0, recruiters=0)
    world = build_identities(clean, VILLAGES, seed=2)
    pairs = [(world.records[a].name, world.records[b].name) for a, b in world.true_pairs()]
    same = [a.upper() == b.upper() for a, b in pairs if "alias" not in a + b]
    assert all(same)


def test_national_ids_belong_to_nobody(world: IdentityWorld) -> None:
    read = [read_national_id(one.national_id) for one in world.records if one.national_id]
    sound = [one for one in read if one and one.is_sound]
    assert len(sound) > RECORDS // 2
    unreal = [int(one.digits[4:6]) >= 60 for one in sound]
    assert sum(unreal) / len(unreal) > 0.99  # but for a digit that was miscopied


def test_kin_are_different_people_who_share_what_kin_share() -> None:
    settings = IdentitySettings(
        2000, copies=0, twins=0.2, siblings=0.2, fathers=0.2, no_number=0, no_phone=0,
        no_birth_date=0, no_mother=0, no_father=0,
    )  # fmt: skip
    world = build_identities(settings, VILLAGES, seed=4)
    record = {person: world.records[at] for at, person in enumerate(world.person_of.tolist())}
    for kin in world.kin:
        a, b = record[kin.a], record[kin.b]
        assert a.national_id != b.national_id
        if kin.kind is KinKind.FATHER_AND_SON:
            assert b.father == a.name
        else:
            assert a.mother == b.mother
        assert (a.birth_date == b.birth_date) == (kin.kind is KinKind.TWINS)
    assert set(Counter(kin.kind for kin in world.kin)) == set(KinKind)


@pytest.mark.parametrize(
    "wrong", [{"records": 0}, {"records": 5, "copies": 1.5}, {"records": 5, "moved": -1}]
)
def test_impossible_settings_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="records are at least 1"):
        IdentitySettings(**wrong)  # type: ignore[arg-type]


def test_people_live_somewhere() -> None:
    with pytest.raises(ValueError, match="village"):
        build_identities(IdentitySettings(5), [], seed=1)


@pytest.mark.parametrize("slip", NAMES_OF_SLIPS)
def test_every_slip_happens_and_leaves_a_name(slip: str) -> None:
    writer = Writer(np.random.default_rng(1))
    name = "Muhammad Syarifudin Joko"
    written = {getattr(writer, slip)(name, "L", "Kasan Rejo") for _ in range(30)}
    assert written != {name}
    assert all(one.strip() for one in written)


def test_a_single_word_is_never_dropped() -> None:
    writer = Writer(np.random.default_rng(1))
    assert {writer.dropped("Suminah", "P", "") for _ in range(20)} == {"Suminah"}


def test_shares_of_words_fall_and_sum_to_one() -> None:
    shares = zipf(500)
    assert shares.sum() == pytest.approx(1)
    assert (np.diff(shares) < 0).all()


def test_names_have_one_to_four_words_most_often_two() -> None:
    names = Vocabulary(np.random.default_rng(1), "P").draw(np.random.default_rng(2), 2000)
    sizes = Counter(len(name.split()) for name in names)
    assert set(sizes) == {1, 2, 3, 4}
    assert sizes.most_common(1)[0][0] == 2
