"""The model file: read as written, refused when it does not fit."""

import json
from typing import Any

import pytest

from kentongan.engine.linkage.comparisons import COMPARISONS
from kentongan.engine.linkage.weights import BadModel, Chance, read_model, weight, write_model
from tests.engine.linkage.cast import FILE, MODEL


def told() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return whole


def refusal(whole: Any) -> str:
    with pytest.raises(BadModel) as refused:
        read_model(json.dumps(whole))
    return str(refused.value)


def test_what_is_written_is_read_back() -> None:
    assert read_model(write_model(MODEL)) == MODEL


def test_the_file_holds_every_level_with_its_sentence() -> None:
    levels = [level for one in told()["comparisons"] for level in one["levels"]]
    assert len(levels) == sum(len(one.levels) for one in COMPARISONS)
    assert all(level["sentence"] for level in levels)


def test_every_share_says_where_it_comes_from() -> None:
    assert all(chance.source for chance in MODEL.chances.values())


def test_a_weight_is_the_binary_logarithm_of_both_shares() -> None:
    assert Chance(0.5, 0.125, "").weight == 2


def test_a_silent_level_weighs_nothing() -> None:
    assert weight(MODEL, COMPARISONS[2], "siblings") == 0


def test_agreement_speaks_for_one_person_and_contradiction_against() -> None:
    said = {key: chance.weight for key, chance in MODEL.chances.items()}
    assert said["name", "same_rare"] > said["name", "near"] > 0 > said["name", "unlike"]
    assert said["identity", "number_same"] > said["identity", "date_same"] > 0
    assert said["identity", "serial_differs"] < 0
    assert said["name", "guarded"] < 0


def test_no_text_but_a_model_is_read() -> None:
    for text in ("", "[]", "{}", "null", '{"comparisons": 3}'):
        with pytest.raises(BadModel):
            read_model(text)


def test_another_format_is_refused() -> None:
    assert "format 9" in refusal(told() | {"format": 9})


def test_missing_levels_are_named() -> None:
    whole = told()
    del whole["comparisons"][1]["levels"][2]
    assert "identity" in refusal(whole)


@pytest.mark.parametrize("share", [0, 1, -0.5, "0.5", None, True])
def test_a_share_lies_between_nothing_and_all(share: object) -> None:
    whole = told()
    whole["comparisons"][0]["levels"][1]["m"] = share
    assert "m and u" in refusal(whole)


def test_a_weaker_level_that_outweighs_its_bound_is_refused() -> None:
    whole = told()
    levels = {one["name"]: one for one in whole["comparisons"][3]["levels"]}
    levels["regency"]["m"], levels["regency"]["u"] = 0.9, 1e-9
    assert "regency outweighs district" in refusal(whole)


def test_thresholds_out_of_order_are_refused() -> None:
    assert "prior" in refusal(told() | {"review": 20.0})


def test_a_smaller_register_makes_one_person_likelier() -> None:
    assert MODEL.for_people(1000).prior > MODEL.for_people(10**6).prior
    assert MODEL.for_people(2).prior <= 0.5
    with pytest.raises(ValueError, match="two records"):
        MODEL.for_people(1)
