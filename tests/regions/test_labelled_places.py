"""The labelled strings and unseen noise: right first, never wrong without asking."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from kentongan.regions import catalogue
from kentongan.regions.queries import resolve_place
from tests.regions import noise

LABELLED = Path(__file__).with_name("labelled_places.csv")
ENOUGH_RIGHT = 0.97
UNSEEN = (20, 21)


def labelled() -> list[noise.Row]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return [noise.Row(**row) for row in csv.DictReader(file)]


def is_right(row: noise.Row, first: str, single: str) -> bool:
    """One code, or several of which any may come first; "-" offers nothing; "" asks."""
    if row.expected == "-":
        return not first
    return first in row.expected.split("|") if row.expected else not single


def judged(rows: list[noise.Row]) -> tuple[float, list[str]]:
    """(share of right first answers, wrong answers given without asking)."""
    right, wrong = 0, []
    for row in rows:
        found = resolve_place(row.text, row.near or None)
        first = found.candidates[0].code if found.candidates else ""
        single = found.single.code if found.single else ""
        right += is_right(row, first, single)
        if single and single != row.expected:
            wrong.append(f"{row.text!r}: {single}, expected {row.expected or 'a question'}")
    return right / len(rows), wrong


def test_the_labelled_strings_are_many_and_each_is_written_once() -> None:
    rows = labelled()
    written = Counter((row.text, row.near) for row in rows)
    assert len(rows) >= 500
    assert [text for text, times in written.items() if times > 1] == []


def test_every_label_is_an_area_of_the_list_and_says_why() -> None:
    codes = {place.code for place in catalogue.places()} | {"", "-"}
    for row in labelled():
        assert set(row.expected.split("|")) <= codes, row
        assert row.why, row


def test_a_good_part_of_the_labelled_strings_must_be_asked() -> None:
    asked = [row for row in labelled() if row.expected in {"", "-"} or "|" in row.expected]
    assert len(asked) >= 100


def test_of_the_labelled_strings_97_in_100_have_the_right_area_first() -> None:
    share, wrong = judged(labelled())
    assert share >= ENOUGH_RIGHT
    assert wrong == []


@pytest.mark.parametrize("seed", UNSEEN)
def test_unseen_scans_and_messages_fare_as_well(seed: int) -> None:
    share, wrong = judged(list(noise.rows(seed)))
    assert share >= ENOUGH_RIGHT
    assert wrong == []


def test_the_same_seed_spoils_the_same_way() -> None:
    assert list(noise.rows(3)) == list(noise.rows(3))
    assert list(noise.rows(3)) != list(noise.rows(4))
