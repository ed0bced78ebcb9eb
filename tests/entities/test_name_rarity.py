"""The shares of name words: estimates in reference data, or counted in the office's own records."""

import csv
from importlib.resources import files

import pytest

from kentongan.engine.linkage.names import counted, read_shares
from kentongan.engine.linkage.names.rarity import UNKNOWN
from kentongan.entities.name_rarity import name_rarity


def test_common_words_are_common_and_others_rare() -> None:
    rarity = name_rarity()
    assert rarity.is_common("siti")
    assert rarity.is_common("muhammad")
    assert not rarity.is_common("ngatinah")
    assert rarity.share("zzyzx") == UNKNOWN
    assert not rarity.knows("zzyzx")


def test_every_line_of_the_list_is_a_word_a_number_a_sex_and_an_origin() -> None:
    text = files("kentongan.reference").joinpath("names", "words.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) > 2_000
    assert all(row["word"].isalpha() and row["word"].islower() for row in rows)
    assert all(0 < int(row["people_per_100000"]) <= 10_000 for row in rows)
    assert {row["sex"] for row in rows} == {"L", "P", "N"}


def test_old_and_modern_spelling_share_one_line() -> None:
    assert read_shares(["word,people", "soekarno,200", "sukarno,100"]).share("sukarno") == 0.002


def test_a_line_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="could not convert"):
        read_shares(["word,people", "sukarno,many"])


def test_the_records_of_an_office_can_be_counted() -> None:
    rarity = counted([("siti", "aminah"), ("siti",), ("slamet", "slamet"), ("budi",)])
    assert rarity.share("siti") == 0.5
    assert rarity.share("slamet") == 0.25
