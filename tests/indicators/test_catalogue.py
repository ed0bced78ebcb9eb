"""The catalogue: what an indicator file must hold, and how line lists name indicators."""

import re

import pytest

from kentongan.engine.synthetic.signs import SIGNS
from kentongan.indicators.catalogue import (
    Dimension,
    IndicatorClass,
    Malformed,
    Strength,
    catalogue,
    match_label,
    phrase_book,
    read_catalogue,
)

GOOD = """
- id: fee_first
  label: Biaya di depan
  question: Apakah uang diminta lebih dahulu?
  wording: Uang diminta lebih dahulu.
  class: fraud_overcharging
  dimension: deceptive_recruitment
  strength: medium
  source: "UU 18/2017 Ps 30"
  check_next: [Minta bukti bayarnya.]
  aliases: [bayar dahulu]
"""


def test_there_are_at_least_forty_five_signs_of_every_class_and_strength() -> None:
    signs = catalogue().values()
    assert len(signs) >= 45
    assert {sign.class_ for sign in signs} == set(IndicatorClass)
    assert {sign.strength for sign in signs} == set(Strength)
    assert {sign.dimension for sign in signs} == set(Dimension)


def test_every_stage_before_departure_has_signs() -> None:
    stages = {sign.stage for sign in catalogue().values()}
    assert stages == {
        "offer", "recruitment", "payment", "papers", "holding", "departure", "news_from_abroad"
    }  # fmt: skip


def test_the_ten_commonest_signs_stand_first_and_in_their_order() -> None:
    assert [sign.common for sign in list(catalogue().values())[:10]] == list(range(1, 11))


def test_every_sign_says_what_to_check_next_in_whole_sentences() -> None:
    for sign in catalogue().values():
        assert all(re.fullmatch(r"[A-Z].{15,}\.", step) for step in sign.check_next), sign.id


def test_no_sign_is_a_trait_of_a_person() -> None:
    traits = re.compile(r"perempuan|laki-laki|agama|suku|miskin|janda|penampilan|gerak-gerik|logat")
    for sign in catalogue().values():
        texts = (sign.label, sign.question, sign.wording, *sign.check_next, *sign.aliases)
        assert not traits.search(" ".join(texts).lower()), sign.id


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.id)
def test_the_signs_of_the_invented_worlds_are_in_the_catalogue_with_the_same_class(sign) -> None:
    assert catalogue()[sign.id].class_ == sign.kind


# --- what a file must hold ----------------------------------------------------------------------


def test_a_good_file_is_read_and_its_name_gives_the_stage() -> None:
    assert read_catalogue({"3_payment.yaml": GOOD})["fee_first"].stage == "payment"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("strength: medium", "strength: heavy", "strength"),
        ("class: fraud_overcharging", "class: crime", "class"),
        ("dimension: deceptive_recruitment", "dimension: bad", "dimension"),
        ("dahulu?", "dahulu", "question"),
        ("id: fee_first", "id: Fee First", "id"),
        ("[Minta bukti bayarnya.]", "[]", "check_next"),
        ("  strength: medium\n", "", "strength: Field required"),
        ("  strength:", "  weight: 3\n  strength:", "weight: Extra inputs"),
    ],
)
def test_a_fault_is_told_with_file_sign_and_field(was: str, now: str, told: str) -> None:
    with pytest.raises(Malformed, match=r"3_payment\.yaml") as problem:
        read_catalogue({"3_payment.yaml": GOOD.replace(was, now)})
    assert told in str(problem.value)


def test_an_id_that_stands_twice_is_a_fault() -> None:
    with pytest.raises(Malformed, match="fee_first: the id stands twice"):
        read_catalogue({"1_a.yaml": GOOD, "2_b.yaml": GOOD})


def test_one_phrase_for_two_signs_is_a_fault() -> None:
    other = GOOD.replace("fee_first", "fee_later").replace("Biaya di depan", "Biaya belakangan")
    with pytest.raises(Malformed, match="“bayar dahulu” names fee_first and fee_later"):
        read_catalogue({"1_a.yaml": GOOD, "2_b.yaml": other})


@pytest.mark.parametrize("text", ["just words", "a: 1", "- [1]", "- id: {"])
def test_a_file_that_is_no_list_of_signs_is_a_fault(text: str) -> None:
    with pytest.raises(Malformed, match=r"1_a\.yaml"):
        read_catalogue({"1_a.yaml": text})


# --- how line lists name them -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("paspor ditahan, biaya tinggi", ["documents_withheld", "overcharging"]),
        ("Pasport di tahan", []),
        ("PASPOR  DITAHAN", ["documents_withheld"]),
        ("paspor korban ditahan agen", ["documents_withheld"]),
        ("paspor ditahan dan visa turis", ["documents_withheld", "visit_visa_for_work"]),
        ("tanpa kontrak; dijemput malam", ["no_written_contract", "night_departure"]),
        ("penampungn", ["holding_house"]),
        ("Biaya tdk wajar", ["overcharging"]),
        ("gaji tinggi", ["unrealistic_pay"]),
        ("paspor ditahan, paspor ditahan", ["documents_withheld"]),
        ("umroh kerja", ["pilgrimage_cover"]),
        ("-", []),
        ("", []),
        ("nihil", []),
        ("scam", ["scam_work"]),
    ],
)
def test_a_cell_names_signs(cell: str, ids: list[str]) -> None:
    assert match_label(cell) == ids


@pytest.mark.parametrize(
    "cell", ["paspor tidak ditahan", "tidak disekap", "bukan penampungan", "kontrak ada"]
)
def test_a_part_that_denies_a_sign_names_none(cell: str) -> None:
    assert match_label(cell) == []


def test_a_story_is_not_searched_for_signs() -> None:
    story = (
        "kemarin sore paman saya bercerita bahwa di kota ada orang yang paspor nya katanya ditahan"
    )
    assert match_label(story) == []


def test_every_label_and_alias_names_its_own_sign() -> None:
    for sign in catalogue().values():
        for phrase in (sign.id, sign.label, *sign.aliases):
            assert match_label(phrase) == [sign.id]


def test_a_slip_of_the_pen_never_names_a_third_sign() -> None:
    for phrase, sign in phrase_book().items():
        if len(phrase) > 8 and " " not in phrase:
            assert match_label(phrase[:3] + phrase[4:]) in ([], [sign])


def test_the_answer_may_be_changed_without_harm() -> None:
    match_label("paspor ditahan").append("x")
    assert match_label("paspor ditahan") == ["documents_withheld"]
