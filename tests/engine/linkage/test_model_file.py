"""What the model that ships says of people: a specification in examples."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from kentongan.engine.linkage.names import read_name
from kentongan.engine.linkage.names.rarity import counted
from kentongan.engine.linkage.people import Person, prepare
from kentongan.engine.linkage.scoring import Match, MatchLevel, score
from kentongan.engine.synthetic.identities import IdentitySettings, KinKind, build_identities
from tests.engine.linkage.cast import MODEL

OFFICE = MODEL.for_people(5_000)
NATION = MODEL.for_people(10_000_000)
VILLAGES = [
    f"35.{kab:02}.{kec:02}.{2000 + desa}"
    for kab in (1, 2, 3)
    for kec in (1, 2)
    for desa in range(9)
]
KARMINAH = Person(
    name="Karminah",
    mother="Wagiyem",
    birth_date=date(1992, 8, 14),
    sex="P",
    birth_area="35.02",
    region_code="35.02.11.2005",
)
WIGATI = replace(KARMINAH, name="Zulpatikah Wigati", mother="Sutinah Lasmini")
VERY, REVIEW, WEAK, UNLIKELY = (
    MatchLevel.VERY_LIKELY, MatchLevel.REVIEW, MatchLevel.WEAK, MatchLevel.UNLIKELY,
)  # fmt: skip


def told(a: Person, b: Person) -> Match:
    return score(OFFICE, prepare(a), prepare(b))


@pytest.mark.parametrize(
    ("change", "level"),
    [
        pytest.param({}, VERY, id="the same facts"),
        pytest.param({"mother": ""}, VERY, id="no mother told"),
        pytest.param({"region_code": ""}, VERY, id="no place told"),
        pytest.param({"birth_date": None, "birth_area": ""}, VERY, id="no date told"),
        pytest.param({"name": "Hj. Zulpatikah Wigati, S.Pd."}, VERY, id="title and degree"),
        # A near name beside what twins share: a human looks at the number first.
        pytest.param({"name": "Zulfatikah Wigati"}, REVIEW, id="f for p"),
        pytest.param({"name": "Wigati Zulpatikah"}, VERY, id="another order"),
        pytest.param({"birth_date": date(1992, 1, 1)}, VERY, id="only the year of birth"),
        pytest.param({"region_code": "35.02.03.2001"}, VERY, id="moved inside the kabupaten"),
        pytest.param({"sex": "L"}, REVIEW, id="another sex"),
        pytest.param({"name": "Sri Rahayu Utami"}, WEAK, id="another name: a twin"),
    ],
)
def test_with_one_thing_changed_a_rare_name_is(
    change: dict[str, object], level: MatchLevel
) -> None:
    assert told(WIGATI, replace(WIGATI, **change)).level is level  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kept", "highest"),
    [
        pytest.param(("name",), WEAK, id="a name alone"),
        pytest.param(("name", "sex"), WEAK, id="name and sex"),
        pytest.param(("birth_date", "sex"), REVIEW, id="no name"),
        pytest.param(("mother", "region_code"), REVIEW, id="mother and place"),
        pytest.param(("name", "birth_date"), VERY, id="name and date"),
    ],
)
def test_of_what_is_left_nothing_more_is_made_than(
    kept: tuple[str, ...], highest: MatchLevel
) -> None:
    steps = (UNLIKELY, WEAK, REVIEW, VERY)
    left = Person(**{field: getattr(WIGATI, field) for field in kept})
    assert steps.index(told(left, left).level) <= steps.index(highest)


def test_a_fact_more_is_always_worth_something() -> None:
    fields = ("name", "birth_date", "mother", "region_code")
    weights = []
    for count in range(1, len(fields) + 1):
        left = Person(**{field: getattr(WIGATI, field) for field in fields[:count]})
        weights.append(told(left, left).weight)
    assert weights == sorted(weights)
    assert weights[-1] - weights[0] > 20


def test_in_a_larger_register_the_same_facts_are_worth_less() -> None:
    two = [prepare(KARMINAH), prepare(replace(KARMINAH, mother=""))]
    office, nation = score(OFFICE, *two), score(NATION, *two)
    assert office.weight - nation.weight == pytest.approx(10.97, abs=0.1)  # log2(2,000)
    assert office.probability > nation.probability


def test_a_common_name_is_worth_less_than_a_rare_one() -> None:
    shares = counted([("siti", "aminah")] * 30 + [("budi", "santoso")] * 70)
    common, rare = (
        prepare(replace(KARMINAH, name=name), shares)
        for name in ("Siti Aminah", "Zulpatikah Wigati")
    )
    assert score(OFFICE, rare, rare).weight > score(OFFICE, common, common).weight + 5


def test_a_recruiter_under_three_names_is_found_by_his_telephone_for_a_human_to_look() -> None:
    phone = ("+6285000077777",)
    told_by_three = [
        Person(name=name, phones=phone)
        for name in ("Pak Moch. Soleh", "H. Muhamad Sholeh", "Mohammad Saleh alias Gendon")
    ]
    levels = {told(a, b).level for a, b in combinations(told_by_three, 2)}
    assert levels == {REVIEW}


def test_kin_of_an_invented_register_are_not_called_very_likely() -> None:
    settings = IdentitySettings(
        500, copies=0, twins=0.4, siblings=0.3, fathers=0.3, no_number=0.9, no_birth_date=0.4
    )
    world = build_identities(settings, VILLAGES, seed=21)
    rarity = counted(read_name(one.name).k1 for one in world.records)
    record = {person: world.records[at] for at, person in enumerate(world.person_of.tolist())}
    wrong = [
        kin
        for kin in world.kin
        if score(OFFICE, *(prepare(record[one], rarity) for one in (kin.a, kin.b))).level is VERY
    ]
    assert {kin.kind for kin in world.kin} == set(KinKind)
    assert len(wrong) <= len(world.kin) // 50


def test_people_of_an_invented_register_are_mostly_recognised() -> None:
    world = build_identities(IdentitySettings(600, copies=0.5), VILLAGES, seed=22)
    rarity = counted(read_name(one.name).k1 for one in world.records)
    cast = [prepare(one, rarity) for one in world.records]
    model = MODEL.for_people(600)
    true = sorted(world.true_pairs())
    found = sum(score(model, cast[a], cast[b]).level in {VERY, REVIEW} for a, b in true)
    assert found / len(true) > 0.9


def test_weights_of_the_waterfall_are_small_enough_to_draw() -> None:
    bars = told(WIGATI, WIGATI).bars
    assert max(abs(bar.weight) for bar in bars) < 30
    assert [bar.comparison for bar in bars] == [
        "prior", "name", "identity", "mother", "place", "links",
    ]  # fmt: skip


def test_every_sentence_is_short_enough_for_a_telephone() -> None:
    bars = told(WIGATI, KARMINAH).bars
    assert max(len(bar.sentence) for bar in bars) < 90
